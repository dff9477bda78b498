package org.certrenewal.documents.seal;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tries those outside who prove a seal, by the code that asks them for each paper later. */
public final class ProofTrial {

    private ProofTrial() {}

    /** Says how far a timestamping authority's clock may be from ours, else nothing is sealed. */
    public static Duration patience() {
        return Timestamp.APART;
    }

    /**
     * Has something timestamped that is nothing.
     *
     * @param authorities certificates of the authority, or above it
     * @return the moment by the authority's clock
     * @throws org.certrenewal.documents.SealsUnavailable if there is no answer that counts
     */
    public static Instant timestamp(Timestamps authority, Collection<X509Certificate> authorities) {
        Map<Boolean, Set<X509Certificate>> roots =
                authorities.stream().collect(Collectors.partitioningBy(SealKeys::isRoot, Collectors.toSet()));
        TrustList trust = new TrustList(
                Instant.EPOCH,
                roots.get(true),
                roots.get(false),
                authorities.stream()
                        .map(one -> new TrustList.Entry(
                                TrustList.Purpose.TIMESTAMP,
                                "",
                                one,
                                "",
                                one.getNotBefore().toInstant(),
                                Optional.empty()))
                        .toList());
        return Timestamp.over("trial".getBytes(StandardCharsets.UTF_8), authority, trust)
                .moment();
    }

    /**
     * Asks whether certificates of keys were taken back.
     *
     * @param trust of these keys
     * @throws org.certrenewal.documents.SealsUnavailable if one was, or it can't be known
     */
    public static void revocations(SealKeys keys, Revocations revocations, TrustList trust) {
        Evidence evidence = new Evidence(Optional.empty(), revocations, trust);
        keys.all().values().forEach(key -> evidence.about(evidence.path(key)));
    }
}
