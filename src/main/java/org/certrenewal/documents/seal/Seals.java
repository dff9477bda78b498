package org.certrenewal.documents.seal;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certrenewal.documents.SealLook;

/** The port behind which the seal keys stand: an embedded keystore by default, an authority's own in production. */
public interface Seals {

    /**
     * What is sealed and how.
     *
     * @param authority whose seal it is; also the signer's name shown by PDF readers
     * @param reason shown by PDF readers, such as 签发电子证照
     * @param moment of sealing, from the product's clock
     * @param place where the seal stands
     */
    record Order(String authority, String reason, Instant moment, Place place) {}

    /** A square on the first page, in mm from the upper left corner; {@code size} 0 means that nothing is shown. */
    record Place(double x, double y, double size) {

        /** Nowhere on the page. */
        public static final Place HIDDEN = new Place(0, 0, 0);
    }

    /**
     * Says whether somebody outside is asked for each seal: a timestamping authority, a certificate authority, a
     * signing service. Nothing is sealed within a transaction then.
     */
    boolean isRemote();

    /**
     * Makes sure that every key that a certificate takes can seal.
     *
     * @throws org.certrenewal.documents.SealsUnavailable if one is over, or ended in the register
     */
    void ready(Order order);

    /** Says of each key that can't seal at the moment why; empty if all can. */
    List<String> unusable(Instant moment);

    /** Returns since when somebody who timestamps doesn't answer; empty if all do. */
    Optional<Instant> timestampsFailingSince();

    /**
     * Signs a PDF (PAdES, ISO 32000-1 12.8) as a certification that allows no change: B-LT where somebody timestamps
     * and the authorities say what they took back, else B-T or B-B.
     *
     * @return the file with the signature appended
     * @throws org.certrenewal.documents.SealsUnavailable if nothing can be sealed now
     */
    byte[] sealPdf(byte[] pdf, Order order);

    /** Puts an electronic seal (GB/T 38540-2020, SM2 and SM3) on an OFD file made by this product. */
    byte[] sealOfd(byte[] ofd, Order order);

    /** Signs the short form of a certificate that stands in its QR code; ECDSA on P-256 with SHA-256, 64 bytes r‖s. */
    byte[] signShortForm(byte[] text);

    /** Returns the certificate whose key signs short forms. */
    X509Certificate shortFormCertificate();

    /** Returns that certificate and those above it, the root last. */
    List<X509Certificate> shortFormChain();

    /**
     * Returns what a check needs to know of these keys alone: their certificates, since when they are valid, and those
     * above them. What sealed earlier is added by {@link SealRegister}.
     */
    TrustList trust();

    /** Returns the picture of the seal that was issued to an authority; empty where the program draws one. */
    Optional<SealLook.Picture> picture(String authority);

    /** Returns until when everything can be sealed: the first end of a certificate of the keys or above them. */
    Instant validUntil();

    /**
     * Returns what has to be printed on everything that these seals seal, 仅供演示 for keys that were made for
     * demonstration, empty for real ones.
     */
    String mark();
}
