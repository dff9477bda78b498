package org.certrenewal.documents.seal;

import java.io.StringReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** Is a certificate authority: issues authorities below itself and keys, as real ones do. */
public final class Pki {

    private static final Duration LIFE = Duration.ofDays(3650);

    /** Long keys take seconds to make, so that all share one of each length. */
    private static final Map<Integer, KeyPair> RSA = new ConcurrentHashMap<>();

    private final String kind;
    private final KeyPair keys;
    private final List<X509Certificate> chain;
    private final Instant begin;
    private Optional<String> responder = Optional.empty();
    private Optional<String> list = Optional.empty();

    private Pki(String kind, KeyPair keys, List<X509Certificate> chain, Instant begin) {
        this.kind = kind;
        this.keys = keys;
        this.chain = chain;
        this.begin = begin;
    }

    /** Makes a root; {@code kind} is a curve, or RSA with its length. */
    public static Pki root(String kind, String name, Instant begin) {
        KeyPair keys = pair(kind);
        X509Certificate own = certify(
                kind,
                keys,
                new X500Name(name),
                keys,
                name,
                begin,
                begin.plus(LIFE),
                true,
                null,
                Optional.empty(),
                Optional.empty());
        return new Pki(kind, keys, List.of(own), begin);
    }

    /** Makes an authority below. */
    public Pki below(String name) {
        KeyPair fresh = pair(kind);
        return new Pki(kind, fresh, with(certificate(fresh, name, begin, begin.plus(LIFE), true, null)), begin);
    }

    /** Lets what it issues from now on name the places where it says what it took back. */
    public Pki answeringAt(String responder, String list) {
        this.responder = Optional.ofNullable(responder);
        this.list = Optional.ofNullable(list);
        return this;
    }

