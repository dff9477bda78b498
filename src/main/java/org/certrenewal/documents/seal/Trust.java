package org.certrenewal.documents.seal;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says whether a signer's certificate leads to a trusted root; the path is checked for the moment of sealing. */
final class Trust {

    private final Set<X509Certificate> roots;

    Trust(Set<X509Certificate> roots) {
        this.roots = Set.copyOf(roots);
    }

    /** Checks the signer's path; the other certificates of the file may serve as steps, and each must. */
    boolean accepts(X509Certificate signer, List<X509Certificate> others, Instant moment) {
        if (roots.contains(signer)) {
            return others.isEmpty() && isValid(signer, moment);
        }
        try {
            List<X509Certificate> path = new ArrayList<>();
            path.add(signer);
            path.addAll(others);
            CertPath certificates = CertificateFactory.getInstance("X.509", SealKeys.BOUNCY_CASTLE)
                    .generateCertPath(path);
            PKIXParameters parameters = new PKIXParameters(
                    roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(moment));
            CertPathValidator.getInstance("PKIX", SealKeys.BOUNCY_CASTLE).validate(certificates, parameters);
            return true;
        } catch (GeneralSecurityException e) {
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
