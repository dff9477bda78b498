package org.certrenewal.law;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Counts working days (行政许可法 Art 82) by the State Council's yearly tables. The first day isn't counted (民法典 Art 201).
 *
 * <p>A year without a table is computed with its weekends and with the holidays that are fixed by date; every answer
 * that touches such a year is provisional. Immutable: a new table makes a new calendar.
 */
public final class WorkingDayCalendar {

    /** Days off in every year, whatever the notice will say. */
    private static final Set<MonthDay> FIXED =
            Set.of(MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(10, 1), MonthDay.of(10, 2), MonthDay.of(10, 3));

    private final SortedMap<Integer, HolidayYear> years;

    /**
     * Creates a calendar.
     *
     * @param tables one table for each published year
     * @throws IllegalArgumentException if a year has two
     */
    public WorkingDayCalendar(Collection<HolidayYear> tables) {
        SortedMap<Integer, HolidayYear> byYear = new TreeMap<>();
        for (HolidayYear table : tables) {
            if (byYear.put(table.year(), table) != null) {
                throw new IllegalArgumentException("the year " + table.year() + " has two tables");
            }
        }
        this.years = Collections.unmodifiableSortedMap(byYear);
    }

    /** Returns the tables, by year. */
    public Map<Integer, HolidayYear> years() {
        return years;
    }

    /** Tells whether work is done on the day. */
    public boolean isWorkingDay(LocalDate day) {
        HolidayYear table = years.get(day.getYear());
        if (table == null) {
            return !HolidayYear.isWeekend(day) && !FIXED.contains(MonthDay.from(day));
        }
        return table.worked().contains(day)
                || !HolidayYear.isWeekend(day) && !table.off().contains(day);
    }

    /**
     * Returns the last day of a period of working days.
     *
     * @param start the day that sets the period going; it isn't counted
     * @param workingDays 0 or more; 0 is the start itself
     */
    public DueDate plus(LocalDate start, int workingDays) {
        return plus(start, workingDays, day -> false);
    }

    /**
     * Returns the last day of a period of working days in which certain days don't count (行政许可法 Art 45).
     *
     * @param start the day that sets the period going; it isn't counted
     * @param workingDays 0 or more; 0 is the start itself
     * @param excluded the days on which the clock stands still
     */
    public DueDate plus(LocalDate start, int workingDays, Predicate<LocalDate> excluded) {
        LocalDate day = walk(start, workingDays, 1, excluded);
        return new DueDate(day, isProvisional(start, day));
    }

    /**
     * Counts back: returns the last day from which at least so many working days remain until the end.
     *
     * @param end the day from which is counted back; it isn't counted
     * @param workingDays 0 or more; 0 is the end itself
     */
    public DueDate minus(LocalDate end, int workingDays) {
        LocalDate day = walk(end, workingDays, -1, ignored -> false);
        return new DueDate(day, isProvisional(day, end));
    }

    /**
     * Counts the working days between two days: the first isn't counted, the last is. Inverse of {@link #plus}.
     *
     * @param start the earlier day
     * @param end the later day; a day before the start counts as the start itself
     */
    public int between(LocalDate start, LocalDate end) {
        return (int) start.plusDays(1)
                .datesUntil(end.isBefore(start) ? start.plusDays(1) : end.plusDays(1))
                .filter(this::isWorkingDay)
                .count();
    }

    /** Counts the working days of a year. */
    public int workingDaysOf(int year) {
        return between(LocalDate.of(year - 1, 12, 31), LocalDate.of(year, 12, 31));
    }

    /** Returns the first working day on or after a day. A last day that is a day off moves there (民法典 Art 203). */
    public DueDate next(LocalDate day) {
        LocalDate found = day;
        while (!isWorkingDay(found)) {
            found = found.plusDays(1);
        }
        return new DueDate(found, isProvisional(day, found));
    }

    /** Tells whether a computation between these days, both included, touches a year that has no table yet. */
    public boolean isProvisional(LocalDate from, LocalDate to) {
        for (int year = from.getYear(); year <= to.getYear(); year++) {
            if (!years.containsKey(year)) {
                return true;
            }
        }
        return false;
    }

    private LocalDate walk(LocalDate start, int workingDays, int step, Predicate<LocalDate> excluded) {
        if (workingDays < 0) {
            throw new IllegalArgumentException("a period can't have " + workingDays + " working days");
        }
        LocalDate day = start;
        for (int left = workingDays; left > 0; ) {
            day = day.plusDays(step);
            if (isWorkingDay(day) && !excluded.test(day)) {
                left--;
            }
        }
        return day;
    }
}
