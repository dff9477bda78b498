package org.certrenewal.law;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds one year's table of the State Council's notice on holidays. New Year's Day is often joined with days of the
 * December before, so a notice may name these too: that for 2019 made 29 December 2018 a working day, and 31 December a
 * day off.
 *
 * @param year the calendar year
 * @param notice name or number of the notice
 * @param off every day off that the notice names, whether it falls on a weekend or not
 * @param worked Saturdays and Sundays on which work is done instead
 */
public record HolidayYear(int year, String notice, Set<LocalDate> off, Set<LocalDate> worked) {

    /**
     * Checks that the table makes sense.
     *
     * @throws IllegalArgumentException if a day belongs neither to the year nor to the December before, is both off and
     *     worked, or a worked day is no weekend anyway
     */
    public HolidayYear {
        off = Collections.unmodifiableSet(new TreeSet<>(off));
        worked = Collections.unmodifiableSet(new TreeSet<>(worked));
        for (LocalDate day : off) {
            checkYear(day, year);
        }
        for (LocalDate day : worked) {
            checkYear(day, year);
            check(isWeekend(day), day, "is a " + day.getDayOfWeek() + ", which is worked anyway: not a worked weekend");
            check(!off.contains(day), day, "is both off and worked");
        }
    }

    /** Tells whether the notice says anything about a day. */
    public boolean names(LocalDate day) {
        return off.contains(day) || worked.contains(day);
    }

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static void checkYear(LocalDate day, int year) {
        boolean december = day.getYear() == year - 1 && day.getMonth() == Month.DECEMBER;
        check(
                day.getYear() == year || december,
                day,
                "doesn't belong to the year " + year + ", nor to the December before it");
    }

    private static void check(boolean holds, LocalDate day, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(day + " " + complaint);
        }
    }
}
