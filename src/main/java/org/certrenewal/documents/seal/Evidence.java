package org.certrenewal.documents.seal;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * What is put into a file so that its seal proves itself later: what the authorities say about the certificates now,
 * and a timestamp.
 */
final class Evidence {

    /** None, as in the demonstration. */
    static final Evidence NONE = new Evidence(Optional.empty(), Revocations.NONE, null);

    private final Optional<Timestamps> authority;
    private final Revocations revocations;
    private final TrustList trust;
    /** Whose timestamps the last ones were, with what stands above; shows only in a timestamp. */
    private final AtomicReference<List<X509Certificate>> timestamping = new AtomicReference<>(List.of());

    /**
     * Makes it.
     *
     * @param authority who timestamps; empty for nobody
     * @param trust names that authority, and what stands above the keys
     */
    Evidence(Optional<Timestamps> authority, Revocations revocations, TrustList trust) {
        this.authority = authority;
        this.revocations = revocations;
        this.trust = trust;
    }

    /** Everything that is said about the certificates of a seal. */
    record Said(List<X509Certificate> certificates, List<byte[]> crls, List<byte[]> ocsps) {

        boolean isEmpty() {
            return crls.isEmpty() && ocsps.isEmpty();
        }
    }

    boolean isTimestamped() {
        return authority.isPresent();
    }

    /** Timestamps something; empty where nobody does. */
    Optional<Timestamp> timestamp(byte[] data) {
        return authority.map(one -> {
            Timestamp timestamp = Timestamp.over(data, one, trust);
            timestamping.set(
                    trust.with(new TrustList(trust.issued(), Set.of(), Set.copyOf(timestamp.others()), List.of()))
                            .pathOf(timestamp.signer()));
            return timestamp;
        });
    }

    /**
     * Asks about a key's certificates.
     *
     * @throws SealsUnavailable if one was taken back, or it can't be known
     */
    List<Revocations.Status> about(List<X509Certificate> path) {
        List<Revocations.Status> all = revocations.ofPath(path);
        if (all.stream().anyMatch(Revocations.Status::revoked)) {
            throw new SealsUnavailable("印章密钥的证书已被吊销，不能再盖章：" + path.get(0).getSubjectX500Principal());
        }
        return all;
    }

    /** Returns the path from a key's certificate to its root. */
    List<X509Certificate> path(SealKeys.Key key) {
        return trust == null ? key.chain() : trust.pathOf(key.certificate());
    }

    /** Collects what is said about a key's certificates, and about those of whoever timestamps. */
    Said collect(SealKeys.Key key) {
        List<X509Certificate> own = path(key);
        Set<X509Certificate> certificates = new LinkedHashSet<>(own);
        List<Revocations.Status> all = new ArrayList<>(about(own));
        if (isTimestamped()) {
            if (timestamping.get().isEmpty()) {
                timestamp(new byte[] {0});
            }
            certificates.addAll(timestamping.get());
            all.addAll(revocations.ofPath(timestamping.get()));
        }
        return new Said(
                List.copyOf(certificates),
                distinct(all.stream().flatMap(one -> one.crl().stream())),
                distinct(all.stream().flatMap(one -> one.ocsp().stream())));
    }

    private static List<byte[]> distinct(Stream<byte[]> all) {
        return all.map(ByteBuffer::wrap).distinct().map(ByteBuffer::array).toList();
    }
}
