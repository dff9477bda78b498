package org.certrenewal.notices;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** Tells the supervisor when 期限处置 begins. */
@Component
class EscalateDecisionListener implements TaskListener {

    private final Reminders reminders;

    EscalateDecisionListener(Reminders reminders) {
        this.reminders = reminders;
    }

    @Override
    public void notify(DelegateTask task) {
        String caseNumber = (String) task.getVariable(Variables.CASE_NUMBER);
        reminders.escalateDecision(caseNumber);
    }
}
