package org.certrenewal.typed;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Compares names. A name is kept as it was typed, for a normal form would change legal characters (U+F92C would become
 * U+90CE); only to compare, two of them are brought into one form that nobody ever sees.
 */
public final class Names {

    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Z}\\p{Cc}\\p{Cf}\\u034F\\u115F\\u1160\\u180B-\\u180F\\u3164\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]+");
    /** Dots that stand between the parts of a name. */
    private static final Pattern DOT = Pattern.compile("[.\\u00B7\\u0387\\u2022\\u2024\\u2027\\u2219\\u22C5\\u30FB]");

    private Names() {}

    /** Tells whether two names are the same but for width, case, blanks, dots and compatibility forms. */
    public static boolean same(String one, String other) {
        return folded(one).equals(folded(other));
    }

    /** Returns the form in which names are compared; empty for null. */
    public static String folded(String name) {
        if (name == null) {
            return "";
        }
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        plain = UNSEEN.matcher(plain).replaceAll("");
        plain = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(DOT.matcher(plain).replaceAll("·"), Normalizer.Form.NFKC);
    }
}
