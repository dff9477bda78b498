package org.certrenewal.partners;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.process.outbox.Refused;
import org.springframework.stereotype.Component;

/**
 * Has one line to each partner. A line that fails in half of its last ten calls, five at least, is broken: it isn't
 * tried for half a minute, and then with two calls. Each node finds that out for itself; a pause counts for all within
 * two seconds.
 */
@Component
public class PartnerLines {

    private static final int LAST = 10;
    private static final int FEWEST = 5;
    private static final int HALF = 50;
    private static final int TRIALS = 2;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final long LOOK_EVERY = Duration.ofSeconds(2).toNanos();
    private static final PartnerSettings.Access USUAL = usual();

    private final PartnerSettings settings;
    private final Journal journal;
    private final Map<Partner, PartnerLine> lines = new EnumMap<>(Partner.class);
    private volatile Look look;

    private record Look(Map<Partner, Journal.Entry> entries, long at) {}

    PartnerLines(PartnerSettings settings, Journal journal, MeterRegistry meters) {
        this.settings = settings;
        this.journal = journal;
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
        BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
        for (Partner partner : Partner.values()) {
            PartnerSettings.Access access = settings.of(partner).orElse(USUAL);
            lines.put(
                    partner,
                    new PartnerLine(
                            partner,
                            this,
                            journal,
                            breakers.circuitBreaker(partner.id(), breaker(access)),
                            bulkhead(bulkheads, partner, access),
                            Retry.of(partner.id(), retry(access)),
                            access.rest()));
        }
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
    }

    private static PartnerSettings.Access usual() {
        return new PartnerSettings.Access(
                null,
                "",
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                "",
                org.springframework.util.unit.DataSize.ofMegabytes(1),
                "",
                "",
                SignatureMethod.HMAC_SHA256,
                2,
                4,
                Duration.ofSeconds(30));
    }

    private static CircuitBreakerConfig breaker(PartnerSettings.Access access) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(LAST)
                .minimumNumberOfCalls(FEWEST)
                .failureRateThreshold(HALF)
                .waitDurationInOpenState(access.rest())
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                // Two that hang until they are given up mustn't keep the line from being tried again.
                .maxWaitDurationInHalfOpenState(access.rest().plus(access.readTimeout()))
                .recordException(PartnerLines::isFailure)
                .build();
    }

    private static Bulkhead bulkhead(BulkheadRegistry bulkheads, Partner partner, PartnerSettings.Access access) {
        return bulkheads.bulkhead(
                partner.id(),
                BulkheadConfig.custom()
                        .maxConcurrentCalls(access.concurrent())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
    }

    private static RetryConfig retry(PartnerSettings.Access access) {
        return RetryConfig.custom()
                .maxAttempts(access.attempts())
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(FIRST_WAIT, 2, 0.5))
                .retryOnException(PartnerLines::isWorthAnother)
                .build();
    }

    /** Tells whether a line has failed, rather than a message been refused. */
    static boolean isFailure(Throwable failure) {
        return !(failure instanceof Refused) && !(failure instanceof CallNotPermittedException);
    }

    /** What has already taken long isn't made longer. */
    private static boolean isWorthAnother(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PartnerError error) {
                return !error.asksForRest() && (error.status() == 502 || error.status() == 503);
            }
            if (cause instanceof PartnerClients.Unacceptable
                    || cause instanceof HttpTimeoutException
                    || cause instanceof HttpConnectTimeoutException) {
                return false;
            }
            if (cause instanceof ConnectException || cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** Returns the line to a partner. */
    public PartnerLine line(Partner partner) {
        return lines.get(partner);
    }

    boolean isPaused(Partner partner) {
        Look last = look;
        if (last == null || System.nanoTime() - last.at() > LOOK_EVERY) {
            last = new Look(journal.entries(), System.nanoTime());
            look = last;
        }
        return last.entries().getOrDefault(partner, Journal.Entry.NOTHING).pausedAt() != null;
    }

    /** Says who paused a line, when and why. */
    public record Pause(OffsetDateTime since, String by, String reason) {}

    /**
     * Says how a line stands.
     *
     * @param real whether a partner is configured; else its stand-in serves
     * @param brokenSince since when it has failed too often, on some node
     */
    public record Standing(
            Partner partner,
            boolean real,
            Optional<Pause> pause,
            Optional<OffsetDateTime> brokenSince,
            Optional<OffsetDateTime> lastSuccess,
            Optional<OffsetDateTime> lastFailure,
            Optional<String> lastError) {}

    /** Returns how all lines stand now, for all nodes. */
    public List<Standing> standings() {
        Map<Partner, Journal.Entry> entries = journal.entries();
        return Arrays.stream(Partner.values())
                .map(partner -> standing(partner, entries.getOrDefault(partner, Journal.Entry.NOTHING)))
                .toList();
    }

    private Standing standing(Partner partner, Journal.Entry entry) {
        return new Standing(
                partner,
                settings.isReal(partner),
                Optional.ofNullable(entry.pausedAt())
                        .map(since -> new Pause(since, entry.pausedBy(), entry.pauseReason())),
                Optional.ofNullable(entry.brokenSince()),
                Optional.ofNullable(entry.lastSuccess()),
                Optional.ofNullable(entry.lastFailure()),
                Optional.ofNullable(entry.lastError()));
    }

    /** Pauses a line for all nodes, until it is resumed; who may, and the audit trail, are the caller's. */
    public void pause(Partner partner, String by, String reason) {
        journal.pause(partner, by, reason);
        look = null;
    }

    /** Resumes a line. */
    public void resume(Partner partner) {
        journal.resume(partner);
        look = null;
    }
}
