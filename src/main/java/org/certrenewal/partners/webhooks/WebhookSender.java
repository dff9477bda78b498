package org.certrenewal.partners.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.certrenewal.casefile.CaseInLog;
import org.certrenewal.partners.webhooks.Deliveries.Delivery;
import org.certrenewal.partners.webhooks.Subscription.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Sends what is due: takes a message in one short transaction, posts it in none, notes the outcome in another. Each
 * receiver has a lane of its own, so that one that hangs holds up nobody but itself; a lane whose receiver fails rests
 * for longer and longer. Several nodes share the work; what a node had taken that died is taken again when its lease
 * has run out.
 */
@Component
@EnableConfigurationProperties(WebhookSettings.class)
public class WebhookSender {

    /** By which the schedule calls it. */
    public static final String NAME = "webhooks";

    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);
    private static final int GONE = 410;
    private static final int JITTER = 4;

    /** A lane that failed rests for so long at first, doubled at each further failure in a row. */
    private static final Duration FIRST_REST = Duration.ofSeconds(1);

    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 16;
    private static final int LONGEST_ANSWER = 200;

    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private final WebhookClient client;
    private final WebhookSettings settings;
    private final ObjectMapper json;
    /** The receivers' time: a signature is judged by it, wherever a demonstration has moved ours. */
    private final InstantSource time = InstantSource.system();

    private volatile Instant nextSweep = Instant.EPOCH;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "webhooks");
        thread.setDaemon(true);
        return thread;
    });

    WebhookSender(
            Subscriptions subscriptions,
            Deliveries deliveries,
            WebhookClient client,
            WebhookSettings settings,
            ObjectMapper json) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.client = client;
        this.settings = settings;
        this.json = json;
    }

    /** Is one receiver's lane on this node. */
    private static final class Lane {
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile int failures;
        private volatile Instant restsUntil = Instant.EPOCH;
    }

    /** Is what a message says: nothing personal. */
    record Message(String type, Instant timestamp, Data data) {

        /**
         * Names the case.
         *
         * @param sequence counts the events of the case for this receiver: a gap tells of one that is missing still
         */
        record Data(String caseNumber, int sequence) {}
    }

    /** Starts every lane that has something to do and isn't at work or at rest, and forgets what is old. */
    public void turn() {
        List<Subscription> all = subscriptions.look();
        lanes.keySet().retainAll(all.stream().map(Subscription::id).toList());
        for (Subscription one : all) {
            Lane lane = lanes.computeIfAbsent(one.id(), id -> new Lane());
            if (one.state() == State.ACTIVE
                    && !time.instant().isBefore(lane.restsUntil)
                    && lane.busy.compareAndSet(false, true)) {
                threads.execute(() -> {
                    try {
                        drain(one, lane);
                    } catch (RuntimeException e) {
                        log.warn("webhooks of subscription {} weren't sent: {}", one.id(), e.toString());
                    } finally {
                        lane.busy.set(false);
                    }
                });
            }
        }
        if (!time.instant().isBefore(nextSweep)) {
            deliveries.sweep(settings.keep());
            subscriptions.forgetOldSecrets();
            nextSweep = time.instant().plus(SWEEP_EVERY);
        }
    }

    /** Tells whether a lane is at work. */
    boolean isBusy() {
        return lanes.values().stream().anyMatch(lane -> lane.busy.get());
    }

    /** Lets lanes go on at the next turn that failed a moment ago. */
    void forgetRests() {
        lanes.values().forEach(lane -> lane.restsUntil = Instant.EPOCH);
    }

    private void drain(Subscription to, Lane lane) {
        List<String> secrets = subscriptions.secretsOf(to.id());
        if (secrets.isEmpty()) {
            return;
        }
        Duration lease = settings.connect().plus(settings.answer()).plusMinutes(1);
        Optional<Delivery> next = deliveries.take(to.id(), lease);
        while (next.isPresent() && !Thread.currentThread().isInterrupted()) {
            if (!send(to, secrets, next.get())) {
                lane.failures++;
                lane.restsUntil = time.instant().plus(rest(lane.failures));
                return;
            }
            lane.failures = 0;
            next = deliveries.take(to.id(), lease);
        }
    }

    private static Duration rest(int failures) {
        Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    /** Sends one message, and tells whether the receiver took it. */
    private boolean send(Subscription to, List<String> secrets, Delivery delivery) {
        CaseInLog.is(delivery.caseNumber());
        try {
            int status = client.post(to.url(), headers(secrets, delivery), body(delivery));
            if (status >= 200 && status < 300) {
                deliveries.delivered(delivery, String.valueOf(status));
                return true;
            }
            if (status == GONE) {
                // Standard Webhooks: the receiver wants no more.
                subscriptions.change(to.id(), State.GONE, "system");
            }
            failed(to, delivery, String.valueOf(status));
        } catch (IOException e) {
            failed(to, delivery, e.getClass().getSimpleName());
        } finally {
            CaseInLog.isNone();
        }
        return false;
    }

    private void failed(Subscription to, Delivery delivery, String answer) {
        String kept = answer.substring(0, Math.min(LONGEST_ANSWER, answer.length()));
        int tried = delivery.attempts() + 1;
        log.warn(
                "webhook {} of case {} to subscription {} failed for the {}. time: {}",
                delivery.event(),
                delivery.caseNumber(),
                to.id(),
                tried,
                kept);
        if (tried >= settings.tries()) {
            deliveries.died(delivery, kept);
        } else {
            deliveries.postponed(delivery, wait(settings, tried), kept);
        }
    }

    /** Returns how long to wait after a number of failures, give or take a quarter. */
    static Duration wait(WebhookSettings settings, int tried) {
        Duration doubled = settings.firstWait().multipliedBy(1L << Math.min(tried - 1, MOST_DOUBLINGS));
        Duration bounded = doubled.compareTo(settings.longestWait()) > 0 ? settings.longestWait() : doubled;
        long quarter = bounded.toMillis() / JITTER;
        return bounded.plusMillis(ThreadLocalRandom.current().nextLong(-quarter, quarter + 1));
    }

    /** Standard Webhooks: while a secret is changed, a signature by each, with a blank between. */
    private Map<String, String> headers(List<String> secrets, Delivery delivery) {
        long seconds = time.instant().getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", delivery.id());
        headers.put("webhook-timestamp", String.valueOf(seconds));
        byte[] body = body(delivery);
        headers.put(
                "webhook-signature",
                secrets.stream()
                        .map(secret -> Signature.of(secret, delivery.id(), seconds, body))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    private byte[] body(Delivery delivery) {
        try {
            return json.writeValueAsBytes(new Message(
                    delivery.event(),
                    delivery.happenedAt().truncatedTo(ChronoUnit.MILLIS),
                    new Message.Data(delivery.caseNumber(), delivery.seq())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets what is on its way arrive. */
    @PreDestroy
    void stop() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(settings.answer().toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }
}
