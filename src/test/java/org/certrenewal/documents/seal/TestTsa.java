package org.certrenewal.documents.seal;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** Is a timestamping authority (RFC 3161) for tests, by a clock of its own. */
public final class TestTsa implements Timestamps {

    private final SealKeys.Key key;
    private final Supplier<Instant> clock;
    private final AtomicInteger numbers = new AtomicInteger();

    public TestTsa(Pki authority, Instant begin, Supplier<Instant> clock) {
        this(authority, begin, begin.plusSeconds(3650L * 86400), clock);
    }

    /** Makes one whose certificate ends. */
    public TestTsa(Pki authority, Instant begin, Instant end, Supplier<Instant> clock) {
        this.key = authority.key("CN=时间戳服务", begin, end, KeyPurposeId.id_kp_timeStamping);
        this.clock = clock;
    }

    @Override
    public byte[] ask(byte[] request) {
        try {
            DigestCalculator digest = new JcaDigestCalculatorProviderBuilder()
                    .setProvider(SealKeys.BOUNCY_CASTLE)
                    .build()
                    .get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(TSPAlgorithms.SHA256));
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .setProvider(SealKeys.BOUNCY_CASTLE)
                            .build(algorithm(), key.secret(), key.certificate()),
                    digest,
                    new ASN1ObjectIdentifier("1.2.3.4.1"));
            tokens.addCertificates(new JcaCertStore(key.withoutRoot()));
            return new TimeStampResponseGenerator(
                            tokens,
                            Set.of(
                                    TSPAlgorithms.SHA256.getId(),
                                    TSPAlgorithms.SHA512.getId(),
                                    GMObjectIdentifiers.sm3.getId()))
                    .generate(
                            new TimeStampRequest(request),
                            BigInteger.valueOf(numbers.incrementAndGet()),
                            Date.from(clock.get()))
                    .getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | TSPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String algorithm() {
        return key.certificate()
                        .getSigAlgName()
                        .toUpperCase(java.util.Locale.ROOT)
                        .contains("SM2")
                ? "SM3withSM2"
                : "SHA256withECDSA";
    }

    /** Returns its certificate. */
    public X509Certificate certificate() {
        return key.certificate();
    }

    /** Returns how many it has given. */
    public int given() {
        return numbers.get();
    }
}
