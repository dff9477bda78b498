package org.certrenewal.documents.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.Press;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures how many certificates a second are rendered and sealed, OFD and PDF together, and next to it how many could
 * be if nothing but the signatures cost time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
@Threads(2)
public class SealingBenchmark {

    private static final Instant MOMENT = Instant.parse("2026-09-01T01:00:00Z");

    private final AtomicInteger serial = new AtomicInteger();
    private SealingPress press;
    private KeystoreSeals seals;
    private SealKeys keys;
    private byte[] seal;
    private final byte[] digest = new byte[256];

    /** Makes demonstration keys in a folder of their own. */
    @Setup(Level.Trial)
    public void prepare() throws IOException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("sealing-benchmark");
        keys = SealKeys.demonstration(folder, Clock.systemUTC());
        seals = new KeystoreSeals(keys, Optional.empty());
        press = new SealingPress(seals);
        seal = ElectronicSeal.make(
                keys.ofd(), "浙江省住房和城乡建设厅", new ElectronicSeal.Picture("png", new byte[2000], 42, 42));
    }

    /** Renders and seals both files of a certificate; each has another number and name. */
    @Benchmark
    public Press.SealedCertificate sealedCertificate() {
        int number = serial.incrementAndGet();
        return press.certificate(face(number), MOMENT);
    }

    /** Makes only the three signatures of a certificate: short form (ECDSA), OFD (SM2), PDF (CMS). */
    @Benchmark
    public int signaturesOnly() throws IOException, GeneralSecurityException {
        byte[] shortForm = seals.signShortForm(digest);
        byte[] stamp = ElectronicSeal.stamp(keys.ofd(), seal, digest, "/Doc_0/Signs/Sign_0/Signature.xml", MOMENT);
        java.security.Signature pdf =
                java.security.Signature.getInstance("SHA256withECDSA", SealKeys.BOUNCY_CASTLE);
        pdf.initSign(keys.pdf().secret());
        pdf.update(digest);
        return shortForm.length + stamp.length + pdf.sign().length;
    }

    private static CertificateFace face(int number) {
        String address = "https://certs.example.gov.cn/verify/" + number;
        String names = "王李张刘陈杨黄赵吴周";
        return new CertificateFace(
                "浙B012023%06d".formatted(number % 1_000_000),
                names.substring(number % 10, number % 10 + 1) + "建国",
                "男",
                "建筑电工",
                LocalDate.of(2019, 3, 4),
                LocalDate.of(2026, 8, 9),
                LocalDate.of(2029, 8, 8),
                "浙江省住房和城乡建设厅",
                LocalDate.of(2026, 7, 21),
                "1.2.156.3005.2.11100000000013338W032.11330000002482082K.3023000123.002.5",
                address,
                address,
                Optional.empty());
    }
}
