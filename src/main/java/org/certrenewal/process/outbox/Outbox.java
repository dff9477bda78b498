package org.certrenewal.process.outbox;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes what a partner is to be told, in the transaction of the step that has something to tell. No step calls a
 * partner itself: a partner that hangs would hold the step's database connection.
 */
@Component
public class Outbox {

    /** The W3C's name for the trace that something belongs to. */
    static final String TRACE_PARENT = "traceparent";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final ObservationRegistry observations;

    Outbox(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events, ObservationRegistry observations) {
        this.observations = observations;
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** Says that something was put into the outbox; the worker wakes when the transaction has committed. */
    record Filled(String kind) {}

    /**
     * Puts a message in.
     *
     * @param kind says which {@link PartnerCall} takes it
     * @param payload what it needs beside the case number; no personal data
     */
    public void put(String kind, String caseNumber, String payload) {
        SenderContext<Map<String, String>> context = new SenderContext<>(Map::put, Kind.PRODUCER);
        context.setCarrier(new HashMap<>());
        Observation.createNotStarted("renewal.outbox.put", () -> context, observations)
                .contextualName("put " + kind)
                .lowCardinalityKeyValue("kind", kind)
                .observe(() ->
                        put(kind, caseNumber, payload, context.getCarrier().get(TRACE_PARENT)));
    }

    private void put(String kind, String caseNumber, String payload, String traceParent) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("""
                        insert into outbox_message (id, kind, case_number, payload, created_at, due_at, trace_parent)
                        values (:id, :kind, :case, :payload, :now, :now, :trace)
                        """)
                .param("id", UUID.randomUUID().toString())
                .param("kind", kind)
                .param("case", caseNumber)
                .param("payload", payload)
                .param("now", now)
                .param("trace", traceParent)
                .update();
        events.publishEvent(new Filled(kind));
    }

    /**
     * Tells whether a message of the same kind about the same thing with a lower number isn't delivered yet; for kinds
     * whose payload is a number that counts.
     */
    public boolean hasEarlier(String messageId) {
        return jdbc.sql("""
                                select count(*) from outbox_message m join outbox_message earlier
                                    on earlier.case_number = m.case_number and earlier.kind = m.kind
                                 where m.id = ? and earlier.id <> m.id and earlier.done_at is null
                                   and cast(earlier.payload as integer) < cast(m.payload as integer)
                                """).param(messageId).query(Integer.class).single() > 0;
    }

    /** Tells whether a message of a kind about something isn't delivered yet, be it on its way or dead. */
    public boolean hasUndelivered(String kind, String caseNumber) {
        return jdbc.sql("select count(*) from outbox_message where kind = ? and case_number = ? and done_at is null")
                        .params(kind, caseNumber)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /**
     * Says what lies in one lane.
     *
     * @param waiting messages on their way
     * @param dead messages that were given up
     * @param oldest since when the oldest of both lies there
     */
    public record Lane(String kind, long waiting, long dead, Optional<OffsetDateTime> oldest) {}

    /** Returns the lanes in which something lies. */
    public List<Lane> lanes() {
        return jdbc.sql("""
                        select kind, sum(case when dead_at is null then 1 else 0 end),
                               sum(case when dead_at is null then 0 else 1 end), min(created_at)
                          from outbox_message where done_at is null group by kind order by kind
                        """)
                .query((row, index) -> new Lane(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        Optional.ofNullable(row.getObject(4, OffsetDateTime.class))))
                .list();
    }

    /** Is a message that was given up, and what failed last. */
    public record Dead(String kind, String about, OffsetDateTime deadSince, String error) {}

    /** Returns messages that were given up, the oldest first, so many at most. */
    public List<Dead> dead(Collection<String> kinds, int most) {
        return kinds.isEmpty()
                ? List.of()
                : jdbc.sql("""
                                select kind, case_number, dead_at, last_error from outbox_message
                                 where kind in (:kinds) and done_at is null and dead_at is not null
                                 order by dead_at fetch first :most rows only
                                """)
                        .param("kinds", kinds)
                        .param("most", most)
                        .query((row, index) -> new Dead(
                                row.getString(1),
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class),
                                row.getString(4)))
                        .list();
    }

    /**
     * Sends again what was given up, each with all its attempts before it.
     *
     * @return how many messages
     */
    public int sendAgain(Collection<String> kinds) {
        int messages = kinds.isEmpty()
                ? 0
                : jdbc.sql("""
                                update outbox_message set dead_at = null, attempts = 0, due_at = :now
                                 where kind in (:kinds) and done_at is null and dead_at is not null
                                """)
                        .param("kinds", kinds)
                        .param("now", OffsetDateTime.now(clock))
                        .update();
        kinds.forEach(kind -> events.publishEvent(new Filled(kind)));
        return messages;
    }

    /** Makes what waits for its next attempt due now, such as when a line is resumed. */
    public void hurry(Collection<String> kinds) {
        if (!kinds.isEmpty()) {
            jdbc.sql("""
                            update outbox_message set due_at = :now
                             where kind in (:kinds) and done_at is null and dead_at is null and due_at > :now
                            """)
                    .param("kinds", kinds)
                    .param("now", OffsetDateTime.now(clock))
                    .update();
            kinds.forEach(kind -> events.publishEvent(new Filled(kind)));
        }
    }
}
