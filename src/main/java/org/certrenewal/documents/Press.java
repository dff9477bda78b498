package org.certrenewal.documents;

import java.time.Instant;

/** Renders and seals; see {@code seal.SealingPress}. */
public interface Press {

    /** Returns the sealed PDF of a letter. */
    byte[] letter(Letter letter, Instant moment);

    /**
     * Returns the sealed files of a certificate. Puts the signed short form into its QR code.
     *
     * @throws UnprintableTextException if a character of the face is in none of the fonts
     */
    SealedCertificate certificate(CertificateFace face, Instant moment);

    /**
     * A certificate's two files.
     *
     * @param ofd the legal file
     * @param pdf the copy
     */
    record SealedCertificate(byte[] ofd, byte[] pdf) {}
}
