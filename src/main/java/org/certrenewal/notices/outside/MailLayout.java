package org.certrenewal.notices.outside;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.registry.reference.Office;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Lays out mails: the same words as plain text and as simple HTML. */
@Component
class MailLayout {

    private final MessageTexts texts;
    private final ITemplateEngine templates;
    private final String baseUrl;

    MailLayout(MessageTexts texts, ITemplateEngine templates, @Value("${renewal.base-url}") String baseUrl) {
        this.texts = texts;
        this.templates = templates;
        this.baseUrl = baseUrl.replaceAll("/+$", "");
    }

    /**
     * Holds one thing that a mail says.
     *
     * @param href where to look, within the service or absolute; null for nowhere
     * @param label what stands on the button that leads there
     */
    record Part(String text, String href, String label) {}

    /**
     * Lays a mail out.
     *
     * @param more what else there is to say under all parts, or empty
     * @param office whose telephone and opening hours are named
     */
    Mail lay(String key, MailAddress to, String kind, List<Part> parts, String more, Optional<Office> office) {
        String subject = texts.of(kind).subject();
        List<Part> absolute = parts.stream().map(this::absolute).toList();
        return new Mail(key, to, subject, plain(absolute, more, office), html(subject, absolute, more, office));
    }

    /** Says what one leads to, with the words of every mail. */
    Part part(String text, String href) {
        return new Part(text, href, texts.frame().open());
    }

    private Part absolute(Part part) {
        return part.href() == null || !part.href().startsWith("/")
                ? part
                : new Part(part.text(), baseUrl + part.href(), part.label());
    }

    private String preferences() {
        return baseUrl + "/my/notifications";
    }

    private String html(String title, List<Part> parts, String more, Optional<Office> office) {
        Map<String, Object> model = new HashMap<>();
        model.put("frame", texts.frame());
        model.put("title", title);
        model.put("parts", parts);
        model.put("more", more);
        model.put("office", office.orElse(null));
        model.put("preferences", preferences());
        return templates.process("mail/message", new Context(Locale.CHINA, model));
    }

    private String plain(List<Part> parts, String more, Optional<Office> office) {
        MessageTexts.Frame frame = texts.frame();
        List<String> lines = new ArrayList<>();
        lines.add(frame.greeting());
        lines.add("");
        for (Part part : parts) {
            lines.add(part.text());
            if (part.href() != null) {
                lines.add(part.label() + "：" + part.href());
            }
            lines.add("");
        }
        if (!more.isEmpty()) {
            lines.add(more);
            lines.add("");
        }
        office.ifPresent(it -> {
            lines.add(frame.office() + "：" + it.name());
            if (!it.telephone().isEmpty()) {
                lines.add(frame.telephone() + "：" + it.telephone());
            }
            if (!it.hours().isEmpty()) {
                lines.add(frame.hours() + "：" + it.hours());
            }
            lines.add("");
        });
        lines.add("-- ");
        lines.add(frame.service());
        lines.addAll(frame.foot());
        lines.add(preferences());
        return String.join("\r\n", lines) + "\r\n";
    }
}
