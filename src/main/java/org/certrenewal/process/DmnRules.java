package org.certrenewal.process;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.certrenewal.law.Eligibility;
import org.certrenewal.law.EligibilityFacts;
import org.certrenewal.law.Finding;
import org.certrenewal.law.RuleSet;
import org.springframework.stereotype.Component;

/**
 * Evaluates the decisions in {@code processes/*.dmn}. The rules by date come in as inputs, so that the tables stay
 * small.
 */
@Component
class DmnRules implements Eligibility, OfficeRouting {

    private final DecisionService decisions;
    private final AsService service;

    DmnRules(DecisionService decisions, AsService service) {
        this.decisions = decisions;
        this.service = service;
    }

    @Override
    public List<Finding> findings(EligibilityFacts facts, RuleSet rules) {
        return service.get(
                () -> decisions.evaluateDecisionTableByKey(DECISION, facts.asVariables(rules)).getResultList().stream()
                        .map(Finding::fromRow)
                        .toList());
    }

    @Override
    public String officeOf(String place) {
        return service.get(() -> decisions
                .evaluateDecisionTableByKey(DECISION_OFFICE, Map.of("place", place))
                .getSingleResult()
                .getSingleEntry());
    }
}
