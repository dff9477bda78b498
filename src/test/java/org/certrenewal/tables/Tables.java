package org.certrenewal.tables;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.certrenewal.law.Eligibility;
import org.certrenewal.law.EligibilityFacts;
import org.certrenewal.law.Finding;
import org.certrenewal.law.RuleSet;

/** Evaluates the decision tables of {@code processes/} with the real DMN engine, without a process engine around it. */
public final class Tables implements Eligibility {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    private final DmnDecision decision;

    private Tables(DmnDecision decision) {
        this.decision = decision;
    }

    /** Reads a decision of a file as it is. */
    public static Tables of(String file, String decision) {
        return ofText(text(file), decision);
    }

    /** Reads a decision of a file that was changed. */
    static Tables ofText(String dmn, String decision) {
        return new Tables(
                ENGINE.parseDecision(decision, new ByteArrayInputStream(dmn.getBytes(StandardCharsets.UTF_8))));
    }

    static String text(String file) {
        try {
            return Files.readString(Path.of("processes", file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    List<Map<String, Object>> rows(Map<String, Object> inputs) {
        return ENGINE.evaluateDecision(decision, inputs).getResultList();
    }

    @Override
    public List<Finding> findings(EligibilityFacts facts, RuleSet rules) {
        return rows(facts.asVariables(rules)).stream().map(Finding::fromRow).toList();
    }
}
