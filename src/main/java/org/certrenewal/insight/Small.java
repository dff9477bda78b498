package org.certrenewal.insight;

import java.util.List;
import java.util.Map;

/**
 * Keeps small figures from telling of single people: what is below five is shown as "&lt;5", and where only one cell of
 * a column were hidden, so that the sum would tell it, the next smallest is hidden too and shown as "*".
 */
final class Small {

    /** The smallest figure that is shown. */
    static final long LEAST = 5;

    static final String HIDDEN = "<5";
    static final String HIDDEN_TOO = "*";

    private Small() {}

    static boolean isSmall(long n) {
        return n > 0 && n < LEAST;
    }

    /** Returns a figure as it may be shown. */
    static Object shown(long n) {
        return isSmall(n) ? HIDDEN : n;
    }

    /** Returns a share in percent, or null where it would tell a small figure. */
    static Double share(long part, long whole) {
        return whole < LEAST || isSmall(part) || isSmall(whole - part)
                ? null
                : Math.round(part * 1000.0 / whole) / 10.0;
    }

    /** Hides what is small in a column of a table. */
    static void hide(List<Map<String, Object>> rows, String column) {
        List<Map<String, Object>> small = rows.stream()
                .filter(row -> row.get(column) instanceof Long n && isSmall(n))
                .toList();
        small.forEach(row -> row.put(column, HIDDEN));
        if (small.size() == 1) {
            rows.stream()
                    .filter(row -> row.get(column) instanceof Long n && n > 0)
                    .min((one, other) -> Long.compare((Long) one.get(column), (Long) other.get(column)))
                    .ifPresent(row -> row.put(column, HIDDEN_TOO));
        }
    }
}
