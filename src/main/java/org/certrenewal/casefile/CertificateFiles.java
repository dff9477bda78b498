package org.certrenewal.casefile;

import java.util.Optional;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.Photo;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Verifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Makes the sealed files of a certificate's version, with the code on them by which anybody can check it. */
@Component
public class CertificateFiles {

    private static final Logger log = LoggerFactory.getLogger(CertificateFiles.class);

    private final Certificates certificates;
    private final Verifications verifications;
    private final PaperDesk papers;
    private final String baseUrl;

    CertificateFiles(
            Certificates certificates,
            Verifications verifications,
            PaperDesk papers,
            @Value("${renewal.base-url}") String baseUrl) {
        this.certificates = certificates;
        this.verifications = verifications;
        this.papers = papers;
        this.baseUrl = baseUrl;
    }

    /**
     * Makes the files of a new version; joins the caller's transaction.
     *
     * @param reference the case, or another reference for what no case of ours issued
     * @return empty if they wait for their seals
     */
    public Optional<PaperDesk.IssuedCertificate> issue(String reference, Certificate version) {
        String verification = PaperDesk.newId();
        verifications.open(verification, new Verifications.Subject(version.number(), version.version()));
        return papers.issueCertificate(reference, String.valueOf(version.version()), face(version, verification));
    }

    /**
     * Asks again for the files of a version that was opened before; joins the caller's transaction.
     *
     * @param reference as for {@link #issue}
     * @return empty if they wait for their seals
     */
    public Optional<PaperDesk.IssuedCertificate> issueAgain(String reference, Certificate version) {
        return papers.issueCertificate(reference, String.valueOf(version.version()), face(version, idOf(version)));
    }

    private String idOf(Certificate version) {
        return verifications
                .idOf(new Verifications.Subject(version.number(), version.version()))
                .orElseThrow();
    }

    /** Seals the files of a version that waits for it; outside any transaction. */
    public PaperDesk.SealedCertificate seal(CertificateNumber number, int version) {
        Certificate certificate = certificates.versionsOf(number).stream()
                .filter(it -> it.version() == version)
                .findFirst()
                .orElseThrow();
        return papers.seal(face(certificate, idOf(certificate)));
    }

    /** A certificate that was granted doesn't wait for the photo of an older register that nobody can read. */
    private static Optional<Photo> printable(org.certrenewal.registry.Photo stored) {
        try {
            return Optional.of(Photo.of(stored.content()));
        } catch (IllegalArgumentException unreadable) {
            log.warn("a photo of the register can't be printed: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    private CertificateFace face(Certificate certificate, String id) {
        String verification = baseUrl + "/verify/" + id;
        Optional<Photo> photo = certificates.photoOf(certificate.number()).flatMap(CertificateFiles::printable);
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
