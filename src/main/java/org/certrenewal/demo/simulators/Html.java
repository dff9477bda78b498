package org.certrenewal.demo.simulators;

import java.util.Map;
import java.util.stream.Collectors;

/** Writes the simulators' pages. */
final class Html {

    private static final String STYLE = """
            body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;margin:0;color:#1c2733;background:#f3f5f8}
            main{max-width:960px;margin:0 auto;padding:1rem}
            .label{background:#8a2b06;color:#fff;padding:.5rem 1rem;font-weight:600}
            section{background:#fff;border:1px solid #d5dce4;border-radius:8px;padding:1rem;margin:1rem 0}
            h1{font-size:1.5rem}h2{font-size:1.2rem;margin:.2rem 0 .6rem}
            form{display:inline-flex;flex-wrap:wrap;gap:.5rem;margin:.2rem .5rem .2rem 0}
            button{font:inherit;padding:.35rem .9rem;min-height:44px;border:1px solid #7c8b9a;border-radius:6px;background:#fff;cursor:pointer}
            button[aria-pressed=true],button.main{background:#0b57a4;border-color:#0b57a4;color:#fff}
            button:focus-visible,a:focus-visible,input:focus-visible,summary:focus-visible{outline:3px solid #e08a00;outline-offset:2px}
            nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0}nav li{margin:0}nav a{display:inline-block;padding:.6rem 0}
            section{scroll-margin-top:1rem}
            details{border-top:1px solid #d5dce4;padding:.2rem 0}summary{padding:.6rem 0;cursor:pointer;overflow-wrap:anywhere}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;background:#f3f5f8;padding:.8rem;border-radius:6px;margin:.3rem 0}
            label{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}input{font:inherit;padding:.35rem .6rem;min-height:44px;box-sizing:border-box;max-width:100%;border:1px solid #7c8b9a;border-radius:6px}
            a{color:#0b57a4}a.button{display:inline-block;padding:.35rem .9rem;min-height:30px;border-radius:6px;background:#0b57a4;color:#fff;text-decoration:none}
            ul{padding-left:1.2rem}li{margin:.5rem 0;overflow-wrap:anywhere}.hint{color:#51606f;font-size:.9rem}.trouble{color:#8a2b06;font-weight:600}
            """;

    private Html() {}

    /** Returns a page; its label says that nothing here is real. */
    static String page(String title, String content) {
        return """
                <!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">\
                <meta name="viewport" content="width=device-width,initial-scale=1"><title>%s</title>\
                <style>%s</style></head><body><p class="label" style="margin:0">外部系统模拟器：仅供演示和演练，只在本机运行，不得用于生产</p>\
                <main><h1>%s</h1>%s</main></body></html>
                """.formatted(text(title), STYLE, text(title), content);
    }

    /** Returns a button that posts one field. */
    static String button(String action, String name, String value, String label, boolean pressed, boolean main) {
        return "<form method=\"post\" action=\"%s\"><button name=\"%s\" value=\"%s\" aria-pressed=\"%s\"%s>%s</button></form>"
                .formatted(text(action), text(name), text(value), pressed, main ? " class=\"main\"" : "", text(label));
    }

    /** Returns a form of one field that is typed, with a button for each of the values of another. */
    static String form(
            String action, String field, String label, String typed, String name, Map<String, String> buttons) {
        String all = buttons.entrySet().stream()
                .map(it -> "<button name=\"%s\" value=\"%s\">%s</button>"
                        .formatted(text(name), text(it.getKey()), text(it.getValue())))
                .collect(Collectors.joining());
        return "<form method=\"post\" action=\"%s\"><label>%s<input name=\"%s\" value=\"%s\"></label>%s</form>"
                .formatted(text(action), text(label), text(field), text(typed), all);
    }

    /** Returns a text as it may stand in HTML. */
    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
