package org.certrenewal.process;

import java.util.Map;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.law.CaseEvents;
import org.certrenewal.process.RenewalProcess.Messages;
import org.certrenewal.registry.CertificateStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells a renewal that is under way what became of its certificate. What isn't decided yet ends when the certificate is
 * taken away, for a time or for good. What is decided stays decided: its letter goes out, a suspension only holds up
 * the new certificate, and the end of the suspension, whichever it is, moves it on.
 */
@Component
public class CertificateChanges {

    private static final String ISSUANCE = "Task_IssueCertificate";

    private final CaseFiles cases;
    private final RenewalInstances renewals;
    private final LetterJobs jobs;

    CertificateChanges(CaseFiles cases, RenewalInstances renewals, LetterJobs jobs) {
        this.cases = cases;
        this.renewals = renewals;
        this.jobs = jobs;
    }

    /** Has whoever issues or decides a case at this moment come before or after; to be asked before the change. */
    @Transactional
    public void hold(String caseNumber) {
        cases.lock(caseNumber);
    }

    /**
     * Tells the renewal of a case.
     *
     * @param status what the certificate is worth from now on
     */
    @Transactional
    public void tell(String caseNumber, CertificateStatus status) {
        CaseFile file = cases.lock(caseNumber);
        if (file.dates().flatMap(CaseEvents::decided).isPresent()) {
            if (status != CertificateStatus.SUSPENDED) {
                suspensionEnded(file);
            }
        } else if (status != CertificateStatus.VALID) {
            renewals.correlate(caseNumber, Messages.CERTIFICATE_INVALIDATED, Map.of());
        }
    }

    /** Where a case's model doesn't know how to wait, its issuance has failed, and is tried again. */
    private void suspensionEnded(CaseFile file) {
        if (!renewals.correlate(file.number(), Messages.SUSPENSION_ENDED, Map.of())) {
            jobs.retry(file, ISSUANCE);
        }
    }
}
