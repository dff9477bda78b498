package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certrenewal.law.adapters.Laws.CALENDAR;
import static org.certrenewal.law.adapters.Laws.RULE_SETS;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.certrenewal.law.EligibilityFacts.OfCertificate;
import org.certrenewal.law.EligibilityFacts.OfPerson;
import org.junit.jupiter.api.Test;

class EligibilityFactsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final RuleSet RULES = RULE_SETS.inForce(TODAY);
    private static final RuleSet RULES_2008 = RULE_SETS.inForce(LocalDate.of(2026, 5, 1));

    @Test
    void should_describe_a_certificate_in_numbers_of_days() {
        // GIVEN
        Window window = Window.of(LocalDate.of(2026, 12, 31), RULES, CALENDAR);
        EligibilityFacts facts = new EligibilityFacts(
                TODAY,
                Optional.of(new OfCertificate(true, false, false, "02", window, false, OptionalInt.empty())),
                true,
                new OfPerson(
                        61,
                        3,
                        true,
                        false,
                        false,
                        Optional.of(RuleKey.FRAUD_BAR_YEARS),
                        Optional.of(LocalDate.of(2027, 3, 1))));

        // WHEN
        Map<String, Object> inputs = facts.asVariables(RULES);

        // THEN
        assertThat(inputs)
                .containsEntry("found", true)
                .containsEntry("own", true)
                .containsEntry("nameMatches", false)
                .containsEntry("genderMatches", false)
                .containsEntry("status", "02")
                .containsEntry("tradeRecognised", false)
                .containsEntry("daysSinceOpening", 145L)
                .containsEntry("daysInTimeLeft", -3L)
                .containsEntry("daysOpenLeft", 39L)
                .containsEntry("daysValidLeft", 39L)
                .containsEntry("opensOn", "2026年6月30日")
                .containsEntry("inTimeUntil", "2026年11月19日")
                .containsEntry("validTo", "2026年12月31日")
                .containsEntry("openRenewal", true)
                .containsEntry("tooOld", false)
                .containsEntry("ageLimit", null)
                .containsEntry("violations", 3)
                .containsEntry("violationLimit", 3)
                .containsEntry("violationYears", 2)
                .containsEntry("accidentResponsible", true)
                .containsEntry("educationDone", false)
                .containsEntry("healthFits", false)
                .containsEntry("bar", "fraud")
                .containsEntry("barredUntil", "2027年3月1日")
                .containsEntry("lateApplication", "warn")
                .hasSize(26);
        assertThat((Map<?, ?>) inputs.get("articles"))
                .hasSize(RuleKey.values().length)
                .extracting(articles -> articles.get("windowInTimeWorkingDays"))
                .isEqualTo("");
    }

    @Test
    void should_be_neutral_about_a_certificate_that_was_not_found() {
        // WHEN
        Map<String, Object> inputs =
                new EligibilityFacts(TODAY, Optional.empty(), false, OfPerson.withoutBlemish(40)).asVariables(RULES);

        // THEN
        assertThat(inputs)
                .containsEntry("found", false)
                .containsEntry("own", false)
                .containsEntry("nameMatches", true)
                .containsEntry("genderMatches", true)
                .containsEntry("status", "99")
                .containsEntry("tradeRecognised", true)
                .containsEntry("daysSinceOpening", 0L)
                .containsEntry("daysInTimeLeft", 0L)
                .containsEntry("daysOpenLeft", 0L)
                .containsEntry("opensOn", "")
                .containsEntry("inTimeUntil", "")
                .containsEntry("validTo", "")
                .containsEntry("openRenewal", false)
                .containsEntry("violations", 0)
                .containsEntry("accidentResponsible", false)
                .containsEntry("educationDone", true)
                .containsEntry("healthFits", true)
                .containsEntry("bar", "none")
                .containsEntry("barredUntil", "");
    }

    @Test
    void should_ask_about_age_only_where_the_rules_and_the_trade_set_a_limit() {
        assertThat(tooOld(61, OptionalInt.of(60), RULES_2008)).isEqualTo(true);
        assertThat(tooOld(60, OptionalInt.of(60), RULES_2008)).isEqualTo(false);
        assertThat(tooOld(61, OptionalInt.empty(), RULES_2008)).isEqualTo(false);
        assertThat(tooOld(61, OptionalInt.of(60), RULES)).isEqualTo(false);
        assertThat(facts(61, OptionalInt.of(60)).asVariables(RULES)).containsEntry("ageLimit", 60);
    }

    @Test
    void should_not_ask_about_a_ground_that_is_switched_off() {
        // GIVEN
        List<RuleBook> books = RULE_SETS.books().stream()
                .map(book -> book.layer() == RuleBook.Layer.REGIME ? withoutGrounds(book) : book)
                .toList();
        EligibilityFacts facts = new EligibilityFacts(
                TODAY,
                Optional.of(new OfCertificate(
                        true, true, true, "01", Window.of(TODAY, RULES, CALENDAR), false, OptionalInt.empty())),
                false,
                new OfPerson(40, 0, true, false, false, Optional.of(RuleKey.FALSE_PAPERS_BAR_YEARS), Optional.empty()));

        // WHEN
        Map<String, Object> inputs = facts.asVariables(new RuleSets(books).inForce(TODAY));

        // THEN
        assertThat(inputs)
                .containsEntry("accidentResponsible", false)
                .containsEntry("educationDone", true)
                .containsEntry("healthFits", true)
                .containsEntry("tradeRecognised", true)
                .containsEntry("bar", "false-papers");
    }

    @Test
    void should_refuse_a_bar_that_is_none() {
        OfPerson person = new OfPerson(40, 0, false, true, true, Optional.of(RuleKey.TERM_YEARS), Optional.of(TODAY));

        assertThatThrownBy(() -> new EligibilityFacts(TODAY, Optional.empty(), false, person).asVariables(RULES))
                .hasMessage("term-years isn't a bar");
    }

    @Test
    void should_read_a_finding_from_a_row_and_refuse_an_empty_cell() {
        // GIVEN
        Map<String, Object> row = new HashMap<>(Map.of(
                "code",
                "too-early",
                "severity",
                "BLOCKS",
                "text",
                "太早",
                "article",
                "第二十二条",
                "field",
                "certificate.number"));

        // WHEN / THEN
        assertThat(Finding.fromRow(row))
                .isEqualTo(new Finding("too-early", Finding.Severity.BLOCKS, "太早", "第二十二条", "certificate.number"));
        assertThat(Finding.fromRow(row).blocks()).isTrue();
        row.put("severity", "OFFICER");
        assertThat(Finding.fromRow(row).blocks()).isFalse();
        row.remove("article");
        assertThatThrownBy(() -> Finding.fromRow(row))
                .hasMessage("the decision eligibility left 'article' empty for the finding 'too-early'");
    }

    private static Object tooOld(int age, OptionalInt limit, RuleSet rules) {
        return facts(age, limit).asVariables(rules).get("tooOld");
    }

    private static EligibilityFacts facts(int age, OptionalInt limit) {
        return new EligibilityFacts(
                TODAY,
                Optional.of(new OfCertificate(true, true, true, "01", Window.of(TODAY, RULES, CALENDAR), true, limit)),
                false,
                OfPerson.withoutBlemish(age));
    }

    private static RuleBook withoutGrounds(RuleBook book) {
        Map<RuleKey, Rule> rules = new HashMap<>(book.rules());
        for (RuleKey key : List.of(
                RuleKey.GROUND_ACCIDENT, RuleKey.GROUND_EDUCATION, RuleKey.GROUND_HEALTH, RuleKey.TRADE_RECOGNISED)) {
            rules.put(key, new Rule(key, "off", "a", "s", Mark.OPEN, "", "x:1"));
        }
        return new RuleBook(book.id(), book.title(), book.layer(), book.from(), book.until(), rules, book.origin());
    }
}
