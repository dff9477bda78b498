package org.certrenewal.documents.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.documents.adapters.DocumentsConfiguration.SealSettings;
import org.certrenewal.documents.seal.KeystoreSeals;
import org.certrenewal.documents.seal.Pki;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.SealReport;
import org.certrenewal.documents.seal.SealTrial;
import org.certrenewal.documents.seal.SealedDocumentCheck;
import org.certrenewal.documents.seal.SealingPress;
import org.certrenewal.documents.seal.Sm2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seals with keys that lie in a service over HTTP which answers well, and otherwise. */
class SigningServiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "a secret of thirty-two characters";
    private static final Instant BEGIN = Instant.now().minus(Duration.ofDays(30));
    private static final byte[] SHA256 = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private enum Mood {
        WELL,
        WRONG,
        ANOTHER_KEY,
        REPLAYED,
        SILENT,
        FAILING,
        BROKEN,
        HUGE
    }

    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> nonces = new HashSet<>();
    private final Map<String, SealKeys.Key> keys = Map.of(
            "pdf", Pki.root("RSA2048", "CN=国际根,O=CA", BEGIN).key("CN=PDF签章"),
            "pdf-义乌市住房和城乡建设局", Pki.root("secp256r1", "CN=另一根,O=CA", BEGIN).key("CN=义乌"),
            "qr", Pki.root("secp256r1", "CN=国际根,O=CA", BEGIN).key("CN=二维码"),
            "ofd", Pki.root("sm2p256v1", "CN=国密根,O=CA", BEGIN).key("CN=电子印章"));
    private HttpServer server;
    private volatile Mood mood = Mood.WELL;
    private byte[] first;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/seals/v1/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpSigningService service(String secret) {
        return new HttpSigningService(
                new BoundedHttp("签名服务", Duration.ofSeconds(2), Duration.ZERO, Optional.empty()),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/seals/",
                "renewal",
                secret,
                Clock.systemUTC());
    }

    private static SealSettings nothingElse() {
        return new SealSettings(null, null, null, null, "SunPKCS11", null, false, null, null);
    }

    @Test
    void should_seal_with_keys_that_lie_in_a_service() {
        SealKeys opened = DocumentsConfiguration.configured(nothingElse(), service(SECRET));
        assertThat(SealTrial.of(opened, Optional.empty(), Instant.now())).isEmpty();
        KeystoreSeals seals = new KeystoreSeals(opened, Optional.empty());
        assertThat(seals.isRemote()).isTrue();

        Press.SealedCertificate sealed = new SealingPress(seals).certificate(Faces.of("王建国"), Instant.now());
        for (byte[] file : List.of(sealed.ofd(), sealed.pdf())) {
            SealReport report = new SealedDocumentCheck(seals.trust()).check(file);
            assertThat(report.finding()).as(report.detail()).isEqualTo(SealReport.Finding.GENUINE);
        }
        assertThat(opened.own()).containsOnlyKeys("pdf-义乌市住房和城乡建设局");
    }

    @Test
    void should_use_no_answer_that_is_slow_broken_or_not_a_signature_of_the_key() {
        KeystoreSeals seals =
                new KeystoreSeals(DocumentsConfiguration.configured(nothingElse(), service(SECRET)), Optional.empty());
        for (Mood each : Mood.values()) {
            mood = each;
            first = null;
            if (each == Mood.WELL) {
                continue;
            }
            if (each == Mood.REPLAYED) {
                mood = Mood.REPLAYED;
                seals.signShortForm("one".getBytes(StandardCharsets.UTF_8));
            }
            assertThatThrownBy(() -> seals.signShortForm("two".getBytes(StandardCharsets.UTF_8)))
                    .as("%s", each)
                    .isInstanceOf(SealsUnavailable.class);
        }
        mood = Mood.WRONG;
        assertThatThrownBy(() -> new SealingPress(seals).certificate(Faces.of("王建国"), Instant.now()))
                .isInstanceOf(SealsUnavailable.class)
                .hasMessageContaining("没有采用");
    }

    @Test
    void should_say_in_one_sentence_that_the_service_does_not_take_us() {
        assertThatThrownBy(() -> DocumentsConfiguration.configured(nothingElse(), service("another")))
                .isInstanceOfSatisfying(
                        CannotStart.class, reason -> assertThat(reason.remedy()).contains("renewal.seals.service"))
                .hasMessageContaining("签名服务的密钥列不出来：签名服务答复了 HTTP 401");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!isOurs(exchange, body)) {
                send(exchange, 401, new byte[0]);
                return;
            }
            if (exchange.getRequestURI().getPath().endsWith("/keys")) {
                ObjectNode answer = JSON.createObjectNode();
                ArrayNode list = answer.putArray("keys");
                for (Map.Entry<String, SealKeys.Key> key : keys.entrySet()) {
                    ArrayNode chain = list.addObject().put("name", key.getKey()).putArray("certificates");
                    for (X509Certificate certificate : key.getValue().chain()) {
                        chain.add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
                    }
                }
                send(exchange, 200, JSON.writeValueAsBytes(answer));
                return;
            }
            JsonNode question = JSON.readTree(body);
            byte[] digest = Base64.getDecoder().decode(question.path("digest").asText());
            switch (mood) {
                case WELL -> signature(exchange, sign(question, digest));
                case WRONG -> {
                    digest[0] ^= 1;
                    signature(exchange, sign(question, digest));
                }
                case ANOTHER_KEY -> signature(exchange, sign(keys.get("pdf-义乌市住房和城乡建设局"), "ecdsa-sha256", digest));
                case REPLAYED -> {
                    first = first == null ? sign(question, digest) : first;
                    signature(exchange, first);
                }
                case SILENT -> end.await();
                case FAILING -> send(exchange, 503, new byte[0]);
                case BROKEN -> send(exchange, 200, "<html>".getBytes(StandardCharsets.US_ASCII));
                case HUGE -> send(exchange, 200, new byte[2 * BoundedHttp.LARGEST]);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOurs(HttpExchange exchange, byte[] body) throws GeneralSecurityException {
        String nonce = exchange.getRequestHeaders().getFirst("X-Nonce");
        String moment = exchange.getRequestHeaders().getFirst("X-Timestamp");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String text = exchange.getRequestMethod() + "\n"
                + exchange.getRequestURI().getPath() + "\n" + moment + "\n"
                + nonce + "\n"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        boolean fresh = Math.abs(Long.parseLong(moment) - Instant.now().getEpochSecond()) < 60;
        synchronized (nonces) {
            return fresh
                    && nonces.add(nonce)
                    && HexFormat.of()
                            .formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
                            .equals(exchange.getRequestHeaders().getFirst("X-Signature"));
        }
    }

    private byte[] sign(JsonNode question, byte[] digest) throws GeneralSecurityException, IOException {
        return sign(
                keys.get(question.path("key").asText()),
                question.path("algorithm").asText(),
                digest);
    }

    private static byte[] sign(SealKeys.Key key, String algorithm, byte[] digest)
            throws GeneralSecurityException, IOException {
        if (algorithm.equals("sm2-sm3")) {
            return Sm2.sign(((ECPrivateKey) key.secret()).getS(), digest);
        }
        boolean rsa = algorithm.equals("rsa-sha256");
        Signature signature = Signature.getInstance(rsa ? "NONEwithRSA" : "NONEwithECDSA", key.provider());
        signature.initSign(key.secret());
        if (rsa) {
            signature.update(SHA256);
        }
        signature.update(digest);
        return signature.sign();
    }

    private static void signature(HttpExchange exchange, byte[] value) throws IOException {
        send(
                exchange,
                200,
                JSON.writeValueAsBytes(JSON.createObjectNode()
                        .put("signature", Base64.getEncoder().encodeToString(value))));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
