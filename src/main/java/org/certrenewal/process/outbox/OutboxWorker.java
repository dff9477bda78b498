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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.certrenewal.PeriodicWork;
import org.certrenewal.casefile.CaseInLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what lies in the outbox, each kind in a lane of its own, so that a partner that hangs delays no other: takes a
 * message in one short transaction, calls the partner in none, ticks it off in another, which takes the next one.
 * Several nodes share the work; a message whose node died is taken again when its lease has run out, and as long as the
 * node lives the lease is renewed. What was tried too often, or is refused, is dead until somebody sends it again.
 */
@Component
public class OutboxWorker {

    /** By which the schedule calls the lane of what nobody takes; each other lane's name has its kind behind. */
    public static final String NAME = "outbox";

    /** How often the leases of what is under way are renewed. */
    public static final Duration RENEWAL = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** How long a message waits whose line is paused, broken or full. */
    private static final Duration NOT_NOW = Duration.ofSeconds(30);

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
    private final int attempts;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    OutboxWorker(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            List<PartnerCall> calls,
            ObservationRegistry observations,
            ApplicationEventPublisher events,
            @Value("${renewal.outbox.attempts:12}") int attempts) {
        this.attempts = Math.max(1, attempts);
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.calls = calls.stream().collect(Collectors.toMap(PartnerCall::kind, Function.identity()));
        this.observations = observations;
        this.events = events;
    }

    private record Message(
            String id, String kind, String caseNumber, String payload, int attempts, String traceParent) {}

    /** Returns the kinds of messages, each with the partner that takes it. */
    public Map<String, String> partners() {
        return calls.values().stream().collect(Collectors.toMap(PartnerCall::kind, PartnerCall::partner));
    }

    /** Returns the name by which the schedule calls a kind's lane. */
    public static String lane(String kind) {
        return NAME + "-" + kind;
    }

    /**
     * Sends everything that is due now, whatever its kind.
     *
     * @return how many messages were taken
     */
    public int drain() {
        return drain(Which.ALL);
    }

    /** Sends what is due now of one kind. */
    public int drain(String kind) {
        return drain(new Which("and kind = :kind", Map.of("kind", kind)));
    }

    /** Tries what nobody takes, as after a change of version. */
    public int drainOthers() {
        return drain(new Which("and kind not in (:kinds)", Map.of("kinds", calls.keySet())));
    }

    private int drain(Which which) {
        int taken = 0;
        Optional<Message> message = transaction.execute(status -> take(which));
        while (message.isPresent()) {
            taken++;
            message = send(message.get(), which);
        }
        return taken;
    }

    /** Says which messages are meant. */
    private record Which(String condition, Map<String, ?> parameters) {

        private static final Which ALL = new Which("", Map.of());
    }

    /** Renews the leases of what this node is at, so that no other takes it, however long a partner takes. */
    public void renewLeases() {
        List<String> ids = List.copyOf(underWay);
        if (!ids.isEmpty()) {
            jdbc.sql("update outbox_message set locked_until = :until where id in (:ids) and locked_until is not null")
                    .param("until", OffsetDateTime.now(clock).plus(LEASE))
                    .param("ids", ids)
                    .update();
        }
    }

