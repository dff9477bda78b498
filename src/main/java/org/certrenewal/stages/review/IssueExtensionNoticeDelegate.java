package org.certrenewal.stages.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 出具延长期限告知书. */
@Component
class IssueExtensionNoticeDelegate implements JavaDelegate {

    private final Letters letters;

    IssueExtensionNoticeDelegate(Letters letters) {
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        letters.issueExtensionNotice(caseNumber);
    }
}
