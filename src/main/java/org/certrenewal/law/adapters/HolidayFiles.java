package org.certrenewal.law.adapters;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.certrenewal.law.HolidayYear;
import org.certrenewal.law.WorkingDayCalendar;
import org.certrenewal.seeds.SeedException;
import org.certrenewal.seeds.SeedFolder;
import org.certrenewal.seeds.SeedNode;

/** Reads {@code holidays/*.yaml}, one file for each year. */
public final class HolidayFiles {

    private HolidayFiles() {}

    /**
     * Reads all years.
     *
     * @throws SeedException with file, line and cause, if a day is impossible, stands twice, is both off and worked, is
     *     worked without being a weekend, or if a year has two files
     */
    public static WorkingDayCalendar read(SeedFolder seeds) {
        List<HolidayYear> years = new ArrayList<>();
        Map<Integer, SeedNode> known = new HashMap<>();
        for (SeedNode file : seeds.filesIn("holidays")) {
            HolidayYear year = year(file);
            SeedNode other = known.put(year.year(), file);
            if (other != null) {
                throw file.get("year").refuse("the year " + year.year() + " already has a table in " + other.file());
            }
            years.add(year);
        }
        return new WorkingDayCalendar(years);
    }

    private static HolidayYear year(SeedNode file) {
        file.allow("year", "notice", "off", "worked");
        int year = file.get("year").number();
        TreeSet<LocalDate> off = new TreeSet<>();
        for (SeedNode holiday : file.get("off").items()) {
            holiday.allow("name", "from", "to");
            LocalDate from = holiday.get("from").date();
            LocalDate to = holiday.get("to").date();
            if (to.isBefore(from)) {
                throw holiday.get("to").refuse("the holiday ends on " + to + ", before it begins on " + from);
            }
            from.datesUntil(to.plusDays(1)).forEach(day -> {
                if (!off.add(day)) {
                    throw holiday.refuse(day + " is already off by another holiday");
                }
            });
            build(holiday, year, off, new TreeSet<>());
        }
        TreeSet<LocalDate> worked = new TreeSet<>();
        for (SeedNode day : file.get("worked").items()) {
            if (!worked.add(day.date())) {
                throw day.refuse(day.text() + " stands twice");
            }
            build(day, year, off, worked);
        }
        return new HolidayYear(year, file.text("notice"), off, worked);
    }

    /** Lets the table check itself after each line, so that the complaint can name the line. */
    private static void build(SeedNode line, int year, TreeSet<LocalDate> off, TreeSet<LocalDate> worked) {
        try {
            new HolidayYear(year, "", off, worked);
        } catch (IllegalArgumentException wrong) {
            throw line.refuse(wrong.getMessage());
        }
    }
}
