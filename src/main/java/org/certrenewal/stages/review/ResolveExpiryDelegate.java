package org.certrenewal.stages.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 判定到期效果. */
@Component
class ResolveExpiryDelegate implements JavaDelegate {

    private final Expiries expiries;

    ResolveExpiryDelegate(Expiries expiries) {
        this.expiries = expiries;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        execution.setVariable(Variables.DEEMED_RENEWED, expiries.resolve(caseNumber));
    }
}
