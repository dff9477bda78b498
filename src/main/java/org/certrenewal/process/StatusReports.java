package org.certrenewal.process;

import java.util.List;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.process.outbox.NotNow;
import org.certrenewal.process.outbox.Outbox;
import org.certrenewal.process.outbox.PartnerCall;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Operation;
import org.springframework.stereotype.Component;

/**
 * Reports to the province's platform what became of certificates, each operation once and in their order: a suspension
 * that couldn't be reported at once mustn't arrive after its return.
 */
@Component
public class StatusReports implements PartnerCall {

    static final String KIND = "certificate-status";

    private final Outbox outbox;
    private final ProvincialRegistry partner;
    private final Certificates certificates;
    private final AuditTrail audit;

    StatusReports(Outbox outbox, ProvincialRegistry partner, Certificates certificates, AuditTrail audit) {
        this.outbox = outbox;
        this.partner = partner;
        this.certificates = certificates;
        this.audit = audit;
    }

    /** Has the last operation on a certificate reported; to be asked in the transaction that did it. */
    public void request(CertificateNumber number) {
        int sequence = certificates.operationsOn(number).size();
        outbox.put(KIND, number.value(), String.valueOf(sequence));
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
    public String call(String messageId, String number, String payload) {
        if (outbox.hasEarlier(messageId)) {
            throw NotNow.alone("an earlier report about this certificate hasn't arrived yet");
        }
        int sequence = Integer.parseInt(payload);
        List<Operation> operations = certificates.operationsOn(new CertificateNumber(number));
        return partner.report(number, sequence, operations.get(sequence - 1));
    }

    @Override
    public void answered(String number, String payload, String receipt) {
        audit.append(AuditTrail.CERTIFICATE + number, CaseEvent.SYSTEM, "reported", payload, receipt);
    }
}
