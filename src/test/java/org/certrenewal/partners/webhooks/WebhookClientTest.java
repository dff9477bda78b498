package org.certrenewal.partners.webhooks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.certrenewal.testing.HostileAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tells receivers that answer as they shouldn't: their status counts, and nothing else of what they say. */
class WebhookClientTest {

    @RegisterExtension
    static final WireMockExtension RECEIVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final byte[] MESSAGE = "{\"type\":\"case.accepted\"}".getBytes(StandardCharsets.UTF_8);

    /** More than one who waits for another's connection would have. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private final WebhookClient client = new WebhookClient(new WebhookSettings(
            15,
            Duration.ofSeconds(5),
            Duration.ofHours(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            List.of("127.0.0.0/8"),
            Duration.ofDays(1),
            Duration.ofDays(30)));

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    private int told(String address) throws IOException {
        return client.post(URI.create(address), Map.of("webhook-id", "x"), MESSAGE);
    }

    /** Returns the status, or 0 where there is none. */
    private int outcome() {
        Instant begin = Instant.now();
        int status;
        try {
            status = told(RECEIVER.baseUrl() + "/hooks");
        } catch (IOException none) {
            status = 0;
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(SOON);
        return status;
    }

    @ParameterizedTest
    @EnumSource
    void should_hear_the_status_and_nothing_else(HostileAnswer answer) {
        answer.by(RECEIVER, "{\"taken\":\"yes\"}");
        int expected = switch (answer) {
            case NO_CONTENT -> 204;
            case ELSEWHERE -> 302;
            case ELSEWHERE_AND_POST_AGAIN -> 307;
            case BAD_REQUEST -> 400;
            case UNAUTHORIZED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_MANY, TOO_MANY_FOR_AGES -> 429;
            case FAILED -> 500;
            case NOT_NOW -> 503;
            case SILENT, RESET, HUNG_UP, NOT_HTTP -> 0;
            default -> 200;
        };
        assertThat(outcome()).isEqualTo(expected);

        RECEIVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));
        assertThat(HostileAnswer.afterwards(() -> outcome() == 204 ? "taken" : null))
                .isEqualTo("taken");
    }

    /** What comes before the status has an end, in time and size. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "\r\n",
                "HTTP/1.1 103 Early Hints\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 200 OK\r\nx: x",
                "HTTP/1.1 200 OK\r\n x"
            })
    void should_hang_up_on_a_head_without_an_end(String part) throws Exception {
        AtomicLong taken = new AtomicLong();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread endless = new Thread(() -> sayForEver(server, part, taken), "endless-head");
            endless.setDaemon(true);
            endless.start();
            Instant begin = Instant.now();

            assertThatThrownBy(() -> told("http://127.0.0.1:" + server.getLocalPort() + "/"))
                    .isInstanceOf(IOException.class);

            assertThat(Duration.between(begin, Instant.now())).isLessThan(SOON);
            if (!part.endsWith("\r\n")) {
                assertThat(taken.get()).isLessThan(16_000_000);
            }
        }
    }

    private static void sayForEver(ServerSocket server, String part, AtomicLong taken) {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            byte[] first = part.getBytes(StandardCharsets.US_ASCII);
            out.write(first);
            // What begins like an answer goes on with one header for ever.
            byte[] more =
                    part.startsWith("HTTP/1.1 200") ? "x".repeat(8192).getBytes(StandardCharsets.US_ASCII) : first;
            while (true) {
                out.write(more);
                taken.addAndGet(more.length);
            }
        } catch (IOException hungUp) {
            // As was meant.
        }
    }
}
