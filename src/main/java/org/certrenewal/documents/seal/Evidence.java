package org.certrenewal.documents.seal;

import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certrenewal.documents.SealsUnavailable;

/**
 * What proves a seal later: a timestamp, and what the authorities say about the certificates now. For PDF or OFD files,
 * as each may have a timestamping authority of its own.
 */
final class Evidence {

    /** None, as in the demonstration. */
    static final Evidence NONE = new Evidence(Optional.empty(), Revocations.NONE, null);

    private final Optional<Timestamps> authority;
    private final Revocations revocations;
    private final TrustList trust;
    private final Duration apart;

    /**
     * Makes it.
     *
     * @param authority who timestamps; empty for nobody
     * @param trust names that authority, and what stands above the keys
     */
    Evidence(Optional<Timestamps> authority, Revocations revocations, TrustList trust) {
        this(authority, revocations, trust, Timestamp.APART);
    }

    /** Makes it with a patience of its own for clocks that differ. */
    Evidence(Optional<Timestamps> authority, Revocations revocations, TrustList trust, Duration apart) {
        this.authority = authority;
        this.revocations = revocations;
        this.trust = trust;
        this.apart = apart;
    }

    boolean isTimestamped() {
        return authority.isPresent();
    }

    /**
     * Timestamps something; empty where nobody does.
     *
     * @param moment by our clock, which would prove nothing if the authority's were far from it
     * @throws SealsUnavailable if there is no answer that can be used
     */
    Optional<Timestamp> timestamp(byte[] data, Instant moment) {
        return authority.map(one -> {
            Timestamp timestamp = Timestamp.over(data, one, trust);
            if (Duration.between(timestamp.moment(), moment).abs().compareTo(apart) > 0) {
                throw new SealsUnavailable("本机的时间与时间戳机构的时间相差太大，请校准本机的时间（NTP）");
            }
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
            throw new SealsUnavailable("证书已被吊销，不能再用来盖章：" + path.get(0).getSubjectX500Principal());
        }
        return all;
    }

    /** Returns the path from a key's certificate to its root. */
    List<X509Certificate> path(SealKeys.Key key) {
        return trust == null ? key.chain() : trust.pathOf(key.certificate());
    }

    /**
     * Collects what is said about a key's certificates, and about those of whoever timestamped; empty where nothing is.
     */
    Optional<SecurityStore.Parts> collect(SealKeys.Key key, Optional<Timestamp> timestamp) {
        List<X509Certificate> own = path(key);
        Set<X509Certificate> certificates = new LinkedHashSet<>(own);
        List<Revocations.Status> all = new ArrayList<>(about(own));
        timestamp.ifPresent(one -> {
            List<X509Certificate> path = trust.with(
                            new TrustList(trust.issued(), Set.of(), Set.copyOf(one.others()), List.of()))
                    .pathOf(one.signer());
            certificates.addAll(path);
            all.addAll(about(path));
        });
        List<byte[]> crls = distinct(all.stream().flatMap(one -> one.crl().stream()));
        List<byte[]> ocsps = distinct(all.stream().flatMap(one -> one.ocsp().stream()));
        if (crls.isEmpty() && ocsps.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SecurityStore.Parts(
                certificates.stream().map(Evidence::encoded).toList(), crls, ocsps));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<byte[]> distinct(Stream<byte[]> all) {
        return all.map(ByteBuffer::wrap).distinct().map(ByteBuffer::array).toList();
    }
}
