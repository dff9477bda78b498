package org.certrenewal.documents;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Names a file that is handed out, in the one way that all clients read (RFC 6266, appendix D): an ASCII name with its
 * ending for those that know only {@code filename=}, and the Chinese one in {@code filename*=} for all others.
 */
public final class FileName {

    /** RFC 8187, section 3.2.1. */
    private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~";

    private final String name;
    private final String ascii;

    private FileName(String name, String ascii) {
        this.name = name;
        this.ascii = ascii;
    }

    /**
     * Names a file.
     *
     * @param name the name that people are to see, without its ending
     * @param ascii the same for old clients; what isn't a letter, digit, dot or dash of ASCII is left out
     * @param ending with its dot, such as {@code .pdf}
     */
    public static FileName of(String name, String ascii, String ending) {
        String plain = ascii.replaceAll("[^0-9A-Za-z._-]+", "-").replaceAll("(?<=-)-+|^[-.]+|-+$", "");
        return new FileName(
                name.replaceAll("[\\p{Cc}/\\\\]", "") + ending, (plain.isEmpty() ? "file" : plain) + ending);
    }

    /** Returns the value of {@code Content-Disposition} for a file that is to be shown in the browser. */
    public String inline() {
        return "inline; " + parameters();
    }

    /** Returns the value of {@code Content-Disposition} for a file that is to be kept. */
    public String attachment() {
        return "attachment; " + parameters();
    }

    private String parameters() {
        return "filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded(name);
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            boolean plain = character >= '0' && character <= '9'
                    || character >= 'A' && character <= 'Z'
                    || character >= 'a' && character <= 'z'
                    || ATTRIBUTE_CHARACTERS.indexOf(character) >= 0;
            if (plain) {
                encoded.append(character);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
            }
        }
        return encoded.toString();
    }
}
