package org.certrenewal.insight.metrics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.insight.DatabaseAnswers;
import org.certrenewal.insight.metrics.Figures.Desk;
import org.certrenewal.insight.metrics.Figures.Jobs;
import org.certrenewal.insight.metrics.Figures.Outbox;
import org.certrenewal.insight.metrics.Figures.Stage;
import org.certrenewal.partners.webhooks.Deliveries;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads how things stand, with a few short queries that touch only what is open, and at most once in a while however
 * often it is asked. The engine's tables are read directly: its own queries would take three times as many.
 */
@Component
public class FiguresReader {

    private static final Logger log = LoggerFactory.getLogger(FiguresReader.class);
    private static final List<String> OPEN = Stream.of(CaseStatus.values())
            .filter(CaseStatus::isOpen)
            .map(Enum::name)
            .toList();
    /** What the supervisor has to settle is a decision whose last day is over. */
    private static final List<String> WITH_A_LAST_DAY =
            List.of(Tasks.ACCEPT_APPLICATION, Tasks.REVIEW_APPLICATION, Tasks.EXTEND_DECISION, Tasks.POST_CERTIFICATE);

    private static final double MILLIS = 1000.0;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final DatabaseAnswers database;
    private final Deliveries webhooks;
    private final Duration keep;
    private Optional<Figures> last = Optional.empty();
    private long readAt;

    FiguresReader(
            JdbcClient jdbc,
            Clock clock,
            DatabaseAnswers database,
            Deliveries webhooks,
            @Value("${renewal.metrics.keep:PT10S}") Duration keep) {
        this.database = database;
        this.webhooks = webhooks;
        this.jdbc = jdbc;
        this.clock = clock;
        this.keep = keep;
        this.readAt = System.nanoTime() - keep.toNanos();
    }

    /** Returns how things stand; empty as long as the database can't be asked. */
    public synchronized Optional<Figures> now() {
        if (System.nanoTime() - readAt >= keep.toNanos()) {
            last = read();
            readAt = System.nanoTime();
        }
        return last;
    }

    private Optional<Figures> read() {
        if (!database.answers()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Figures(
                    cases(), stages(), expiredFaceChecks(), outbox(), jobs(), administrators(), webhooks.dead()));
        } catch (RuntimeException e) {
            log.warn("the figures can't be read now: {}", e.toString());
            return Optional.empty();
        }
    }

    private Map<CaseStatus, Long> cases() {
        Map<CaseStatus, Long> found = new EnumMap<>(CaseStatus.class);
        jdbc.sql("select status, count(*) from casefile_standing where status in (:open) group by status")
                .param("open", OPEN)
                .query(row -> {
                    found.put(CaseStatus.valueOf(row.getString(1)), row.getLong(2));
                });
        return found;
    }

    private Map<Stage, Desk> stages() {
        Map<Stage, Desk> found = new EnumMap<>(Stage.class);
        jdbc.sql("""
                        select TASK_DEF_KEY_, count(*), sum(case when DUE_DATE_ < :now then 1 else 0 end),
                               min(case when DUE_DATE_ >= :now then DUE_DATE_ end)
                          from ACT_RU_TASK where TASK_DEF_KEY_ in (:steps) group by TASK_DEF_KEY_
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("steps", WITH_A_LAST_DAY)
                .query(row -> {
                    found.merge(stage(row.getString(1)), desk(row), Desk::plus);
                });
        return found;
    }

    private static Stage stage(String element) {
        return switch (element) {
            case Tasks.ACCEPT_APPLICATION -> Stage.ACCEPTANCE;
            case Tasks.POST_CERTIFICATE -> Stage.DELIVERY;
            default -> Stage.DECISION;
        };
    }

    private static Desk desk(ResultSet row) throws SQLException {
        long waiting = row.getLong(2);
        boolean settled = row.getString(1).equals(Tasks.EXTEND_DECISION);
        return new Desk(
                waiting,
                settled ? waiting : row.getLong(3),
                settled
                        ? Optional.empty()
                        : Optional.ofNullable(row.getTimestamp(4)).map(Timestamp::toInstant));
    }

    private long expiredFaceChecks() {
        OffsetDateTime now = OffsetDateTime.now(clock);
        return jdbc.sql("""
                        select count(*) from faceauth_sessions
                         where expires_at > :yesterday and expires_at <= :now and state in ('OPENING', 'WAITING')
                        """)
                .param("yesterday", now.minusDays(1))
                .param("now", now)
                .query(Long.class)
                .single();
    }

    private Outbox outbox() {
        return jdbc.sql("""
                        select sum(case when dead_at is null then 1 else 0 end),
                               min(case when dead_at is null then created_at end),
                               max(case when dead_at is null then attempts end),
                               sum(case when dead_at is null then 0 else 1 end)
                          from outbox_deliveries where done_at is null
                        """)
                .query((row, index) -> new Outbox(
                        row.getLong(1),
                        Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .map(this::secondsSince)
                                .orElse(0.0),
                        row.getLong(3),
                        row.getLong(4)))
                .single();
    }

    private Jobs jobs() {
        long incidents = jdbc.sql("select count(*) from ACT_RU_INCIDENT")
                .query(Long.class)
                .single();
        return jdbc.sql("""
                        select sum(case when RETRIES_ > 0 and DUEDATE_ > :now then 1 else 0 end),
                               sum(case when RETRIES_ > 0 and DUEDATE_ <= :now then 1 else 0 end),
                               min(case when RETRIES_ > 0 and DUEDATE_ <= :now then DUEDATE_ end),
                               sum(case when RETRIES_ = 0 then 1 else 0 end)
                          from ACT_RU_JOB where SUSPENSION_STATE_ = 1
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, index) -> new Jobs(
                        row.getLong(1),
                        row.getLong(2),
                        Optional.ofNullable(row.getTimestamp(3))
                                .map(Timestamp::toInstant)
                                .map(this::secondsSince)
                                .orElse(0.0),
                        row.getLong(4),
                        incidents))
                .single();
    }

    private long administrators() {
        return jdbc.sql("""
                        select count(*) from ACT_ID_MEMBERSHIP m join ACT_ID_USER u on u.ID_ = m.USER_ID_
                         where m.GROUP_ID_ = 'camunda-admin'
                        """).query(Long.class).single();
    }

    private double secondsSince(Instant moment) {
        return Math.max(0, Duration.between(moment, clock.instant()).toMillis() / MILLIS);
    }
}
