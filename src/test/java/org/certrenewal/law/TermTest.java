package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certrenewal.law.adapters.Laws.CLOCK;
import static org.certrenewal.law.adapters.Laws.RULE_SETS;

import java.time.LocalDate;
import org.certrenewal.law.adapters.Laws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermTest {

    @ParameterizedTest
    @CsvSource({
        "2021-03-15, 2, 2021-03-16, 2023-03-15", // as published
        "2026-12-31, 3, 2027-01-01, 2029-12-31",
        "2024-02-28, 2, 2024-02-29, 2026-02-28", // begins on 29 February: no such day, so the month's last
        "2024-02-28, 4, 2024-02-29, 2028-02-28",
        "2024-02-29, 3, 2024-03-01, 2027-02-28", // ended on 29 February
        "2021-02-28, 3, 2021-03-01, 2024-02-29", // ends on 29 February
        "2026-08-30, 2, 2026-08-31, 2028-08-30"
    })
    void should_begin_the_day_after_and_end_on_the_eve_of_the_same_date(
            LocalDate oldEnd, int years, LocalDate from, LocalDate to) {
        assertThat(Term.following(oldEnd, years)).isEqualTo(new Term(from, to));
    }

    @Test
    void should_take_its_length_from_the_rules_of_the_day_of_decision() {
        LocalDate oldEnd = LocalDate.of(2026, 8, 31);

        assertThat(Term.granted(oldEnd, RULE_SETS.inForce(LocalDate.of(2026, 5, 31)))
                        .to())
                .isEqualTo(LocalDate.of(2028, 8, 31));
        assertThat(Term.granted(oldEnd, RULE_SETS.inForce(LocalDate.of(2026, 6, 1)))
                        .to())
                .isEqualTo(LocalDate.of(2029, 8, 31));
    }

    @Test
    void should_cover_no_day_before_a_decision_that_came_after_the_end_unless_the_rules_say_so() {
        LocalDate oldEnd = LocalDate.of(2026, 9, 17);
        LocalDate decided = LocalDate.of(2026, 9, 28);
        RuleSet rules = RULE_SETS.inForce(decided);
        RuleSet seamless = Laws.with(RuleKey.TERM_AFTER_EXPIRY, "from-old-end").inForce(decided);
        CaseEvents late = CaseEvents.receivedOn(oldEnd).acceptedOn(oldEnd).decidedOn(decided);

        assertThat(Term.granted(oldEnd, decided, rules)).isEqualTo(new Term(decided, LocalDate.of(2029, 9, 27)));
        assertThat(Term.granted(oldEnd, decided, seamless))
                .isEqualTo(new Term(LocalDate.of(2026, 9, 18), LocalDate.of(2029, 9, 17)));
        assertThat(Term.granted(oldEnd, oldEnd, rules)).isEqualTo(Term.following(oldEnd, 3));
        assertThat(Term.granted(oldEnd, oldEnd.plusDays(1), rules)).isEqualTo(Term.following(oldEnd, 3));
        assertThat(CLOCK.granted(late, oldEnd, false).from()).isEqualTo(decided);
        assertThat(CLOCK.granted(late, oldEnd, true)).isEqualTo(Term.following(oldEnd, 3));
    }

    @Test
    void should_refuse_what_is_no_term() {
        LocalDate day = LocalDate.of(2026, 1, 1);

        assertThatThrownBy(() -> Term.following(day, 0)).hasMessage("a term has 1 year or more, not 0");
        assertThatThrownBy(() -> new Term(day, day.minusDays(1)))
                .hasMessage("a term can't end on 2025-12-31 and begin on 2026-01-01");
        assertThat(Term.following(day, 1).to()).isEqualTo(LocalDate.of(2027, 1, 1));
        assertThat(new Term(day, day).from()).isEqualTo(day);
    }
}
