package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certrenewal.law.adapters.Laws.CALENDAR;
import static org.certrenewal.law.adapters.Laws.RULE_SETS;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LawBookTest {

    private static final LawBook.Edition PUBLISHED = new LawBook.Edition(RULE_SETS, CALENDAR);

    private final LawBook law = new LawBook(PUBLISHED);

    @Test
    void should_count_by_the_edition_that_was_put_in_force_last() {
        LocalDate friday = LocalDate.of(2026, 11, 20);
        assertThat(law.calendar().plus(friday, 1).date()).isEqualTo("2026-11-23");

        boolean differs = law.replace(new LawBook.Edition(RULE_SETS, new WorkingDayCalendar(List.of())));

        assertThat(differs).isTrue();
        assertThat(law.calendar().plus(friday, 1).provisional()).isTrue();
        assertThat(law.clock().calendar()).isSameAs(law.calendar());
        assertThat(law.clock().ruleSets()).isSameAs(law.rules()).isSameAs(RULE_SETS);
    }

    @Test
    void should_notice_when_a_new_edition_says_nothing_new() {
        LawBook.Edition same = new LawBook.Edition(
                new RuleSets(RULE_SETS.books()),
                new WorkingDayCalendar(CALENDAR.years().values()));

        assertThat(law.replace(same)).isFalse();
        assertThat(law.inForce()).isSameAs(same);
    }

    @Test
    void should_notice_another_rule() {
        List<RuleBook> books = RULE_SETS.books().stream()
                .map(book -> book.layer() == RuleBook.Layer.HOUSE
                        ? new RuleBook(
                                book.id(),
                                "another title",
                                book.layer(),
                                book.from(),
                                book.until(),
                                book.rules(),
                                book.origin())
                        : book)
                .toList();

        assertThat(law.replace(new LawBook.Edition(new RuleSets(books), CALENDAR)))
                .isTrue();
    }

    @Test
    void should_keep_the_old_edition_when_the_new_one_leaves_earlier_cases_without_rules() {
        List<RuleBook> later = RULE_SETS.books().stream()
                .filter(book -> !book.id().equals("document-2008"))
                .toList();

        assertThatThrownBy(() -> law.replace(new LawBook.Edition(new RuleSets(later), CALENDAR)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("order-2025.yaml:")
                .hasMessageContaining("gap, the rules begin on 2026-06-01 but those in force begin on 2008-06-01");
        assertThat(law.inForce()).isSameAs(PUBLISHED);
    }
}
