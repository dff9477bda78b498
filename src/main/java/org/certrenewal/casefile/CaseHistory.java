package org.certrenewal.casefile;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFiles.Recorded;
import org.certrenewal.vault.Vault;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what happened in each case, in the one order in which it happened, and adds each act to the audit trail: of two
 * that come at the same moment, the second waits for the first.
 */
@Repository
public class CaseHistory {

    private static final String EVENT = "case_event/";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final CaseLocks locks;
    private final Vault vault;
    private final Clock clock;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;

    CaseHistory(
            JdbcClient jdbc,
            JdbcTemplate batches,
            CaseLocks locks,
            Vault vault,
            Clock clock,
            AuditTrail audit,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.locks = locks;
        this.vault = vault;
        this.clock = clock;
        this.audit = audit;
        this.events = events;
    }

    /** Records something that happened. */
    @Transactional
    public void record(String number, String actor, String kind, String text) {
        locks.hold(number);
        jdbc.sql("""
                        insert into case_event (case_number, seq, happened_at, actor, kind, text)
                        select :number, coalesce(max(seq), 0) + 1, :now, :actor, :kind, :text
                          from case_event where case_number = :number
                        """)
                .param("number", number)
                .param("now", now())
                .param("actor", actor)
                .param("kind", kind)
                .param("text", vault.write(EVENT + number, text))
                .update();
        audit.append(number, actor, kind, "", text);
        events.publishEvent(new Recorded(number, kind));
    }

    /** Records one thing in several cases, with a text for each number. */
    @Transactional
    public void record(Map<String, String> texts, String actor, String kind) {
        locks.hold(texts.keySet());
        List<Object[]> rows = texts.entrySet().stream()
                .map(text -> new Object[] {
                    text.getKey(),
                    now(),
                    actor,
                    kind,
                    vault.write(EVENT + text.getKey(), text.getValue()),
                    text.getKey()
                })
                .toList();
        batches.batchUpdate("""
                insert into case_event (case_number, seq, happened_at, actor, kind, text)
                select ?, coalesce(max(seq), 0) + 1, ?, ?, ?, ? from case_event where case_number = ?
                """, rows);
        texts.forEach((number, text) -> audit.append(number, actor, kind, "", text));
    }

    /** Returns what happened, in order. */
    public List<CaseEvent> events(String number) {
        return jdbc.sql(
                        "select happened_at, actor, kind, text from case_event where case_number = :number order by seq")
                .param("number", number)
                .query((row, index) -> new CaseEvent(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        vault.read(EVENT + number, row.getString(4))))
                .list();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }
}
