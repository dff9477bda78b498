package org.certrenewal.stages.issuance;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Errors;
import org.certrenewal.process.RenewalProcess.Variables;
import org.certrenewal.registry.Certificates;
import org.springframework.stereotype.Component;

/** 制发电子证照. */
@Component
class IssueCertificateDelegate implements JavaDelegate {

    private static final String AWAIT_SEAL = "Task_AwaitSeal";

    private final Issuance issuance;

    IssueCertificateDelegate(Issuance issuance) {
        this.issuance = issuance;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        try {
            if (!issuance.issue(caseNumber, execution.getBpmnModelInstance().getModelElementById(AWAIT_SEAL) != null)) {
                throw new BpmnError(Errors.CERTIFICATE_UNSEALED);
            }
        } catch (Certificates.Unchangeable invalidated) {
            throw new BpmnError(
                    issuance.isStayed(caseNumber) ? Errors.CERTIFICATE_SUSPENDED : Errors.CERTIFICATE_INVALIDATED,
                    invalidated.getMessage());
        }
    }
}
