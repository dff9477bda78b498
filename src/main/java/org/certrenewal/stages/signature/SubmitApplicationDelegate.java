package org.certrenewal.stages.signature;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 提交申请. */
@Component
class SubmitApplicationDelegate implements JavaDelegate {

    private final Submissions submissions;

    SubmitApplicationDelegate(Submissions submissions) {
        this.submissions = submissions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        submissions.submit(caseNumber);
    }
}
