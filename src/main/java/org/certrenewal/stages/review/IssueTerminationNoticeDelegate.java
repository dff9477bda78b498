package org.certrenewal.stages.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 出具终止办理告知书, where the certificate was taken away between decision and issuance. */
@Component
class IssueTerminationNoticeDelegate implements JavaDelegate {

    private final Letters letters;

    IssueTerminationNoticeDelegate(Letters letters) {
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        letters.issueNoIssuance(caseNumber);
    }
}
