package org.certrenewal.stages.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 视为受理. */
@Component
class RecordDeemedAcceptanceDelegate implements JavaDelegate {

    private final Acceptances acceptances;

    RecordDeemedAcceptanceDelegate(Acceptances acceptances) {
        this.acceptances = acceptances;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        acceptances.deem(caseNumber);
    }
}
