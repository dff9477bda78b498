package org.certrenewal.stages.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseInLog;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.registry.reference.GroupId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends the handling of submitted cases that can't go on: one supervisor proposes, another one of the same office
 * confirms, and in the transaction of the confirmation the applicant gets a sealed letter, the instance ends, the case
 * is closed and the certificate is free. Not in the model, so that it also ends cases that run by an older version of
 * it.
 */
@Component
class Closings {

    private static final Logger log = LoggerFactory.getLogger(Closings.class);

    private static final Duration PATIENCE = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final CaseFiles cases;
    private final RenewalInstances renewals;
    private final Letters letters;
    private final Notices notices;
    private final AuditTrail audit;
    private final Clock clock;

    Closings(
            JdbcClient jdbc,
            CaseFiles cases,
            RenewalInstances renewals,
            Letters letters,
            Notices notices,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.renewals = renewals;
        this.letters = letters;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    /** Holds that a supervisor wants a case ended. */
    record Closing(String id, String caseNumber, ClosingGround ground, String proposedBy) {}

    /** Finds a case of an office that isn't the supervisor's own application. */
    Optional<CaseFile> find(String number, String office, String by) {
        return cases.find(number)
                .filter(file -> file.office().filter(office::equals).isPresent())
                .filter(file -> file.submittedAt().isPresent())
                .filter(file -> !isOwn(file, by));
    }

    /** Tells whether a case can be ended: it was submitted and isn't decided. */
    static boolean isClosable(CaseFile file) {
        return file.submittedAt().isPresent()
                && file.closedAt().isEmpty()
                && (file.status().isWithOffice() || file.status() == CaseStatus.CORRECTING);
    }

    /** Returns what waits for the second supervisor of an office, the oldest first. */
    List<Closing> waiting(String office, String by) {
        return jdbc.sql("""
                        select c.* from case_closing c join casefile_standing f on f.case_number = c.case_number
                         where c.waiting_for is not null and c.expires_at > ? and f.office = ? and f.closed_at is null
                         order by c.proposed_at, c.id
                        """).params(now(), office).query(Closings::closing).list().stream()
                .filter(closing -> find(closing.caseNumber(), office, by).isPresent())
                .toList();
    }

    /** Returns the reasons of a proposal in words. */
    String reasons(String number) {
        return cases.section(number, ClosingReasons.SECTION)
                .map(ClosingReasons::reasons)
                .orElse("");
    }

    /**
     * Proposes to end a case.
     *
     * @throws ClosingRefused if it can't be
     */
    @Transactional
    public void propose(String number, String ground, String reasons, String by, String office) {
        CaseFile file = existing(number, office, by);
        refuseIfDecided(file);
        ClosingGround why = ClosingGround.of(ground).orElseThrow(() -> new ClosingRefused("请从列表中选择依据"));
        Reasons.problem("reasons", reasons, Reasons.WANTED).ifPresent(problem -> {
            throw new ClosingRefused(problem.message());
        });
        jdbc.sql("""
                        update case_closing set state = 'EXPIRED', waiting_for = null, answered_at = :now
                         where waiting_for = :number and expires_at <= :now
                        """).param("now", now()).param("number", number).update();
        String id = PaperDesk.newId();
        try {
            jdbc.sql("""
                            insert into case_closing (case_number, id, ground, state, proposed_by, proposed_at, expires_at,
                                waiting_for)
                            values (?, ?, ?, 'WAITING', ?, ?, ?, ?)
                            """)
                    .params(number, id, why.name(), by, now(), now().plus(PATIENCE), number)
                    .update();
        } catch (DuplicateKeyException waits) {
            throw new ClosingRefused("这个办件的终止已有人提出，等待另一位负责人复核");
        }
        cases.save(number, ClosingReasons.SECTION, new ClosingReasons(why.name(), reasons.strip()), false);
        audit.append(number, by, "closing-proposed", id + " " + why, reasons.strip());
        notices.tell(Note.to(GroupId.supervisors(office))
                .about(number)
                .once("closing-proposed", "closing-proposed:" + id)
                .saying("办件 " + number + " 的终止等待另一位负责人复核")
                .at("/office/cases?number=" + number));
    }

    /**
     * Confirms as the second person; the case ends at once.
     *
     * @throws ClosingRefused if it can't be
     */
    @Transactional
    public void confirm(String id, String by, String office) {
        Closing closing = waitingWith(id);
        if (closing.proposedBy().equals(by)) {
            throw new ClosingRefused("须由另一位负责人复核");
        }
        String number = closing.caseNumber();
        CaseInLog.is(number);
        existing(number, office, by);
        // Whoever decides, withdraws or submits at this moment comes before or after.
        CaseFile file = cases.lock(number);
        refuseIfDecided(file);
        settle(id, "CONFIRMED", by);
        audit.append(number, by, "closing-confirmed", id, null);
        ClosingReasons said = cases.section(number, ClosingReasons.SECTION).orElseThrow();
        cases.save(number, ClosingReasons.SECTION, said, true);
        cases.terminate(file);
        letters.issueTermination(number, closing.ground(), said.reasons());
        cases.record(number, by, "terminated", "终止办理：" + closing.ground().text());
        renewals.end(number);
    }

    /** Declines a proposal; whoever made it may take it back this way. */
    @Transactional
    public void decline(String id, String by, String office) {
        Closing closing = waitingWith(id);
        existing(closing.caseNumber(), office, by);
        settle(id, "DECLINED", by);
        audit.append(closing.caseNumber(), by, "closing-declined", id, null);
        cases.forget(closing.caseNumber(), ClosingReasons.SECTION);
    }

    private void settle(String id, String state, String by) {
        int settled = jdbc.sql("""
                        update case_closing set state = ?, answered_by = ?, answered_at = ?, waiting_for = null
                         where id = ? and state = 'WAITING'
                        """).params(state, by, now(), id).update();
        if (settled == 0) {
            throw new ClosingRefused("这项提议已经办结");
        }
    }

    private Closing waitingWith(String id) {
        return jdbc.sql("select * from case_closing where id = ? and state = 'WAITING' and expires_at > ?")
                .params(id, now())
                .query(Closings::closing)
                .optional()
                .orElseThrow(() -> new ClosingRefused("这项提议已经办结，或者已逾期"));
    }

    /** Returns the office of the case that a proposal is about, to lead back to it. */
    String caseOf(String id) {
        return jdbc.sql("select case_number from case_closing where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private CaseFile existing(String number, String office, String by) {
        return find(number, office, by).orElseThrow(() -> new ClosingRefused("没有这个办件，或者不由您的机关办理"));
    }

    private static void refuseIfDecided(CaseFile file) {
        if (!isClosable(file)) {
            throw new ClosingRefused("办件目前“" + file.status().label() + "”，只有已经提交、尚未作出决定的办件可以终止");
        }
    }

    /** Nobody ends their own application as its office. */
    private static boolean isOwn(CaseFile file, String by) {
        boolean own = file.applicant().equals(by);
        if (own) {
            log.warn("conflict of interest: {} may not end the own case {}", by, file.number());
        }
        return own;
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    private static Closing closing(ResultSet row, int line) throws SQLException {
        return new Closing(
                row.getString("id"),
                row.getString("case_number"),
                ClosingGround.valueOf(row.getString("ground")),
                row.getString("proposed_by"));
    }
}
