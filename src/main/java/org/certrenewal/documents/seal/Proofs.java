package org.certrenewal.documents.seal;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

/**
 * What proves later that a seal was good when it was put on, and what is asked before.
 *
 * @param pdf who timestamps PDF files; empty for nobody
 * @param ofd who timestamps OFD seals; empty for nobody
 * @param authorities certificates of those timestamping authorities, or above them
 * @param revocations what is said about certificates that were taken back
 * @param register names the seals that may be put on now; empty where nobody keeps one
 */
public record Proofs(
        Optional<Timestamps> pdf,
        Optional<Timestamps> ofd,
        Set<X509Certificate> authorities,
        Revocations revocations,
        Optional<TrustSource> register) {

    /** Nothing, as in the demonstration. */
    public static final Proofs NONE =
            new Proofs(Optional.empty(), Optional.empty(), Set.of(), Revocations.NONE, Optional.empty());

    /** Copies the set. */
    public Proofs {
        authorities = Set.copyOf(authorities);
    }

    /** Says whether somebody outside is asked for each seal. */
    public boolean isRemote() {
        return pdf.isPresent() || ofd.isPresent() || revocations != Revocations.NONE;
    }
}
