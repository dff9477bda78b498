package org.certrenewal.documents.seal;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.util.BigIntegers;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.documents.seal.SigningService.Algorithm;
import org.certrenewal.documents.seal.SigningService.Offered;

/**
 * Keys that lie in a signing service, as a JCA provider, so that whatever seals signs with them like with any other:
 * the digest is made here, the service signs it, and its signature is verified here before anybody uses it.
 */
public final class ServiceKeys implements SealKeys.Source {

    /** As most services have it (GM/T 0009-2012 section 10). */
    private static final byte[] USER = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

    private static final int HALF = 32;
    private static final Map<String, Algorithm> ALGORITHMS = Map.of(
            "SHA256withRSA", Algorithm.RSA_SHA256,
            "SHA256withECDSA", Algorithm.ECDSA_SHA256,
            "SHA256withECDSAinP1363Format", Algorithm.ECDSA_SHA256,
            "SM3withSM2", Algorithm.SM2_SM3);

    private final SigningService service;
    private final List<Offered> offered;
    private final Provider provider = new Signing();

    /**
     * Asks the service for its keys.
     *
     * @throws CannotStart if there is no answer
     */
    public ServiceKeys(SigningService service) {
        this.service = service;
        try {
            this.offered = List.copyOf(service.keys());
        } catch (SealsUnavailable nobodyAnswers) {
            throw new CannotStart(
                    "签名服务的密钥列不出来：" + nobodyAnswers.getMessage(),
                    "检查 renewal.seals.service.url、.client、.secret 和到签名服务的网络",
                    nobodyAnswers);
        }
    }

    @Override
    public String name() {
        return "签名服务";
    }

    @Override
    public List<String> aliases() {
        return offered.stream().map(Offered::alias).toList();
    }

    @Override
    public SealKeys.Key key(String alias) {
        List<X509Certificate> chain = offered.stream()
                .filter(one -> one.alias().equals(alias))
                .findFirst()
                .orElseThrow()
                .chain();
        if (chain.isEmpty()) {
            throw new CannotStart("签名服务的密钥 " + alias + " 没有证书", "在签名服务中给这个密钥配上证书和它的上级证书");
        }
        return new SealKeys.Key(new Distant(alias, chain.get(0), service), chain, provider);
    }

    /** Stands for a key; there is nothing in it that could be read. */
    private static final class Distant implements RemoteKey {

        private static final long serialVersionUID = 1L;

        private final String alias;
        private final transient X509Certificate certificate;
        private final transient SigningService service;

        Distant(String alias, X509Certificate certificate, SigningService service) {
            this.alias = alias;
            this.certificate = certificate;
            this.service = service;
        }

        @Override
        public String getAlgorithm() {
            return certificate.getPublicKey().getAlgorithm();
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    /** Lets the JCA find the signatures. */
    private static final class Signing extends Provider {

        private static final long serialVersionUID = 1L;

        Signing() {
            super("CertificateRenewalSigningService", "1.0", "signs by a service");
            ALGORITHMS.keySet().forEach(name -> putService(new Kind(this, name)));
        }
    }

    private static final class Kind extends Provider.Service {

        Kind(Provider provider, String algorithm) {
            super(provider, "Signature", algorithm, ByService.class.getName(), List.of(), Map.of());
        }

        @Override
        public Object newInstance(Object parameter) {
            return new ByService(getAlgorithm());
        }

        @Override
        public boolean supportsParameter(Object key) {
            return key instanceof Distant;
        }
    }

    /** Signs by the service. */
    private static final class ByService extends SignatureSpi {

        private final String name;
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private Distant key;

        ByService(String name) {
            this.name = name;
        }

        @Override
        protected void engineInitSign(PrivateKey secret) {
            key = (Distant) secret;
            data.reset();
        }

        @Override
        protected void engineInitVerify(PublicKey open) {
            throw new UnsupportedOperationException("Bouncy Castle verifies");
        }

        @Override
        protected void engineUpdate(byte value) {
            data.write(value);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {
            data.write(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            byte[] message = data.toByteArray();
            data.reset();
            try {
                Algorithm algorithm = ALGORITHMS.get(name);
                byte[] digest = algorithm == Algorithm.SM2_SM3
                        ? sm2Digest((ECPublicKey) key.certificate.getPublicKey(), message)
                        : MessageDigest.getInstance("SHA-256").digest(message);
                byte[] value = key.service.sign(key.alias, algorithm, digest);
                if (!isGood(algorithm, message, value)) {
                    throw new SealsUnavailable("签名服务的签名不对，没有采用：" + key.certificate.getSubjectX500Principal());
                }
                return name.endsWith("inP1363Format") ? plain(value) : value;
            } catch (GeneralSecurityException e) {
                throw new SignatureException(e);
            }
        }

        private boolean isGood(Algorithm algorithm, byte[] message, byte[] value) throws GeneralSecurityException {
            Signature check = Signature.getInstance(
                    switch (algorithm) {
                        case RSA_SHA256 -> "SHA256withRSA";
                        case ECDSA_SHA256 -> "SHA256withECDSA";
                        case SM2_SM3 -> "SM3withSM2";
                    },
                    BouncyCastle.PROVIDER);
            check.initVerify(key.certificate.getPublicKey());
            check.update(message);
            try {
                return check.verify(value);
            } catch (SignatureException | RuntimeException unreadable) {
                return false;
            }
        }

        @Override
        protected boolean engineVerify(byte[] value) {
            throw new UnsupportedOperationException("Bouncy Castle verifies");
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String parameter, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String parameter) {
            throw new UnsupportedOperationException();
        }
    }

    /** Digests for SM2 (GB/T 32918.2 section 5.5 and 6.1). */
    static byte[] sm2Digest(ECPublicKey key, byte[] message) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SM3", BouncyCastle.PROVIDER);
        int bits = USER.length * Byte.SIZE;
        digest.update((byte) (bits >> Byte.SIZE));
        digest.update((byte) bits);
        digest.update(USER);
        for (BigInteger number : List.of(
                key.getParams().getCurve().getA(),
                key.getParams().getCurve().getB(),
                key.getParams().getGenerator().getAffineX(),
                key.getParams().getGenerator().getAffineY(),
                key.getW().getAffineX(),
                key.getW().getAffineY())) {
            digest.update(BigIntegers.asUnsignedByteArray(HALF, number));
        }
        byte[] z = digest.digest();
        digest.update(z);
        return digest.digest(message);
    }

    /** Writes both numbers side by side. */
    private static byte[] plain(byte[] der) {
        ASN1Sequence numbers = ASN1Sequence.getInstance(der);
        byte[] out = Arrays.copyOf(
                BigIntegers.asUnsignedByteArray(
                        HALF, ASN1Integer.getInstance(numbers.getObjectAt(0)).getPositiveValue()),
                2 * HALF);
        byte[] second = BigIntegers.asUnsignedByteArray(
                HALF, ASN1Integer.getInstance(numbers.getObjectAt(1)).getPositiveValue());
        System.arraycopy(second, 0, out, HALF, HALF);
        return out;
    }
}
