package org.certrenewal.stages.acts;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.ActProcess;
import org.springframework.stereotype.Component;

/** 出具事先告知书. */
@Component
class IssueActNoticeDelegate implements JavaDelegate {

    private final Disposals disposals;

    IssueActNoticeDelegate(Disposals disposals) {
        this.disposals = disposals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String act = (String) execution.getVariable(ActProcess.ACT);
        execution.setVariable(ActProcess.STATEMENT_ENDS, disposals.giveNotice(act));
    }
}
