package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certrenewal.law.adapters.Laws.RULE_SETS;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.certrenewal.law.RuleBook.Layer;
import org.junit.jupiter.api.Test;

class RuleSetsTest {

    private static final LocalDate MAY_31 = LocalDate.of(2026, 5, 31);
    private static final LocalDate JUNE_1 = LocalDate.of(2026, 6, 1);

    @Test
    void should_change_from_the_document_of_2008_to_the_order_of_2025_on_the_first_of_june() {
        assertThat(RULE_SETS.inForce(MAY_31).regime()).isEqualTo("document-2008");
        assertThat(RULE_SETS.inForce(MAY_31).title()).contains("建质〔2008〕75号");
        assertThat(RULE_SETS.inForce(MAY_31).until()).isEqualTo(MAY_31);
        assertThat(RULE_SETS.inForce(JUNE_1).regime()).isEqualTo("order-2025");
        assertThat(RULE_SETS.inForce(JUNE_1).from()).isEqualTo(JUNE_1);
        assertThat(RULE_SETS.inForce(LocalDate.of(2008, 6, 1)).regime()).isEqualTo("document-2008");
        assertThat(RULE_SETS.all()).hasSize(2);
    }

    @Test
    void should_let_the_special_text_go_before_the_general_one() {
        assertThat(RULE_SETS.inForce(MAY_31).number(RuleKey.DECISION_WORKING_DAYS))
                .isEqualTo(10);
        assertThat(RULE_SETS.inForce(JUNE_1).number(RuleKey.DECISION_WORKING_DAYS))
                .isEqualTo(20);
        assertThat(RULE_SETS.inForce(JUNE_1).article(RuleKey.DECISION_WORKING_DAYS))
                .isEqualTo("《中华人民共和国行政许可法》第四十二条第一款");
    }

    @Test
    void should_hold_every_rule_with_article_source_and_mark_for_the_administrator() {
        assertThat(RULE_SETS.all()).allSatisfy(set -> {
            assertThat(set.rules()).extracting(Rule::key).containsExactly(RuleKey.values());
            assertThat(set.rules()).allSatisfy(rule -> {
                assertThat(rule.article()).isNotBlank();
                assertThat(rule.source()).isNotBlank();
                assertThat(rule.origin()).matches("seeds/rules/[a-z0-9-]+\\.yaml:\\d+");
                assertThat(rule.key().label()).isNotBlank();
                assertThat(rule.mark().label()).isNotBlank();
            });
        });
        assertThat(RULE_SETS.inForce(JUNE_1).rule(RuleKey.TERM_YEARS).mark()).isEqualTo(Mark.LIKELY);
    }

    @Test
    void should_put_the_values_in_force_into_a_text() {
        assertThat(RULE_SETS.inForce(JUNE_1).fillIn("{term-years}年，{decision-working-days}个工作日"))
                .isEqualTo("3年，20个工作日");
        assertThatThrownBy(() -> RULE_SETS.inForce(JUNE_1).fillIn("{term-weeks}"))
                .hasMessage("there is no rule {term-weeks}");
    }

    @Test
    void should_know_no_rules_before_the_first() {
        assertThatThrownBy(() -> RULE_SETS.inForce(LocalDate.of(2008, 5, 31)))
                .hasMessage("no rules are known for 2008-05-31; the first are in force from 2008-06-01");
    }

    @Test
    void should_refuse_a_gap_between_two_regimes() {
        assertThatThrownBy(() -> with(regime("b", LocalDate.of(2026, 6, 3), LocalDate.MAX)))
                .hasMessage("b.yaml:1: gap, no rules from 2026-06-01 until 2026-06-02, between 'a' and 'b'");
    }

    @Test
    void should_refuse_an_overlap_of_two_regimes() {
        assertThatThrownBy(() -> with(regime("b", MAY_31, LocalDate.MAX)))
                .hasMessage("b.yaml:1: overlap, 'b' begins on 2026-05-31 but 'a' is in force until 2026-05-31");
    }

    @Test
    void should_refuse_a_last_regime_that_ends() {
        assertThatThrownBy(() -> with(regime("b", JUNE_1, LocalDate.of(2026, 12, 31))))
                .hasMessage("b.yaml:1: gap after 2026-12-31, no rules follow 'b'");
    }

    @Test
    void should_refuse_general_rules_that_begin_after_the_first_regime() {
        // GIVEN
        RuleBook late =
                new RuleBook("law", "", Layer.GENERAL, LocalDate.of(2020, 1, 2), LocalDate.MAX, Map.of(), "law.yaml:1");

        // WHEN / THEN
        assertThatThrownBy(() ->
                        new RuleSets(List.of(regime("a", LocalDate.of(2020, 1, 1), LocalDate.MAX), late, house())))
                .hasMessage("law.yaml:1: gap before 2020-01-02, because regimes begin on 2020-01-01 and 'law' later");
    }

