package org.certrenewal.partners.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certrenewal.audit.AuditTrail;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what is to be sent, what was, and what can't be. */
@Component("webhookDeliveries")
public class Deliveries {

    private static final String SELECT = """
            select id, subscription_id, case_number, seq, event, happened_at, state, attempts, due_at, last_answer,
                   done_at from webhook_delivery""";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;

    Deliveries(JdbcClient jdbc, Clock clock, AuditTrail audit, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        this.events = events;
    }

    /** Names the states of a message. */
    public enum State {
        WAITING("待发送"),
        DELIVERED("已送达"),
        /** Tried as often as it may be; goes on when an administrator says so. */
        DEAD("多次失败");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * Is one message to one receiver.
     *
     * @param id the same whenever it is sent, so that the receiver knows it again
     * @param seq counts the events of the case for this receiver
     * @param attempts how often it was sent since it last began
     * @param answer what the receiver said last, or what failed, technically
     */
    public record Delivery(
            String id,
            String subscription,
            String caseNumber,
            int seq,
            String event,
            Instant happenedAt,
            State state,
            int attempts,
            Instant dueAt,
            Optional<String> answer,
            Optional<Instant> doneAt) {}

    /** Returns the last ones, the newest first. */
    public List<Delivery> recent(Optional<State> state, int most) {
        String sql = state.isPresent()
                ? SELECT + " where state = :state order by happened_at desc, seq desc fetch first :most rows only"
                : SELECT + " order by happened_at desc, seq desc fetch first :most rows only";
        JdbcClient.StatementSpec query = jdbc.sql(sql).param("most", most);
        return state.map(it -> query.param("state", it.name()))
                .orElse(query)
                .query(Deliveries::read)
                .list();
    }

    /** Counts the messages of each subscription by state. */
    public Map<String, Map<State, Long>> counts() {
        record Row(String subscription, State state, long n) {}
        return jdbc
                .sql("select subscription_id, state, count(*) from webhook_delivery group by subscription_id, state")
                .query((row, index) -> new Row(row.getString(1), State.valueOf(row.getString(2)), row.getLong(3)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::subscription, Collectors.toMap(Row::state, Row::n)));
    }

    /** Counts the messages that nobody sends any more until an administrator says so. */
    public long dead() {
        return jdbc.sql("select count(*) from webhook_delivery where state = 'DEAD'")
                .query(Long.class)
                .single();
    }

    /**
     * Has a dead message sent again.
     *
     * @return false if it isn't dead
     */
    @Transactional
    public boolean again(String id, String actor) {
        boolean begun = jdbc.sql("""
                                update webhook_delivery set state = 'WAITING', attempts = 0, due_at = :now, done_at = null
                                 where id = :id and state = 'DEAD'
                                """)
                        .param("now", OffsetDateTime.now(clock))
                        .param("id", id)
                        .update()
                == 1;
        if (begun) {
            audit.append(AuditTrail.ADMINISTRATION, actor, "webhook-again", id, null);
            wake();
        }
        return begun;
    }

    /**
     * Has everything sent again that a receiver was told, or couldn't be told, since a moment, in the order of each
     * case.
     *
     * @param caseNumber only of this case, if it is present
     * @return how many messages
     */
    @Transactional
    public int replay(String subscription, Instant since, Optional<String> caseNumber, String actor) {
        JdbcClient.StatementSpec update = jdbc.sql("""
                        update webhook_delivery set state = 'WAITING', attempts = 0, due_at = :now, done_at = null
                         where subscription_id = :subscription and state <> 'WAITING' and happened_at >= :since""" + (caseNumber.isPresent() ? " and case_number = :case" : ""))
                .param("now", OffsetDateTime.now(clock))
                .param("subscription", subscription)
                .param("since", since.atZone(clock.getZone()).toOffsetDateTime());
        int begun =
                caseNumber.map(it -> update.param("case", it)).orElse(update).update();
        audit.append(AuditTrail.ADMINISTRATION, actor, "webhook-replay", subscription + " " + begun, null);
        wake();
        return begun;
    }

    private void wake() {
        events.publishEvent(new CaseWebhooks.Filled());
    }

    /**
     * Takes the next one that is due for a receiver, and holds it for a while: none whose case has an earlier one that
     * waits still.
     */
    @Transactional
    public Optional<Delivery> take(String subscription, Duration lease) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        Optional<Delivery> next = jdbc.sql(SELECT + """
                         d where d.subscription_id = :subscription and d.state = 'WAITING' and d.due_at <= :now
                           and (d.locked_until is null or d.locked_until < :now)
                           and not exists (select 1 from webhook_delivery e
                                            where e.subscription_id = d.subscription_id and e.case_number = d.case_number
                                              and e.seq < d.seq and e.state = 'WAITING')
                         order by d.due_at, d.seq fetch first 1 rows only for update skip locked
                        """)
                .param("subscription", subscription)
                .param("now", now)
                .query(Deliveries::read)
                .optional();
        next.ifPresent(it -> jdbc.sql(
                        "update webhook_delivery set locked_until = :until, attempts = attempts + 1 where id = :id")
                .param("until", now.plus(lease))
                .param("id", it.id())
                .update());
        return next;
    }

    void delivered(Delivery delivery, String answer) {
        finished(delivery, State.DELIVERED, answer);
    }

    void died(Delivery delivery, String answer) {
        finished(delivery, State.DEAD, answer);
    }

    private void finished(Delivery delivery, State state, String answer) {
        jdbc.sql("""
                        update webhook_delivery set state = :state, done_at = :now, locked_until = null,
                               last_answer = :answer
                         where id = :id and state = 'WAITING'
                        """)
                .param("state", state.name())
                .param("now", OffsetDateTime.now(clock))
                .param("answer", answer)
                .param("id", delivery.id())
                .update();
    }

    void postponed(Delivery delivery, Duration wait, String answer) {
        jdbc.sql("""
                        update webhook_delivery set due_at = :due, locked_until = null, last_answer = :answer
                         where id = :id and state = 'WAITING'
                        """)
                .param("due", OffsetDateTime.now(clock).plus(wait))
                .param("answer", answer)
                .param("id", delivery.id())
                .update();
    }

    /** Forgets what happened long ago, and what nobody is to be told any more. */
    @Transactional
    public void sweep(Duration keep) {
        for (State state : State.values()) {
            jdbc.sql("delete from webhook_delivery where state = :state and happened_at < :before")
                    .param("state", state.name())
                    .param("before", OffsetDateTime.now(clock).minus(keep))
                    .update();
        }
        jdbc.sql("delete from webhook_delivery where subscription_id not in (select id from webhook_subscription)")
                .update();
    }

    private static Delivery read(ResultSet row, int index) throws SQLException {
        return new Delivery(
                row.getString("id"),
                row.getString("subscription_id"),
                row.getString("case_number"),
                row.getInt("seq"),
                row.getString("event"),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("last_answer")),
                Optional.ofNullable(row.getObject("done_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
