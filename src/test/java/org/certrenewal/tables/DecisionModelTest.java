package org.certrenewal.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the decision files to the project's conventions, so that Cockpit shows them and people can read them. */
class DecisionModelTest {

    static Stream<File> decisionFiles() {
        return Stream.of(new File("processes").listFiles((folder, name) -> name.endsWith(".dmn")));
    }

    @ParameterizedTest
    @MethodSource("decisionFiles")
    void should_be_valid_and_drawn(File file) {
        // GIVEN
        DmnModelInstance model = Dmn.readModelFromFile(file);

        // WHEN / THEN
        Dmn.validateModel(model);
        String text = Tables.text(file.getName());
        for (Decision decision : model.getModelElementsByType(Decision.class)) {
            assertThat(decision.getId()).matches("[a-z]+(-[a-z]+)*");
            assertThat(decision.getName()).matches(".*\\p{IsHan}.*");
            assertThat(decision.getCamundaHistoryTimeToLiveString()).isNotBlank();
            assertThat(text).contains("dmnElementRef=\"" + decision.getId() + "\"");
            decision.getInformationRequirements()
                    .forEach(needed ->
                            assertThat(text).contains("dmnElementRef=\"" + needed.getAttributeValue("id") + "\""));
        }
    }

    @ParameterizedTest
    @MethodSource("decisionFiles")
    void should_label_inputs_outputs_and_rows_and_close_the_lists_of_words(File file) {
        DmnModelInstance model = Dmn.readModelFromFile(file);
        for (DecisionTable table : model.getModelElementsByType(DecisionTable.class)) {
            for (Input input : table.getInputs()) {
                assertThat(input.getLabel()).matches(".*\\p{IsHan}.*");
                boolean words = input.getInputExpression().getTypeRef().equals("string");
                boolean free = input.getId().equals("Input_responsible-office_place");
                assertThat(input.getInputValues() != null).as(input.getId()).isEqualTo(words && !free);
            }
            assertThat(table.getOutputs()).extracting(Output::getLabel).allMatch(label -> !label.isBlank());
            assertThat(table.getRules())
                    .extracting(Rule::getDescription)
                    .isNotEmpty()
                    .allMatch(row -> row != null);
        }
    }

    @ParameterizedTest
    @MethodSource("decisionFiles")
    void should_use_only_words_of_the_closed_lists(File file) {
        DmnModelInstance model = Dmn.readModelFromFile(file);
        for (DecisionTable table : model.getModelElementsByType(DecisionTable.class)) {
            List<Input> inputs = List.copyOf(table.getInputs());
            for (Rule rule : table.getRules()) {
                for (int column = 0; column < inputs.size(); column++) {
                    if (inputs.get(column).getInputValues() == null) {
                        continue;
                    }
                    String allowed =
                            inputs.get(column).getInputValues().getText().getTextContent();
                    String cell = List.copyOf(rule.getInputEntries())
                            .get(column)
                            .getText()
                            .getTextContent();
                    for (String word : cell.replaceAll("^not\\(|\\)$", "").split(",")) {
                        assertThat(allowed).as(rule.getId()).contains(word);
                    }
                }
            }
        }
    }
}
