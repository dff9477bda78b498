package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certrenewal.law.adapters.Laws.CALENDAR;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDayCalendarTest {

    @ParameterizedTest
    @CsvSource({
        "2024-02-08,  5, 2024-02-21",
        "2024-09-30,  5, 2024-10-12",
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
    @CsvSource({
        "2026-08-15, 2026-07-06, false",
        "2026-10-15, 2026-08-28, false",
        "2025-12-31, 2025-11-19, false",
        "2026-12-31, 2026-11-19, true"
    })
    void should_count_back_thirty_working_days(LocalDate end, LocalDate expected, boolean provisional) {
        assertThat(CALENDAR.minus(end, 30)).isEqualTo(new DueDate(expected, provisional));
    }

    @ParameterizedTest
    @CsvSource({"2024, 251", "2025, 248", "2026, 248"})
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
        "2028-05-02, false", // a Tuesday, off since 2025
        "2023-05-02, true",
        "2024-05-02, false", // by that year's table
        "2023-05-01, false",
        "2007-10-03, false",
        "2007-05-02, true",
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
        assertThat(CALENDAR.plus(december, 3)).isEqualTo(new DueDate(LocalDate.of(2026, 12, 31), true));
        assertThat(CALENDAR.plus(december, 4)).isEqualTo(new DueDate(LocalDate.of(2027, 1, 4), true));
        assertThat(CALENDAR.minus(LocalDate.of(2027, 1, 4), 1))
                .isEqualTo(new DueDate(LocalDate.of(2026, 12, 31), true));
        assertThat(CALENDAR.isProvisional(LocalDate.of(2024, 1, 1), LocalDate.of(2026, 12, 24)))
                .isFalse();
        assertThat(CALENDAR.isProvisional(LocalDate.of(2023, 12, 31), LocalDate.of(2026, 12, 24)))
                .isTrue();
        assertThat(CALENDAR.isProvisional(LocalDate.of(2026, 12, 31), LocalDate.of(2027, 1, 1)))
                .isTrue();
    }

    @Test
    void should_call_the_end_of_a_year_provisional_until_the_next_notice_has_come() {
        assertThat(CALENDAR.plus(LocalDate.of(2026, 12, 11), 5))
                .isEqualTo(new DueDate(LocalDate.of(2026, 12, 18), false));
        assertThat(CALENDAR.isProvisional(LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 25)))
                .isTrue();
        assertThat(CALENDAR.isProvisional(LocalDate.of(2025, 12, 1), LocalDate.of(2025, 12, 31)))
                .isFalse();
    }

    @Nested
    class NoticesThatNameDaysOfTheYearBefore {

        private static final HolidayYear OF_2018 =
                new HolidayYear(2018, "2018", Set.of(LocalDate.of(2018, 10, 1), LocalDate.of(2018, 12, 29)), Set.of());
        private static final HolidayYear OF_2019 = new HolidayYear(
                2019,
                "2019",
                Set.of(LocalDate.of(2018, 12, 30), LocalDate.of(2018, 12, 31), LocalDate.of(2019, 1, 1)),
                Set.of(LocalDate.of(2018, 12, 29)));
        private static final LocalDate EVE = LocalDate.of(2018, 12, 24);

        @Test
        void should_move_the_last_days_and_make_them_final() {
            WorkingDayCalendar before = new WorkingDayCalendar(List.of(OF_2018));
            WorkingDayCalendar after = new WorkingDayCalendar(List.of(OF_2018, OF_2019));

            assertThat(before.plus(EVE, 5)).isEqualTo(new DueDate(LocalDate.of(2018, 12, 31), true));
            assertThat(after.plus(EVE, 5)).isEqualTo(new DueDate(LocalDate.of(2018, 12, 29), false));
            assertThat(after.plus(EVE, 6)).isEqualTo(new DueDate(LocalDate.of(2019, 1, 2), false));
            assertThat(after.isWorkingDay(LocalDate.of(2018, 12, 31))).isFalse();
            assertThat(before.isWorkingDay(LocalDate.of(2018, 12, 31))).isTrue();
        }

        @Test
        void should_say_which_notice_decides_about_a_day() {
            WorkingDayCalendar both = new WorkingDayCalendar(List.of(OF_2018, OF_2019));

            assertThat(both.tableFor(LocalDate.of(2018, 12, 29))).contains(OF_2019);
            assertThat(both.tableFor(LocalDate.of(2018, 12, 31))).contains(OF_2019);
            assertThat(both.tableFor(LocalDate.of(2018, 12, 28))).contains(OF_2018);
            assertThat(both.tableFor(LocalDate.of(2020, 1, 1))).isEmpty();
        }

        @Test
        void should_count_even_where_the_year_itself_has_no_table() {
            WorkingDayCalendar alone = new WorkingDayCalendar(List.of(OF_2019));

            assertThat(alone.isWorkingDay(LocalDate.of(2018, 12, 29))).isTrue();
            assertThat(alone.isWorkingDay(LocalDate.of(2018, 12, 31))).isFalse();
            assertThat(alone.plus(EVE, 1).provisional()).isTrue();
        }
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
                .hasMessage("2026-05-01 doesn't belong to the year 2025, nor to the December before it");
        assertThatThrownBy(() -> new HolidayYear(2027, "", Set.of(LocalDate.of(2026, 11, 30)), Set.of()))
                .hasMessageStartingWith("2026-11-30 doesn't belong");
        assertThatThrownBy(() -> new HolidayYear(2027, "", Set.of(LocalDate.of(2025, 12, 31)), Set.of()))
                .hasMessageStartingWith("2025-12-31 doesn't belong");
        assertThatThrownBy(() -> new HolidayYear(2025, "", Set.of(), Set.of(saturday)))
                .hasMessageStartingWith("2026-05-02 doesn't belong to the year 2025");
        HolidayYear year = new HolidayYear(2026, "", Set.of(friday), Set.of());
        assertThatThrownBy(() -> new WorkingDayCalendar(List.of(year, year)))
                .hasMessage("the year 2026 has two tables");
    }

    @Test
    void should_list_its_tables() {
        assertThat(CALENDAR.years()).containsOnlyKeys(2024, 2025, 2026);
        assertThat(CALENDAR.years().get(2026).off()).contains(LocalDate.of(2026, 2, 17));
        assertThat(CALENDAR.years().get(2026).worked()).hasSize(6);
        assertThat(CALENDAR.years().get(2025).worked()).hasSize(5);
    }
}
