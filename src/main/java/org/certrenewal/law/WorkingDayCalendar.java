package org.certrenewal.law;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Counts working days (行政许可法 Art 82) by the State Council's yearly tables. The first day isn't counted (民法典 Art 201).
 *
 * <p>A year without a table is computed with its weekends and with the holidays that are fixed by date. The last days
 * of a year may be named by the next year's notice, which goes before the year's own. Every answer that a notice which
 * hasn't come may still change is provisional. Immutable: a new table makes a new calendar.
 */
public final class WorkingDayCalendar {

    /**
     * From this day on, the days of a year may still be moved by the notice for the next one: New Year's holiday,
     * joined with a weekend, and the Saturday or Sunday before on which work is done instead. The earliest so far was
     * 29 December (2018); on whatever weekday New Year falls, this week holds them all.
     */
    private static final MonthDay END_OF_YEAR = MonthDay.of(12, 25);

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
        return tableFor(day)
                .map(table -> table.worked().contains(day)
                        || !HolidayYear.isWeekend(day) && !table.off().contains(day))
                .orElseGet(() -> !HolidayYear.isWeekend(day) && !FixedHolidays.contain(day));
    }

    /**
     * Returns the table that decides about a day: that of its year, or the next year's where that names the day.
     *
     * @return empty if the day's year has none and the next year's doesn't name it
     */
    public Optional<HolidayYear> tableFor(LocalDate day) {
        return Optional.ofNullable(years.get(day.getYear() + 1))
                .filter(next -> next.names(day))
                .or(() -> Optional.ofNullable(years.get(day.getYear())));
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

    /**
     * Tells whether a computation between these days, both included, touches a day about which a notice may still come:
     * a year without a table, or the end of a year before the next one has its table.
     */
    public boolean isProvisional(LocalDate from, LocalDate to) {
        for (int year = from.getYear(); year <= to.getYear(); year++) {
            boolean reachesTheEnd = !to.isBefore(END_OF_YEAR.atYear(year));
            if (!years.containsKey(year) || reachesTheEnd && !years.containsKey(year + 1)) {
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
