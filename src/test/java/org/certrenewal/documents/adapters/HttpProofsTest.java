package org.certrenewal.documents.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.certrenewal.Trial;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.documents.seal.CertificateRevocations;
import org.certrenewal.documents.seal.KeystoreSeals;
import org.certrenewal.documents.seal.Pem;
import org.certrenewal.documents.seal.Pki;
import org.certrenewal.documents.seal.ProofServer;
import org.certrenewal.documents.seal.ProofServer.Mood;
import org.certrenewal.documents.seal.Proofs;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.SealReport;
import org.certrenewal.documents.seal.SealedDocumentCheck;
import org.certrenewal.documents.seal.SealingPress;
import org.certrenewal.documents.seal.TestTsa;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

/** Seals with a timestamping authority and a certificate authority over HTTP that answer well, and otherwise. */
class HttpProofsTest {

    private static final Instant BEGIN = Instant.now().minus(Duration.ofDays(30));

    private final ProofServer server = new ProofServer(Instant::now);
    private KeystoreSeals seals;
    private SealKeys keys;
    private Pki times;

    @BeforeEach
    void open() {
        Pki root = server.responder().answersFor(Pki.root("secp256r1", "CN=国际根,O=CA", BEGIN), true, true);
        Pki chinese = server.responder().answersFor(Pki.root("sm2p256v1", "CN=国密根,O=CA", BEGIN), false, true);
        times = Pki.root("secp256r1", "CN=时间戳根,O=TSA", BEGIN);
        server.responder().timestamps("/tsa", new TestTsa(times, BEGIN, Instant::now));
        HttpTimestamps tsa = new HttpTimestamps(
                http(Duration.ofMillis(1)), server.base() + "/tsa", "SHA-256", Optional.empty(), Clock.systemUTC());
        keys = new SealKeys(root.key("CN=PDF签章"), root.key("CN=二维码"), chinese.key("CN=电子印章"), false);
        seals = new KeystoreSeals(
                CompletableFuture.completedFuture(keys),
                List.of(),
                Set.of(),
                new Proofs(
                        Optional.of(tsa),
                        Optional.of(tsa),
                        Set.of(times.certificate()),
                        new CertificateRevocations(
                                http(Duration.ZERO),
                                new CertificateRevocations.Places(List.of(), List.of()),
                                Duration.ZERO,
                                Clock.systemUTC()),
                        Optional.empty()));
    }

