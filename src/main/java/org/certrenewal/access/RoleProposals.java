package org.certrenewal.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Is the collection of what administrators propose to each other about people's roles. */
@Repository
class RoleProposals {

    private static final String SELECT = "select * from role_proposal ";

    private final JdbcClient jdbc;
    private final Clock clock;

    RoleProposals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Says what came of a proposal. */
    enum State {
        WAITING("待确认"),
        GRANTED("已授予"),
        DECLINED("未同意"),
        EXPIRED("逾期未确认");

        private final String label;

        State(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** Holds that somebody is to get a role. */
    record Proposal(
            String id,
            String user,
            String group,
            State state,
            String proposedBy,
            Instant proposedAt,
            Instant expiresAt,
            Optional<String> answeredBy,
            Optional<Instant> answeredAt) {}

    /** Adds one that waits. */
    void add(Proposal proposal) {
        jdbc.sql("""
                        insert into role_proposal (id, user_id, group_id, state, proposed_by, proposed_at, expires_at,
                            waiting_for)
                        values (?, ?, ?, 'WAITING', ?, ?, ?, ?)
                        """)
                .params(
                        proposal.id(),
                        proposal.user(),
                        proposal.group(),
                        proposal.proposedBy(),
                        at(proposal.proposedAt()),
                        at(proposal.expiresAt()),
                        proposal.user() + " " + proposal.group())
                .update();
    }

    /** Ends the waiting of what nobody answered in time. */
    void expire() {
        jdbc.sql("""
                        update role_proposal set state = 'EXPIRED', waiting_for = null, answered_at = :now
                         where state = 'WAITING' and expires_at <= :now
                        """).param("now", at(clock.instant())).update();
    }

    /** Returns one, and keeps others from answering it until the transaction ends. */
    Optional<Proposal> lock(String id) {
        return jdbc.sql(SELECT + "where id = ? for update")
                .param(id)
                .query(RoleProposals::proposal)
                .optional();
    }

    /** Returns those that wait, the oldest first. */
    List<Proposal> waiting() {
        return jdbc.sql(SELECT + "where state = 'WAITING' and expires_at > ? order by proposed_at, id")
                .param(at(clock.instant()))
                .query(RoleProposals::proposal)
                .list();
    }

    /** Returns the last that don't wait any more, the newest first. */
    List<Proposal> settled(int most) {
        return jdbc.sql(SELECT + "where state <> 'WAITING' order by proposed_at desc, id fetch first ? rows only")
                .param(most)
                .query(RoleProposals::proposal)
                .list();
    }

    /** Ends the waiting. */
    void answer(String id, State state, String by) {
        jdbc.sql(
                        "update role_proposal set state = ?, answered_by = ?, answered_at = ?, waiting_for = null where id = ?")
                .params(state.name(), by, at(clock.instant()), id)
                .update();
    }

    private OffsetDateTime at(Instant moment) {
        return OffsetDateTime.ofInstant(moment, clock.getZone());
    }

    private static Proposal proposal(ResultSet row, int line) throws SQLException {
        return new Proposal(
                row.getString("id"),
                row.getString("user_id"),
                row.getString("group_id"),
                State.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("answered_by")),
                Optional.ofNullable(row.getObject("answered_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
