package org.certrenewal.stages.acts;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.ActProcess;
import org.springframework.stereotype.Component;

/** 记录逾期未陈述. */
@Component
class RecordSilenceDelegate implements JavaDelegate {

    private final Disposals disposals;

    RecordSilenceDelegate(Disposals disposals) {
        this.disposals = disposals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String act = (String) execution.getVariable(ActProcess.ACT);
        disposals.noteSilence(act);
    }
}
