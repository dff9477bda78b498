package org.certrenewal.stages.form;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Errors;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 核验表单. */
@Component
class CheckFormDelegate implements JavaDelegate {

    private final FormCheck check;

    CheckFormDelegate(FormCheck check) {
        this.check = check;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        String office = check.pass(caseNumber).orElseThrow(() -> new BpmnError(Errors.FORM_REJECTED));
        execution.setVariable(Variables.OFFICE, office);
    }
}
