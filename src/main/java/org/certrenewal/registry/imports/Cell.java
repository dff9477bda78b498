package org.certrenewal.registry.imports;

import java.time.LocalDate;

/**
 * Holds what stands in a cell of a file.
 *
 * @param kind how the file stores it; everything in a CSV is text
 * @param text the text, or a number's digits; empty for an empty cell
 * @param day the day of a cell that is stored as a date, or null
 */
public record Cell(Kind kind, String text, LocalDate day) {

    /** Names how a value is stored. */
    public enum Kind {
        EMPTY,
        TEXT,
        NUMBER,
        DATE,
        FORMULA,
        ERROR,
        OTHER
    }

    public static final Cell NOTHING = new Cell(Kind.EMPTY, "", null);

    /** Makes a cell of a text. */
    public static Cell of(String text) {
        return text == null || text.isEmpty() ? NOTHING : new Cell(Kind.TEXT, text, null);
    }

    /** Never shows what stands there. */
    @Override
    public String toString() {
        return kind.name();
    }
}