    private static BoundedHttp http(Duration pause) {
        return new BoundedHttp("时间戳机构", Duration.ofSeconds(2), pause, Optional.empty());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Press.SealedCertificate seal() {
        return new SealingPress(seals).certificate(Faces.of("王建国"), Instant.now());
    }

    /** As {@code --renewal.check} does. */
    @Test
    void should_try_who_timestamps_and_who_knows_what_was_taken_back(@TempDir Path folder) throws Exception {
        Path authority = Files.writeString(
                folder.resolve("tsa.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(times.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        MockEnvironment environment = new MockEnvironment()
                .withProperty("renewal.seals.timestamp.url", server.base() + "/tsa")
                .withProperty("renewal.seals.timestamp.authorities", authority.toString())
                .withProperty("renewal.seals.timestamp.timeout", "PT2S")
                .withProperty("renewal.seals.revocation.timeout", "PT2S");
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("sealKeys", keys);
        StartCheck.Start start = new StartCheck.Start(environment, beans, true, Optional.empty());

        assertThat(new SealsTrial().lines(start))
                .extracting(line -> line.colour() + " " + line.what())
                .containsExactly("GREEN 印章密钥 ofd", "GREEN 印章密钥 pdf", "GREEN 印章密钥 qr", "GREEN 证书吊销查询", "GREEN 时间戳机构");
        assertThat(new SealsTrial().lines(start).get(0).found()).startsWith("SM2，有效至 ");
        server.mood = Mood.FAILING;
        assertThat(new SealsTrial().lines(start))
                .filteredOn(line -> line.colour() == Trial.Colour.RED)
                .extracting(Trial.Line::what)
                .containsExactly("证书吊销查询", "时间戳机构");
    }

    @Test
    void should_seal_with_time_from_outside_and_refuse_every_other_answer() {
        Press.SealedCertificate sealed = seal();
        for (byte[] file : List.of(sealed.ofd(), sealed.pdf())) {
            SealReport report = new SealedDocumentCheck(seals.trust()).check(file);
            assertThat(report.finding()).as(report.detail()).isEqualTo(SealReport.Finding.GENUINE);
            assertThat(report.detail()).contains("时间戳证明");
        }

        for (Mood mood : Mood.values()) {
            if (mood == Mood.WELL) {
                continue;
            }
            server.mood = mood;
            long begin = System.nanoTime();
            assertThatThrownBy(this::seal).as("%s", mood).isInstanceOf(SealsUnavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("%s: one question about the key, by two ways", mood)
                    .isLessThan(Duration.ofSeconds(30));
        }
        server.mood = Mood.WELL;
        assertThat(seal()).isNotNull();
    }

    @Test
    void should_wait_once_for_a_service_that_is_away_and_not_again_at_once() {
        BoundedHttp http = new BoundedHttp("时间戳机构", Duration.ofSeconds(5), Duration.ofMinutes(5), Optional.empty());
        server.mood = Mood.FAILING;
        assertThatThrownBy(() -> http.get(server.base() + "/x")).hasMessage("时间戳机构答复了 HTTP 500");
        server.close();
        assertThatThrownBy(() -> http.get(server.base() + "/x")).hasMessageContaining("刚才没有答复");
        assertThatThrownBy(() -> http(Duration.ZERO).get(server.base() + "/x")).hasMessageContaining("联系不上");
        assertThatThrownBy(() -> http(Duration.ZERO).get("not an address")).hasMessageContaining("地址不对");
    }

    /** As inside a network of one's own, whose certificates no machine trusts by itself. */
    @Test
    void should_ask_over_https_by_the_bundles_of_spring(@TempDir Path folder) throws IOException {
        try (ProofServer https = ProofServer.overTls(Instant::now)) {
            Pki root = https.responder().answersFor(Pki.root("secp256r1", "CN=国际根,O=CA", BEGIN), true, true);
            Pki chinese = https.responder().answersFor(Pki.root("sm2p256v1", "CN=国密根,O=CA", BEGIN), false, true);
            Pki times = Pki.root("secp256r1", "CN=时间戳根,O=TSA", BEGIN);
            https.responder().timestamps("/tsa", new TestTsa(times, BEGIN, Instant::now));
            Path authority = Files.writeString(folder.resolve("tsa.pem"), Pem.write(List.of(times.certificate())));
            SealKeys keys = new SealKeys(root.key("CN=PDF签章"), root.key("CN=二维码"), chinese.key("CN=电子印章"), false);
            MockEnvironment environment = new MockEnvironment()
                    .withProperty("spring.ssl.bundle.pem.inside.truststore.certificate", https.certificate());
            BiFunction<String, String, KeystoreSeals> seals = (timesBundle, revokedBundle) -> {
                Proofs proofs = new DocumentsConfiguration()
                        .proofs(
                                new ProofSettings.Timestamping(
                                        https.base() + "/tsa",
                                        null,
                                        List.of(authority.toString()),
                                        null,
                                        "SHA-256",
                                        "SHA-256",
                                        Duration.ofSeconds(10),
                                        Duration.ZERO,
                                        timesBundle),
                                new ProofSettings.Revoking(
                                        null, null, null, Duration.ZERO, Duration.ofSeconds(10), revokedBundle),
                                environment,
                                () -> null,
                                Clock.systemUTC());
                return new KeystoreSeals(
                        CompletableFuture.completedFuture(keys),
                        List.of(),
                        Set.of(),
                        new Proofs(
                                proofs.pdf(),
                                proofs.ofd(),
                                proofs.authorities(),
                                proofs.revocations(),
                                Optional.empty()));
            };

            KeystoreSeals good = seals.apply("inside", "inside");
            Press.SealedCertificate sealed = new SealingPress(good).certificate(Faces.of("王建国"), Instant.now());
            assertThat(new SealedDocumentCheck(good.trust()).check(sealed.pdf()).finding())
                    .isEqualTo(SealReport.Finding.GENUINE);
            assertThat(https.responder().asked).contains("/tsa", "/ocsp/0", "/crl/1");
            for (List<String> bundles : List.of(List.of("", "inside"), List.of("inside", ""))) {
                Press untrusting = new SealingPress(seals.apply(bundles.get(0), bundles.get(1)));
                assertThatThrownBy(() -> untrusting.certificate(Faces.of("王建国"), Instant.now()))
                        .as("%s", bundles)
                        .isInstanceOf(SealsUnavailable.class);
            }
            assertThatThrownBy(() -> seals.apply("inside", "outside"))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("没有名为 outside 的 SSL 证书组");
        }
    }
}
