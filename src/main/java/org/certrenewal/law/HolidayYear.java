package org.certrenewal.law;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds one year's table of the State Council's notice on holidays.
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
     * @throws IllegalArgumentException if a day belongs to another year, is both off and worked, or a worked day is no
     *     weekend anyway
     */
    public HolidayYear {
        off = Collections.unmodifiableSet(new TreeSet<>(off));
        worked = Collections.unmodifiableSet(new TreeSet<>(worked));
        for (LocalDate day : off) {
            check(day.getYear() == year, day, "doesn't belong to the year " + year);
        }
        for (LocalDate day : worked) {
            check(day.getYear() == year, day, "doesn't belong to the year " + year);
            check(isWeekend(day), day, "is a " + day.getDayOfWeek() + ", which is worked anyway: not a worked weekend");
            check(!off.contains(day), day, "is both off and worked");
        }
    }

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static void check(boolean holds, LocalDate day, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(day + " " + complaint);
        }
    }
}
