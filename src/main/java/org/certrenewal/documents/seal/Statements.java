package org.certrenewal.documents.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Reads what authorities say about certificates, and takes it only if the issuer has signed it. */
final class Statements {

    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    private static final String DELTA = "2.5.29.27";
    private static final String PART = "2.5.29.28";
    private static final int CRL_SIGN = 6;

    private Statements() {}

    /**
     * Reads a list of an issuer (RFC 5280 section 5) that covers all its certificates for all reasons.
     *
     * @throws GeneralSecurityException if it is none, or not this issuer's
     */
    static X509CRL list(byte[] der, X509Certificate issuer) throws GeneralSecurityException {
        try {
            X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509", BouncyCastle.PROVIDER)
                    .generateCRL(new ByteArrayInputStream(der));
            boolean[] usage = issuer.getKeyUsage();
            if (list == null
                    || !Arrays.equals(list.getEncoded(), der)
                    || !list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                    || usage != null && !usage[CRL_SIGN]
                    || list.getExtensionValue(DELTA) != null
                    || isPart(list.getExtensionValue(PART))) {
                throw new SignatureException("Not a whole list of this issuer");
            }
            list.verify(issuer.getPublicKey(), BouncyCastle.PROVIDER);
            return list;
        } catch (RuntimeException | IOException e) {
            throw new SignatureException("The list can't be read", e);
        }
    }

    private static boolean isPart(byte[] extension) throws IOException {
        if (extension == null) {
            return false;
        }
        IssuingDistributionPoint point = IssuingDistributionPoint.getInstance(
                ASN1OctetString.getInstance(extension).getOctets());
        return point.isIndirectCRL() || point.onlyContainsAttributeCerts() || point.getOnlySomeReasons() != null;
    }

    /**
     * Reads an answer about a certificate of an issuer (RFC 6960), signed by the issuer or by whom it appointed for it.
     *
     * @throws GeneralSecurityException if it is none, or nobody's who may answer
     */
    static BasicOCSPResp answer(byte[] der, X509Certificate issuer) throws GeneralSecurityException {
        try {
            OCSPResp response = new OCSPResp(der);
            if (response.getStatus() != OCSPResp.SUCCESSFUL
                    || !(response.getResponseObject() instanceof BasicOCSPResp basic)) {
                throw new SignatureException("No answer");
            }
            byte[] form = new OCSPRespBuilder()
                    .build(OCSPResp.SUCCESSFUL, strict(basic))
                    .toASN1Structure()
                    .getEncoded(ASN1Encoding.DER);
            if (!Arrays.equals(form, der)) {
                throw new SignatureException("Not in its one form");
            }
            JcaX509CertificateConverter converter =
                    new JcaX509CertificateConverter().setProvider(BouncyCastle.PROVIDER);
            X509Certificate signer = issuer;
            for (X509CertificateHolder holder : basic.getCerts()) {
                X509Certificate appointed = converter.getCertificate(holder);
                if (!appointed.equals(issuer)) {
                    appointed.verify(issuer.getPublicKey(), BouncyCastle.PROVIDER);
                }
                if (isAppointed(appointed, basic)) {
                    signer = appointed;
                }
            }
            if (!basic.isSignatureValid(new JcaContentVerifierProviderBuilder()
                    .setProvider(BouncyCastle.PROVIDER)
                    .build(signer.getPublicKey()))) {
                throw new SignatureException("Not signed by the issuer");
            }
            return basic;
        } catch (RuntimeException | IOException | OCSPException | OperatorCreationException e) {
            throw new SignatureException("The answer can't be read", e);
        }
    }

    private static boolean isAppointed(X509Certificate certificate, BasicOCSPResp answer)
            throws GeneralSecurityException {
        List<String> purposes = certificate.getExtendedKeyUsage();
        Date at = answer.getProducedAt();
        return purposes != null
                && purposes.contains(OCSP_SIGNING)
                && !at.before(certificate.getNotBefore())
                && !at.after(certificate.getNotAfter());
    }

    /** Refuses parameters of the signature's algorithm that no signature covers. */
    private static BasicOCSPResp strict(BasicOCSPResp basic) throws IOException {
        ASN1Encodable parameters = BasicOCSPResponse.getInstance(basic.getEncoded())
                .getSignatureAlgorithm()
                .getParameters();
        if (parameters != null && !DERNull.INSTANCE.equals(parameters)) {
            throw new IOException("Parameters of the signature");
        }
        return basic;
    }

    /**
     * Checks everything that was appended to a sealed file: each certificate leads to one that the list or the file
     * names, each statement is signed by one of them, and none says that the signer's was taken back.
     *
     * @param known the certificates of seal and timestamp, and what the trust list has above them
     * @throws GeneralSecurityException if any of it is not so
     */
    static void check(SecurityStore.Parts parts, Collection<X509Certificate> known, X509Certificate signer)
            throws GeneralSecurityException {
        Set<X509Certificate> all = Set.copyOf(known);
        CertificateFactory factory = CertificateFactory.getInstance("X.509", BouncyCastle.PROVIDER);
        for (byte[] der : parts.certificates()) {
            X509Certificate one = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
            if (one == null || !Arrays.equals(one.getEncoded(), der) || !all.contains(one)) {
                throw new SignatureException("A certificate that has nothing to do with the seal");
            }
        }
        for (byte[] der : parts.crls()) {
            if (by(all, issuer -> list(der, issuer)).isRevoked(signer)) {
                throw new SignatureException("The signer's certificate had been taken back");
            }
        }
        for (byte[] der : parts.ocsps()) {
            by(all, issuer -> answer(der, issuer));
        }
    }

    /** Reads a statement of some issuer. */
    @FunctionalInterface
    private interface Reader<S> {
        S read(X509Certificate issuer) throws GeneralSecurityException;
    }

    private static <S> S by(Collection<X509Certificate> issuers, Reader<S> reader) throws GeneralSecurityException {
        GeneralSecurityException last = new SignatureException("Nobody's statement");
        for (X509Certificate issuer : issuers) {
            try {
                return reader.read(issuer);
            } catch (GeneralSecurityException notHis) {
                last = notHis;
            }
        }
        throw last;
    }
}
