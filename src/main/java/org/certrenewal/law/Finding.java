package org.certrenewal.law;

import java.util.Map;

/**
 * Holds one thing that was found about a renewal. Only what can't be a renewal at all stops the form; everything else
 * is for a person to judge (行政许可法 Art 38).
 *
 * @param code stable name, such as {@code too-early}
 * @param severity what follows from it
 * @param text what is said to people, in Chinese
 * @param article the article that it stands on
 * @param field the field of the form that it concerns
 */
public record Finding(String code, Severity severity, String text, String article, String field) {

    /** Says what follows from a finding. */
    public enum Severity {
        /** Stops the form. */
        BLOCKS,
        /** Is shown to the officer, who decides. */
        OFFICER,
        /** Is shown to the applicant and the officer. */
        WARNING
    }

    /** Reads one row of the decision {@link Eligibility#DECISION}. */
    public static Finding fromRow(Map<String, Object> row) {
        return new Finding(
                text(row, "code"),
                Severity.valueOf(text(row, "severity")),
                text(row, "text"),
                article(row),
                text(row, "field"));
    }

    private static String text(Map<String, Object> row, String column) {
        Object value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException("the decision " + Eligibility.DECISION + " left '" + column
                    + "' empty for the finding '" + row.get("code") + "'");
        }
        return value.toString();
    }

    /** Returns the article, which is empty where nobody has verified it. */
    private static String article(Map<String, Object> row) {
        return "".equals(row.get("article")) ? "" : text(row, "article");
    }

    /** Returns the text, with its article where one is known for certain. */
    public String textWithArticle() {
        return article.isEmpty() ? text : text + "（" + article + "）";
    }

    public boolean blocks() {
        return severity == Severity.BLOCKS;
    }
}
