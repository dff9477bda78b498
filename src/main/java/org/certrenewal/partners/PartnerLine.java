package org.certrenewal.partners;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.certrenewal.process.outbox.OutboxWorker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Is the line to one partner: every call to it goes through here. */
public class PartnerLine {

    private static final Logger log = LoggerFactory.getLogger(PartnerLine.class);
    private static final int LONGEST_ERROR = 200;

    /** No partner keeps us away for longer by one answer. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(15);

    private final Partner partner;
    private final PartnerLines lines;
    private final Journal journal;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final Retry retry;
    private final Duration usualRest;
    private final AtomicLong restsUntil = new AtomicLong(System.nanoTime());

    PartnerLine(
            Partner partner,
            PartnerLines lines,
            Journal journal,
            CircuitBreaker breaker,
            Bulkhead bulkhead,
            Retry retry,
            Duration usualRest) {
        this.partner = partner;
        this.lines = lines;
        this.journal = journal;
        this.breaker = breaker;
        this.bulkhead = bulkhead;
        this.retry = retry;
        this.usualRest = usualRest;
    }

    public Partner partner() {
        return partner;
    }

    /**
     * Calls the partner, unless its line is paused, broken or full. Where no connection comes about, or an answer says
     * that nobody is there (502, 503), the call is made again after a moment, so that it has to be one that a partner
     * can tell from a first. A partner that asks for a rest (429, or 503 with {@code Retry-After}) has it, for as long
     * as it says, a quarter of an hour at most.
     *
     * @param call speaks with the partner; holds no connection of the database
     * @return what the call returns
     * @throws PartnerUnavailable at once if it isn't to be called now, or if it was tried whether a broken line works
     *     again, and it doesn't
     * @throws IllegalStateException inside a transaction: a partner that hangs would hold a connection of the database
     * @throws RuntimeException what the call throws; all but a {@link org.certrenewal.process.outbox.Refused} counts as
     *     a failure of the line
     */
    public <T> T call(Supplier<T> call) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("no partner is called inside a transaction: " + partner.id());
        }
        if (lines.isPaused(partner)) {
            throw new PartnerUnavailable(partner, PartnerUnavailable.Why.PAUSED, null);
        }
        if (rests().compareTo(Duration.ZERO) > 0) {
            throw new PartnerUnavailable(partner, PartnerUnavailable.Why.RESTING, null);
        }
        boolean trial = breaker.getState() != CircuitBreaker.State.CLOSED;
        T answer;
        try {
            answer = bulkhead.executeSupplier(
                    Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, call)));
        } catch (BulkheadFullException full) {
            throw new PartnerUnavailable(partner, PartnerUnavailable.Why.FULL, null);
        } catch (CallNotPermittedException open) {
            throw new PartnerUnavailable(partner, PartnerUnavailable.Why.BROKEN, null);
        } catch (RuntimeException failure) {
            if (PartnerLines.isFailure(failure)) {
                note(() -> journal.failed(partner, error(failure), breaker.getState() != CircuitBreaker.State.CLOSED));
                if (failure instanceof PartnerError error && error.asksForRest()) {
                    Duration rest = error.rest().orElse(usualRest);
                    restsUntil.set(
                            System.nanoTime() + (rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest).toNanos());
                    throw new PartnerUnavailable(partner, PartnerUnavailable.Why.RESTING, failure);
                }
                if (trial) {
                    throw new PartnerUnavailable(partner, PartnerUnavailable.Why.BROKEN, failure);
                }
            } else {
                note(() -> journal.succeeded(partner));
            }
            throw failure;
        }
        note(() -> journal.succeeded(partner));
        return answer;
    }

    /** Returns how long the partner has still to be left alone, as it asked; nothing or less if it needn't be. */
    Duration rests() {
        return Duration.ofNanos(restsUntil.get() - System.nanoTime());
    }

    private static String error(RuntimeException failure) {
        String error = OutboxWorker.kindsOf(failure);
        return error.substring(0, Math.min(error.length(), LONGEST_ERROR));
    }

    /** What a partner did counts, even if it can't be noted. */
    private void note(Runnable note) {
        try {
            note.run();
        } catch (DataAccessException | TransactionException e) {
            log.warn("how the line to {} does couldn't be noted: {}", partner.id(), OutboxWorker.kindsOf(e));
        }
    }
}
