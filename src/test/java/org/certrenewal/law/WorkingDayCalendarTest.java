package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certrenewal.law.adapters.Laws.CALENDAR;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDayCalendarTest {

    @ParameterizedTest
    @CsvSource({
        "2025-01-24,  5, 2025-02-07",
        "2025-09-26, 10, 2025-10-16",
        "2026-02-12,  5, 2026-02-26",
        "2026-02-13,  5, 2026-02-27",
        "2026-04-30,  5, 2026-05-11",
        "2026-09-18,  5, 2026-09-24",
        "2026-09-18, 10, 2026-10-09",
        "2026-09-24, 10, 2026-10-15",
        "2026-09-30, 20, 2026-11-03",
        "2026-11-20, 10, 2026-12-04",
        "2026-11-20, 20, 2026-12-18"
    })
    void should_count_forward_without_the_first_day(LocalDate start, int days, LocalDate due) {
        assertThat(CALENDAR.plus(start, days)).isEqualTo(new DueDate(due, false));
        assertThat(CALENDAR.between(start, due)).isEqualTo(days);
    }

    @ParameterizedTest
    @CsvSource({"2026-08-15, 2026-07-06", "2026-10-15, 2026-08-28", "2026-12-31, 2026-11-19"})
    void should_count_back_thirty_working_days(LocalDate end, LocalDate expected) {
        assertThat(CALENDAR.minus(end, 30)).isEqualTo(new DueDate(expected, false));
    }

    @ParameterizedTest
    @CsvSource({"2025, 248", "2026, 248"})
    void should_know_how_many_working_days_a_year_has(int year, int expected) {
        assertThat(CALENDAR.workingDaysOf(year)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-04, true", // a worked Sunday
        "2026-02-14, true", // a worked Saturday
        "2026-02-16, false", // Spring Festival
        "2026-11-21, false", // a Saturday
        "2026-11-22, false", // a Sunday
        "2026-11-23, true"
    })
    void should_tell_working_days_from_days_off(LocalDate day, boolean expected) {
        assertThat(CALENDAR.isWorkingDay(day)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-01, false",
        "2027-01-04, true",
        "2027-05-01, false",
        "2027-05-03, true",
        "2027-10-01, false",
        "2029-10-02, false",
        "2029-10-03, false",
        "2029-10-04, true",
        "2029-01-01, false",
        "2029-05-01, false",
        "2027-01-02, false",
        "2027-01-03, false"
    })
    void should_fall_back_on_weekends_and_fixed_holidays_in_a_year_without_table(LocalDate day, boolean expected) {
        assertThat(CALENDAR.isWorkingDay(day)).isEqualTo(expected);
    }

    @Test
    void should_call_a_day_provisional_that_needs_a_year_without_table() {
        // GIVEN
        LocalDate december = LocalDate.of(2026, 12, 28);

        // WHEN / THEN
        assertThat(CALENDAR.plus(december, 3)).isEqualTo(new DueDate(LocalDate.of(2026, 12, 31), false));
        assertThat(CALENDAR.plus(december, 4)).isEqualTo(new DueDate(LocalDate.of(2027, 1, 4), true));
        assertThat(CALENDAR.minus(LocalDate.of(2027, 1, 4), 1))
                .isEqualTo(new DueDate(LocalDate.of(2026, 12, 31), true));
        assertThat(CALENDAR.isProvisional(LocalDate.of(2025, 1, 1), LocalDate.of(2026, 12, 31)))
                .isFalse();
        assertThat(CALENDAR.isProvisional(LocalDate.of(2024, 12, 31), LocalDate.of(2026, 12, 31)))
                .isTrue();
        assertThat(CALENDAR.isProvisional(LocalDate.of(2026, 12, 31), LocalDate.of(2027, 1, 1)))
                .isTrue();
    }

    @Test
    void should_move_a_last_day_off_to_the_next_working_day() {
        assertThat(CALENDAR.next(LocalDate.of(2026, 10, 1))).isEqualTo(new DueDate(LocalDate.of(2026, 10, 8), false));
        assertThat(CALENDAR.next(LocalDate.of(2026, 10, 8))).isEqualTo(new DueDate(LocalDate.of(2026, 10, 8), false));
        assertThat(CALENDAR.next(LocalDate.of(2027, 1, 2))).isEqualTo(new DueDate(LocalDate.of(2027, 1, 4), true));
    }

    @Test
    void should_count_nothing_between_a_day_and_an_earlier_one() {
        assertThat(CALENDAR.between(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 20)))
                .isZero();
        assertThat(CALENDAR.between(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 23)))
                .isZero();
    }

    @Test
    void should_skip_days_on_which_the_clock_stands_still() {
        assertThat(CALENDAR.plus(LocalDate.of(2026, 11, 20), 2, LocalDate.of(2026, 11, 23)::equals))
                .isEqualTo(new DueDate(LocalDate.of(2026, 11, 25), false));
    }

    @Test
    void should_return_the_start_for_no_days_and_refuse_fewer() {
        LocalDate sunday = LocalDate.of(2026, 11, 22);

        assertThat(CALENDAR.plus(sunday, 0).date()).isEqualTo(sunday);
        assertThat(CALENDAR.minus(sunday, 0).date()).isEqualTo(sunday);
        assertThatThrownBy(() -> CALENDAR.plus(sunday, -1)).hasMessage("a period can't have -1 working days");
    }

    @Test
    void should_end_a_period_at_midnight_after_its_last_day_in_shanghai() {
        // GIVEN
        DueDate due = new DueDate(LocalDate.of(2026, 12, 4), false);

        // WHEN / THEN
        assertThat(due.endsAt()).isEqualTo(Instant.parse("2026-12-04T16:00:00Z"));
        assertThat(due.hasPassed(LocalDate.of(2026, 12, 4))).isFalse();
        assertThat(due.hasPassed(LocalDate.of(2026, 12, 5))).isTrue();
    }

    @Test
    void should_refuse_tables_that_make_no_sense() {
        LocalDate friday = LocalDate.of(2026, 5, 1);
        LocalDate saturday = LocalDate.of(2026, 5, 2);

        assertThatThrownBy(() -> new HolidayYear(2026, "", Set.of(), Set.of(friday)))
                .hasMessage("2026-05-01 is a FRIDAY, which is worked anyway: not a worked weekend");
        assertThatThrownBy(() -> new HolidayYear(2026, "", Set.of(saturday), Set.of(saturday)))
                .hasMessage("2026-05-02 is both off and worked");
        assertThatThrownBy(() -> new HolidayYear(2025, "", Set.of(friday), Set.of()))
                .hasMessage("2026-05-01 doesn't belong to the year 2025");
        assertThatThrownBy(() -> new HolidayYear(2025, "", Set.of(), Set.of(saturday)))
                .hasMessage("2026-05-02 doesn't belong to the year 2025");
        HolidayYear year = new HolidayYear(2026, "", Set.of(friday), Set.of());
        assertThatThrownBy(() -> new WorkingDayCalendar(List.of(year, year)))
                .hasMessage("the year 2026 has two tables");
    }

    @Test
    void should_list_its_tables() {
        assertThat(CALENDAR.years()).containsOnlyKeys(2025, 2026);
        assertThat(CALENDAR.years().get(2026).off()).contains(LocalDate.of(2026, 2, 17));
        assertThat(CALENDAR.years().get(2026).worked()).hasSize(6);
        assertThat(CALENDAR.years().get(2025).worked()).hasSize(5);
    }
}
