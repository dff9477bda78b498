package org.certrenewal.stages.issuance;

import java.util.Map;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.process.ProvincialRegistry;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.RenewalProcess.Messages;
import org.certrenewal.process.outbox.Outbox;
import org.certrenewal.process.outbox.PartnerCall;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.springframework.stereotype.Component;

/** Publishes issued certificates to the province's platform. */
@Component
class Publication implements PartnerCall {

    private static final String KIND = "certificate-publication";

    private final Outbox outbox;
    private final ProvincialRegistry partner;
    private final Certificates certificates;
    private final CaseFiles cases;
    private final RenewalInstances renewals;

    Publication(
            Outbox outbox,
            ProvincialRegistry partner,
            Certificates certificates,
            CaseFiles cases,
            RenewalInstances renewals) {
        this.outbox = outbox;
        this.partner = partner;
        this.certificates = certificates;
        this.cases = cases;
        this.renewals = renewals;
    }

    /** Puts the publication of a case's certificate into the outbox, unless one lies there that hasn't arrived. */
    void request(String caseNumber) {
        if (!outbox.hasUndelivered(KIND, caseNumber)) {
            outbox.put(KIND, caseNumber, "");
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String partner() {
        return ProvincialRegistry.PARTNER;
    }

    @Override
    public String call(String messageId, String caseNumber, String payload) {
        Certificate issued = certificates.issuedFor(caseNumber).orElseThrow();
        return partner.publish(issued.number().value(), issued.version());
    }

    /** Moves the renewal on; a second receipt, after a repetition, finds nobody waiting and that is fine. */
    @Override
    public void answered(String caseNumber, String payload, String receipt) {
        if (renewals.correlate(caseNumber, Messages.CERTIFICATE_PUBLISHED, Map.of())) {
            cases.record(caseNumber, CaseEvent.SYSTEM, "published", "已上报省级平台，回执 " + receipt);
        }
    }
}
