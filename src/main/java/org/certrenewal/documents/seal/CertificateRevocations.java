package org.certrenewal.documents.seal;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.certrenewal.documents.SealsUnavailable;

/**
 * Asks the issuers of certificates whether they took them back: by OCSP where the certificate names a responder, as its
 * answers are small, else by the issuer's list. Answers are kept for a while; where none can be got, an earlier one
 * serves as long as the issuer said that it would.
 */
public final class CertificateRevocations implements Revocations {

    /** How far an issuer's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 16;

    private final Web web;
    private final Places configured;
    private final Duration keep;
    private final Clock clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /**
     * Makes it.
     *
     * @param configured where to ask about certificates that name no place
     * @param keep how long an answer is good enough
     */
    public CertificateRevocations(Web web, Places configured, Duration keep, Clock clock) {
        this.web = web;
        this.configured = configured;
        this.keep = keep;
        this.clock = clock;
    }

    /**
     * Where issuers answer.
     *
     * @param ocsp addresses of responders
     * @param crls addresses of lists
     */
    public record Places(List<String> ocsp, List<String> crls) {

        /** Copies the lists. */
        public Places {
            ocsp = List.copyOf(ocsp);
            crls = List.copyOf(crls);
        }
    }

    /** An answer; {@code end} as the issuer said. */
    private record Kept(Status status, Instant got, Instant end) {}

    @Override
    public Optional<Status> of(X509Certificate certificate, X509Certificate issuer) {
        String name = issuer.getSubjectX500Principal() + " " + certificate.getSerialNumber() + " "
                + Arrays.hashCode(issuer.getPublicKey().getEncoded());
        Kept before = kept.get(name);
        Instant now = clock.instant();
        if (before != null && now.isBefore(before.got().plus(keep)) && now.isBefore(before.end())) {
            return Optional.of(before.status());
        }
        try {
            Optional<Kept> answer = ask(certificate, issuer, now);
            answer.ifPresent(one -> kept.put(name, one));
            return answer.map(Kept::status);
        } catch (SealsUnavailable nobodyAnswers) {
            if (before != null && now.isBefore(before.end())) {
                return Optional.of(before.status());
            }
            throw nobodyAnswers;
        }
    }

    private Optional<Kept> ask(X509Certificate certificate, X509Certificate issuer, Instant now) {
        Places own = places(certificate);
        List<String> responders = own.ocsp().isEmpty() && own.crls().isEmpty() ? configured.ocsp() : own.ocsp();
        List<String> lists = own.ocsp().isEmpty() && own.crls().isEmpty() ? configured.crls() : own.crls();
        Exception last = null;
        for (String responder : responders) {
            try {
                return Optional.of(byResponder(responder, certificate, issuer, now));
            } catch (SealsUnavailable | GeneralSecurityException unusable) {
                last = unusable;
            }
        }
        for (String list : lists) {
            try {
                return Optional.of(byList(list, certificate, issuer, now));
            } catch (SealsUnavailable | GeneralSecurityException unusable) {
                last = unusable;
            }
        }
        if (last != null) {
            throw new SealsUnavailable("查不到证书是否已被吊销：" + certificate.getSubjectX500Principal(), last);
        }
        return Optional.empty();
    }

    private Kept byList(String address, X509Certificate certificate, X509Certificate issuer, Instant now)
            throws GeneralSecurityException {
        byte[] der = web.get(address);
        X509CRL list = Statements.list(der, issuer);
        return kept(
                new Status(Optional.of(der), Optional.empty(), list.isRevoked(certificate)),
                list.getThisUpdate(),
                list.getNextUpdate(),
                now);
    }

