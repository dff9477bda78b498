package org.certrenewal.stages.form;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 预填申请人信息. */
@Component
class PrefillFormDelegate implements JavaDelegate {

    private final Prefill prefill;

    PrefillFormDelegate(Prefill prefill) {
        this.prefill = prefill;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        prefill.prepare(caseNumber);
    }
}
