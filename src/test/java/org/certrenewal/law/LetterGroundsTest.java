package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.law.LetterGrounds.Kind;
import org.certrenewal.law.LetterGrounds.Row;
import org.certrenewal.law.adapters.Laws;
import org.certrenewal.law.adapters.LetterGroundFiles;
import org.certrenewal.seeds.SeedFolder;
import org.junit.jupiter.api.Test;

class LetterGroundsTest {

    private static final RuleSet OLD = Laws.RULE_SETS.inForce(LocalDate.of(2026, 5, 31));
    private static final RuleSet NEW = Laws.RULE_SETS.inForce(LocalDate.of(2026, 6, 1));
    private static final LetterGrounds SHIPPED = LetterGroundFiles.read(SeedFolder.packaged());

    private static Row row(Kind letter, String regime, RuleKey ground, Mark mark, String... articles) {
        return new Row(letter, Optional.ofNullable(regime), Optional.ofNullable(ground), Arrays.asList(articles), mark);
    }

    /** Every kind has one verified article, and what is given comes before them. */
    private static LetterGrounds with(Row... special) {
        List<Row> rows = new ArrayList<>(Arrays.asList(special));
        for (Kind kind : Kind.values()) {
            rows.add(row(kind, null, null, Mark.SURE, "甲法第一条"));
        }
        return new LetterGrounds(Map.of("甲法", "《中华人民共和国甲法》", "乙法", "《乙法》"), rows);
    }

    @Test
    void should_cite_each_letter_by_the_text_in_force_at_acceptance() {
        assertThat(SHIPPED.cited(Kind.APPROVAL, NEW)).isEqualTo("《中华人民共和国行政许可法》第三十八条第一款、第五十条第二款");
        assertThat(SHIPPED.cited(Kind.APPROVAL, OLD))
                .startsWith("《中华人民共和国行政许可法》第三十八条第一款、第五十条第二款、《建筑施工特种作业人员管理规定》")
                .endsWith("第二十五条第（二）项");
        assertThat(SHIPPED.cited(Kind.EXTENSION, NEW)).isEqualTo("《中华人民共和国行政许可法》第四十二条第一款");
    }

    @Test
    void should_put_the_row_of_the_regime_before_the_one_for_all_wherever_it_stands() {
        LetterGrounds grounds = with(row(Kind.CLOCK, NEW.regime(), null, Mark.SURE, "乙法第二条"));
        assertThat(grounds.cited(Kind.CLOCK, NEW)).isEqualTo("《乙法》第二条");
        assertThat(grounds.cited(Kind.CLOCK, OLD)).isEqualTo("《中华人民共和国甲法》第一条");
    }

    @Test
    void should_put_the_article_of_the_ground_before_that_of_the_letter_and_say_none_twice() {
        RuleKey falsehood = RuleKey.of("true-statements").orElseThrow();
        assertThat(SHIPPED.of(Kind.REJECTION, falsehood, NEW)).containsExactly("《中华人民共和国行政许可法》第七十八条");
        assertThat(SHIPPED.cited(Kind.REJECTION, falsehood, NEW)).isEqualTo("《中华人民共和国行政许可法》第七十八条、第三十八条第二款");
        LetterGrounds same = with(row(Kind.REJECTION, null, falsehood, Mark.SURE, "甲法第一条", "乙法第三条"));
        assertThat(same.cited(Kind.REJECTION, falsehood, NEW)).isEqualTo("《中华人民共和国甲法》第一条、《乙法》第三条");
    }

    @Test
    void should_write_statutes_in_full_whether_an_article_names_them_in_short_or_in_full() {
        LetterGrounds grounds =
                with(row(Kind.REJECTION, NEW.regime(), null, Mark.SURE, "甲法第一条", "《中华人民共和国甲法》第二条", "丙法第三条"));
        assertThat(grounds.cited(Kind.REJECTION, NEW)).isEqualTo("《中华人民共和国甲法》第一条、第二条、丙法第三条");
        assertThat(grounds.inFull("《中华人民共和国甲法》第二条")).isEqualTo("《中华人民共和国甲法》第二条");
        assertThat(grounds.inFull("甲法第二条")).isEqualTo("《中华人民共和国甲法》第二条");
    }

    @Test
    void should_keep_statutes_in_full_in_every_article_of_the_rules_that_people_are_told() {
        for (RuleSet rules : List.of(NEW, OLD)) {
            assertThat(rules.rules())
                    .filteredOn(rule -> !rule.quoted().isEmpty())
                    .isNotEmpty()
                    .allSatisfy(rule ->
                            assertThat(rule.quoted()).matches("《.+》.*第.+条.*|办理机关(规定|承诺)|暂扣决定确定的期限|撤销或者变更暂扣决定的文书"));
        }
    }

    @Test
    void should_cite_a_rule_s_own_article_where_it_is_verified_and_nothing_where_nobody_has_verified_it() {
        LetterGrounds grounds = with();
        for (Rule rule : NEW.rules()) {
            assertThat(grounds.of(Kind.REJECTION, rule.key(), NEW))
                    .as("%s", rule.key())
                    .isEqualTo(rule.isVerified() ? List.of(rule.article()) : List.of());
        }
        RuleKey falsehood = RuleKey.of("true-statements").orElseThrow();
        LetterGrounds open = with(row(Kind.REJECTION, null, falsehood, Mark.OPEN, "乙法第九条"));
        assertThat(open.of(Kind.REJECTION, falsehood, NEW)).doesNotContain("乙法第九条");
    }

    @Test
    void should_write_statutes_in_full_and_leave_other_words_as_they_are() {
        assertThat(with().inFull("乙法第五条")).isEqualTo("《乙法》第五条");
        assertThat(with().inFull("丙规定第五条")).isEqualTo("丙规定第五条");
        assertThat(with(row(Kind.CLOCK, NEW.regime(), null, Mark.SURE, "丙规定一", "丙规定二", "乙法一"))
                        .cited(Kind.CLOCK, NEW))
                .isEqualTo("丙规定一、丙规定二、《乙法》一");
    }

    @Test
    void should_refuse_a_table_that_leaves_a_letter_without_a_verified_article() {
        List<Row> without = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            without.add(row(kind, null, null, kind == Kind.CLOCK ? Mark.OPEN : Mark.SURE, "甲法第一条"));
        }
        without.add(row(Kind.CLOCK, "document-2008", null, Mark.SURE, "甲法第一条"));
        without.add(row(Kind.CLOCK, null, RuleKey.of("true-statements").orElseThrow(), Mark.SURE, "甲法第一条"));
        assertThatThrownBy(() -> new LetterGrounds(Map.of(), without)).hasMessageContaining("CLOCK");
        assertThatThrownBy(() -> row(Kind.CLOCK, null, null, Mark.SURE)).hasMessage("no article for CLOCK");
    }
}
