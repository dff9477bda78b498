package org.certrenewal.notices;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 报告负责人. */
@Component
class EscalateDeliveryDelegate implements JavaDelegate {

    private final Reminders reminders;

    EscalateDeliveryDelegate(Reminders reminders) {
        this.reminders = reminders;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        reminders.escalateDelivery(caseNumber);
    }
}
