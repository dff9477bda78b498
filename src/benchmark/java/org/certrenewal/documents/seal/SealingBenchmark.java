package org.certrenewal.documents.seal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.Photo;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures how many certificates a second are rendered and sealed, OFD and PDF together, with a photo, with timestamps
 * and without, and next to it how many could be if nothing but the signatures cost time; how long a check takes; how
 * large the files are.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
@Threads(2)
public class SealingBenchmark {

    private static final Photo PHOTO = Faces.heaviestPhoto("jpg");
    private static final Instant MOMENT = Instant.parse("2026-09-01T01:00:00Z");

    private final AtomicInteger serial = new AtomicInteger();
    private SealingPress press;
    private KeystoreSeals seals;
    private SealingPress timestamping;
    private SealedDocumentCheck check;
    private Press.SealedCertificate timestamped;
    private ProofServer server;
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

    /** Opens authorities on the loopback, and seals with their timestamps and answers. */
    @Setup(Level.Trial)
    public void reach() {
        server = new ProofServer(Instant::now);
        Instant begin = Instant.now().minus(Duration.ofDays(30));
        Pki root = server.responder().answersFor(Pki.root("secp256r1", "CN=国际根,O=CA", begin), true, true);
        Pki chinese = server.responder().answersFor(Pki.root("sm2p256v1", "CN=国密根,O=CA", begin), false, true);
        Pki times = Pki.root("secp256r1", "CN=时间戳根,O=TSA", begin);
        server.responder().timestamps("/tsa", new TestTsa(times, begin, Instant::now));
        HttpClient client = HttpClient.newHttpClient();
        Web web = new Web() {
            @Override
            public byte[] get(String address) {
                return send(HttpRequest.newBuilder(URI.create(address)));
            }

            @Override
            public byte[] ask(String address, String type, String answer, byte[] question) {
                return send(HttpRequest.newBuilder(URI.create(address))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(question)));
            }

            private byte[] send(HttpRequest.Builder request) {
                try {
                    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                            .body();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        Timestamps tsa = request -> web.ask(server.base() + "/tsa", "", "", request);
        KeystoreSeals proved = new KeystoreSeals(
                CompletableFuture.completedFuture(new SealKeys(
                        root.key("CN=PDF签章"), root.key("CN=二维码"), chinese.key("CN=电子印章"), false)),
                List.of(),
                Set.of(),
                new Proofs(
                        Optional.of(tsa),
                        Optional.of(tsa),
                        Set.of(times.certificate()),
                        new CertificateRevocations(
                                web,
                                new CertificateRevocations.Places(List.of(), List.of()),
                                Duration.ofHours(1),
                                Clock.systemUTC()),
                        Optional.empty()));
        timestamping = new SealingPress(proved);
        timestamped = timestamping.certificate(face(1), Instant.now());
        System.out.printf(
                "size with the heaviest photo that is allowed: PDF %,d bytes, OFD %,d bytes (with timestamps and answers)%n",
                timestamped.pdf().length, timestamped.ofd().length);
        check = new SealedDocumentCheck(proved.trust());
    }

    /** Closes them. */
    @TearDown(Level.Trial)
    public void leave() {
        server.close();
    }

    /** As below, with timestamps and what the authorities say about the certificates (PAdES B-LT). */
    @Benchmark
    public Press.SealedCertificate sealedCertificateWithTimestamps() {
        return timestamping.certificate(face(serial.incrementAndGet()), Instant.now());
    }

    /** Checks a PDF with everything in it; look at p0.95. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public SealReport checkedPdf() {
        return check.check(timestamped.pdf());
    }

    /** Checks an OFD with everything in it; look at p0.95. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public SealReport checkedOfd() {
        return check.check(timestamped.ofd());
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
        byte[] stamp = ElectronicSeal.stamp(keys.ofd(), seal, digest, "/Doc_0/Signs/Sign_0/Signature.xml", MOMENT, Evidence.NONE);
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
                Optional.of(PHOTO));
    }
}
