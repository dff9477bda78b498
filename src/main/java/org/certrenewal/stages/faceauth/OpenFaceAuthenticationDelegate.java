package org.certrenewal.stages.faceauth;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 发起人脸认证. */
@Component
class OpenFaceAuthenticationDelegate implements JavaDelegate {

    private final FaceSessions sessions;

    OpenFaceAuthenticationDelegate(FaceSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        sessions.open(caseNumber);
    }
}
