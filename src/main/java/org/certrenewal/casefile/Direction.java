package org.certrenewal.casefile;

/** Says where the person goes from a form. */
public enum Direction {
    NEXT,
    BACK;

    /**
     * Reads the process variable of the same name.
     *
     * @param value {@code next}, {@code back}, or null, which means next
     * @throws IllegalArgumentException for anything else
     */
    public static Direction of(Object value) {
        if (value == null || "next".equals(value)) {
            return NEXT;
        }
        if ("back".equals(value)) {
            return BACK;
        }
        throw new IllegalArgumentException("direction 只能是 next 或 back");
    }

    /** Returns the variable's value. */
    public String value() {
        return this == BACK ? "back" : "next";
    }
}
