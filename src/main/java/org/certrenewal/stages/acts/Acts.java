package org.certrenewal.stages.acts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleKey.Precedes;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Is the collection of all acts, with what was said about each. */
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

    /**
     * Adds an act.
     *
     * @throws org.springframework.dao.DuplicateKeyException if another one is open on the certificate
     */
    void add(Act act) {
        jdbc.sql("""
                        insert into certificate_act (id, certificate_number, kind, ground, reason, state, proposed_by,
                            proposed_at, waiting_for, reference, office, ground_code, precedes, underlying, ends_on,
                            right_name)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        act.id(),
                        act.certificate().value(),
                        act.kind().name(),
                        act.basis().ground(),
                        vault.write(REASON + act.id(), act.basis().facts()),
                        act.state().name(),
                        act.proposedBy(),
                        OffsetDateTime.ofInstant(act.proposedAt(), clock.getZone()),
                        act.certificate().value(),
                        act.reference(),
                        act.office().orElse(null),
                        act.basis().rule().map(RuleKey::id).orElse(null),
                        act.notice().precedes().word(),
                        vault.write(REASON + act.id(), act.basis().underlying()),
                        act.basis().endsOn().orElse(null),
                        act.basis()
                                .rightName()
                                .map(name -> vault.write(REASON + act.id(), name.value()))
                                .orElse(null)))
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

    /**
     * Returns the acts of which nothing has come yet, and those that had their effect at once and whose holder's answer
     * isn't weighed, the oldest first.
     */
    List<Act> toBeSeenTo() {
        return jdbc.sql(SELECT + """
                        where waiting_for is not null or state = 'APPLIED' and precedes = 'afterwards'
                              and exists (select 1 from act_word w where w.act_id = id and w.kind = 'STATEMENT')
                              and not exists (select 1 from act_word w where w.act_id = id and w.kind = 'WEIGHING')
                        order by proposed_at, id
                        """).query(this::act).list();
    }

    /** Notes the notice. */
    void noticed(String id, LocalDate on, LocalDate due) {
        jdbc.sql("update certificate_act set noticed_on = ?, answer_due = ? where id = ?")
                .params(on, due, id)
                .update();
    }

    /** Notes whose act it is, where that wasn't kept when it was proposed. */
    void handledBy(String id, String office) {
        jdbc.sql("update certificate_act set office = ? where id = ? and office is null")
                .params(office, id)
                .update();
    }

    /**
     * Moves an open act on.
     *
     * @return false if it wasn't in that state any more
     */
    boolean moved(String id, Act.State from, Act.State to) {
        return jdbc.sql("update certificate_act set state = ? where id = ? and state = ?")
                        .params(to.name(), id, from.name())
                        .update()
                == 1;
    }

    /**
     * Ends an open act.
     *
     * @param from the state in which it was seen
     * @param by id of the supervisor; null if nobody answered
     * @return false if it wasn't in that state any more
     */
    boolean answer(String id, Act.State from, Act.State state, String by) {
        return jdbc.sql("""
                                update certificate_act set state = ?, answered_by = ?, answered_at = ?, waiting_for = null
                                 where id = ? and state = ?
                                """)
                        .params(Arrays.asList(state.name(), by, OffsetDateTime.now(clock), id, from.name()))
                        .update()
                == 1;
    }

    /** Names what is written about an act beside the proposal. */
    enum WordKind {
        STATEMENT,
        /** When and where a hearing is held, see {@link Hearing}. */
        APPOINTMENT,
        HEARING,
        WEIGHING
    }

    /** Holds what somebody wrote about an act, once. */
    record Word(String text, String by, Instant at) {}

    /** Keeps what somebody wrote, sealed. */
    void write(String act, WordKind kind, String text, String by) {
        jdbc.sql("insert into act_word (act_id, kind, content, written_by, written_at) values (?, ?, ?, ?, ?)")
                .params(act, kind.name(), vault.seal(purpose(act, kind.name()), text), by, OffsetDateTime.now(clock))
                .update();
    }

    /** Returns what somebody wrote. */
    Optional<Word> word(String act, WordKind kind) {
        return jdbc.sql("select content, written_by, written_at from act_word where act_id = ? and kind = ?")
                .params(act, kind.name())
                .query((row, line) -> new Word(
                        vault.open(purpose(act, kind.name()), row.getString(1)),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .optional();
    }

    private static String purpose(String act, String kind) {
        return "act_word/" + act + "/" + kind;
    }

    private Act act(ResultSet row, int line) throws SQLException {
        String id = row.getString("id");
        String underlying = row.getString("underlying");
        return new Act(
                id,
                Optional.ofNullable(row.getString("reference")).orElse(id),
                new CertificateNumber(row.getString("certificate_number")),
                Optional.ofNullable(row.getString("office")),
                ActKind.valueOf(row.getString("kind")),
                new Act.Basis(
                        row.getString("ground"),
                        Optional.ofNullable(row.getString("ground_code")).flatMap(RuleKey::of),
                        vault.read(REASON + id, row.getString("reason")),
                        underlying == null ? "" : vault.read(REASON + id, underlying),
                        Optional.ofNullable(row.getObject("ends_on", LocalDate.class)),
                        Optional.ofNullable(row.getString("right_name"))
                                .map(kept -> PersonName.of(vault.read(REASON + id, kept)))),
                new Act.Notice(
                        Optional.ofNullable(row.getString("precedes"))
                                .flatMap(Precedes::ofWord)
                                .orElse(Precedes.NONE),
                        Optional.ofNullable(row.getObject("noticed_on", LocalDate.class)),
                        Optional.ofNullable(row.getObject("answer_due", LocalDate.class))),
                Act.State.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("answered_by")),
                Optional.ofNullable(row.getObject("answered_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
