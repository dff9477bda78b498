package org.certrenewal.stages.acts;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.ActProcess;
import org.springframework.stereotype.Component;

/** 到期发还证书. */
@Component
class ReturnCertificateDelegate implements JavaDelegate {

    private final Disposals disposals;

    ReturnCertificateDelegate(Disposals disposals) {
        this.disposals = disposals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String act = (String) execution.getVariable(ActProcess.ACT);
        disposals.giveBack(act);
    }
}
