package org.certrenewal.testing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts the law's periods in another way than the law package does: from a list of days written out here, one by one,
 * with the figures of the law written out too.
 */
public final class CountedByHand {

    private static final LocalDate ORDER_2025 = LocalDate.of(2026, 6, 1);
    private static final Set<LocalDate> OFF = new HashSet<>();
    private static final Set<LocalDate> WORKED = new HashSet<>();

    static {
        for (String span : ("2025-01-01 2025-01-01,2025-01-28 2025-02-04,2025-04-04 2025-04-06,2025-05-01 2025-05-05,"
                        + "2025-05-31 2025-06-02,2025-10-01 2025-10-08,2026-01-01 2026-01-03,2026-02-15 2026-02-23,"
                        + "2026-04-04 2026-04-06,2026-05-01 2026-05-05,2026-06-19 2026-06-21,2026-09-25 2026-09-27,"
                        + "2026-10-01 2026-10-07,2027-01-01 2027-01-01,2027-05-01 2027-05-02")
                .split(",")) {
            LocalDate last = LocalDate.parse(span.substring(11));
            for (LocalDate day = LocalDate.parse(span.substring(0, 10)); !day.isAfter(last); day = day.plusDays(1)) {
                OFF.add(day);
            }
        }
        for (String day : ("2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 "
                        + "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10")
                .split(" ")) {
            WORKED.add(LocalDate.parse(day));
        }
    }

    private CountedByHand() {}

    /** Returns the working days for a decision by the rules of the day of acceptance. */
    public static int decisionDays(LocalDate accepted) {
        return accepted.isBefore(ORDER_2025) ? 10 : 20;
    }

    /** Tells whether the notice for 2027, which hasn't come, may still move a day. */
    public static boolean isProvisional(LocalDate day) {
        return !day.isBefore(LocalDate.of(2026, 12, 25));
    }

    /** Returns the last of so many working days after a day, without those on which the clock stands still. */
    public static LocalDate count(LocalDate start, int days, Set<LocalDate> still) {
        return Stream.iterate(start.plusDays(1), day -> day.plusDays(1))
                .filter(day -> works(day) && !still.contains(day))
                .skip(days - 1L)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the first working day on or after a day. */
    public static LocalDate orNext(LocalDate day) {
        return works(day) ? day : orNext(day.plusDays(1));
    }

    /** Tells whether work is done on a day. */
    public static boolean works(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return WORKED.contains(day) || !weekend && !OFF.contains(day);
    }
}
