package org.certrenewal.documents.seal;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.certrenewal.documents.SealsUnavailable;

/**
 * A timestamp (RFC 3161): a foreign authority's word that something was there at a moment.
 *
 * @param der the token
 * @param moment as the authority says
 * @param signer the authority's certificate, {@code others} those above it in the token
 */
record Timestamp(byte[] der, Instant moment, X509Certificate signer, List<X509Certificate> others) {

    /** How far the authority's clock and ours may be apart. */
    static final Duration APART = Duration.ofMinutes(10);

    private static final String TIMESTAMPING = "1.3.6.1.5.5.7.3.8";
    private static final Map<ASN1ObjectIdentifier, String> DIGESTS = Map.of(
            NISTObjectIdentifiers.id_sha256, "SHA-256",
            NISTObjectIdentifiers.id_sha384, "SHA-384",
            NISTObjectIdentifiers.id_sha512, "SHA-512",
            GMObjectIdentifiers.sm3, "SM3");
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Gets one from an authority.
     *
     * @param trust names the authority
     * @throws SealsUnavailable if there is none, or it is not what was asked for
     */
    static Timestamp over(byte[] data, Timestamps authority, TrustList trust) {
        try {
            TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
            generator.setCertReq(true);
            authority.policy().ifPresent(policy -> generator.setReqPolicy(new ASN1ObjectIdentifier(policy)));
            TimeStampRequest request = generator.generate(
                    oid(authority.digest()), digest(authority.digest(), data), new BigInteger(64, RANDOM));
            TimeStampResponse response = new TimeStampResponse(authority.ask(request.getEncoded()));
            response.validate(request);
            if (response.getTimeStampToken() == null) {
                // Its codes (RFC 3161 section 2.4.2), and none of its words.
                throw new SealsUnavailable("时间戳机构拒绝了请求：状态 " + response.getStatus()
                        + Optional.ofNullable(response.getFailInfo())
                                .map(info -> "，原因 " + info.intValue())
                                .orElse(""));
            }
            return check(response.getTimeStampToken().toCMSSignedData().getEncoded(ASN1Encoding.DER), data, trust);
        } catch (IOException | TSPException | GeneralSecurityException e) {
            throw new SealsUnavailable("时间戳机构的答复不能使用：" + e.getMessage(), e);
        }
    }

    /** Reads one whose words nobody has checked yet. */
    static Timestamp read(byte[] der) throws GeneralSecurityException {
        try {
            CMSSignedData cms = new CMSSignedData(der);
            StrictCms strict = StrictCms.of(cms, der, Optional.empty());
            return new Timestamp(
                    der,
                    new TimeStampToken(cms).getTimeStampInfo().getGenTime().toInstant(),
                    strict.own(),
                    strict.others());
        } catch (IOException | CMSException | TSPException | RuntimeException e) {
            throw new SignatureException("The timestamp can't be read", e);
        }
    }

    /** Names the digest over which one was given. */
    static String digestOf(byte[] der) throws GeneralSecurityException {
        try {
            return DIGESTS.getOrDefault(
                    new TimeStampToken(new CMSSignedData(der))
                            .getTimeStampInfo()
                            .getMessageImprintAlgOID(),
                    "");
        } catch (IOException | CMSException | TSPException | RuntimeException e) {
            throw new SignatureException("The timestamp can't be read", e);
        }
    }

    /**
     * Reads one and checks it: form, signature, what it is over, the purpose of the authority's certificate, and that
     * the list names the authority.
     *
     * @throws SignatureException if any of it is not so
     */
    static Timestamp check(byte[] der, byte[] data, TrustList trust) throws GeneralSecurityException {
        try {
            CMSSignedData cms = new CMSSignedData(der);
            StrictCms strict = StrictCms.of(cms, der, Optional.empty());
            TimeStampToken token = new TimeStampToken(cms);
            String digest = DIGESTS.get(token.getTimeStampInfo().getMessageImprintAlgOID());
            boolean good = digest != null
                    && Arrays.equals(token.getTimeStampInfo().getMessageImprintDigest(), digest(digest, data))
                    && isTimestamping(strict.own())
                    && strict.signer()
                            .verify(new JcaSimpleSignerInfoVerifierBuilder()
                                    .setProvider(BouncyCastle.PROVIDER)
                                    .build(strict.own()));
            Instant moment = token.getTimeStampInfo().getGenTime().toInstant();
            if (!good || !new Trust(trust).timestamps(strict.own(), strict.others(), moment)) {
                throw new SignatureException("The timestamp doesn't count");
            }
            return new Timestamp(der, moment, strict.own(), strict.others());
        } catch (IOException | CMSException | TSPException | OperatorCreationException | RuntimeException e) {
            throw new SignatureException("The timestamp can't be read", e);
        }
    }

    /** Digests by an algorithm that timestamps may use. */
    static byte[] digest(String algorithm, byte[] data) throws GeneralSecurityException {
        return MessageDigest.getInstance(algorithm, BouncyCastle.PROVIDER).digest(data);
    }

    private static ASN1ObjectIdentifier oid(String name) {
        return DIGESTS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isTimestamping(X509Certificate certificate) throws GeneralSecurityException {
        List<String> purposes = certificate.getExtendedKeyUsage();
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        return List.of(TIMESTAMPING).equals(purposes) && critical != null && critical.contains("2.5.29.37");
    }
}
