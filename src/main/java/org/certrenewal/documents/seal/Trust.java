package org.certrenewal.documents.seal;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certrenewal.documents.seal.TrustList.Entry;
import org.certrenewal.documents.seal.TrustList.Purpose;

/** Says whether a signer is named in a trust list, and whether a path leads from it to a root. */
final class Trust {

    /** More than any certificate authority puts between; a hostile file may hold hundreds. */
    private static final int MOST_STEPS = 8;

    private final TrustList list;

    Trust(TrustList list) {
        this.list = list;
    }

    /** Says whether the certificate is named for the purpose, at whatever time. */
    boolean knows(Purpose purpose, X509Certificate signer) {
        return list.seals().stream()
                .anyMatch(entry ->
                        entry.purpose() == purpose && entry.certificate().equals(signer));
    }

    /** Finds what names the signer, for that authority and moment, if a path leads from it to a root as well. */
    Optional<Entry> entry(
            Purpose purpose, String authority, X509Certificate signer, List<X509Certificate> others, Instant moment) {
        return list.seals().stream()
                .filter(entry ->
                        entry.purpose() == purpose && entry.certificate().equals(signer))
                .filter(entry -> entry.isOf(authority) && entry.isInForce(moment))
                .findFirst()
                .filter(entry -> leads(signer, others, moment));
    }

    /**
     * Says whether the list has an authority whose timestamps everything had to bear that was sealed at that moment.
     */
    boolean needsTimestamp(Instant moment) {
        return list.seals().stream().anyMatch(entry -> entry.purpose() == Purpose.TIMESTAMP && entry.isInForce(moment));
    }

    /** Says whether the list names the certificate as a timestamping authority's, or one that stands above it. */
    boolean timestamps(X509Certificate signer, List<X509Certificate> others, Instant moment) {
        List<X509Certificate> named = list.seals().stream()
                .filter(entry -> entry.purpose() == Purpose.TIMESTAMP && entry.isInForce(moment))
                .map(Entry::certificate)
                .toList();
        if (named.contains(signer)) {
            List<X509Certificate> path =
                    new TrustList(list.issued(), Set.of(), Set.copyOf(others), List.of()).pathOf(signer);
            return isValid(signer, moment)
                    && path.containsAll(others)
                    && others.stream().allMatch(other -> !isOwnIssuer(other) || BouncyCastle.isRoot(other));
        }
        TrustList authorities = new TrustList(list.issued(), Set.copyOf(named), list.intermediates(), List.of());
        return new Trust(authorities).leads(signer, withoutRoots(others), moment);
    }

    private static boolean isOwnIssuer(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static List<X509Certificate> withoutRoots(List<X509Certificate> certificates) {
        return certificates.stream()
                .filter(certificate -> !BouncyCastle.isRoot(certificate))
                .toList();
    }

    /** Says whether the certificate is still good when the list was written. */
    boolean isStillGood(X509Certificate signer) {
        return list.issued().isBefore(signer.getNotAfter().toInstant());
    }

    /** Returns the list. */
    TrustList list() {
        return list;
    }

    /**
     * Says whether a path leads from the certificate to a root, at that moment; the other certificates of the file may
     * serve as steps, and each must.
     */
    boolean leads(X509Certificate signer, List<X509Certificate> others, Instant moment) {
        if (list.anchors().contains(signer)) {
            return others.isEmpty() && isValid(signer, moment);
        }
        if (others.size() > MOST_STEPS) {
            return false;
        }
        try {
            List<X509Certificate> steps = new ArrayList<>(others);
            steps.add(signer);
            steps.addAll(list.intermediates());
            X509CertSelector end = new X509CertSelector();
            end.setCertificate(signer);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                    list.anchors().stream()
                            .map(root -> new TrustAnchor(root, null))
                            .collect(Collectors.toSet()),
                    end);
            parameters.addCertStore(CertStore.getInstance(
                    "Collection", new CollectionCertStoreParameters(steps), BouncyCastle.PROVIDER));
            parameters.setRevocationEnabled(false);
            parameters.setMaxPathLength(MOST_STEPS);
            parameters.setDate(Date.from(moment));
            PKIXCertPathBuilderResult path = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX", BouncyCastle.PROVIDER).build(parameters);
            return path.getCertPath().getCertificates().containsAll(others);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static boolean isValid(X509Certificate certificate, Instant moment) {
        try {
            certificate.checkValidity(Date.from(moment));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
