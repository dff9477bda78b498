package org.certrenewal.stages.issuance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CasePhotos;
import org.certrenewal.casefile.CertificateFiles;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.Term;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Photo;
import org.certrenewal.registry.Renewal;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.springframework.stereotype.Component;

/**
 * Issues the renewed certificate, exactly once for a case: registry, file and case change in one transaction, and the
 * registry refuses a second version for the same case.
 */
@Component
class Issuance {

    private static final Set<CertificateStatus> TAKEN =
            EnumSet.of(CertificateStatus.REVOKED, CertificateStatus.RESCINDED, CertificateStatus.CANCELLED);

    private final CaseFiles cases;
    private final OpenRenewals openRenewals;
    private final Certificates certificates;
    private final Offices offices;
    private final LawBook law;
    private final CertificateFiles files;
    private final CasePhotos photos;
    private final Notices notices;
    private final Clock clock;

    Issuance(
            CaseFiles cases,
            OpenRenewals openRenewals,
            Certificates certificates,
            Offices offices,
            LawBook law,
            CertificateFiles files,
            CasePhotos photos,
            Notices notices,
            Clock clock) {
        this.cases = cases;
        this.openRenewals = openRenewals;
        this.certificates = certificates;
        this.offices = offices;
        this.law = law;
        this.files = files;
        this.photos = photos;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * Issues the certificate of a case; asked again, nothing changes.
     *
     * @param mayWait whether the case's model has a place where it waits for the seals; the models before it go on, and
     *     the files follow
     * @return false if the files wait for their seals
     * @throws Certificates.Unchangeable if the certificate isn't valid any more, also where it is renewed in the
     *     register already and its files have no seals yet
     */
    boolean issue(String caseNumber, boolean mayWait) {
        CaseFile file = cases.withNumber(caseNumber);
        if (file.issuedOn().isPresent()) {
            return true;
        }
        Optional<Certificate> before = certificates.issuedFor(caseNumber);
        boolean hasFiles = before.isPresent()
                ? files.issueAgain(caseNumber, stillValid(caseNumber)).isPresent()
                : files.issue(caseNumber, renewed(file)).isPresent();
        if (!hasFiles && mayWait) {
            return false;
        }
        issued(file, new CertificateNumber(file.certificateNumber().orElseThrow()));
        return true;
    }

    private Certificate renewed(CaseFile file) {
        Certificate renewed = certificates.renew(renewal(file, LocalDate.now(clock)));
        if (file.photo().isPresent()) {
            photos.of(file.number())
                    .ifPresent(portrait -> certificates.keepPhoto(
                            renewed.number(), new Photo("image/jpeg", portrait), renewed.version()));
        }
        return renewed;
    }

    /** Whoever disposes of the certificate at this moment comes before or after. */
    private Certificate stillValid(String caseNumber) {
        cases.hold(List.of(caseNumber));
        Certificate renewed = certificates.issuedFor(caseNumber).orElseThrow();
        if (renewed.status() != CertificateStatus.VALID) {
            throw new Certificates.Unchangeable(
                    "case " + caseNumber + " can't issue its certificate: it isn't valid any more");
        }
        return renewed;
    }

    /**
     * Tells whether the files of a certificate may still be sealed. Nothing is sealed that was taken away for good.
     * What a case has still to issue isn't sealed while it is suspended either, as it wouldn't have been issued before;
     * what has taken the place of an older version, such as a correction, is: it is what is given back in the end, its
     * holder doesn't get it before, and whoever checks it sees that it is suspended.
     *
     * @param reference the case, or what else issues it
     */
    boolean maySeal(String reference, CertificateNumber number) {
        CertificateStatus status =
                certificates.withNumber(number).map(Certificate::status).orElse(CertificateStatus.OTHER);
        Optional<CaseFile> waiting =
                cases.find(reference).filter(file -> file.issuedOn().isEmpty());
        return waiting.isPresent()
                ? status == CertificateStatus.VALID && waiting.get().closedAt().isEmpty()
                : !TAKEN.contains(status);
    }

    /** Takes note that the files of a case's certificate are sealed. */
    void sealed(CaseFile file) {
        if (file.issuedOn().isEmpty() && file.closedAt().isEmpty()) {
            issued(file, new CertificateNumber(file.certificateNumber().orElseThrow()));
        }
    }

    private void issued(CaseFile file, CertificateNumber number) {
        cases.issue(file, LocalDate.now(clock));
        openRenewals.releaseCertificate(file.number());
        cases.record(file.number(), CaseEvent.SYSTEM, "issued", "制发电子证照，证书编号 " + number + " 不变");
    }

    /**
     * Tells whether a suspension keeps the certificate from being issued, and tells the applicant: what was granted
     * stays granted, and is issued when the suspension is over.
     */
    boolean isStayed(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        boolean suspended = certificates
                .withNumber(new CertificateNumber(file.certificateNumber().orElseThrow()))
                .filter(it -> it.status() == CertificateStatus.SUSPENDED)
                .isPresent();
        if (suspended) {
            cases.record(caseNumber, CaseEvent.SYSTEM, "issuance-stayed", "证书暂扣期间暂不制发电子证照，暂扣结束后继续");
            notices.tell(Note.to(file.applicant())
                    .about(caseNumber)
                    .once("issuance-stayed", "issuance-stayed:" + caseNumber + ":" + LocalDate.now(clock))
                    .saying("您的办件 " + caseNumber + " 已准予延续。证书暂扣期间暂不制发延续后的证书，发还后自动制发，不需要另行申请")
                    .at("/my/cases#" + caseNumber));
        }
        return suspended;
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
}
