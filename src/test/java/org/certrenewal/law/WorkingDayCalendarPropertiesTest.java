package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.law.adapters.Laws.CALENDAR;

import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class WorkingDayCalendarPropertiesTest {

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(2024, 6, 1).toEpochDay(),
                        LocalDate.of(2028, 6, 1).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Property
    void should_never_end_on_a_day_off(@ForAll("days") LocalDate start, @ForAll @IntRange(min = 1, max = 90) int days) {
        assertThat(CALENDAR.isWorkingDay(CALENDAR.plus(start, days).date())).isTrue();
        assertThat(CALENDAR.isWorkingDay(CALENDAR.minus(start, days).date())).isTrue();
        assertThat(CALENDAR.isWorkingDay(CALENDAR.next(start).date())).isTrue();
    }

    @Property
    void should_come_back_to_the_working_day_it_started_from(
            @ForAll("days") LocalDate any, @ForAll @IntRange(max = 90) int days) {
        LocalDate start = CALENDAR.next(any).date();

        assertThat(CALENDAR.minus(CALENDAR.plus(start, days).date(), days).date())
                .isEqualTo(start);
        assertThat(CALENDAR.plus(CALENDAR.minus(start, days).date(), days).date())
                .isEqualTo(start);
    }

    @Property
    void should_count_what_it_adds(@ForAll("days") LocalDate start, @ForAll @IntRange(max = 90) int days) {
        assertThat(CALENDAR.between(start, CALENDAR.plus(start, days).date())).isEqualTo(days);
    }

    @Property
    void should_never_be_earlier_for_more_days_or_a_later_start(
            @ForAll("days") LocalDate start, @ForAll @IntRange(max = 90) int days) {
        LocalDate due = CALENDAR.plus(start, days).date();

        assertThat(CALENDAR.plus(start, days + 1).date()).isAfter(due);
        assertThat(CALENDAR.plus(start.plusDays(1), days).date()).isAfterOrEqualTo(due);
        assertThat(CALENDAR.minus(start.plusDays(1), days).date())
                .isAfterOrEqualTo(CALENDAR.minus(start, days).date());
    }

    @Property
    void should_agree_with_counting_day_by_day(
            @ForAll("days") LocalDate start, @ForAll @IntRange(max = 300) int calendarDays) {
        int expected = 0;
        for (int i = 1; i <= calendarDays; i++) {
            expected += CALENDAR.isWorkingDay(start.plusDays(i)) ? 1 : 0;
        }

        assertThat(CALENDAR.between(start, start.plusDays(calendarDays))).isEqualTo(expected);
    }
}
