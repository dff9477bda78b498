package org.certrenewal.stages.faceauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseInLog;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.CaseTimers;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.RenewalProcess.Messages;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 到窗口核验身份: nobody is made to have the face recognised. A clerk of the office that the applicant chose looks at the
 * identity document and says so; the renewal moves on by the same messages as after a face check.
 */
@Component
class CounterChecks {

    private static final String SELECT =
            "select id, case_number, office, state, requested_at, document, answered_at from counter_check";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final FaceSettings settings;
    private final CaseFiles cases;
    private final CaseTimers timers;
    private final RenewalInstances renewals;
    private final Notices notices;

    CounterChecks(
            JdbcClient jdbc,
            Clock clock,
            FaceSettings settings,
            CaseFiles cases,
            CaseTimers timers,
            RenewalInstances renewals,
            Notices notices) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
        this.cases = cases;
        this.timers = timers;
        this.renewals = renewals;
        this.notices = notices;
    }

    /** Names the states of a check. */
    enum State {
        WAITING,
        CONFIRMED,
        REFUSED,
        /** The applicant wants a face check after all, or the case is closed. */
        CANCELLED
    }

    /** Names the documents by which somebody can be known. */
    enum Document {
        IDENTITY_CARD("居民身份证"),
        TEMPORARY_CARD("临时居民身份证"),
        POLICE_CERTIFICATE("公安机关出具的身份证明");

        private final String label;

        Document(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        static Optional<Document> of(String code) {
            return Arrays.stream(values()).filter(it -> it.name().equals(code)).findFirst();
        }
    }

    /** Names why a check is refused. */
    enum Ground {
        NO_DOCUMENT("没有出示有效的身份证件", true),
        OTHER_PERSON("本人与身份证件不一致", false),
        OTHER_DETAILS("身份证件与登录账号的姓名或者身份证号码不一致", false);

        private final String label;
        private final boolean again;

        Ground(String label, boolean again) {
            this.label = label;
            this.again = again;
        }

        String label() {
            return label;
        }

        /** Tells whether the applicant can come again, or the renewal ends. */
        boolean again() {
            return again;
        }

        static Optional<Ground> of(String code) {
            return Arrays.stream(values()).filter(it -> it.name().equals(code)).findFirst();
        }
    }

    /** Holds one check. */
    record CounterCheck(
            String id,
            String caseNumber,
            String office,
            State state,
            Instant requestedAt,
            Optional<String> document,
            Optional<Instant> answeredAt) {}

    /** Asks for a check at the counter of an office; asked again, for that of another one. */
    @Transactional
    public void request(CaseFile file, String office) {
        if (waiting(file.number()).filter(it -> it.office().equals(office)).isPresent()) {
            return;
        }
        cancel(file.number());
        jdbc.sql("""
                        insert into counter_check (id, case_number, office, state, requested_at, waiting_for)
                        values (:id, :case, :office, 'WAITING', :now, :case)
                        """)
                .param("id", PaperDesk.newId())
                .param("case", file.number())
                .param("office", office)
                .param("now", OffsetDateTime.now(clock))
                .update();
        cases.record(file.number(), file.applicant(), "counter-requested", "选择到窗口核验身份，不使用人脸识别");
        timers.waitForTheCounter(file);
    }

    /** Takes the request back: the applicant prefers the face check after all. */
    @Transactional
    public void cancel(String caseNumber) {
        jdbc.sql("""
                        update counter_check set state = 'CANCELLED', waiting_for = null, answered_at = :now
                         where case_number = :case and state = 'WAITING'
                        """)
                .param("case", caseNumber)
                .param("now", OffsetDateTime.now(clock))
                .update();
    }

    /** Returns the check that a case waits for. */
    Optional<CounterCheck> waiting(String caseNumber) {
        return jdbc.sql(SELECT + " where case_number = :case and state = 'WAITING'")
                .param("case", caseNumber)
                .query(this::check)
                .optional();
    }

    /** Returns the checks that an office's counter waits for, of cases that are open, the oldest first. */
    List<CounterCheck> of(List<String> offices) {
        return offices.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + """
                         where office in (:offices) and state = 'WAITING'
                           and exists (select 1 from casefile_standing f
                                where f.case_number = counter_check.case_number and f.closed_at is null)
                         order by requested_at
                        """)
                        .param("offices", offices)
                        .query(this::check)
                        .list();
    }

    /** Tells whether a check at the counter is young enough to count. */
    boolean holds(String caseNumber) {
        return jdbc.sql(SELECT + """
                         where case_number = :case and state = 'CONFIRMED' order by answered_at desc fetch first 1 rows only
                        """)
                .param("case", caseNumber)
                .query(this::check)
                .optional()
                .flatMap(CounterCheck::answeredAt)
                .filter(at -> clock.instant().isBefore(at.plus(settings.counterValidity())))
                .isPresent();
    }

    /**
     * Records that a clerk has seen the document and that it is the applicant's. Where the renewal waits, it moves on;
     * where its page had been left, it does so when the applicant is back.
     *
     * @return false if somebody was faster
     */
    @Transactional
    public boolean confirm(CounterCheck check, Document document, String clerk) {
        if (!answered(check, State.CONFIRMED, document.name(), null, clerk)) {
            return false;
        }
        String number = check.caseNumber();
        cases.confirmFace(number);
        cases.record(number, clerk, "counter-confirmed", "窗口工作人员已当面核验身份（" + document.label() + "），未使用人脸识别");
        tell(check, "身份已在窗口核验通过，请登录继续办理");
        renewals.correlate(number, Messages.FACE_AUTHENTICATED, Map.of());
        return true;
    }

    /**
     * Records that a clerk couldn't say so.
     *
     * @return false if somebody was faster
     */
    @Transactional
    public boolean refuse(CounterCheck check, Ground ground, String clerk) {
        if (!answered(check, State.REFUSED, null, ground.name(), clerk)) {
            return false;
        }
        String number = check.caseNumber();
        cases.record(number, clerk, "counter-refused", "窗口核验身份未通过：" + ground.label());
        tell(check, "窗口核验身份未通过：" + ground.label() + (ground.again() ? "。请重新选择核验方式" : ""));
        boolean moved =
                renewals.correlate(number, Messages.FACE_REFUSED, Map.of(Variables.FACE_RETRY_ALLOWED, ground.again()));
        if (!moved && !ground.again()) {
            renewals.end(number);
        }
        return true;
    }

    private void tell(CounterCheck check, String text) {
        notices.tell(Note.to(cases.withNumber(check.caseNumber()).applicant())
                .about(check.caseNumber())
                .once("counter-check", "counter-check:" + check.id())
                .saying("您的办件 " + check.caseNumber() + "：" + text)
                .at("/my/cases#" + check.caseNumber()));
    }

    private boolean answered(CounterCheck check, State state, String document, String ground, String clerk) {
        CaseInLog.is(check.caseNumber());
        return jdbc.sql("""
                                update counter_check set state = :state, document = :document, ground = :ground,
                                       answered_by = :clerk, answered_at = :now, waiting_for = null
                                 where id = :id and state = 'WAITING'
                                """)
                        .param("state", state.name())
                        .param("document", document)
                        .param("ground", ground)
                        .param("clerk", clerk)
                        .param("now", OffsetDateTime.now(clock))
                        .param("id", check.id())
                        .update()
                == 1;
    }

    private CounterCheck check(ResultSet row, int index) throws SQLException {
        return new CounterCheck(
                row.getString("id"),
                row.getString("case_number"),
                row.getString("office"),
                State.valueOf(row.getString("state")),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("document")),
                Optional.ofNullable(row.getObject("answered_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
