package org.certrenewal.casefile;

import java.util.Optional;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.Photo;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Verifications;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Makes the sealed files of a certificate's version, with the code on them by which anybody can check it. */
@Component
public class CertificateFiles {

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
     */
    public PaperDesk.IssuedCertificate issue(String reference, Certificate version) {
        String verification = PaperDesk.newId();
        verifications.open(verification, new Verifications.Subject(version.number(), version.version()));
        return papers.issueCertificate(reference, String.valueOf(version.version()), face(version, verification));
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
