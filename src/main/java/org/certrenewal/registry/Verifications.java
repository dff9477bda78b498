package org.certrenewal.registry;

import java.util.Optional;

/** Knows the unguessable ids in QR codes, and counts every check. */
public interface Verifications {

    /**
     * Says which version an id stands for.
     *
     * @param number the certificate
     * @param version its version
     */
    record Subject(CertificateNumber number, int version) {}

    /** Names the way by which somebody checked. */
    enum Channel {
        /** The address in the QR code. */
        PAGE,
        /** An OFD or PDF file. */
        FILE,
        /** The same address, by another authority's program. */
        API
    }

    /** Opens the id of a version; joins the transaction that issues it. */
    void open(String id, Subject subject);

    /** Returns what an id stands for. */
    Optional<Subject> find(String id);

    /** Returns the id of a version. */
    Optional<String> idOf(Subject subject);

    /**
     * Counts a check.
     *
     * @param subject what was checked; empty if nothing of ours was recognised
     * @param answer what was answered, such as {@code GENUINE}
     */
    void count(Optional<Subject> subject, Channel channel, String answer);

    /** Returns how often a version was checked. */
    int checksOf(Subject subject);

    /** Returns how often a certificate was checked, whichever version. */
    int checksOf(CertificateNumber number);
}
