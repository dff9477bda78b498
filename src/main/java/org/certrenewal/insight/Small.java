package org.certrenewal.insight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Keeps small figures from telling of single people: what is below five is shown as "&lt;5", and where the sum of a
 * column would tell what is hidden in it, the next smallest is hidden too and shown as "*".
 */
final class Small {

    /** The smallest figure that is shown. */
    static final long LEAST = 5;

    private Small() {}

    static boolean isSmall(long n) {
        return n > 0 && n < LEAST;
    }

    /** Returns a share in percent, or null where it would tell a small figure. */
    static Double share(long part, long whole) {
        return whole < LEAST || isSmall(part) || isSmall(whole - part)
                ? null
                : Math.round(part * 1000.0 / whole) / 10.0;
    }

    /** Returns a column of a table as it may be shown, so that the column's sum doesn't tell what is small either. */
    static List<Shown> column(List<Long> figures) {
        List<Shown> shown = new ArrayList<>(figures.stream().map(Shown::of).toList());
        int small = Collections.frequency(shown, Shown.SMALL);
        long sum = figures.stream().filter(Small::isSmall).mapToLong(n -> n).sum();
        for (int more = 0; isTold(sum, small, more); more++) {
            Optional<Integer> next = IntStream.range(0, figures.size())
                    .filter(row -> shown.get(row).isTold() && figures.get(row) > 0)
                    .boxed()
                    .min(Comparator.comparing(figures::get));
            if (next.isEmpty()) {
                // That they are small is all that is left to hide.
                Collections.replaceAll(shown, Shown.SMALL, Shown.HIDDEN_TOO);
                break;
            }
            sum += figures.get(next.get());
            shown.set(next.get(), Shown.HIDDEN_TOO);
        }
        return shown;
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
    static Rate rate(long part, long whole) {
        return new Rate(
                !isSmall(part) && isSmall(whole - part) ? Shown.HIDDEN_TOO : Shown.of(part),
                Shown.of(whole),
                share(part, whole));
    }

    /** Holds a part and what else there is of the whole. */
    record Parts(long part, long rest) {
        long whole() {
            return part + rest;
        }
    }

    /** Returns the rates of the rows of a table, so that neither a row nor the sums tell what is small. */
    static List<Rate> rates(List<Parts> rows) {
        List<Shown> parts = column(rows.stream().map(Parts::part).toList());
        List<Shown> rests = column(rows.stream().map(Parts::rest).toList());
        List<Shown> wholes = column(rows.stream().map(Parts::whole).toList());
        return IntStream.range(0, rows.size())
                .mapToObj(row -> rate(parts.get(row), rests.get(row), wholes.get(row)))
                .toList();
    }

    private static Rate rate(Shown part, Shown rest, Shown whole) {
        if (!part.isTold() || !whole.isTold()) {
            return new Rate(part, whole, null);
        }
        return rest.isTold()
                ? new Rate(part, whole, share(part.figure(), whole.figure()))
                : new Rate(Shown.HIDDEN_TOO, whole, null);
    }
}
