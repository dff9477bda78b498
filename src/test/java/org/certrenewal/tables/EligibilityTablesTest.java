package org.certrenewal.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.certrenewal.law.Finding;
import org.certrenewal.tables.EligibilityRows.Row;
import org.certrenewal.tables.EligibilityRows.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests {@code eligibility.dmn} row by row. */
class EligibilityTablesTest {

    private static final Tables ELIGIBILITY = Tables.of("eligibility.dmn", "eligibility");

    static Stream<Row> rows() {
        return EligibilityRows.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void should_find_what_the_row_says(Row row) {
        // WHEN
        List<Map<String, Object>> found = ELIGIBILITY.rows(row.inputs());

        // THEN
        assertThat(EligibilityRows.lines(found)).as(row.toString()).containsExactlyElementsOf(row.expected());
    }

    static Stream<Step> steps() {
        return EligibilityRows.steps().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void should_name_standing_and_timing(Step step) {
        // WHEN
        List<Map<String, Object>> found =
                Tables.of("eligibility.dmn", step.decision()).rows(step.inputs());

        // THEN
        assertThat(found)
                .singleElement()
                .satisfies(row -> assertThat(row.values()).containsExactly(step.expected()));
    }

    @Test
    void should_list_all_findings_and_not_only_the_first() {
        // GIVEN
        Map<String, Object> inputs = EligibilityRows.clean();
        inputs.put("violations", 4);
        inputs.put("accidentResponsible", true);
        inputs.put("educationDone", false);
        inputs.put("nameMatches", false);

        // WHEN
        List<Map<String, Object>> found = ELIGIBILITY.rows(inputs);

        // THEN
        assertThat(found.stream().map(Finding::fromRow).map(Finding::code))
                .containsExactly("name-differs", "accident", "violations", "education");
    }

    @Test
    void should_say_nothing_about_a_certificate_of_somebody_else_but_that_it_is() {
        // GIVEN
        Map<String, Object> inputs = EligibilityRows.clean();
        inputs.put("own", false);
        inputs.put("status", "03");
        inputs.put("daysOpenLeft", -5L);
        inputs.put("openRenewal", true);
        inputs.put("nameMatches", false);
        inputs.put("genderMatches", false);
        inputs.put("tradeRecognised", false);
        inputs.put("tooOld", true);
        inputs.put("ageLimit", 60);

        // WHEN / THEN
        assertThat(ELIGIBILITY.rows(inputs)).singleElement().extracting("code").isEqualTo("not-own");
    }
}
