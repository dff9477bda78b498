package org.certrenewal.insight;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps small figures from telling of single people: what is below five is shown as "&lt;5", and where the sum of a
 * column would tell what is hidden in it, the next smallest is hidden too and shown as "*".
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

    /** Hides what is small in a column of a table, so that the column's sum doesn't tell it either. */
    static void hide(List<Map<String, Object>> rows, String column) {
        List<Map<String, Object>> small = rows.stream()
                .filter(row -> row.get(column) instanceof Long n && isSmall(n))
                .toList();
        long sum = small.stream().mapToLong(row -> (Long) row.get(column)).sum();
        small.forEach(row -> row.put(column, HIDDEN));
        for (int more = 0; isTold(sum, small.size(), more); more++) {
            Optional<Map<String, Object>> next = rows.stream()
                    .filter(row -> row.get(column) instanceof Long n && n > 0)
                    .min(Comparator.comparing(row -> (Long) row.get(column)));
            if (next.isEmpty()) {
                // That they are small is all that is left to hide.
                small.forEach(row -> row.put(column, HIDDEN_TOO));
                return;
            }
            sum += (Long) next.get().get(column);
            next.get().put(column, HIDDEN_TOO);
        }
    }

    /** Tells whether the sum of what is hidden leaves one possibility only; what is shown as "*" is five at least. */
    private static boolean isTold(long sum, int small, int more) {
        boolean each = sum == small + LEAST * more || more == 0 && sum == (LEAST - 1) * small;
        return small > 0 && (small + more == 1 || each);
    }

    /**
     * Returns a part and a whole with the share of the part, in percent. Neither the part nor the rest is told where it
     * is small.
     */
    static Map<String, Object> rate(long part, long whole) {
        Map<String, Object> rate = new LinkedHashMap<>();
        rate.put("part", !isSmall(part) && isSmall(whole - part) ? HIDDEN_TOO : shown(part));
        rate.put("whole", shown(whole));
        rate.put("share", share(part, whole));
        return rate;
    }

    /**
     * Turns {@code part} and {@code rest} of the rows of a table into part, whole and share, so that neither a row nor
     * the sums tell what is small.
     */
    static List<Map<String, Object>> rates(List<Map<String, Object>> rows) {
        rows.forEach(row -> row.put("whole", (Long) row.get("part") + (Long) row.get("rest")));
        List.of("part", "rest", "whole").forEach(column -> hide(rows, column));
        for (Map<String, Object> row : rows) {
            boolean restIsHidden = !(row.remove("rest") instanceof Long);
            if (restIsHidden && row.get("whole") instanceof Long && row.get("part") instanceof Long) {
                row.put("part", HIDDEN_TOO);
            }
            row.put(
                    "share",
                    row.get("part") instanceof Long part && row.get("whole") instanceof Long whole
                            ? share(part, whole)
                            : null);
        }
        return rows;
    }
}
