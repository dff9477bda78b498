package org.certrenewal.stages.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 出具不予受理决定书. */
@Component
class IssueNonAcceptanceDecisionDelegate implements JavaDelegate {

    private final Letters letters;

    IssueNonAcceptanceDecisionDelegate(Letters letters) {
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        letters.issueNonAcceptanceDecision(caseNumber);
    }
}
