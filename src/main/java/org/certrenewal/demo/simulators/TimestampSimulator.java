package org.certrenewal.demo.simulators;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Plays a timestamping authority (RFC 3161): {@code /ecdsa} signs by ECDSA, {@code /sm2} by SM2. */
@Component
@Profile("demo & partners & !production")
class TimestampSimulator implements Simulator {

    private static final String POLICY = "1.2.3.4.1";
    private static final Set<String> DIGESTS = Set.of(
            TSPAlgorithms.SHA256.getId(),
            TSPAlgorithms.SHA384.getId(),
            TSPAlgorithms.SHA512.getId(),
            GMObjectIdentifiers.sm3.getId());

    private final Clock clock;
    private final Path folder;
    private final AtomicLong number;
    private final Ledger ledger = new Ledger();

    TimestampSimulator(Clock clock, @Value("${renewal.seals.folder}") String folder) {
        this.clock = clock;
        this.folder = Path.of(folder);
        // No two timestamps have one number, also after another start.
        this.number = new AtomicLong(System.currentTimeMillis() * 1000);
    }

    @Override
    public String id() {
        return "timestamps";
    }

    @Override
    public String title() {
        return "时间戳机构";
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Reply answer(Request request, boolean refusing) {
        SimulatorKeys key = request.path().equals("/sm2") ? SimulatorKeys.TIMESTAMPS_SM2 : SimulatorKeys.TIMESTAMPS;
        if (!request.method().equals("POST") || !List.of("/sm2", "/ecdsa").contains(request.path())) {
            return Reply.none(404);
        }
        try {
            TimeStampRequest asked = new TimeStampRequest(request.body());
            TimeStampResponseGenerator generator = generator(key);
            TimeStampResponse answer;
            if (refusing) {
                answer = generator.generateFailResponse(
                        PKIStatus.REJECTION, PKIFailureInfo.systemFailure, "rehearsal: not accepted");
            } else {
                ledger.isFirst(HexFormat.of().formatHex(asked.getMessageImprintDigest()));
                answer = generator.generate(
                        asked, BigInteger.valueOf(number.incrementAndGet()), Date.from(clock.instant()));
            }
            return new Reply(200, "application/timestamp-reply", answer.getEncoded(), null);
        } catch (IOException | TSPException e) {
            return Reply.none(400);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private TimeStampResponseGenerator generator(SimulatorKeys which)
            throws GeneralSecurityException, OperatorCreationException, TSPException {
        SimulatorKeys.Pair key = which.in(folder);
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder()
                        .setProvider(SimulatorKeys.BOUNCY_CASTLE)
                        .build(which.algorithm(), key.secret(), key.certificate()),
                new JcaDigestCalculatorProviderBuilder()
                        .setProvider(SimulatorKeys.BOUNCY_CASTLE)
                        .build()
                        .get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                new ASN1ObjectIdentifier(POLICY));
        tokens.addCertificates(new JcaCertStore(List.of(key.certificate())));
        return new TimeStampResponseGenerator(tokens, DIGESTS);
    }

    @Override
    public String shown() {
        return "<p>PDF 文件用 ECDSA 和 SHA-256，OFD 印章用 SM2 和 SM3。没有时间戳就不盖章，恢复后自动继续。</p>";
    }
}
