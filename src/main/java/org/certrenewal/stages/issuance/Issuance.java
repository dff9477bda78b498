package org.certrenewal.stages.issuance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.Photo;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.Term;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Renewal;
import org.certrenewal.registry.Verifications;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Issues the renewed certificate, exactly once for a case: registry, file and case change in one transaction, and the
 * registry refuses a second version for the same case.
 */
@Component
class Issuance {

    private final CaseFiles cases;
    private final OpenRenewals openRenewals;
    private final Certificates certificates;
    private final Verifications verifications;
    private final Offices offices;
    private final LawBook law;
    private final PaperDesk papers;
    private final Clock clock;
    private final String baseUrl;

    Issuance(
            CaseFiles cases,
            OpenRenewals openRenewals,
            Certificates certificates,
            Verifications verifications,
            Offices offices,
            LawBook law,
            PaperDesk papers,
            Clock clock,
            @Value("${renewal.base-url}") String baseUrl) {
        this.cases = cases;
        this.openRenewals = openRenewals;
        this.certificates = certificates;
        this.verifications = verifications;
        this.offices = offices;
        this.law = law;
        this.papers = papers;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    /** Issues the certificate of a case; asked again, nothing changes. */
    void issue(String caseNumber) {
        if (certificates.issuedFor(caseNumber).isPresent()) {
            return;
        }
        CaseFile file = cases.lock(caseNumber);
        LocalDate today = LocalDate.now(clock);
        Certificate renewed = certificates.renew(renewal(file, today));
        String verification = PaperDesk.newId();
        verifications.open(verification, new Verifications.Subject(renewed.number(), renewed.version()));
        papers.issueCertificate(caseNumber, String.valueOf(renewed.version()), face(renewed, verification));
        cases.issue(file, today);
        openRenewals.release(caseNumber);
        cases.record(caseNumber, CaseEvent.SYSTEM, "issued", "制发电子证照，证书编号 " + renewed.number() + " 不变");
    }

    /**
     * Grants the term by the rules in force on the day of the decision; it begins when the old one ends, or where a
     * rule says.
     */
    private Renewal renewal(CaseFile file, LocalDate today) {
        CertificateNumber number =
                new CertificateNumber(file.certificateNumber().orElseThrow());
        Certificate old = certificates.withNumber(number).orElseThrow();
        boolean bySilence =
                file.decision().filter(CaseFile.Decision.DEEMED_RENEWED::equals).isPresent();
        Term term = law.clock().granted(file.received(), old.validTo(), bySilence);
        Office office = offices.withCode(file.office().orElseThrow()).orElseThrow();
        return new Renewal(
                file.number(), number, term.from(), term.to(), today, office.authority(), office.issuerCode());
    }

    private CertificateFace face(Certificate certificate, String id) {
        String verification = baseUrl + "/verify/" + id;
        Optional<Photo> photo = certificates.photoOf(certificate.number()).map(stored -> Photo.of(stored.content()));
        return new CertificateFace(
                certificate.number().value(),
                certificate.holderName().value(),
                certificate.gender().label(),
                certificate.tradeName(),
                certificate.firstIssuedOn(),
                certificate.validFrom(),
                certificate.validTo(),
                certificate.authority(),
                certificate.issuedOn(),
                certificate.identifier().toString(),
                verification,
                verification,
                photo);
    }
}
