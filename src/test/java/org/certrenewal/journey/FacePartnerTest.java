package org.certrenewal.journey;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.moreThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.certrenewal.casefile.People;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.outbox.Inquiry;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.certrenewal.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Has faces checked by a partner over HTTP, which calls back over HTTP: as it should, and as attackers would. What is
 * signed here is signed by the JDK and BouncyCastle alone, as {@code docs/partners/face.yaml} says.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "camunda.bpm.job-execution.enabled=false",
            "renewal.data=target/test-data",
            "renewal.base-url=https://renewal.example",
            "renewal.outbox.poll=PT0S",
            "renewal.face.ask=PT15S",
            "renewal.partners.face.key-id=face-1",
            "renewal.partners.face.secret=" + FacePartnerTest.SECRET,
            "renewal.partners.face.read-timeout=PT2S",
            "renewal.partners.face.rest=PT0.2S"
        })
@ActiveProfiles("demo")
@AutoConfigureMockMvc
@AutoConfigureObservability
@Import(Renewals.class)
@ContextConfiguration(initializers = TestDatabase.class)
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class FacePartnerTest {

    static final String SECRET = "a secret of the face check";

    private static final String WANG = "w01";
    private static final String PATH = "/partners/face/callback";
    private static final WireMockServer PARTNER = started();

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private People people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private List<Inquiry> inquiries;

    private final HttpClient http = HttpClient.newHttpClient();
    private Renewal renewal;

    private static WireMockServer started() {
        WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());
        server.start();
        return server;
    }

    @DynamicPropertySource
    static void partner(DynamicPropertyRegistry settings) {
        settings.add("renewal.partners.face.url", PARTNER::baseUrl);
    }

    @AfterAll
    static void stop() {
        PARTNER.stop();
    }

    @BeforeEach
    void begin() {
        TestClock.atStart();
        PARTNER.resetAll();
        jdbc.sql("delete from outbox_message").update();
    }

    /** Lets a worker go as far as the code on the screen. */
    private void showsTheCode() {
        renewal = renewals.begunBy(WANG).choosesTheService();
        opens();
        showsTheCodeInTheEnd();
    }

    /** Asks until the line to the partner, which rests after failures by the machine's time, is tried again. */
    private void showsTheCodeInTheEnd() {
        await().untilAsserted(() -> {
            jdbc.sql("update outbox_message set due_at = created_at, locked_until = null where done_at is null")
                    .update();
            renewal.hearsFromPartners();
            assertThat(state()).isEqualTo("WAITING");
        });
    }

    private void opens() {
        PARTNER.stubFor(post(urlEqualTo("/sessions"))
                .willReturn(okJson("{\"session\":\"" + session() + "\",\"reference\":\"" + reference()
                        + "\",\"code\":\"https://face.example/q/1\"}")));
    }

    private String session() {
        return jdbc.sql(
                        "select id from face_session where case_number = ? order by opened_at desc fetch first 1 rows only")
                .param(renewal.number())
                .query(String.class)
                .single();
    }

    private String reference() {
        return "F-" + session();
    }

    private String state() {
        return jdbc.sql("select state from face_session where id = ?")
                .param(session())
                .query(String.class)
                .single();
    }

    private static String subject(String session, String caseNumber, String idNumber) {
        return hex(digest("SHA-256", (session + "\n" + caseNumber + "\n" + idNumber).getBytes(StandardCharsets.UTF_8)));
    }

    private String result(String result) {
        return result(
                session(),
                reference(),
                subject(
                        session(),
                        renewal.number(),
                        people.withUserId(WANG).idNumber().value()),
                result,
                clock.instant());
    }

    private static String result(String session, String reference, String subject, String state, Instant at) {
        return "{\"session\":\"" + session + "\",\"reference\":\"" + reference + "\",\"subject\":\"" + subject
                + "\",\"state\":\"" + state + "\",\"at\":\"" + at + "\"}";
    }

    /** Is a message of the partner's, as it is to be sent. */
    private final class Message {
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final byte[] body;
        private String type = "application/json";

        Message(String body) {
            this.body = body.getBytes(StandardCharsets.UTF_8);
        }

        Message signed() {
            return signed("HMAC-SHA256", SECRET, Instant.now());
        }

        Message signed(String method, String secret, Instant at) {
            String timestamp = String.valueOf(at.getEpochSecond());
            String nonce = UUID.randomUUID().toString();
            boolean sm3 = method.equals("HMAC-SM3");
            String text = "POST\n" + PATH + "\n" + timestamp + "\n" + nonce + "\n"
                    + hex(digest(sm3 ? "SM3" : "SHA-256", body));
            headers.put("X-Key-Id", "face-1");
            headers.put("X-Timestamp", timestamp);
            headers.put("X-Nonce", nonce);
            if (sm3) {
                headers.put("X-Signature-Method", method);
            }
            headers.put("X-Signature", hex(mac(sm3 ? "HmacSM3" : "HmacSHA256", secret, text)));
            return this;
        }

        Message with(String header, String value) {
            headers.put(header, value);
            return this;
        }

        Message without(String header) {
            headers.remove(header);
            return this;
        }

        Message of(String otherType) {
            type = otherType;
            return this;
        }

        HttpResponse<String> send() {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + PATH))
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            try {
                return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static byte[] digest(String algorithm, byte[] body) {
        try {
            return MessageDigest.getInstance(algorithm, new BouncyCastleProvider())
                    .digest(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(String algorithm, String secret, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm, new BouncyCastleProvider());
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private double counted(String answer) {
        return meters.get("renewal.face.callbacks")
                .tag("answer", answer)
                .counter()
                .count();
    }

    /** Sends what mustn't count: it is answered so, counted so, and the worker waits as before. */
    private void refused(Message message, int status, String as) {
        double before = counted(as);
        HttpResponse<String> answer = message.send();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body())
                .doesNotContain("王海生", people.withUserId(WANG).idNumber().value());
        assertThat(counted(as)).isEqualTo(before + 1);
    }

    private void stillWaits() {
        assertThat(renewal.openTasks()).containsExactly(Tasks.AUTHENTICATE_FACE);
        assertThat(state()).isEqualTo("WAITING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HMAC-SHA256", "HMAC-SM3"})
    void should_take_a_signed_result_once(String method) {
        showsTheCode();
        double taken = counted("taken");
        Message message = new Message(result("PASSED")).signed(method, SECRET, Instant.now());

        assertThat(message.send().statusCode()).isEqualTo(204);
        assertThat(renewal.openTasks()).containsExactly(Tasks.FILL_FORM);
        assertThat(counted("taken")).isEqualTo(taken + 1);

        refused(message, 409, "replayed");
        refused(new Message(result("PASSED")).signed(), 409, "repeated");
        refused(new Message(result("FAILED")).signed(), 409, "repeated");
        assertThat(renewal.openTasks()).containsExactly(Tasks.FILL_FORM);
        assertThat(renewal.eventKinds()).containsOnlyOnce("face-confirmed");
    }

    @Test
    void should_take_one_of_many_that_come_at_the_same_moment() throws Exception {
        showsTheCode();
        String body = result("PASSED");
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> calls = Collections.nCopies(
                    8, () -> new Message(body).signed().send().statusCode());
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : senders.invokeAll(calls)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnlyOnce(204).allMatch(status -> status == 204 || status == 409);
        } finally {
            senders.shutdown();
        }
        assertThat(renewal.eventKinds()).containsOnlyOnce("face-confirmed");
    }

    @Test
    void should_take_nothing_that_the_partner_has_not_signed() {
        showsTheCode();
        String body = result("PASSED");
        refused(new Message(body), 401, "forged");
        refused(new Message(body).signed("HMAC-SHA256", "another secret of the check", Instant.now()), 401, "forged");
        refused(new Message(body).signed().with("X-Key-Id", "face-2"), 401, "forged");
        refused(new Message(body).signed().with("X-Nonce", "0123456789abcdef0123"), 401, "forged");
        refused(new Message(body).signed().with("X-Timestamp", "1772416800"), 401, "forged");
        refused(new Message(body).signed().with("X-Signature-Method", "HMAC-SM3"), 401, "forged");
        refused(new Message(body).signed().with("X-Signature-Method", "none"), 401, "forged");
        for (String header : List.of("X-Key-Id", "X-Timestamp", "X-Nonce", "X-Signature")) {
            refused(new Message(body).signed().without(header), 401, "forged");
            refused(new Message(body).signed().with(header, "%00'; drop table face_session"), 401, "forged");
        }
        Message failed = new Message(result("FAILED")).signed();
        Message changed = new Message(body);
        changed.headers.putAll(failed.headers);
        refused(changed, 401, "forged");
        stillWaits();
    }

    @ParameterizedTest
    @CsvSource({"-400", "400", "-31536000", "31536000"})
    void should_take_no_message_of_another_time(long seconds) {
        showsTheCode();
        refused(
                new Message(result("PASSED"))
                        .signed("HMAC-SHA256", SECRET, Instant.now().plusSeconds(seconds)),
                410,
                "late");
        stillWaits();
    }

    @Test
    void should_bind_a_result_to_the_very_person_case_and_check() {
        showsTheCode();
        String number = people.withUserId(WANG).idNumber().value();
        String other = people.withUserId("w02").idNumber().value();
        String right = subject(session(), renewal.number(), number);
        Instant now = clock.instant();
        refused(
                new Message(result(session(), reference(), subject(session(), renewal.number(), other), "PASSED", now))
                        .signed(),
                422,
                "mistaken");
        refused(
                new Message(result(
                                session(), reference(), subject(session(), "33260901X9999999", number), "PASSED", now))
                        .signed(),
                422,
                "mistaken");
        refused(new Message(result(session(), "F-another", right, "PASSED", now)).signed(), 422, "mistaken");
        refused(new Message(result("unknown", reference(), right, "PASSED", now)).signed(), 404, "foreign");
        refused(
                new Message(result(session(), reference(), right, "PASSED", now.plusSeconds(3600))).signed(),
                410,
                "late");
        refused(
                new Message(result(session(), reference(), right, "PASSED", now.minusSeconds(3600))).signed(),
                410,
                "late");
        stillWaits();

        renewal.withdraws();
        refused(new Message(result(session(), reference(), right, "PASSED", now)).signed(), 410, "late");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"session\":",
                "{\"session\":{\"a\":1}}",
                "\"PASSED\"",
                "{\"a\":1}{\"b\":2}",
                "\u0000"
            })
    void should_take_no_message_that_says_nothing(String body) {
        showsTheCode();
        refused(new Message(body).signed(), 400, "malformed");
        stillWaits();
    }

    @Test
    void should_take_no_message_that_says_it_otherwise() {
        showsTheCode();
        String good = result("PASSED");
        refused(new Message(good.replace("PASSED", "passed")).signed(), 400, "malformed");
        refused(new Message(good.replace("PASSED", "APPROVED")).signed(), 400, "malformed");
        refused(new Message(good.replace("\"state\"", "\"state\":\"FAILED\",\"state\"")).signed(), 400, "malformed");
        refused(new Message(good.replaceFirst("\"at\":\"[^\"]+", "\"at\":\"yesterday")).signed(), 400, "malformed");
        refused(new Message(good.replaceFirst("\"at\":\"[^\"]+\"", "\"at\":0")).signed(), 400, "malformed");
        stillWaits();
    }

    @Test
    void should_read_no_long_message_and_keep_no_picture() {
        showsTheCode();
        String body = result("PASSED");
        refused(new Message(body.replace("{", "{\"photo\":\"" + "x".repeat(5_000) + "\",")).signed(), 400, "malformed");
        assertThat(new Message(body.replace("{", "{\"photo\":\"" + "x".repeat(5_000_000) + "\","))
                        .signed()
                        .send()
                        .statusCode())
                .isEqualTo(413);
        assertThat(new Message(result("PASSED"))
                        .signed()
                        .of("image/jpeg")
                        .send()
                        .statusCode())
                .isEqualTo(415);
        stillWaits();
        // Nothing but what came of it has a place to be kept.
        assertThat(jdbc.sql("select lower(column_name) from information_schema.columns"
                                + " where lower(table_name) = 'face_session'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(
                        "id",
                        "case_number",
                        "state",
                        "opened_at",
                        "expires_at",
                        "scan_url",
                        "answered_at",
                        "reference",
                        "asked_at");
    }

    @Test
    void should_end_after_as_many_refusals_as_there_may_be() {
        showsTheCode();
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(renewal.openTasks()).containsExactly(Tasks.AUTHENTICATE_FACE);
            if (attempt > 0) {
                opens();
                renewal.hearsFromPartners();
            }
            Message failed = new Message(result("FAILED")).signed();
            Message passed = new Message(result("PASSED")).signed();
            TestClock.pass(Duration.ofSeconds(1));
            assertThat(failed.send().statusCode()).isEqualTo(204);
            refused(passed, 409, "repeated");
            renewal.runsItsJobs();
        }
        assertThat(renewal.openTasks()).doesNotContain(Tasks.AUTHENTICATE_FACE, Tasks.FILL_FORM);
        assertThat(renewal.eventKinds()).filteredOn("face-refused"::equals).hasSize(3);
    }

    @Test
    void should_ask_when_no_callback_comes() {
        showsTheCode();
        PARTNER.stubFor(get(urlEqualTo("/sessions/" + reference()))
                .willReturn(okJson("{\"session\":\"" + session() + "\",\"reference\":\"" + reference()
                        + "\",\"state\":\"WAITING\"}")));
        asks();
        stillWaits();

        PARTNER.stubFor(get(urlEqualTo("/sessions/" + reference())).willReturn(okJson(result("PASSED"))));
        asks();
        assertThat(renewal.openTasks()).containsExactly(Tasks.FILL_FORM);
        refused(new Message(result("PASSED")).signed(), 409, "repeated");
    }

    private void asks() {
        TestClock.pass(Duration.ofSeconds(16));
        inquiries.forEach(Inquiry::ask);
    }

    @Test
    void should_ask_about_everybody_else_where_the_answer_about_one_is_broken() {
        showsTheCode();
        String first = reference();
        PARTNER.stubFor(get(urlEqualTo("/sessions/" + first)).willReturn(okJson("{\"state\":")));
        Renewal broken = renewal;
        TestClock.pass(Duration.ofSeconds(2));
        renewal = renewals.begunBy("w02").choosesTheService();
        opens();
        renewal.hearsFromPartners();
        String subject = subject(
                session(), renewal.number(), people.withUserId("w02").idNumber().value());
        PARTNER.stubFor(get(urlEqualTo("/sessions/" + reference()))
                .willReturn(okJson(result(session(), reference(), subject, "PASSED", clock.instant()))));

        asks();

        assertThat(renewal.openTasks()).containsExactly(Tasks.FILL_FORM);
        assertThat(broken.openTasks()).containsExactly(Tasks.AUTHENTICATE_FACE);
    }

    /** Nothing is lost, nothing comes twice, and nobody is named in the log, whatever the partner says at first. */
    @Test
    void should_show_the_code_after_all_that_a_partner_can_do_wrong(CapturedOutput output) {
        renewal = renewals.begunBy(WANG).choosesTheService();
        String told = "王海生 " + people.withUserId(WANG).idNumber().value();
        int logged = output.getAll().length();
        for (var answer : List.of(
                okJson("{\"error\":\"" + told + "\"}"),
                aResponse().withStatus(500).withBody(told),
                aResponse().withStatus(401).withBody(told),
                aResponse().withStatus(429).withHeader("Retry-After", "0").withBody(told),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))) {
            PARTNER.stubFor(any(anyUrl()).willReturn(answer));
            TestClock.pass(Duration.ofSeconds(1));
            jdbc.sql("update outbox_message set due_at = created_at, locked_until = null where done_at is null")
                    .update();
            renewal.hearsFromPartners();
            assertThat(state()).isEqualTo("OPENING");
            assertThat(renewal.openTasks()).containsExactly(Tasks.AUTHENTICATE_FACE);
        }
        assertThat(output.getAll().substring(logged)).doesNotContain("王海生", told.substring(4));
        assertThat(jdbc.sql("select last_error from outbox_message where done_at is null")
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .doesNotContain("王海生", told.substring(4));

        opens();
        showsTheCodeInTheEnd();
        PARTNER.verify(
                moreThanOrExactly(5), postRequestedFor(urlEqualTo("/sessions")).withRequestBody(containing(session())));
        assertThat(new Message(result("PASSED")).signed().send().statusCode()).isEqualTo(204);
    }
}
