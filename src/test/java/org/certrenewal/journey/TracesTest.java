package org.certrenewal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.Scrape;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Receives traces as a collector does, by OTLP over HTTP, from a service of its own in which tracing is on, and the
 * metrics are closed.
 */
@RenewalTest
@TestPropertySource(
        properties = {"management.tracing.enabled=true", "renewal.monitoring.user=", "renewal.monitoring.password="})
@DirtiesContext
class TracesTest {

    private static final List<byte[]> RECEIVED = new CopyOnWriteArrayList<>();
    private static final HttpServer COLLECTOR = collector();

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private SdkTracerProvider tracers;

    private static HttpServer collector() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/traces", exchange -> {
                RECEIVED.add(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void endpoint(DynamicPropertyRegistry properties) {
        properties.add(
                "management.otlp.tracing.endpoint",
                () -> "http://127.0.0.1:" + COLLECTOR.getAddress().getPort() + "/v1/traces");
    }

    @AfterAll
    static void stop() {
        COLLECTOR.stop(0);
    }

    private record Span(String trace, String id, String parent, String name, Map<String, String> attributes) {}

    @Test
    void should_lead_from_a_click_to_the_partner_by_the_case_s_number() {
        TestClock.atStart();
        Renewal renewal = renewals.begunBy("w01");
        String task = renewal.task(Tasks.SEARCH_SERVICE).getId();
        Intruder wang = Intruder.of("w01", port);
        String view = wang.get("/api/tasks/" + task).body();
        String version = view.replaceAll("(?s).*\"version\":(\\d+).*", "$1");
        Intruder.Answer clicked = wang.post(
                "/api/tasks/" + task + "/completion",
                "{\"version\":" + version + ",\"direction\":\"next\",\"section\":{\"query\":\"特种作业\",\"serviceCode\":\""
                        + renewals.serviceCode() + "\",\"noticeRead\":true,\"privacyNotice\":\""
                        + renewals.privacyNotice()
                        + "\"}}");
        assertThat(clicked.status()).as(clicked.body()).isEqualTo(200);
        renewal.hearsFromPartners();

        List<Span> spans = spans();
        Span click = one(spans, "http post /api/tasks/{taskId}/completion");
        Span put = one(spans, "put face-authentication");
        Span delivery = one(spans, "deliver face-authentication");
        assertThat(put.trace()).isEqualTo(click.trace());
        assertThat(put.parent()).isEqualTo(click.id());
        assertThat(delivery.trace()).isEqualTo(click.trace());
        assertThat(delivery.parent()).isEqualTo(put.id());
        assertThat(List.of(click, put, delivery))
                .allSatisfy(span ->
                        assertThat(span.attributes()).as(span.name()).containsEntry("caseNumber", renewal.number()));
        for (byte[] body : RECEIVED) {
            assertThat(new String(body, StandardCharsets.UTF_8))
                    .doesNotContain("330203198503159914", "王海生", "13800000001", "w01", task);
        }
    }

    @Test
    void should_keep_metrics_closed_as_long_as_nobody_is_named_for_them() {
        assertThat(Scrape.get(port, "/actuator/prometheus", null, null).statusCode())
                .isEqualTo(403);
        assertThat(Scrape.get(port, "/actuator/prometheus", "", "").statusCode())
                .isEqualTo(403);
        assertThat(Scrape.get(port, "/actuator/prometheus", Scrape.USER, Scrape.PASSWORD)
                        .statusCode())
                .isEqualTo(403);
        assertThat(Intruder.of("admin", port).get("/actuator/prometheus").status())
                .isEqualTo(403);
        assertThat(Scrape.get(port, "/actuator/health", Scrape.USER, Scrape.PASSWORD)
                        .body())
                .doesNotContain("components");
    }

    private static Span one(List<Span> spans, String name) {
        List<Span> found =
                spans.stream().filter(span -> span.name().equals(name)).toList();
        assertThat(found).as("%s among %s", name, spans).hasSize(1);
        return found.get(0);
    }

    private List<Span> spans() {
        tracers.forceFlush().join(10, TimeUnit.SECONDS);
        Awaitility.await().until(() -> !RECEIVED.isEmpty());
        List<Span> spans = new ArrayList<>();
        RECEIVED.forEach(body -> all(body, 1)
                .forEach(resource ->
                        all(resource, 2).forEach(scope -> all(scope, 2).forEach(span -> spans.add(span(span))))));
        return spans;
    }

    /** Reads opentelemetry/proto/trace/v1/trace.proto, message Span. */
    private static Span span(byte[] message) {
        Map<String, String> attributes = new HashMap<>();
        all(message, 9)
                .forEach(attribute -> all(attribute, 2)
                        .forEach(value -> all(value, 1)
                                .forEach(text ->
                                        attributes.put(text(all(attribute, 1).get(0)), text(text)))));
        return new Span(
                hex(all(message, 1)),
                hex(all(message, 2)),
                hex(all(message, 4)),
                text(all(message, 5).get(0)),
                attributes);
    }

    private static String hex(List<byte[]> field) {
        return field.isEmpty() ? "" : HexFormat.of().formatHex(field.get(0));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns every value of a field of a protobuf message that is a message, a text or bytes. */
    private static List<byte[]> all(byte[] message, int field) {
        List<byte[]> found = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(message);
        while (buffer.hasRemaining()) {
            long tag = varint(buffer);
            int skip = switch ((int) (tag & 7)) {
                case 0 -> {
                    varint(buffer);
                    yield 0;
                }
                case 1 -> 8;
                case 5 -> 4;
                default -> (int) varint(buffer);
            };
            byte[] value = new byte[skip];
            buffer.get(value);
            if (tag >>> 3 == field && (tag & 7) == 2) {
                found.add(value);
            }
        }
        return found;
    }

    private static long varint(ByteBuffer buffer) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = buffer.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
