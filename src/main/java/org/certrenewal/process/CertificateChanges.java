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
 * the new certificate, and the end of the suspension, whichever it is, moves it on. What waits for its seal waits no
 * longer then: the step that issues is asked again, and ends or stays as it would have before.
 */
@Component
public class CertificateChanges {

    private static final String ISSUANCE = "Task_IssueCertificate";

    private final CaseFiles cases;
    private final RenewalInstances renewals;
    private final Incidents incidents;
    private final LetterJobs jobs;

    CertificateChanges(CaseFiles cases, RenewalInstances renewals, Incidents incidents, LetterJobs jobs) {
        this.cases = cases;
        this.renewals = renewals;
        this.incidents = incidents;
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
            boolean unsealed = status != CertificateStatus.VALID && waitsInVain(caseNumber);
            if (status != CertificateStatus.SUSPENDED && !unsealed) {
                suspensionEnded(file);
            }
        } else if (status != CertificateStatus.VALID) {
            renewals.correlate(caseNumber, Messages.CERTIFICATE_INVALIDATED, Map.of());
        }
    }

    private boolean waitsInVain(String caseNumber) {
        incidents.close(caseNumber, Incidents.SEALING, Messages.CERTIFICATE_SEALED);
        return renewals.correlate(caseNumber, Messages.CERTIFICATE_SEALED, Map.of());
    }

    /** Where a case's model doesn't know how to wait, its issuance has failed, and is tried again. */
    private void suspensionEnded(CaseFile file) {
        if (!renewals.correlate(file.number(), Messages.SUSPENSION_ENDED, Map.of())) {
            jobs.retry(file, ISSUANCE);
        }
    }
}
