package org.certrenewal.law;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;
import java.util.TreeMap;

/**
 * Knows the days that are off every year, whatever the yearly notice will say (全国年节及纪念日放假办法 Art 2). The list is dated
 * by the State Council's amendments; holidays by the lunar calendar aren't in it, because only the notice names them.
 */
final class FixedHolidays {

    private static final TreeMap<LocalDate, Set<MonthDay>> SINCE = new TreeMap<>();

    static {
        Set<MonthDay> until2024 = Set.of(
                MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(10, 1), MonthDay.of(10, 2), MonthDay.of(10, 3));
        // 国务院令第513号, and unchanged by 第644号
        SINCE.put(LocalDate.of(2008, 1, 1), until2024);
        // 国务院令第795号
        SINCE.put(
                LocalDate.of(2025, 1, 1),
                Set.of(
                        MonthDay.of(1, 1),
                        MonthDay.of(5, 1),
                        MonthDay.of(5, 2),
                        MonthDay.of(10, 1),
                        MonthDay.of(10, 2),
                        MonthDay.of(10, 3)));
    }

    private FixedHolidays() {}

    /** Tells whether a day is off by its date alone; before the first list, by the first list. */
    static boolean contain(LocalDate day) {
        var inForce = SINCE.floorEntry(day);
        return (inForce == null ? SINCE.firstEntry() : inForce).getValue().contains(MonthDay.from(day));
    }
}
