package org.certrenewal.process.parcels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.certrenewal.process.parcels.Courier.Kind;
import org.certrenewal.process.parcels.Courier.Reason;
import org.certrenewal.process.parcels.Courier.Step;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the parcels of cases, the newest of a case being the one that counts. */
@Repository
public class Parcels {

    private static final String SELECT =
            "select id, case_number, office, state, ordered_at, carrier, tracking_number, reason from parcel";

    private final JdbcClient jdbc;
    private final Clock clock;

    Parcels(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Names where a parcel stands. */
    public enum State {
        /** The courier hasn't answered yet. */
        ORDERED,
        /** The courier has it. */
        MOVING,
        DELIVERED,
        RETURNED,
        /** The courier doesn't take it along. */
        REFUSED,
        /** Nothing was heard for too long, or another one was sent. */
        GIVEN_UP
    }

    /** Holds a parcel. */
    public record Parcel(
            String id,
            String caseNumber,
            String office,
            State state,
            Instant orderedAt,
            Optional<String> carrier,
            Optional<String> trackingNumber,
            Optional<Reason> reason) {}

    /**
     * Adds a parcel to be ordered; one of the same case that is still on its way is given up.
     *
     * @param orderedBy user id of the clerk
     * @return its id
     */
    @Transactional
    public String add(String caseNumber, String office, String orderedBy) {
        giveUp(caseNumber);
        String id = UUID.randomUUID().toString();
        jdbc.sql("""
                        insert into parcel (id, case_number, office, state, ordered_by, ordered_at)
                        values (:id, :case, :office, 'ORDERED', :by, :now)
                        """)
                .param("id", id)
                .param("case", caseNumber)
                .param("office", office)
                .param("by", orderedBy)
                .param("now", now())
                .update();
        return id;
    }

    /** Stops following what is still on its way: the clerk sends the copy another way. */
    public void giveUp(String caseNumber) {
        jdbc.sql("""
                        update parcel set state = 'GIVEN_UP', ended_at = :now
                         where case_number = :case and state in ('ORDERED', 'MOVING')
                        """).param("case", caseNumber).param("now", now()).update();
    }

    /** Returns a parcel by its id. */
    public Optional<Parcel> find(String id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Parcels::parcel)
                .optional();
    }

    /** Returns the newest parcel of a case. */
    public Optional<Parcel> newest(String caseNumber) {
        return jdbc.sql(SELECT + " where case_number = :case order by ordered_at desc fetch first 1 rows only")
                .param("case", caseNumber)
                .query(Parcels::parcel)
                .optional();
    }

    /** Returns what befell a parcel, in order. */
    public List<Step> steps(String parcelId) {
        return jdbc.sql("select happened_at, kind, city from parcel_step where parcel_id = :id order by seq")
                .param("id", parcelId)
                .query((row, index) -> new Step(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        Kind.valueOf(row.getString(2)),
                        Optional.ofNullable(row.getString(3)),
                        Optional.empty()))
                .list();
    }

    /**
     * Notes that the courier has taken a parcel along.
     *
     * @return false if that was known
     */
    public boolean taken(String id, String carrier, String trackingNumber) {
        return jdbc.sql("""
                                update parcel set state = 'MOVING', carrier = :carrier, tracking_number = :number
                                 where id = :id and state = 'ORDERED'
                                """)
                        .param("id", id)
                        .param("carrier", carrier)
                        .param("number", trackingNumber)
                        .update()
                == 1;
    }

    /**
     * Ends a parcel's way.
     *
     * @param reason why it didn't arrive, if it didn't
     * @return false if it had ended before
     */
    public boolean end(String id, State state, Optional<Reason> reason) {
        return jdbc.sql("""
                                update parcel set state = :state, reason = :reason, ended_at = :now
                                 where id = :id and state in ('ORDERED', 'MOVING')
                                """)
                        .param("id", id)
                        .param("state", state.name())
                        .param("reason", reason.map(Enum::name).orElse(null))
                        .param("now", now())
                        .update()
                == 1;
    }

    /** Writes what befell a parcel in place of what was known of it. */
    @Transactional
    public void write(String id, List<Step> steps) {
        jdbc.sql("delete from parcel_step where parcel_id = :id")
                .param("id", id)
                .update();
        for (int seq = 0; seq < steps.size(); seq++) {
            Step step = steps.get(seq);
            jdbc.sql("""
                            insert into parcel_step (parcel_id, seq, happened_at, kind, city)
                            values (:id, :seq, :at, :kind, :city)
                            """)
                    .param("id", id)
                    .param("seq", seq)
                    .param("at", OffsetDateTime.ofInstant(step.at(), clock.getZone()))
                    .param("kind", step.kind().name())
                    .param("city", step.city().orElse(null))
                    .update();
        }
    }

    /**
     * Takes the next parcels on their way that nobody has asked about for a while, so that no other node takes them
     * too; in the transaction that puts the question into the outbox.
     *
     * @param every how long ago they were last asked about
     * @param patience after how long they aren't asked about any more
     */
    public List<Parcel> due(Duration every, Duration patience, int most) {
        OffsetDateTime now = now();
        List<Parcel> due = jdbc.sql(SELECT + """
                         where state = 'MOVING' and (looked_at is null or looked_at < :before) and ordered_at > :oldest
                         order by looked_at fetch first %d rows only for update skip locked
                        """.formatted(most))
                .param("before", now.minus(every))
                .param("oldest", now.minus(patience))
                .query(Parcels::parcel)
                .list();
        due.forEach(parcel -> jdbc.sql("update parcel set looked_at = :now where id = :id")
                .param("now", now)
                .param("id", parcel.id())
                .update());
        return due;
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    private static Parcel parcel(ResultSet row, int index) throws SQLException {
        return new Parcel(
                row.getString("id"),
                row.getString("case_number"),
                row.getString("office"),
                State.valueOf(row.getString("state")),
                row.getObject("ordered_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("carrier")),
                Optional.ofNullable(row.getString("tracking_number")),
                Optional.ofNullable(row.getString("reason")).map(Reason::of));
    }
}
