package org.certrenewal.process.outbox;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
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
    record Filled() {}

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
        events.publishEvent(new Filled());
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
}
