package org.certrenewal.stages.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 出具补正告知书. */
@Component
class IssueCorrectionNoticeDelegate implements JavaDelegate {

    private final Letters letters;

    IssueCorrectionNoticeDelegate(Letters letters) {
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        letters.issueCorrectionNotice(caseNumber);
    }
}
