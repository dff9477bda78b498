package org.certrenewal.stages.acts;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.ActProcess;
import org.springframework.stereotype.Component;

/** 关闭未复核的处置. */
@Component
class CloseActDelegate implements JavaDelegate {

    private final Disposals disposals;

    CloseActDelegate(Disposals disposals) {
        this.disposals = disposals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String act = (String) execution.getVariable(ActProcess.ACT);
        disposals.forget(act);
    }
}
