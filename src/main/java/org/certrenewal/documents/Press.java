package org.certrenewal.documents;

import java.time.Instant;

/** Renders and seals; see {@code seal.SealingPress}. */
public interface Press {

    /** Says whether a seal takes a call to somebody outside, which no transaction waits for. */
    boolean isRemote();

    /** Returns a letter without its seal. */
    byte[] write(Letter letter);

    /**
     * Seals a letter.
     *
     * @param written as {@link #write} returned it
     * @param authority whose seal it is
     * @param title of the letter
     * @throws SealsUnavailable if nothing can be sealed now
     */
    byte[] seal(byte[] written, String authority, String title, Instant moment);

    /**
     * Returns the sealed PDF of a letter.
     *
     * @throws SealsUnavailable if nothing can be sealed now
     */
    default byte[] letter(Letter letter, Instant moment) {
        return seal(write(letter), letter.authority(), letter.kind().title(), moment);
    }

    /**
     * Returns the sealed files of a certificate. Puts the signed short form into its QR code.
     *
     * @throws SealsUnavailable if nothing can be sealed now
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
