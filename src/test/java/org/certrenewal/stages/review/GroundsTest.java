package org.certrenewal.stages.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certrenewal.casefile.Problem;
import org.certrenewal.law.CaseEvents;
import org.certrenewal.law.LetterGrounds;
import org.certrenewal.law.LetterGrounds.Kind;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.adapters.Laws;
import org.certrenewal.law.adapters.LetterGroundFiles;
import org.certrenewal.seeds.SeedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.env.MockEnvironment;

class GroundsTest {

    private static final String REASONS = "查无本年度安全教育培训和继续教育的合格记录";
    private static final LetterGrounds CITATIONS = LetterGroundFiles.read(SeedFolder.packaged());
    private static final LocalDate MAY = LocalDate.of(2026, 5, 20);
    private static final LocalDate JUNE = LocalDate.of(2026, 6, 20);

    private final Grounds real = new Grounds(Laws.BOOK, CITATIONS, new MockEnvironment());
    private final Grounds shown = new Grounds(Laws.BOOK, CITATIONS, demo());

    @Test
    void should_not_let_a_decision_stand_on_an_article_that_nobody_has_verified() {
        // GIVEN
        List<Grounds.Ground> today = real.forRejection(accepted(JUNE));

        // WHEN / THEN
        assertThat(Reasons.problems("ground-education", REASONS, today))
                .containsExactly(new Problem("ground", "这一依据的条文尚未核实，不能据以作出决定，请选择其他依据，或者请系统管理员核实后再选"));
        assertThat(Reasons.problems("true-statements", REASONS, today)).isEmpty();
        assertThat(Reasons.problems("window-opens-months", REASONS, real.forNonAcceptance(received(JUNE))))
                .extracting(Problem::field)
                .containsExactly("ground");
        assertThat(Reasons.problems("holder-only", REASONS, real.forNonAcceptance(received(JUNE))))
                .isEmpty();
    }

    @Test
    void should_let_the_demonstration_choose_it_and_cite_the_statute_alone() {
        // GIVEN
        List<Grounds.Ground> today = shown.forRejection(accepted(JUNE));
        Grounds.Ground education = Grounds.find(today, "ground-education").orElseThrow();

        // WHEN / THEN
        assertThat(Reasons.problems("ground-education", REASONS, today)).isEmpty();
        assertThat(education.article()).isEmpty();
        assertThat(shown.cited(Kind.REJECTION, education, accepted(JUNE))).isEqualTo("《中华人民共和国行政许可法》第三十八条第二款");
    }

    @Test
    void should_take_the_ground_from_the_text_in_force_on_the_day_of_acceptance() {
        // GIVEN
        CaseEvents beforeTheChange = decided(MAY, JUNE);
        Grounds.Ground education = Grounds.find(real.forRejection(beforeTheChange), "ground-education")
                .orElseThrow();

        // WHEN / THEN
        assertThat(education.usable()).isTrue();
        assertThat(real.cited(Kind.REJECTION, education, beforeTheChange))
                .isEqualTo("《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十四条、《中华人民共和国行政许可法》第三十八条第二款");
    }

    @Test
    void should_cite_what_a_letter_stands_on() {
        assertThat(CITATIONS.cited(Kind.APPROVAL, Laws.RULE_SETS.inForce(JUNE)))
                .isEqualTo("《中华人民共和国行政许可法》第三十八条第一款、第五十条第二款");
        assertThat(CITATIONS.cited(Kind.REJECTION, RuleKey.TRUE_STATEMENTS, Laws.RULE_SETS.inForce(JUNE)))
                .isEqualTo("《中华人民共和国行政许可法》第七十八条、第三十八条第二款");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void should_quote_nothing_that_is_not_verified_in_any_letter(Kind letter) {
        Laws.RULE_SETS
                .all()
                .forEach(rules -> assertThat(Stream.concat(
                                Stream.of(CITATIONS.cited(letter, rules)),
                                Stream.of(RuleKey.values()).map(key -> CITATIONS.cited(letter, key, rules))))
                        .allSatisfy(text -> assertThat(text)
                                .isNotBlank()
                                .doesNotContain("待核实", "沿用", "第60号")
                                .containsPattern("《中华人民共和国行政(许可|处罚)法》")));
    }

    private static MockEnvironment demo() {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles("demo");
        return environment;
    }

    private static CaseEvents received(LocalDate day) {
        return events(day, Optional.empty(), Optional.empty());
    }

    private static CaseEvents accepted(LocalDate day) {
        return events(day, Optional.of(day), Optional.empty());
    }

    private static CaseEvents decided(LocalDate accepted, LocalDate decided) {
        return events(accepted, Optional.of(accepted), Optional.of(decided));
    }

    private static CaseEvents events(LocalDate received, Optional<LocalDate> accepted, Optional<LocalDate> decided) {
        return new CaseEvents(
                received,
                Optional.empty(),
                Optional.empty(),
                accepted,
                List.of(),
                Optional.empty(),
                decided,
                Optional.empty(),
                Optional.empty());
    }
}
