package org.certrenewal.typed;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads numbers and codes as people type and paste them: identity and certificate numbers, case numbers, tracking
 * numbers, telephones. What stands between the characters, or can't be seen at all, is no part of a code; full-width
 * and other forms of a character are the character (NFKC). Not for names and prose: NFKC would change legal characters.
 */
public final class Codes {

    /**
     * Blanks of all kinds, control and format characters (direction marks, zero-width ones, the byte order mark),
     * variation selectors, fillers, and what dictation leaves behind. Characters without meaning (private use,
     * unassigned, halves of a pair) aren't among them: a code with one of these isn't the code without it.
     */
    private static final String UNSEEN =
            "\\p{Z}\\p{Cc}\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u3164\\uFE00-\\uFE0F\\uFFA0\\uFFFC"
                    + "\\x{E0100}-\\x{E01EF}";

    private static final Pattern BLANK = Pattern.compile("[" + UNSEEN + "]+");
    private static final Pattern FORMAT = Pattern.compile("[\\p{Cf}\\p{Mn}]+");
    private static final Pattern DASH =
            Pattern.compile("[\\u02D7\\u2010-\\u2015\\u2043\\u2212\\u2500\\u2501\\u30FC\\uFE58\\uFE63]");

    private Codes() {}

    /** Returns the bare code; empty for null. */
    public static String plain(String typed) {
        return BLANK.matcher(unified(typed)).replaceAll("");
    }

    /** Returns the bare code in capitals, for codes in which small letters mean the same. */
    public static String capitals(String typed) {
        return plain(typed).toUpperCase(Locale.ROOT);
    }

    /** Returns the bare code in capitals and without the dashes that set its groups apart. */
    public static String capitalsWithoutDashes(String typed) {
        return capitals(typed).replace("-", "");
    }

    /** Returns the characters in their plain forms, with one dash for all dashes; blanks stay where they are. */
    static String unified(String typed) {
        if (typed == null) {
            return "";
        }
        return DASH.matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC)).replaceAll("-");
    }

    /** Returns a text with what can't be seen taken out, each run of blanks as one, and none around. */
    static String spaced(String typed) {
        String seen = FORMAT.matcher(unified(typed)).replaceAll("");
        return BLANK.matcher(seen).replaceAll(" ").strip();
    }
}
