package org.certrenewal.notices.outside;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.certrenewal.process.outbox.Outbox;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what goes to people outside the service: written in the transaction of the event, put into the outbox at once
 * or when the receiver's rest is over, and ticked off when it was taken.
 */
@Repository
public class Deliveries {

    /** What stands in the outbox for what is about no case. */
    private static final String NO_CASE = "notices";

    private static final String COLUMNS =
            "id, user_id, channel, kind, notice_id, case_number, told_since, told_until, state, refusals, handed_at";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Outbox outbox;
    private final Mailer mailer;
    private final Texter texter;
    private final MessageTexts texts;
    private final MeterRegistry meters;

    Deliveries(
            JdbcClient jdbc,
            Clock clock,
            Outbox outbox,
            Mailer mailer,
            Texter texter,
            MessageTexts texts,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.outbox = outbox;
        this.mailer = mailer;
        this.texter = texter;
        this.texts = texts;
        this.meters = meters;
    }

    /** Says how far a delivery is. */
    public enum State {
        /** Until the receiver's rest is over. */
        WAITING("免打扰时段后发送"),
        /** In the outbox. */
        SENDING("正在发送"),
        SENT("已发送"),
        /** There is nobody at the address. */
        REFUSED("地址无法送达"),
        /** Not to be sent any more. */
        DROPPED("未发送");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * Holds one delivery.
     *
     * @param noticeId what it tells; null for a code or for what is gathered
     * @param since from when on it gathers, not included; null if it gathers nothing
     * @param refusals how often it surely wasn't taken by somebody who had seen its key
     * @param handed whether it may have got there already
     */
    record Delivery(
            String id,
            String user,
            Channel channel,
            String kind,
            String noticeId,
            String caseNumber,
            Instant since,
            Instant until,
            State state,
            int refusals,
            boolean handed) {}

    /** Holds what somebody sees of an own delivery. */
    public record Line(Channel channel, String kind, State state, Instant at) {}

    /** Names who is to be told on which ways, as it is read for one notice. */
    private record Way(Channel channel, QuietHours quiet, boolean gathered) {}

    /** Tells whether mails or short messages really leave. */
    public boolean isReal(Channel channel) {
        return channel == Channel.MAIL ? mailer.isReal() : texter.isReal();
    }

    /** Sends a notice to where its receiver wants it, in the transaction that tells it. Groups have no addresses. */
    public void told(String noticeId, String recipient, String caseNumber, String kind) {
        if (!mailer.isReal() && !texter.isReal()) {
            return;
        }
        for (Way way : ways(recipient)) {
            if (takes(way, kind)) {
                Instant due = way.quiet().earliest(clock.instant(), clock.getZone());
                add(recipient, way.channel(), kind, noticeId, caseNumber, null, null, due);
            }
        }
    }

    private boolean takes(Way way, String kind) {
        return way.channel() == Channel.MAIL
                ? mailer.isReal() && !way.gathered()
                : texter.isReal() && texts.of(kind).sms().isPresent() && texter.knows(kind);
    }

    private List<Way> ways(String user) {
        return jdbc.sql("""
                        select c.channel, p.quiet_from, p.quiet_to, p.gathered
                          from notice_contact c left join notice_preference p on p.user_id = c.user_id
                         where c.user_id = ? and c.wanted and c.address is not null
                        """)
                .param(user)
                .query((row, index) -> new Way(
                        Channel.valueOf(row.getString(1)),
                        row.getObject(2) == null ? QuietHours.DEFAULT : Contacts.quiet(row.getInt(2), row.getInt(3)),
                        row.getBoolean(4)))
                .list();
    }

    /** Sends the code that an address waits for; who has just asked for it isn't disturbed by it. */
    @Transactional
    public void code(String user, Channel channel) {
        if (isReal(channel)) {
            String kind = channel == Channel.MAIL ? MessageTexts.CONFIRM_MAIL : MessageTexts.CONFIRM_PHONE;
            add(user, channel, kind, null, null, null, null, clock.instant());
        }
    }

    /** Sends what was gathered. */
    void gathered(String user, Instant since, Instant until) {
        add(user, Channel.MAIL, MessageTexts.DIGEST, null, null, since, until, clock.instant());
    }