    /** Answers as a responder (RFC 6960), by its own key. */
    public byte[] ocsp(byte[] question, Instant now, Set<X509Certificate> revoked) {
        try {
            OCSPReq request = new OCSPReq(question);
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(
                    X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded())));
            for (Req one : request.getRequestList()) {
                boolean back = revoked.stream()
                        .anyMatch(it ->
                                it.getSerialNumber().equals(one.getCertID().getSerialNumber()));
                builder.addResponse(
                        one.getCertID(),
                        back ? new RevokedStatus(Date.from(now), CRLReason.keyCompromise) : CertificateStatus.GOOD,
                        Date.from(now),
                        Date.from(now.plus(Duration.ofDays(3))),
                        null);
            }
            builder.setResponseExtensions(
                    new Extensions(request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)));
            return new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            builder.build(
                                    new JcaContentSignerBuilder(algorithm(kind))
                                            .setProvider(SealKeys.BOUNCY_CASTLE)
                                            .build(keys.getPrivate()),
                                    null,
                                    Date.from(now)))
                    .getEncoded();
        } catch (OCSPException | OperatorCreationException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets a key issue that has no right to. */
    static Pki impostor(String kind, SealKeys.Key key, Instant begin) {
        return new Pki(kind, new KeyPair(key.certificate().getPublicKey(), key.secret()), key.chain(), begin);
    }

    /** Makes authorities below, one under the other. */
    public Pki below(int depth) {
        Pki last = this;
        for (int step = 1; step <= depth; step++) {
            last = last.below("CN=中间证书" + step + ",O=" + kind);
        }
        return last;
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    public X509Certificate root() {
        return chain.get(chain.size() - 1);
    }

    /** Returns its own certificate and those above it. */
    public List<X509Certificate> chain() {
        return chain;
    }

    KeyPair keys() {
        return keys;
    }

    /** Issues a key of the same kind. */
    public SealKeys.Key key(String name) {
        return key(name, begin, begin.plus(LIFE), null);
    }

    public SealKeys.Key key(String name, Instant from, Instant to, KeyPurposeId purpose) {
        KeyPair fresh = pair(kind);
        return new SealKeys.Key(
                fresh.getPrivate(), with(certificate(fresh, name, from, to, false, purpose)), SealKeys.BOUNCY_CASTLE);
    }

    private List<X509Certificate> with(X509Certificate own) {
        List<X509Certificate> longer = new ArrayList<>(List.of(own));
        longer.addAll(chain);
        return List.copyOf(longer);
    }

    private X509Certificate certificate(
            KeyPair subject, String name, Instant from, Instant to, boolean authority, KeyPurposeId purpose) {
        return certify(
                kind,
                keys,
                X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded()),
                subject,
                name,
                from,
                to,
                authority,
                purpose,
                responder,
                list);
    }

    /** Answers a certificate request, as certificate authorities do; checks its signature first. */
    public X509Certificate answer(String request, Instant from, Instant to) {
        try (PEMParser parser = new PEMParser(new StringReader(request))) {
            JcaPKCS10CertificationRequest asked =
                    new JcaPKCS10CertificationRequest((PKCS10CertificationRequest) parser.readObject());
            asked.setProvider(SealKeys.BOUNCY_CASTLE);
            if (!asked.isSignatureValid(new JcaContentVerifierProviderBuilder()
                    .setProvider(SealKeys.BOUNCY_CASTLE)
                    .build(asked.getPublicKey()))) {
                throw new IllegalArgumentException("The request isn't signed with its key");
            }
            return certificate(
                    new KeyPair(asked.getPublicKey(), null), asked.getSubject().toString(), from, to, false, null);
        } catch (GeneralSecurityException
                | OperatorCreationException
                | org.bouncycastle.pkcs.PKCSException
                | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Issues an electronic seal as seal makers do, with the maker's own key. */
    public static byte[] seal(SealKeys.Key maker, X509Certificate signer, String name, Instant from, Instant to) {
        try {
            return ElectronicSeal.make(
                    maker,
                    List.of(signer),
                    name,
                    new ElectronicSeal.Picture("png", org.certrenewal.documents.SealPicture.png(name), 40, 40),
                    from,
                    to);
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says which certificates were taken back, for three days. */
    public byte[] crl(Instant now, X509Certificate... revoked) {
        try {
            X509v2CRLBuilder builder = new JcaX509v2CRLBuilder(certificate(), Date.from(now));
            builder.setNextUpdate(Date.from(now.plus(Duration.ofDays(3))));
            for (X509Certificate one : revoked) {
                builder.addCRLEntry(one.getSerialNumber(), Date.from(now), CRLReason.keyCompromise);
            }
            return builder.build(new JcaContentSignerBuilder(algorithm(kind))
                            .setProvider(SealKeys.BOUNCY_CASTLE)
                            .build(keys.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair(String kind) {
        try {
            if (kind.startsWith("RSA")) {
                return RSA.computeIfAbsent(Integer.parseInt(kind.substring(3)), Pki::rsa);
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", SealKeys.BOUNCY_CASTLE);
            generator.initialize(new ECGenParameterSpec(kind));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair rsa(int length) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(length);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String algorithm(String kind) {
        return kind.startsWith("RSA") ? "SHA256withRSA" : kind.startsWith("sm2") ? "SM3withSM2" : "SHA256withECDSA";
    }

    private static X509Certificate certify(
            String kind,
            KeyPair issuer,
            X500Name issuerName,
            KeyPair subject,
            String name,
            Instant from,
            Instant to,
            boolean authority,
            KeyPurposeId purpose,
            Optional<String> responder,
            Optional<String> list) {
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuerName,
                    new BigInteger(120, new SecureRandom()).setBit(119),
                    Date.from(from),
                    Date.from(to),
                    new X500Name(name),
                    subject.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    authority
                            ? new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
                            : new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(subject.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(issuer.getPublic()));
            if (purpose != null) {
                builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
            }
            if (responder.isPresent()) {
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, address(responder.get())));
            }
            if (list.isPresent()) {
                builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(new DistributionPointName(new GeneralNames(address(list.get()))), null, null)
                }));
            }
            return new JcaX509CertificateConverter()
                    .setProvider(SealKeys.BOUNCY_CASTLE)
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm(kind))
                            .setProvider(SealKeys.BOUNCY_CASTLE)
                            .build(issuer.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralName address(String text) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, text);
    }
}
