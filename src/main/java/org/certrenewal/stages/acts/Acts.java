package org.certrenewal.stages.acts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Is the collection of all acts. */
@Repository
class Acts {

    private static final String SELECT = "select * from certificate_act ";

    private static final String REASON = "certificate_act/";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Vault vault;

    Acts(JdbcClient jdbc, Clock clock, Vault vault) {
        this.vault = vault;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(Act act) {
        jdbc.sql("""
                        insert into certificate_act (id, certificate_number, kind, ground, reason, state, proposed_by,
                            proposed_at, waiting_for)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        act.id(),
                        act.certificate().value(),
                        act.kind().name(),
                        act.ground(),
                        vault.write(REASON + act.id(), act.reason()),
                        act.state().name(),
                        act.proposedBy(),
                        OffsetDateTime.ofInstant(act.proposedAt(), clock.getZone()),
                        act.certificate().value())
                .update();
    }

    Optional<Act> withId(String id) {
        return jdbc.sql(SELECT + "where id = ?").param(id).query(this::act).optional();
    }

    /** Returns the acts on a certificate, the newest first. */
    List<Act> on(CertificateNumber certificate) {
        return jdbc.sql(SELECT + "where certificate_number = ? order by proposed_at desc, id")
                .param(certificate.value())
                .query(this::act)
                .list();
    }

    /** Returns the acts that wait for the second person, the oldest first. */
    List<Act> waiting() {
        return jdbc.sql(SELECT + "where waiting_for is not null order by proposed_at, id")
                .query(this::act)
                .list();
    }

    /**
     * Ends the waiting.
     *
     * @param by id of the supervisor; null if nobody answered
     * @return false if it didn't wait any more
     */
    boolean answer(String id, Act.State state, String by) {
        return jdbc.sql("""
                                update certificate_act set state = ?, answered_by = ?, answered_at = ?, waiting_for = null
                                 where id = ? and state = 'WAITING'
                                """)
                        .params(state.name(), by, OffsetDateTime.now(clock), id)
                        .update()
                == 1;
    }

    private Act act(ResultSet row, int line) throws SQLException {
        return new Act(
                row.getString("id"),
                new CertificateNumber(row.getString("certificate_number")),
                ActKind.valueOf(row.getString("kind")),
                row.getString("ground"),
                vault.read(REASON + row.getString("id"), row.getString("reason")),
                Act.State.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("answered_by")),
                Optional.ofNullable(row.getObject("answered_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