    /** Takes the next message; in the transaction that ends with the one before. */
    private Optional<Message> take(Which which) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        Optional<Message> message = jdbc.sql("""
                            select id, kind, case_number, payload, attempts, trace_parent from outbox_message
                             where done_at is null and dead_at is null and due_at <= :now
                               and (locked_until is null or locked_until < :now) %s
                             order by due_at fetch first 1 rows only for update skip locked
                            """.formatted(which.condition()))
                .param("now", now)
                .params(which.parameters())
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
    private Optional<Message> send(Message message, Which which) {
        CaseInLog.is(message.caseNumber());
        Observation delivery = delivery(message).start();
        Observation.Scope scope = delivery.openScope();
        underWay.add(message.id());
        try {
            PartnerCall call = calls.get(message.kind());
            if (call == null) {
                throw new IllegalStateException("nobody takes messages of the kind " + message.kind());
            }
            String answer = call.call(message.id(), message.caseNumber(), message.payload());
            return tickOff(message, call, answer, TRIES, which);
        } catch (NotNow notNow) {
            return putBack(message, notNow, which);
        } catch (RuntimeException e) {
            delivery.error(e);
            return postpone(message, e, which);
        } finally {
            underWay.remove(message.id());
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

    /**
     * Takes the answer; somebody who works on the same case at the same moment goes first. An answer to what was ticked
     * off or erased meanwhile isn't taken.
     */
    private Optional<Message> tickOff(Message message, PartnerCall call, String answer, int tries, Which which) {
        try {
            return transaction.execute(status -> {
                int first = jdbc.sql("""
                                update outbox_message set done_at = :now, last_error = null
                                 where id = :id and done_at is null
                                """)
                        .param("now", OffsetDateTime.now(clock))
                        .param("id", message.id())
                        .update();
                if (first == 1) {
                    call.answered(message.caseNumber(), message.payload(), answer);
                }
                return take(which);
            });
        } catch (OptimisticLockingException | ConcurrencyFailureException e) {
            if (tries == 0) {
                throw e;
            }
            return tickOff(message, call, answer, tries - 1, which);
        }
    }

    /** Lets a message wait that couldn't go; its attempt doesn't count, and its lane rests until the next turn. */
    private Optional<Message> putBack(Message message, NotNow cause, Which which) {
        log.debug("{} of case {} waits: {}", message.kind(), message.caseNumber(), kindsOf(cause));
        return transaction.execute(status -> {
            jdbc.sql("""
                            update outbox_message set due_at = :due, locked_until = null, attempts = :attempts,
                                   last_error = :error
                             where id = :id
                            """)
                    .param("due", OffsetDateTime.now(clock).plus(shaken(NOT_NOW)))
                    .param("attempts", message.attempts())
                    .param("error", error(cause))
                    .param("id", message.id())
                    .update();
            return cause.isForOthersToo() && which != Which.ALL ? Optional.empty() : take(which);
        });
    }

    private Optional<Message> postpone(Message message, RuntimeException cause, Which which) {
        int made = message.attempts() + 1;
        boolean dead = cause instanceof Refused || made >= attempts;
        Duration wait = Duration.ofSeconds(10L << Math.min(message.attempts(), 10));
        Duration bounded = shaken(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        if (dead) {
            log.error(
                    "{} of case {} failed for the {}. time and is given up until it is sent again: {}",
                    message.kind(),
                    message.caseNumber(),
                    made,
                    kindsOf(cause));
        } else {
            log.warn(
                    "{} of case {} failed for the {}. time and is tried again in {}: {}",
                    message.kind(),
                    message.caseNumber(),
                    made,
                    bounded,
                    kindsOf(cause));
        }
        OffsetDateTime now = OffsetDateTime.now(clock);
        return transaction.execute(status -> {
            jdbc.sql("""
                            update outbox_message set due_at = :due, dead_at = cast(:dead as timestamp with time zone),
                                   locked_until = null, last_error = :error
                             where id = :id
                            """)
                    .param("due", now.plus(bounded))
                    .param("dead", dead ? now : null)
                    .param("error", error(cause))
                    .param("id", message.id())
                    .update();
            return take(which);
        });
    }

    /** Shortens a wait by up to a half, so that what failed together doesn't come back together. */
    private static Duration shaken(Duration wait) {
        return wait.minusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 2 + 1));
    }

    private static String error(RuntimeException cause) {
        String error = kindsOf(cause);
        return error.substring(0, Math.min(error.length(), LONGEST_ERROR));
    }

    /**
     * Returns what failed without a partner's words, in which somebody could be named: exceptions' names, a status, and
     * the code of a refusal.
     */
    public static String kindsOf(Throwable failure) {
        StringBuilder kinds = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            kinds.append(kinds.isEmpty() ? "" : " ").append(cause.getClass().getSimpleName());
            Matcher status = STATUS.matcher(String.valueOf(cause.getMessage()));
            kinds.append(status.find() ? " " + status.group() : "");
            kinds.append(cause instanceof Refused refused ? " " + refused.code() : "");
        }
        return kinds.toString();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void wake(Outbox.Filled event) {
        events.publishEvent(PeriodicWork.Wanted.now(calls.containsKey(event.kind()) ? lane(event.kind()) : NAME));
    }
}
