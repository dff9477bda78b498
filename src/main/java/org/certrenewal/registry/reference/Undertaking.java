package org.certrenewal.registry.reference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;

/**
 * Holds a version of the text that an applicant agrees to, 本人承诺. A case keeps the version and the hash.
 *
 * @param version its id
 * @param from first day on which it is used
 * @param title its heading
 * @param paragraphs plain text, in order
 */
public record Undertaking(String version, LocalDate from, String title, List<String> paragraphs) {

    /** Returns the whole text, one paragraph to a line. */
    public String text() {
        return title + "\n" + String.join("\n", paragraphs);
    }

    /** Returns the SHA-256 of {@link #text()} in UTF-8, in small hexadecimal digits. */
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
