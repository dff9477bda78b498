package org.certrenewal.insight;

import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds how often each value occurred. */
final class Histogram {

    private final SortedMap<Integer, Long> counts = new TreeMap<>();
    private long total;

    void add(int value, long n) {
        counts.merge(value, n, Long::sum);
        total += n;
    }

    long total() {
        return total;
    }

    /** Returns the smallest value that at least so many per cent of all don't exceed (nearest rank). */
    OptionalInt percentile(int percent) {
        long rank = Math.max(1, (total * percent + 99) / 100);
        long seen = 0;
        for (var entry : counts.entrySet()) {
            seen += entry.getValue();
            if (entry.getValue() > 0 && seen >= rank) {
                return OptionalInt.of(entry.getKey());
            }
        }
        return OptionalInt.empty();
    }

    /** Returns the same, or null where it would be of few. */
    Integer told(int percent) {
        return total < Small.LEAST ? null : percentile(percent).orElseThrow();
    }
}
