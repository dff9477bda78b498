package org.certrenewal.process.outbox;

import java.time.Clock;
import java.time.OffsetDateTime;
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

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Outbox(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
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
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("""
                        insert into outbox_message (id, kind, case_number, payload, created_at, due_at)
                        values (:id, :kind, :case, :payload, :now, :now)
                        """)
                .param("id", UUID.randomUUID().toString())
                .param("kind", kind)
                .param("case", caseNumber)
                .param("payload", payload)
                .param("now", now)
                .update();
        events.publishEvent(new Filled());
    }
}