    private Kept byResponder(String address, X509Certificate certificate, X509Certificate issuer, Instant now)
            throws GeneralSecurityException {
        try {
            CertificateID id = new CertificateID(
                    new JcaDigestCalculatorProviderBuilder()
                            .setProvider(BouncyCastle.PROVIDER)
                            .build()
                            .get(CertificateID.HASH_SHA1),
                    new JcaX509CertificateHolder(issuer),
                    certificate.getSerialNumber());
            byte[] nonce = new BigInteger(NONCE * Byte.SIZE, RANDOM)
                    .setBit(NONCE * Byte.SIZE - 2)
                    .toByteArray();
            byte[] question = new OCSPReqBuilder()
                    .addRequest(id)
                    .setRequestExtensions(new Extensions(new Extension(
                            OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(nonce).getEncoded())))
                    .build()
                    .getEncoded();
            byte[] der = web.ask(address, "application/ocsp-request", "application/ocsp-response", question);
            BasicOCSPResp answer = Statements.answer(der, issuer);
            Extension echoed = answer.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
            if (echoed != null
                    && !Arrays.equals(
                            nonce,
                            ASN1OctetString.getInstance(echoed.getParsedValue()).getOctets())) {
                throw new SignatureException("An answer to another question");
            }
            for (SingleResp one : answer.getResponses()) {
                if (one.getCertID().getSerialNumber().equals(id.getSerialNumber())
                        && one.getCertID()
                                .matchesIssuer(
                                        new JcaX509CertificateHolder(issuer),
                                        new JcaDigestCalculatorProviderBuilder()
                                                .setProvider(BouncyCastle.PROVIDER)
                                                .build())) {
                    boolean revoked = one.getCertStatus() instanceof RevokedStatus;
                    if (!revoked && one.getCertStatus() != CertificateStatus.GOOD) {
                        throw new SignatureException("The responder doesn't know the certificate");
                    }
                    return kept(
                            new Status(Optional.empty(), Optional.of(der), revoked),
                            one.getThisUpdate(),
                            one.getNextUpdate(),
                            now);
                }
            }
            throw new SignatureException("No answer about the certificate");
        } catch (SealsUnavailable nobodyAnswers) {
            throw nobodyAnswers;
        } catch (IOException | OCSPException | OperatorCreationException | RuntimeException e) {
            throw new SignatureException("The answer can't be read", e);
        }
    }

    /** What an issuer said is good from its beginning to its end; without an end, as long as answers are kept. */
    private Kept kept(Status status, Date from, Date to, Instant now) throws SignatureException {
        Instant end = to == null ? now.plus(keep) : to.toInstant();
        if (from == null || from.toInstant().isAfter(now.plus(AHEAD)) || !now.isBefore(end)) {
            throw new SignatureException("The answer is too old");
        }
        return new Kept(status, now, end);
    }

    private static Places places(X509Certificate certificate) {
        List<String> responders = new ArrayList<>();
        List<String> lists = new ArrayList<>();
        try {
            byte[] access = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
            if (access != null) {
                for (AccessDescription one : AuthorityInformationAccess.getInstance(
                                ASN1OctetString.getInstance(access).getOctets())
                        .getAccessDescriptions()) {
                    if (one.getAccessMethod().equals(AccessDescription.id_ad_ocsp)) {
                        add(responders, one.getAccessLocation());
                    }
                }
            }
            byte[] points = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
            if (points != null) {
                for (DistributionPoint point : CRLDistPoint.getInstance(
                                ASN1OctetString.getInstance(points).getOctets())
                        .getDistributionPoints()) {
                    DistributionPointName name = point.getDistributionPoint();
                    if (name != null && name.getType() == DistributionPointName.FULL_NAME) {
                        for (GeneralName one :
                                GeneralNames.getInstance(name.getName()).getNames()) {
                            add(lists, one);
                        }
                    }
                }
            }
        } catch (RuntimeException unreadable) {
            throw new SealsUnavailable("证书里的吊销查询地址读不了：" + certificate.getSubjectX500Principal(), unreadable);
        }
        return new Places(responders, lists);
    }

    /** Other protocols, such as LDAP, aren't spoken. */
    private static void add(List<String> places, GeneralName name) {
        if (name.getTagNo() == GeneralName.uniformResourceIdentifier) {
            String address = ASN1IA5String.getInstance(name.getName()).getString();
            if (address.startsWith("http://") || address.startsWith("https://")) {
                places.add(address);
            }
        }
    }
}
