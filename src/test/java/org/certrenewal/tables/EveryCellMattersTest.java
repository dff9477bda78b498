package org.certrenewal.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.certrenewal.registry.adapters.ReferenceFiles;
import org.certrenewal.registry.reference.City;
import org.certrenewal.seeds.SeedFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Changes every cell of every table in turn, and expects that a row test notices. A cell that can be changed without
 * notice either has no test or says nothing.
 */
@Tag("full")
class EveryCellMattersTest {

    @Test
    void should_notice_every_change_to_the_eligibility_tables() {
        List<EligibilityRows.Row> rows = EligibilityRows.all();

        List<String> unnoticed = unnoticed("eligibility.dmn", changed -> {
            Map<String, Tables> steps = Map.of(
                    "certificate-standing", Tables.ofText(changed, "certificate-standing"),
                    "application-timing", Tables.ofText(changed, "application-timing"));
            if (!EligibilityRows.steps().stream()
                    .allMatch(step -> steps.get(step.decision()).rows(step.inputs()).stream()
                            .flatMap(row -> row.values().stream())
                            .toList()
                            .equals(List.of(step.expected())))) {
                return false;
            }
            Tables tables = Tables.ofText(changed, "eligibility");
            return rows.stream()
                    .allMatch(row ->
                            EligibilityRows.lines(tables.rows(row.inputs())).equals(row.expected()));
        });

        assertThat(unnoticed).isEmpty();
    }

    @Test
    void should_notice_every_change_to_the_routing_table() {
        List<City> cities = ReferenceFiles.places(SeedFolder.packaged()).cities();

        List<String> unnoticed = unnoticed("office-routing.dmn", changed -> {
            Tables tables = Tables.ofText(changed, "responsible-office");
            return cities.stream()
                    .allMatch(city -> city.districts().stream().allMatch(place -> {
                        String expected = place.code().equals("330782") ? "330782" : city.code();
                        return tables.rows(Map.of("place", place.code())).stream()
                                .map(row -> row.get("office"))
                                .toList()
                                .equals(List.of(expected));
                    }));
        });

        assertThat(unnoticed).isEmpty();
    }

    /** Returns the changes after which every row test still passes. */
    private static List<String> unnoticed(String file, Predicate<String> rowTestsPass) {
        String original = Tables.text(file);
        assertThat(rowTestsPass.test(original)).as("unchanged").isTrue();
        List<String> unnoticed = new ArrayList<>();
        int changes = 0;
        for (String cell : cellsOf(original)) {
            for (String change : changesTo(cell, original)) {
                changes++;
                if (passes(rowTestsPass, withCell(original, cell, change))) {
                    unnoticed.add(cell + " → " + change);
                }
            }
        }
        assertThat(changes).as("changes tried").isGreaterThan(cellsOf(original).size());
        return unnoticed;
    }

    private static boolean passes(Predicate<String> rowTestsPass, String changed) {
        try {
            return rowTestsPass.test(changed);
        } catch (DmnEngineException | IndexOutOfBoundsException broken) {
            return false;
        }
    }

    private static List<String> cellsOf(String dmn) {
        DmnModelInstance model = read(dmn);
        List<String> cells = new ArrayList<>();
        for (Rule rule : model.getModelElementsByType(Rule.class)) {
            rule.getInputEntries().forEach(entry -> cells.add(entry.getId()));
            rule.getOutputEntries().forEach(entry -> cells.add(entry.getId()));
        }
        return cells;
    }

    private static List<String> changesTo(String cell, String dmn) {
        DmnModelInstance model = read(dmn);
        if (model.getModelElementById(cell) instanceof OutputEntry output) {
            return List.of("\"changed\"", "\"\" + (" + output.getText().getTextContent() + ") + \"!\"");
        }
        InputEntry entry = model.getModelElementById(cell);
        String text = entry.getText().getTextContent();
        List<String> changes = new ArrayList<>();
        if (text.isEmpty() || text.equals("-")) {
            changes.add(neverTrue(entry));
            return changes;
        }
        changes.add("-");
        if (text.startsWith("not(")) {
            changes.add(text.substring(4, text.length() - 1));
        } else if (text.startsWith("< ")) {
            changes.add(text.replace("< ", "<= "));
            changes.add(text.replace("< ", ">= "));
        } else if (text.startsWith(">= ")) {
            changes.add(text.replace(">= ", "> "));
            changes.add(text.replace(">= ", "< "));
        } else {
            changes.add("not(" + text + ")");
        }
        for (String word : text.startsWith("not(") ? new String[0] : text.split(",")) {
            if (text.contains(",")) {
                changes.add(word);
            }
        }
        return changes;
    }

    /** Returns a condition of the column's type that nothing fulfils. */
    private static String neverTrue(InputEntry entry) {
        Rule rule = (Rule) entry.getParentElement();
        int column = new ArrayList<>(rule.getInputEntries()).indexOf(entry);
        Collection<Input> inputs = ((DecisionTable) rule.getParentElement()).getInputs();
        String type = new ArrayList<>(inputs).get(column).getInputExpression().getTypeRef();
        return switch (type) {
            case "string" -> "\"no such word\"";
            case "boolean" -> "not(true,false)";
            default -> "< -100000";
        };
    }

    private static String withCell(String dmn, String cell, String text) {
        DmnModelInstance model = read(dmn);
        if (model.getModelElementById(cell) instanceof OutputEntry output) {
            output.getText().setTextContent(text);
        } else {
            InputEntry entry = model.getModelElementById(cell);
            entry.getText().setTextContent(text);
        }
        return Dmn.convertToString(model);
    }

    private static DmnModelInstance read(String dmn) {
        return Dmn.readModelFromStream(new ByteArrayInputStream(dmn.getBytes(StandardCharsets.UTF_8)));
    }
}
