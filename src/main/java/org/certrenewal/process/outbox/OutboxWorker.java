package org.certrenewal.process.outbox;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.certrenewal.PeriodicWork;
import org.certrenewal.casefile.CaseInLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what lies in the outbox: takes a message in one short transaction, calls the partner in none, ticks it off in
 * another, which takes the next one. Several nodes share the work; a message whose node died is taken again when its
 * lease has run out.
 */
@Component
public class OutboxWorker {

    /** By which the schedule calls it. */
    public static final String NAME = "outbox";

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int LONGEST_ERROR = 500;
    private static final int TRIES = 5;

    /** An HTTP status that tells of a failure. */
    private static final Pattern STATUS = Pattern.compile("\\b[45][0-9]{2}\\b");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<String, PartnerCall> calls;
    private final ObservationRegistry observations;
    private final ApplicationEventPublisher events;

    OutboxWorker(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            List<PartnerCall> calls,
            ObservationRegistry observations,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.calls = calls.stream().collect(Collectors.toMap(PartnerCall::kind, Function.identity()));
        this.observations = observations;
        this.events = events;
    }

    private record Message(
            String id, String kind, String caseNumber, String payload, int attempts, String traceParent) {}

    /**
     * Sends everything that is due now.
     *
     * @return how many messages were taken
     */
    public int drain() {
        int taken = 0;
        Optional<Message> message = transaction.execute(status -> take());
        while (message.isPresent()) {
            taken++;
            message = send(message.get());
        }
        return taken;
    }

    /** Takes the next message; in the transaction that ends with the one before. */
    private Optional<Message> take() {
        OffsetDateTime now = OffsetDateTime.now(clock);
        Optional<Message> message = jdbc.sql("""
                            select id, kind, case_number, payload, attempts, trace_parent from outbox_message
                             where done_at is null and due_at <= :now and (locked_until is null or locked_until < :now)
                             order by due_at fetch first 1 rows only for update skip locked
                            """)
                .param("now", now)
                .query((row, index) -> new Message(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getString(6)))
                .optional();
        message.ifPresent(it -> jdbc.sql(
                        "update outbox_message set locked_until = :until, attempts = attempts + 1 where id = :id")
                .param("until", now.plus(LEASE))
                .param("id", it.id())
                .update());
        return message;
    }

    /** Sends a message, and returns the next. */
    private Optional<Message> send(Message message) {
        CaseInLog.is(message.caseNumber());
        Observation delivery = delivery(message).start();
        Observation.Scope scope = delivery.openScope();
        try {
            PartnerCall call = calls.get(message.kind());
            if (call == null) {
                throw new IllegalStateException("nobody takes messages of the kind " + message.kind());
            }
            String answer = call.call(message.id(), message.caseNumber(), message.payload());
            return tickOff(message, call, answer, TRIES);
        } catch (RuntimeException e) {
            delivery.error(e);
            return postpone(message, e);
        } finally {
            scope.close();
            delivery.stop();
            CaseInLog.isNone();
        }
    }

    /** Measures the delivery; in traces it stands in the trace of the step that put the message in. */
    private Observation delivery(Message message) {
        ReceiverContext<Message> context = new ReceiverContext<>(
                (carrier, key) -> Outbox.TRACE_PARENT.equals(key) ? carrier.traceParent() : null, Kind.CONSUMER);
        context.setCarrier(message);
        return Observation.createNotStarted("renewal.outbox.delivery", () -> context, observations)
                .contextualName("deliver " + message.kind())
                .lowCardinalityKeyValue("kind", calls.containsKey(message.kind()) ? message.kind() : "unknown");
    }

    /** Takes the answer; somebody who works on the same case at the same moment goes first. */
    private Optional<Message> tickOff(Message message, PartnerCall call, String answer, int tries) {
        try {
            return transaction.execute(status -> {
                call.answered(message.caseNumber(), message.payload(), answer);
                jdbc.sql("update outbox_message set done_at = :now, last_error = null where id = :id")
                        .param("now", OffsetDateTime.now(clock))
                        .param("id", message.id())
                        .update();
                return take();
            });
        } catch (OptimisticLockingException | ConcurrencyFailureException e) {
            if (tries == 0) {
                throw e;
            }
            return tickOff(message, call, answer, tries - 1);
        }
    }

    private Optional<Message> postpone(Message message, RuntimeException cause) {
        Duration wait = Duration.ofSeconds(10L << Math.min(message.attempts(), 10));
        Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        log.warn(
                "{} of case {} failed for the {}. time and is tried again in {}: {}",
                message.kind(),
                message.caseNumber(),
                message.attempts() + 1,
                bounded,
                cause.toString());
        String error = kindsOf(cause);
        return transaction.execute(status -> {
            jdbc.sql("update outbox_message set due_at = :due, locked_until = null, last_error = :error where id = :id")
                    .param("due", OffsetDateTime.now(clock).plus(bounded))
                    .param("error", error.substring(0, Math.min(error.length(), LONGEST_ERROR)))
                    .param("id", message.id())
                    .update();
            return take();
        });
    }

    /**
     * Returns what failed without a partner's words, in which somebody could be named: exceptions' names and a status.
     */
    public static String kindsOf(Throwable failure) {
        StringBuilder kinds = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            kinds.append(kinds.isEmpty() ? "" : " ").append(cause.getClass().getSimpleName());
            Matcher status = STATUS.matcher(String.valueOf(cause.getMessage()));
            kinds.append(status.find() ? " " + status.group() : "");
        }
        return kinds.toString();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void wake(Outbox.Filled event) {
        events.publishEvent(PeriodicWork.Wanted.now(NAME));
    }
}
