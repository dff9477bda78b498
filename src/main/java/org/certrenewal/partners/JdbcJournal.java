package org.certrenewal.partners;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the journal in the database; each line's row is there from the first start. */
@Component
class JdbcJournal implements Journal {

    private static final Duration OFTEN_ENOUGH = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcJournal(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Row(String partner, Entry entry) {}

    @Override
    public Map<Partner, Entry> entries() {
        Map<Partner, Entry> entries = new EnumMap<>(Partner.class);
        jdbc.sql("""
                        select partner, paused_at, paused_by, pause_reason, last_success_at, last_failure_at, broken_since,
                               last_error
                          from partner_line
                        """)
                .query((row, index) -> new Row(
                        row.getString(1),
                        new Entry(
                                row.getObject(2, OffsetDateTime.class),
                                row.getString(3),
                                row.getString(4),
                                row.getObject(5, OffsetDateTime.class),
                                row.getObject(6, OffsetDateTime.class),
                                row.getObject(7, OffsetDateTime.class),
                                row.getString(8))))
                .list()
                .forEach(row -> Arrays.stream(Partner.values())
                        .filter(partner -> partner.id().equals(row.partner()))
                        .forEach(partner -> entries.put(partner, row.entry())));
        return entries;
    }

    /** Writes now and then only: what is called a hundred times a second needn't be noted as often. */
    @Override
    public void succeeded(Partner partner) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("""
                        update partner_line set last_success_at = :now, broken_since = null
                         where partner = :partner
                           and (last_success_at is null or last_success_at < :often or broken_since is not null)
                        """)
                .param("now", now)
                .param("often", now.minus(OFTEN_ENOUGH))
                .param("partner", partner.id())
                .update();
    }

    @Override
    public void failed(Partner partner, String error, boolean broken) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("""
                        update partner_line set last_failure_at = :now, last_error = :error,
                               broken_since = case when :broken = 1 and broken_since is null
                                                   then cast(:now as timestamp with time zone) else broken_since end
                         where partner = :partner
                        """)
                .param("now", now)
                .param("error", error)
                .param("broken", broken ? 1 : 0)
                .param("partner", partner.id())
                .update();
    }

    @Override
    public void pause(Partner partner, String by, String reason) {
        jdbc.sql("""
                        update partner_line set paused_at = :now, paused_by = :by, pause_reason = :reason
                         where partner = :partner
                        """)
                .param("now", OffsetDateTime.now(clock))
                .param("by", by)
                .param("reason", reason)
                .param("partner", partner.id())
                .update();
    }

    @Override
    public void resume(Partner partner) {
        jdbc.sql("""
                        update partner_line set paused_at = null, paused_by = null, pause_reason = null
                         where partner = :partner
                        """).param("partner", partner.id()).update();
    }
}
