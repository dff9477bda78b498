package org.certrenewal.law;

import java.util.Locale;

/**
 * Holds one value of the law and where it comes from.
 *
 * @param key what the value decides
 * @param value the value as written: a whole number, or a word of the key's closed list
 * @param article the article, with the name of the text it belongs to; people see it only when it is {@link #quoted()
 *     quoted}
 * @param source where it was read
 * @param mark how well it is established
 * @param note what an administrator should know, or empty
 * @param origin file and line of the seeds
 */
public record Rule(RuleKey key, String value, String article, String source, Mark mark, String note, String origin) {

    /** Checks that the value fits its key. */
    public Rule {
        if (!key.accepts(value)) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no value of " + key.id() + "; expected " + key.expected());
        }
    }

    /** Tells whether somebody has read the value and its article in an official text. */
    public boolean isVerified() {
        return mark == Mark.SURE;
    }

    /**
     * Returns the article as it is quoted to people; empty text until it is verified. Only administrators see others.
     */
    public String quoted() {
        return isVerified() ? article : "";
    }

    /** Returns a number's value. */
    public int number() {
        return Integer.parseInt(value);
    }

    /** Returns what goes before a decision on this ground of an act. */
    public RuleKey.Precedes precedes() {
        return RuleKey.Precedes.valueOf(value.toUpperCase(Locale.ROOT));
    }

    /** Tells whether the value is this word. */
    public boolean is(String word) {
        return value.equals(word);
    }
}
