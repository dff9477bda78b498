package org.certrenewal.web.verify;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.typed.Codes;

/**
 * Reads the id of a certificate's address as people copy it: with a ligature for two letters, or a full stop behind.
 */
final class VerificationIds {

    /** As {@link PaperDesk#newId} makes them; what stands around it is the sentence that it was copied from. */
    private static final Pattern ID =
            Pattern.compile("[^A-Za-z0-9_-]*([A-Za-z0-9_-]{22})(?![A-Za-z0-9]).*", Pattern.DOTALL);

    private VerificationIds() {}

    /** Returns the bare id; what holds none is returned without blanks, and won't be found. */
    static String plain(String copied) {
        String code = Codes.plain(copied);
        Matcher id = ID.matcher(code);
        return id.matches() ? id.group(1) : code;
    }

    static boolean isOne(String id) {
        return id.matches("[A-Za-z0-9_-]{22}");
    }
}
