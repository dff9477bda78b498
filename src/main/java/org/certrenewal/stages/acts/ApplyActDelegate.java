package org.certrenewal.stages.acts;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.ActProcess;
import org.springframework.stereotype.Component;

/** 作出决定并执行. */
@Component
class ApplyActDelegate implements JavaDelegate {

    private final Disposals disposals;

    ApplyActDelegate(Disposals disposals) {
        this.disposals = disposals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String act = (String) execution.getVariable(ActProcess.ACT);
        execution.setVariable(ActProcess.SUSPENSION_ENDS, disposals.apply(act).orElse(null));
    }
}