    @Test
    void should_refuse_a_layer_without_rules_and_a_book_that_ends_before_it_begins() {
        assertThatThrownBy(() -> new RuleSets(List.of(regime("a", JUNE_1, LocalDate.MAX))))
                .hasMessage("no rules of the layer GENERAL are given");
        assertThatThrownBy(() -> regime("a", JUNE_1, MAY_31))
                .hasMessage("a.yaml:1: 'a' ends on 2026-05-31, before it begins on 2026-06-01");
        assertThat(regime("a", JUNE_1, JUNE_1).from()).isEqualTo(JUNE_1);
    }

    @Test
    void should_refuse_a_missing_value() {
        // GIVEN
        RuleBook incomplete = new RuleBook("b", "", Layer.REGIME, JUNE_1, LocalDate.MAX, Map.of(), "b.yaml:1");

        // WHEN / THEN
        assertThatThrownBy(() -> new RuleSets(
                        List.of(regime("a", LocalDate.of(2020, 1, 1), MAY_31), incomplete, general(), house())))
                .hasMessageStartingWith("b.yaml:1: no value for term-years, ")
                .hasMessageEndingWith(" from 2026-06-01 on, neither in 'b' nor in the general rules");
    }

    @Test
    void should_join_rules_anew_wherever_a_layer_changes() {
        // GIVEN
        RuleBook old =
                new RuleBook("law-old", "", Layer.GENERAL, LocalDate.of(2000, 1, 1), MAY_31, Map.of(), "old.yaml:1");
        RuleBook changed = new RuleBook("law-new", "", Layer.GENERAL, JUNE_1, LocalDate.MAX, Map.of(), "new.yaml:1");

        // WHEN
        RuleSets sets =
                new RuleSets(List.of(changed, house(), regime("a", LocalDate.of(2020, 1, 1), LocalDate.MAX), old));

        // THEN
        assertThat(sets.all()).extracting(RuleSet::from).containsExactly(LocalDate.of(2020, 1, 1), JUNE_1);
        assertThat(sets.all()).extracting(RuleSet::until).containsExactly(MAY_31, LocalDate.MAX);
        assertThat(sets.books()).extracting(RuleBook::id).containsExactly("a", "law-old", "law-new", "house");
    }

    @Test
    void should_refuse_a_value_that_does_not_fit() {
        assertThatThrownBy(() -> rule(RuleKey.TERM_YEARS, "two"))
                .hasMessage("'two' is no value of term-years; expected a whole number");
        assertThatThrownBy(() -> rule(RuleKey.LATE_APPLICATION, "shout"))
                .hasMessage("'shout' is no value of late-application; expected one of [warn, refuse]");
    }

    @Test
    void should_name_keys_for_files_tables_and_people() {
        assertThat(RuleKey.WINDOW_IN_TIME_WORKING_DAYS.id()).isEqualTo("window-in-time-working-days");
        assertThat(RuleKey.WINDOW_IN_TIME_WORKING_DAYS.feelName()).isEqualTo("windowInTimeWorkingDays");
        assertThat(RuleKey.WINDOW_IN_TIME_WORKING_DAYS.unit()).isEqualTo("个工作日");
        assertThat(RuleKey.LATE_APPLICATION.unit()).isEmpty();
        assertThat(RuleKey.of("term-years")).contains(RuleKey.TERM_YEARS);
        assertThat(RuleKey.of("term-weeks")).isEmpty();
    }

    private static RuleSets with(RuleBook second) {
        return new RuleSets(List.of(second, regime("a", LocalDate.of(2020, 1, 1), MAY_31), general(), house()));
    }

    private static RuleBook general() {
        return new RuleBook("law", "", Layer.GENERAL, LocalDate.of(2000, 1, 1), LocalDate.MAX, Map.of(), "law.yaml:1");
    }

    private static RuleBook house() {
        return new RuleBook(
                "house", "", Layer.HOUSE, LocalDate.of(2020, 1, 1), LocalDate.MAX, Map.of(), "house.yaml:1");
    }

    private static RuleBook regime(String id, LocalDate from, LocalDate until) {
        Map<RuleKey, Rule> rules = new EnumMap<>(RuleKey.class);
        List<String> tried = new ArrayList<>(List.of(
                "1", "warn", "alarm", "restart", "off", "required", "receipt", "stops-the-clock", "from-old-end"));
        Arrays.stream(RuleKey.values())
                .forEach(key -> rules.put(
                        key,
                        rule(
                                key,
                                tried.stream().filter(key::accepts).findFirst().orElseThrow())));
        return new RuleBook(id, id, Layer.REGIME, from, until, rules, id + ".yaml:1");
    }

    private static Rule rule(RuleKey key, String value) {
        return new Rule(key, value, "article", "source", Mark.SURE, "", "x.yaml:1");
    }
}
