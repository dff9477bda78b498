package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.law.Window.Timing.CLOSED;
import static org.certrenewal.law.Window.Timing.IN_TIME;
import static org.certrenewal.law.Window.Timing.LATE;
import static org.certrenewal.law.Window.Timing.TOO_EARLY;
import static org.certrenewal.law.adapters.Laws.CALENDAR;
import static org.certrenewal.law.adapters.Laws.RULE_SETS;

import java.time.LocalDate;
import org.certrenewal.law.adapters.Laws;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final RuleSet DOCUMENT_2008 = RULE_SETS.inForce(LocalDate.of(2026, 5, 31));
    private static final RuleSet ORDER_2025 = RULE_SETS.inForce(LocalDate.of(2026, 6, 1));

    @Test
    void should_be_open_during_the_last_three_months_under_the_document_of_2008() {
        // WHEN
        Window window = Window.of(LocalDate.of(2026, 5, 20), DOCUMENT_2008, CALENDAR);

        // THEN
        assertThat(window.at(LocalDate.of(2026, 2, 19))).isEqualTo(TOO_EARLY);
        assertThat(window.at(LocalDate.of(2026, 2, 20))).isEqualTo(IN_TIME);
        assertThat(window.at(LocalDate.of(2026, 5, 20))).isEqualTo(IN_TIME);
        assertThat(window.at(LocalDate.of(2026, 5, 21))).isEqualTo(CLOSED);
    }

    @Test
    void should_ask_for_thirty_working_days_under_the_order_of_2025() {
        // WHEN
        Window window = Window.of(LocalDate.of(2026, 12, 31), ORDER_2025, CALENDAR);

        // THEN
        assertThat(window.opens()).isEqualTo(LocalDate.of(2026, 6, 30));
        assertThat(window.inTimeUntil()).isEqualTo(new DueDate(LocalDate.of(2026, 11, 19), true));
        assertThat(window.at(LocalDate.of(2026, 6, 29))).isEqualTo(TOO_EARLY);
        assertThat(window.at(LocalDate.of(2026, 6, 30))).isEqualTo(IN_TIME);
        assertThat(window.at(LocalDate.of(2026, 11, 19))).isEqualTo(IN_TIME);
        assertThat(window.at(LocalDate.of(2026, 11, 20))).isEqualTo(LATE);
        assertThat(window.at(LocalDate.of(2026, 12, 31))).isEqualTo(LATE);
        assertThat(window.at(LocalDate.of(2027, 1, 1))).isEqualTo(CLOSED);
    }

    @Test
    void should_stay_open_after_the_end_for_the_months_of_grace() {
        RuleSet graceful = Laws.with(RuleKey.GRACE_MONTHS, "3").inForce(LocalDate.of(2026, 7, 1));
        Window window = Window.of(LocalDate.of(2026, 8, 31), graceful, CALENDAR);

        assertThat(window.closes()).isEqualTo(LocalDate.of(2026, 11, 30));
        assertThat(window.at(LocalDate.of(2026, 11, 30))).isEqualTo(LATE);
        assertThat(window.at(LocalDate.of(2026, 12, 1))).isEqualTo(CLOSED);
        assertThat(Window.closes(LocalDate.of(2026, 8, 31), ORDER_2025)).isEqualTo(LocalDate.of(2026, 8, 31));
    }

    @Test
    void should_be_provisional_when_it_ends_in_a_year_without_holidays() {
        assertThat(Window.of(LocalDate.of(2027, 2, 10), ORDER_2025, CALENDAR)
                        .inTimeUntil()
                        .provisional())
                .isTrue();
    }
}
