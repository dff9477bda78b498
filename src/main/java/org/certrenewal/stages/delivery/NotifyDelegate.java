package org.certrenewal.stages.delivery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 告知办理结果, in the transaction that issues: a row of ours, for which no job of its own is needed. */
@Component
class NotifyDelegate implements JavaDelegate {

    private final Results results;

    NotifyDelegate(Results results) {
        this.results = results;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        results.tell(caseNumber);
    }
}
