package org.certrenewal.documents.seal;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The port behind which the lists of certificates stand that authorities took back (CRL, RFC 5280; OCSP, RFC 6960). */
public interface Revocations {

    /** Knows nothing, as nobody publishes anything about keys of the demonstration. */
    Revocations NONE = (certificate, issuer) -> Optional.empty();

    /**
     * What an authority says about one certificate.
     *
     * @param crl DER of the list, if that is how it says it
     * @param ocsp DER of the OCSP response, if that is
     * @param revoked whether the certificate was taken back
     */
    record Status(Optional<byte[]> crl, Optional<byte[]> ocsp, boolean revoked) {}

    /**
     * Returns what the issuer says about a certificate; empty if the certificate names no place where it would.
     *
     * @throws org.certrenewal.documents.SealsUnavailable if it can't be got, or isn't signed by the issuer
     */
    Optional<Status> of(X509Certificate certificate, X509Certificate issuer);

    /** Returns what is said about each certificate of a path, the root left out. */
    default List<Status> ofPath(List<X509Certificate> path) {
        java.util.ArrayList<Status> all = new java.util.ArrayList<>();
        for (int i = 0; i + 1 < path.size(); i++) {
            of(path.get(i), path.get(i + 1)).ifPresent(all::add);
        }
        return List.copyOf(all);
    }
}
