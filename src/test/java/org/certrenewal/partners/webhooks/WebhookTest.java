package org.certrenewal.partners.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.partners.webhooks.Deliveries.Delivery;
import org.certrenewal.partners.webhooks.Subscriptions.Created;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells receivers that take, refuse, hang and come back. */
@RenewalTest
class WebhookTest {

    private static final List<String> ALL =
            Arrays.stream(CaseHappening.values()).map(CaseHappening::wire).toList();

    @Autowired
    private Subscriptions subscriptions;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private WebhookSender sender;

    @Autowired
    private Renewals renewals;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    @Qualifier("partnersHealthIndicator")
    private HealthIndicator health;

    @Autowired
    private MeterRegistry meters;

    private HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(204);

    private record Received(String path, String id, String timestamp, String signature, String body) {}

    @BeforeEach
    void listen() throws IOException {
        TestClock.atStart();
        jdbc.sql("delete from webhook_delivery").update();
        subscriptions.all().forEach(it -> subscriptions.end(it.id(), "test"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        subscriptions.all().forEach(it -> subscriptions.end(it.id(), "test"));
    }

    private Created subscribe(String path, List<String> events, List<String> offices) {
        return subscriptions.create(
                Optional.empty(), "http://127.0.0.1:" + server.getAddress().getPort() + path, events, offices, "admin");
    }

    private Renewal accepted() {
        return renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .isAccepted("o01");
    }

    private void turn() {
        sender.turn();
        await().until(() -> !sender.isBusy());
    }

    private List<Delivery> of(Deliveries.State state) {
        return deliveries.recent(Optional.of(state), 100);
    }

    @Test
    void should_tell_number_event_and_time_signed_and_in_order() {
        Created made = subscribe("/a", ALL, List.of());
        Renewal renewal = accepted();
        turn();

        assertThat(received)
                .extracting(it -> it.body().replaceAll(".*\"type\":\"([^\"]+)\".*", "$1"))
                .startsWith("case.submitted", "case.accepted");
        Received first = received.get(0);
        assertThat(first.body())
                .matches(
                        "\\{\"type\":\"case.submitted\",\"timestamp\":\"2026-09-0[^\"]+Z\",\"data\":\\{\"caseNumber\":\""
                                + renewal.number() + "\",\"sequence\":1}}");
        assertThat(first.signature())
                .isEqualTo(Signature.of(
                        made.secret(),
                        first.id(),
                        Long.parseLong(first.timestamp()),
                        first.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(Duration.between(Instant.ofEpochSecond(Long.parseLong(first.timestamp())), Instant.now()))
                .as("the receiver's time, wherever ours was moved")
                .isLessThan(Duration.ofMinutes(1));
        assertThat(of(Deliveries.State.WAITING)).isEmpty();
    }

    @Test
    void should_sign_by_both_secrets_for_a_while_after_one_was_changed() {
        Created made = subscribe("/a", List.of("case.submitted", "case.accepted"), List.of());
        String id = made.subscription().id();
        String fresh = subscriptions.renewSecret(id, "admin").orElseThrow().secret();
        assertThat(fresh).isNotEqualTo(made.secret());
        accepted();
        turn();
        assertThat(received)
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.signature().split(" "))
                        .containsExactly(signature(fresh, it), signature(made.secret(), it)));

        String freshest = subscriptions.renewSecret(id, "admin").orElseThrow().secret();
        deliveries.replay(id, Instant.EPOCH, Optional.empty(), "admin");
        received.clear();
        turn();
        assertThat(received)
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.signature().split(" "))
                        .as("never more than two")
                        .containsExactly(signature(freshest, it), signature(fresh, it)));

        TestClock.pass(Duration.ofDays(1).plusSeconds(1));
        deliveries.replay(id, Instant.EPOCH, Optional.empty(), "admin");
        received.clear();
        turn();
        assertThat(received)
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.signature()).isEqualTo(signature(freshest, it)));
        subscriptions.forgetOldSecrets();
        assertThat(jdbc.sql("select count(*) from webhook_subscription where previous_secret is not null")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(subscriptions.renewSecret("none", "admin")).isEmpty();
    }

    private static String signature(String secret, Received it) {
        return Signature.of(
                secret, it.id(), Long.parseLong(it.timestamp()), it.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void should_write_with_the_event_and_only_what_is_wanted() {
        subscribe("/a", List.of("case.accepted"), List.of());
        subscribe("/hangzhou", ALL, List.of("330100"));
        String number = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .number();
        transaction.executeWithoutResult(rolledBack -> {
            cases.record(number, "o01", "accepted", "");
            assertThat(of(Deliveries.State.WAITING)).hasSize(1);
            rolledBack.setRollbackOnly();
        });
        assertThat(deliveries.recent(Optional.empty(), 10)).isEmpty();
        transaction.executeWithoutResult(kept -> cases.record(number, "o01", "accepted", ""));
        assertThat(of(Deliveries.State.WAITING)).extracting(Delivery::event).containsExactly("case.accepted");
    }

    @Test
    void should_try_again_keep_the_order_of_a_case_and_end_dead_until_somebody_says_so() {
        subscribe("/a", List.of("case.submitted", "case.accepted"), List.of());
        status.set(500);
        accepted();
        turn();
        assertThat(received).as("the second waits for the first").hasSize(1);
        jdbc.sql("update webhook_delivery set attempts = 2, due_at = happened_at, locked_until = null where seq = 1")
                .update();
        rested();
        turn();
        assertThat(of(Deliveries.State.DEAD)).extracting(Delivery::seq).containsExactly(1);
        assertThat(of(Deliveries.State.DEAD).get(0).answer()).contains("500");
        assertThat(health.health())
                .extracting(it -> it.getDetails().toString())
                .asString()
                .contains("有1条办件事件通知多次失败", "/admin/webhooks");
        assertThat(meters.get("renewal.webhooks.dead").gauge().value()).isOne();
        status.set(200);
        rested();
        turn();
        assertThat(of(Deliveries.State.DELIVERED)).extracting(Delivery::seq).containsExactly(2);

        String id = of(Deliveries.State.DEAD).get(0).id();
        assertThat(deliveries.again(id, "admin")).isTrue();
        assertThat(deliveries.again(id, "admin")).isFalse();
        turn();
        assertThat(of(Deliveries.State.DEAD)).isEmpty();
        assertThat(received.get(received.size() - 1).id())
                .isEqualTo(received.get(0).id());
    }

    /** A lane that failed rests; a subscription's lane is made anew when it wasn't seen for a turn. */
    private void rested() {
        sender.forgetRests();
    }

    @Test
    void should_send_again_what_was_delivered_in_its_order_and_under_the_same_ids() {
        Created made = subscribe("/a", List.of("case.submitted", "case.accepted"), List.of());
        Renewal renewal = accepted();
        turn();
        List<String> ids = received.stream().map(Received::id).toList();
        assertThat(ids).hasSize(2);
        assertThat(deliveries.replay(made.subscription().id(), Instant.EPOCH, Optional.of("ANOTHERCASE"), "admin"))
                .isZero();
        assertThat(deliveries.replay(made.subscription().id(), Instant.EPOCH, Optional.of(renewal.number()), "admin"))
                .isEqualTo(2);
        turn();
        assertThat(received).extracting(Received::id).containsExactly(ids.get(0), ids.get(1), ids.get(0), ids.get(1));
    }

    @Test
    void should_let_one_that_hangs_delay_nobody_else() throws IOException {
        try (ServerSocket hangs = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            subscriptions.create(
                    Optional.empty(), "http://127.0.0.1:" + hangs.getLocalPort() + "/", ALL, List.of(), "admin");
            subscribe("/good", ALL, List.of());
            accepted();
            sender.turn();
            await().atMost(Duration.ofSeconds(5)).until(() -> received.size() >= 2);
            assertThat(sender.isBusy()).as("the other one hangs still").isTrue();
            await().until(() -> !sender.isBusy());
            assertThat(of(Deliveries.State.WAITING))
                    .as("what hangs is tried later")
                    .isNotEmpty();
        }
    }

    @Test
    void should_rest_when_the_receiver_is_gone() {
        Created made = subscribe("/a", ALL, List.of());
        status.set(410);
        accepted();
        turn();
        assertThat(subscriptions.find(made.subscription().id()).orElseThrow().state())
                .isEqualTo(Subscription.State.GONE);
        int told = received.size();
        rested();
        turn();
        assertThat(received).hasSize(told);
    }
}
