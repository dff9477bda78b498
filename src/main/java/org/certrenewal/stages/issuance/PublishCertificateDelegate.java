package org.certrenewal.stages.issuance;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 上报省级平台, in the transaction that issues: the partner is called out of the outbox. */
@Component
class PublishCertificateDelegate implements JavaDelegate {

    private final Publication publication;

    PublishCertificateDelegate(Publication publication) {
        this.publication = publication;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        publication.request(caseNumber);
    }
}
