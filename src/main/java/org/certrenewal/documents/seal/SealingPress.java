package org.certrenewal.documents.seal;

import java.time.Instant;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.CertificateOfd;
import org.certrenewal.documents.CertificatePdf;
import org.certrenewal.documents.Letter;
import org.certrenewal.documents.LetterPdf;
import org.certrenewal.documents.Press;

/** Renders letters and certificates and puts the seals on them, with a warning as long as the seals prove nothing. */
public final class SealingPress implements Press {

    private final Seals seals;
    private final LetterPdf letters;
    private final CertificateOfd ofd;
    private final CertificatePdf pdf;

    /** Makes the press. */
    public SealingPress(Seals seals) {
        this.seals = seals;
        this.letters = new LetterPdf(seals.mark(), seals::picture);
        this.ofd = new CertificateOfd(seals.mark());
        this.pdf = new CertificatePdf(seals.mark(), seals::picture);
    }

    @Override
    public boolean isRemote() {
        return seals.isRemote();
    }

    @Override
    public byte[] write(Letter letter) {
        return letters.render(letter);
    }

    @Override
    public byte[] seal(byte[] written, String authority, String title, Instant moment) {
        return seals.sealPdf(written, new Seals.Order(authority, title, moment, Seals.Place.HIDDEN));
    }

    @Override
    public SealedCertificate certificate(CertificateFace face, Instant moment) {
        Seals.Order order = new Seals.Order(
                face.authority(),
                "签发电子证照",
                moment,
                new Seals.Place(CertificateFace.SEAL_LEFT, CertificateFace.SEAL_TOP, CertificateFace.SEAL_SIZE));
        seals.ready(order);
        String shortForm = ShortForm.of(face).sign(seals);
        CertificateFace signed = face.withQrContent(face.verificationUrl() + "#" + shortForm);
        return new SealedCertificate(
                seals.sealOfd(ofd.render(signed), order), seals.sealPdf(pdf.render(signed), order));
    }
}
