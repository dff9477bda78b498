package org.certrenewal.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.certrenewal.notices.outside.Deliveries;
import org.certrenewal.notices.outside.NoticeSource;
import org.certrenewal.vault.Vault;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tells people things, each once. They read it under 我的办件, or in their office's inbox. */
@Repository
public class Notices implements NoticeSource {

    private static final String TEXT = "notice/";
    private static final String TOLD = "id, case_number, kind, text, href, named_day ";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final Vault vault;
    private final Deliveries outside;

    Notices(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events, Vault vault, Deliveries outside) {
        this.outside = outside;
        this.vault = vault;
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** Says to whoever counts that somebody was told something; in the transaction that tells it. */
    public record Told(String kind) {}

    /** Holds something that somebody was told. */
    public record Notice(String caseNumber, String kind, String text, String href, Instant at) {}

    /**
     * Tells somebody something, here and where the person wants it; told again with the same key, nothing happens.
     *
     * @return whether it was told now
     */
    public boolean tell(Note note) {
        String id = UUID.randomUUID().toString();
        boolean told = jdbc.sql("""
                                insert into notice (id, recipient, case_number, kind, once_key, text, href, created_at, named_day)
                                select cast(:id as varchar(64)), cast(:recipient as varchar(100)), cast(:case as varchar(32)),
                                       cast(:kind as varchar(48)), cast(:key as varchar(150)), cast(:text as varchar(5000)),
                                       cast(:href as varchar(200)), cast(:now as timestamp with time zone),
                                       cast(:day as date)
                                 where not exists (select 1 from notice where once_key = :key)
                                """)
                        .param("id", id)
                        .param("recipient", note.recipient())
                        .param("case", note.caseNumber())
                        .param("kind", note.kind())
                        .param("key", note.onceKey())
                        .param("text", vault.write(TEXT + id, note.text()))
                        .param("href", note.href())
                        .param("now", OffsetDateTime.now(clock))
                        .param("day", note.namedDay(), Types.DATE)
                        .update()
                == 1;
        if (told) {
            outside.told(id, note.recipient(), note.caseNumber(), note.kind());
            events.publishEvent(new Told(note.kind()));
        }
        return told;
    }

    /** Returns the day that the newest notice of a kind named to somebody, among those whose key has an ending. */
    Optional<LocalDate> lastNamedDay(String recipient, String kind, String keyEnding) {
        return jdbc.sql("""
                        select named_day from notice
                         where recipient = :recipient and kind = :kind and named_day is not null
                           and once_key like :ending
                         order by created_at desc fetch first 1 rows only
                        """)
                .param("recipient", recipient)
                .param("kind", kind)
                .param("ending", "%" + keyEnding)
                .query(LocalDate.class)
                .optional();
    }

    /** Returns what somebody, or one of the groups, was told, the newest first. */
    public List<Notice> of(List<String> recipients, int most) {
        return jdbc.sql("""
                        select case_number, kind, text, href, created_at, id from notice
                         where recipient in (:recipients) order by created_at desc fetch first :most rows only
                        """)
                .param("recipients", recipients)
                .param("most", most)
                .query((row, index) -> new Notice(
                        row.getString(1),
                        row.getString(2),
                        vault.read(TEXT + row.getString(6), row.getString(3)),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public Optional<NoticeSource.Told> find(String noticeId) {
        return jdbc.sql("select " + TOLD + " from notice where id = ?")
                .param(noticeId)
                .query((row, index) -> told(row))
                .optional();
    }

    @Override
    public List<NoticeSource.Told> between(Collection<String> recipients, Instant since, Instant until, int most) {
        return jdbc.sql("select " + TOLD + """
                         from notice
                         where recipient in (:recipients) and created_at > :since and created_at <= :until
                         order by created_at fetch first :most rows only
                        """)
                .param("recipients", recipients)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, index) -> told(row))
                .list();
    }

    @Override
    public int count(Collection<String> recipients, Instant since, Instant until) {
        return jdbc.sql("""
                        select count(*) from notice
                         where recipient in (:recipients) and created_at > :since and created_at <= :until
                        """)
                .param("recipients", recipients)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    private NoticeSource.Told told(ResultSet row) throws SQLException {
        return new NoticeSource.Told(
                row.getString(2),
                row.getString(3),
                vault.read(TEXT + row.getString(1), row.getString(4)),
                row.getString(5),
                row.getObject(6, LocalDate.class));
    }
}
