package org.certrenewal.insight;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Holds a figure as it leaves the server.
 *
 * @param figure itself; null where it is hidden
 * @param sign what stands for it where it is hidden
 */
record Shown(Long figure, String sign) {

    /** Stands for what is small. */
    static final Shown SMALL = new Shown(null, "<5");

    /** Stands for what would tell something small. */
    static final Shown HIDDEN_TOO = new Shown(null, "*");

    static Shown of(long n) {
        return Small.isSmall(n) ? SMALL : new Shown(n, null);
    }

    boolean isTold() {
        return figure != null;
    }

    @JsonValue
    Object json() {
        return isTold() ? figure : sign;
    }

    @Override
    public String toString() {
        return String.valueOf(json());
    }
}
