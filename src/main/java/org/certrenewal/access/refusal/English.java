package org.certrenewal.access.refusal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** Knows who reads English, and the English texts that the pages have ({@code static/renewal/english.js}). */
public final class English {

    private static final String TEXTS = "static/renewal/english.js";
    private static final Pattern ENTRY = Pattern.compile(
            "^\\s*'((?:[^'\\\\]|\\\\.)+)':\\s*(['\"])((?:(?!\\2)[^\\\\]|\\\\.)*)\\2,?\\s*$", Pattern.MULTILINE);

    private static final Pattern QUOTED = Pattern.compile("“[^”]*”");

    private static final Map<String, String> KNOWN = read();

    private English() {}

    /** As the pages do: English for a browser that asks for English first, Chinese for all others. */
    public static boolean isReadBy(HttpServletRequest request) {
        return isAskedFor(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    static boolean isAskedFor(String acceptLanguage) {
        return acceptLanguage != null
                && acceptLanguage.strip().toLowerCase(Locale.ROOT).startsWith("en");
    }

    /** Returns the English of a text, a quoted word in it standing where “…” does; what has none stays as it is. */
    public static String of(String chinese) {
        String text = chinese.strip();
        Matcher quoted = QUOTED.matcher(text);
        if (!KNOWN.containsKey(text) && quoted.find()) {
            String english = KNOWN.get(quoted.replaceFirst("“…”"));
            return english == null ? chinese : english.replace("“…”", quoted.group());
        }
        return KNOWN.getOrDefault(text, chinese);
    }

    private static Map<String, String> read() {
        try (InputStream in = English.class.getClassLoader().getResourceAsStream(TEXTS)) {
            Map<String, String> known = new HashMap<>();
            Matcher entries = ENTRY.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (entries.find()) {
                known.put(plain(entries.group(1)), plain(entries.group(3)));
            }
            return Map.copyOf(known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String literal) {
        return literal.replaceAll("\\\\(.)", "$1");
    }
}
