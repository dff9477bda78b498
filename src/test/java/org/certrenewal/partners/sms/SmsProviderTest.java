package org.certrenewal.partners.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.certrenewal.notices.outside.AddressRefused;
import org.certrenewal.notices.outside.NotTaken;
import org.certrenewal.notices.outside.ShortMessage;
import org.certrenewal.notices.outside.Texter.Answer;
import org.certrenewal.partners.sms.SmsSettings.Template;
import org.certrenewal.process.outbox.Refused;
import org.certrenewal.typed.Telephone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Speaks the provider's protocol with a server that also answers slowly, brokenly and hostilely. */
class SmsProviderTest {

    private static final String SECRET = "not-a-secret-of-anybody";
    private static final ShortMessage MESSAGE = new ShortMessage(
            "7b3c-0", "7b3c", new Telephone("13800000013"), "result", Map.of("number", "R2026090100001"));

    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<String, String> asked = new TreeMap<>();
    private String line;
    private int status = 200;
    private String answer = "{\"Message\":\"OK\",\"RequestId\":\"1\",\"BizId\":\"9006\",\"Code\":\"OK\"}";
    private boolean silent;
    private HttpServer server;
    private SmsProvider provider;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            for (String pair : body.split("&")) {
                String[] parts = pair.split("=", 2);
                asked.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            if (silent) {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        JdkClientHttpRequestFactory http = new JdkClientHttpRequestFactory();
        http.setReadTimeout(Duration.ofSeconds(10));
        SmsSettings settings = new SmsSettings(
                "浙江住建",
                "cn-hangzhou",
                Map.of(
                        "result", new Template("SMS_1", null, ""),
                        "closed", new Template("SMS_2", List.of(), "浙里办")));
        provider = new SmsProvider(
                RestClient.builder().requestFactory(http).build(),
                URI.create("http://localhost:" + server.getAddress().getPort() + "/"),
                "key",
                SECRET,
                settings,
                InstantSource.fixed(Instant.parse("2026-09-01T01:02:03.456Z")));
    }

    @AfterEach
    void close() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void should_send_template_signature_and_values_signed_and_nothing_of_it_in_the_address() {
        assertThat(provider.send(MESSAGE)).isEqualTo(Answer.TAKEN);

        assertThat(line).isEqualTo("POST /");
        String signature = asked.remove("Signature");
        assertThat(signature).isEqualTo(RpcSignature.sign("POST", asked, SECRET));
        assertThat(asked)
                .containsEntry("PhoneNumbers", "13800000013")
                .containsEntry("SignName", "浙江住建")
                .containsEntry("TemplateCode", "SMS_1")
                .containsEntry("TemplateParam", "{\"number\":\"R2026090100001\"}")
                .containsEntry("SignatureNonce", "7b3c-0")
                .containsEntry("OutId", "7b3c")
                .containsEntry("Timestamp", "2026-09-01T01:02:03Z")
                .doesNotContainValue(SECRET);
    }

    @Test
    void should_take_what_is_configured_for_a_kind() {
        provider.send(new ShortMessage("k-0", "k", new Telephone("13800000013"), "closed", MESSAGE.values()));

        assertThat(asked)
                .containsEntry("SignName", "浙里办")
                .containsEntry("TemplateCode", "SMS_2")
                .doesNotContainKey("TemplateParam");
    }

    @Test
    void should_know_a_repetition_by_the_providers_word() {
        status = 400;
        answer = "{\"Code\":\"SignatureNonceUsed\",\"Message\":\"Specified signature nonce was used already.\"}";

        assertThat(provider.send(MESSAGE)).isEqualTo(Answer.TAKEN_BEFORE);
    }

    @ParameterizedTest
    @CsvSource({
        "200, isv.MOBILE_NUMBER_ILLEGAL, AddressRefused",
        "200, isv.SMS_TEMPLATE_ILLEGAL, Refused",
        "200, isv.SMS_SIGNATURE_ILLEGAL, Refused",
        "404, InvalidAccessKeyId.NotFound, Refused",
        "200, isv.BUSINESS_LIMIT_CONTROL, NotTaken",
        "200, isv.AMOUNT_NOT_ENOUGH, NotTaken",
        "400, Throttling.User, NotTaken",
        "503, ServiceUnavailable, NotTaken"
    })
    void should_tell_what_is_for_good_from_what_passes(int code, String reason, String kind) {
        status = code;
        answer = "{\"Code\":\"" + reason + "\",\"Message\":\"13800000013 王海生\"}";

        assertThatThrownBy(() -> provider.send(MESSAGE)).satisfies(e -> {
            assertThat(e.getClass().getSimpleName()).isEqualTo(kind);
            assertThat(e.getMessage()).doesNotContain("13800000013", "王海生");
        });
        assertThat(AddressRefused.class).isAssignableTo(Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|",
                "200|<html>login</html>",
                "200|{\"Code\":",
                "200|[]",
                "200|{\"Code\":{\"OK\":1}}",
                "200|{\"code\":\"OK\"}",
                "200|{\"Code\":\"ok\"}",
                "500|{\"Code\":\"OK\"}",
                "502|bad gateway",
                "200|null"
            })
    void should_not_take_a_broken_answer_for_a_yes_or_a_no(int code, String body) {
        status = code;
        answer = body == null ? "" : body;

        assertThatThrownBy(() -> provider.send(MESSAGE))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(Refused.class)
                .isNotInstanceOf(NotTaken.class);
    }

    @Test
    void should_not_wait_for_a_provider_that_says_nothing_nor_know_what_it_did() {
        silent = true;

        assertThatThrownBy(() -> provider.send(MESSAGE))
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(NotTaken.class)
                .message()
                .doesNotContain("localhost", "13800000013");
    }

    @Test
    void should_know_that_nothing_was_taken_when_nobody_is_there() {
        server.stop(0);

        assertThatThrownBy(() -> provider.send(MESSAGE)).isInstanceOf(NotTaken.class);
    }
}