    private void add(
            String user,
            Channel channel,
            String kind,
            String noticeId,
            String caseNumber,
            Instant since,
            Instant until,
            Instant due) {
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant();
        boolean waits = due.isAfter(now);
        jdbc.sql("""
                        insert into notice_delivery (id, user_id, channel, kind, notice_id, case_number, told_since,
                                                     told_until, state, created_at, due_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        user,
                        channel.name(),
                        kind,
                        noticeId,
                        caseNumber,
                        at(since),
                        at(until),
                        (waits ? State.WAITING : State.SENDING).name(),
                        at(now),
                        at(due))
                .update();
        if (!waits) {
            put(channel, caseNumber, id);
        }
    }

    private void put(Channel channel, String caseNumber, String id) {
        outbox.put(channel.outbox(), caseNumber == null ? NO_CASE : caseNumber, id);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** Returns what waits for the end of a rest that is over; the oldest first. */
    List<String> due(int most) {
        return jdbc.sql("""
                        select id from notice_delivery where state = 'WAITING' and due_at <= :now
                         order by due_at fetch first :most rows only
                        """)
                .param("now", at(clock.instant()))
                .param("most", most)
                .query(String.class)
                .list();
    }

    /** Puts what waited into the outbox; once, however many nodes try. */
    @Transactional
    boolean release(String id) {
        boolean released = jdbc.sql(
                                "update notice_delivery set state = 'SENDING' where id = ? and state = 'WAITING' and due_at <= ?")
                        .params(id, at(clock.instant()))
                        .update()
                == 1;
        if (released) {
            Delivery delivery = find(id).orElseThrow();
            put(delivery.channel(), delivery.caseNumber(), id);
        }
        return released;
    }

    Optional<Delivery> find(String id) {
        return jdbc.sql("select " + COLUMNS + " from notice_delivery where id = ?")
                .param(id)
                .query((row, index) -> delivery(row))
                .optional();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getString(1),
                row.getString(2),
                Channel.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                instant(row, 7),
                instant(row, 8),
                State.valueOf(row.getString(9)),
                row.getInt(10),
                row.getObject(11) != null);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Lets a delivery wait again, for the end of a rest. */
    void postpone(String id, Instant due) {
        jdbc.sql("update notice_delivery set state = 'WAITING', due_at = ? where id = ?")
                .params(at(due), id)
                .update();
    }

    /** Notes that a message is being handed over now; if it may have got there before, that it is repeated. */
    void handing(Delivery delivery) {
        jdbc.sql("update notice_delivery set handed_at = ?, repeats = repeats + ? where id = ?")
                .params(at(clock.instant()), delivery.handed() ? 1 : 0, delivery.id())
                .update();
        if (delivery.handed()) {
            count(delivery.channel(), "repeated");
        }
    }

    /**
     * Notes that it surely wasn't taken this time.
     *
     * @param seen whether its key was: the next time it goes under another one. A key that wasn't seen stays, as it may
     *     have been taken before by somebody whose answer was lost
     */
    void notTaken(Delivery delivery, boolean seen) {
        jdbc.sql("update notice_delivery set handed_at = case when ? then handed_at else null end,"
                        + " refusals = refusals + ? where id = ?")
                .params(delivery.handed(), seen ? 1 : 0, delivery.id())
                .update();
    }

    /** Ends a delivery. */
    void end(String id, State state, String reason) {
        find(id).filter(delivery -> delivery.state() != state).ifPresent(delivery -> {
            jdbc.sql("update notice_delivery set state = ?, done_at = ?, reason = ? where id = ?")
                    .params(state.name(), at(clock.instant()), reason, id)
                    .update();
            count(delivery.channel(), state.name().toLowerCase(Locale.ROOT));
        });
    }

    /** Counts what the other side recognized as a repetition. */
    void recognized(Channel channel) {
        count(channel, "recognized");
    }

    private void count(Channel channel, String outcome) {
        meters.counter("renewal.messages", "channel", channel.name().toLowerCase(Locale.ROOT), "outcome", outcome)
                .increment();
    }

    /** Returns what was sent to somebody lately, the newest first. */
    public List<Line> of(String user, int most) {
        return jdbc.sql("""
                        select channel, kind, state, coalesce(done_at, created_at) from notice_delivery
                         where user_id = :user order by created_at desc fetch first :most rows only
                        """)
                .param("user", user)
                .param("most", most)
                .query((row, index) -> new Line(
                        Channel.valueOf(row.getString(1)),
                        row.getString(2),
                        State.valueOf(row.getString(3)),
                        instant(row, 4)))
                .list();
    }
}
