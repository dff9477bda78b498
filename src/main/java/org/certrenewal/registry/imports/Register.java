package org.certrenewal.registry.imports;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;

/** Is the collection of all certificates, in portions of many at once. Every change joins the caller's transaction. */
public interface Register {

    /** Returns what there is of some certificates, by number. */
    Map<CertificateNumber, Comparison.Current> find(Collection<CertificateNumber> numbers);

    /** Puts certificates in that aren't there; fails if one is. */
    void add(List<Comparison.Add> certificates);

    /**
     * Changes a certificate.
     *
     * @param from what it was compared with
     * @return false if somebody has changed it since; then nothing is done
     */
    boolean change(Comparison.Current from, Comparison.Change change);

    /**
     * Takes back what was brought in, as if it had never been there, but that a change stands in the record.
     *
     * @return false if it isn't any more as it was left; then nothing is done
     */
    boolean takeBack(Left left);

    /** Returns the office that a register named for a certificate. */
    Optional<String> officeOf(CertificateNumber number);

    /**
     * Says how an import found a certificate and how it left it.
     *
     * @param before the version before; empty if the certificate was brought in
     * @param officeBefore the office before, or null
     * @param photo whether the photo came with it
     */
    record Left(
            CertificateNumber number,
            Optional<Version> before,
            String officeBefore,
            Version after,
            boolean photo,
            java.time.LocalDate today) {}

    /** Says which version counted, and in which state. */
    record Version(int number, CertificateStatus status) {}
}
