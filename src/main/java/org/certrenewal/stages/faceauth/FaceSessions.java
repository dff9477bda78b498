package org.certrenewal.stages.faceauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseInLog;
import org.certrenewal.casefile.People;
import org.certrenewal.casefile.Transition;
import org.certrenewal.partners.Partner;
import org.certrenewal.process.FaceAuthentication;
import org.certrenewal.process.FaceAuthentication.Answer;
import org.certrenewal.process.FaceAuthentication.Check;
import org.certrenewal.process.FaceAuthentication.Heard;
import org.certrenewal.process.FaceAuthentication.Opened;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.RenewalProcess.Messages;
import org.certrenewal.process.RenewalProcess.Variables;
import org.certrenewal.process.outbox.Outbox;
import org.certrenewal.process.outbox.PartnerCall;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the face checks of a case: each is one QR code, which lives a few minutes. */
@Component
class FaceSessions implements PartnerCall {

    private static final String KIND = "face-authentication";
    private static final String SELECT =
            "select id, case_number, state, opened_at, expires_at, scan_url, reference from face_session";

    /** An answer that was given in time is still taken when it comes this much later. */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

    /** Two clocks differ. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(30);

    private static final String BETWEEN = "\n";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final FaceSettings settings;
    private final FaceAuthentication partner;
    private final Outbox outbox;
    private final CaseFiles cases;
    private final People people;
    private final RenewalInstances renewals;

    FaceSessions(
            JdbcClient jdbc,
            Clock clock,
            FaceSettings settings,
            FaceAuthentication partner,
            Outbox outbox,
            CaseFiles cases,
            People people,
            RenewalInstances renewals) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
        this.partner = partner;
        this.outbox = outbox;
        this.cases = cases;
        this.people = people;
        this.renewals = renewals;
    }

    /** Names the states of a check. */
    enum State {
        OPENING,
        WAITING,
        CONFIRMED,
        REFUSED,
        EXPIRED
    }

    /**
     * Holds one check.
     *
     * @param scanUrl what the QR code holds, once the partner has opened the check
     * @param reference the partner's name for it, likewise
     */
    record FaceSession(
            String id,
            String caseNumber,
            State state,
            Instant openedAt,
            Instant expiresAt,
            Optional<String> scanUrl,
            Optional<String> reference) {}

    /** Opens a check; the code appears once the partner has answered. */
    void open(String caseNumber) {
        String id = UUID.randomUUID().toString();
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("""
                        insert into face_session (id, case_number, state, opened_at, expires_at)
                        values (:id, :case, 'OPENING', :now, :expires)
                        """)
                .param("id", id)
                .param("case", caseNumber)
                .param("now", now)
                .param("expires", now.plus(settings.codeLifetime()))
                .update();
        outbox.put(KIND, caseNumber, id);
    }

    /** Returns the newest check of a case; one whose time is over reads as expired. */
    Optional<FaceSession> newest(String caseNumber) {
        return jdbc.sql(SELECT + " where case_number = :case order by opened_at desc fetch first 1 rows only")
                .param("case", caseNumber)
                .query(this::session)
                .optional();
    }

    /** Returns a check by its id. */
    Optional<FaceSession> find(String id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(this::session)
                .optional();
    }

    /**
     * Renews an expired code.
     *
     * @return false if too many codes were used
     */
    boolean renew(String caseNumber) {
        Optional<FaceSession> session = newest(caseNumber);
        if (session.map(FaceSession::state)
                .filter(state -> state != State.EXPIRED)
                .isPresent()) {
            return true;
        }
        if (codesLeft(caseNumber) <= 0) {
            return false;
        }
        open(caseNumber);
        return true;
    }

    /** A code that never came, as the partner was away, isn't one that was used. */
    private int codesLeft(String caseNumber) {
        return settings.codes() - count(caseNumber, "opened_at > :since and scan_url is not null");
    }

    /** Returns how often a check of the case may still be refused. */
    int attemptsLeft(String caseNumber) {
        return settings.attempts() - count(caseNumber, "state = 'REFUSED' and opened_at > :since");
    }

    private int count(String caseNumber, String condition) {
        return jdbc.sql("select count(*) from face_session where case_number = :case and " + condition)
                .param("case", caseNumber)
                .param("since", OffsetDateTime.now(clock).minus(settings.timeout()))
                .query(Integer.class)
                .single();
    }

    /**
     * Takes the partner's answer that the face is the applicant's.
     *
     * @return false if the code has expired or was answered before
     */
    @Transactional
    public boolean confirm(String id) {
        return confirm(id, OffsetDateTime.now(clock));
    }

    private boolean confirm(String id, OffsetDateTime then) {
        return answer(id, State.CONFIRMED, then)
                .map(session -> {
                    cases.confirmFace(session.caseNumber());
                    cases.record(session.caseNumber(), CaseEvent.SYSTEM, "face-confirmed", "人脸识别认证通过");
                    renewals.correlate(session.caseNumber(), Messages.FACE_AUTHENTICATED, Map.of());
                    return true;
                })
                .orElse(false);
    }

    /**
     * Takes the partner's answer that the face is somebody else's, or that the applicant declined.
     *
     * @return false if the code has expired or was answered before
     */
    @Transactional
    public boolean refuse(String id) {
        return refuse(id, OffsetDateTime.now(clock));
    }

    private boolean refuse(String id, OffsetDateTime then) {
        return answer(id, State.REFUSED, then)
                .map(session -> {
                    cases.record(session.caseNumber(), CaseEvent.SYSTEM, "face-refused", "人脸识别认证未通过");
                    renewals.correlate(
                            session.caseNumber(),
                            Messages.FACE_REFUSED,
                            Map.of(Variables.FACE_RETRY_ALLOWED, attemptsLeft(session.caseNumber()) > 0));
                    return true;
                })
                .orElse(false);
    }

    /** Answers a check once; of two answers the second finds it answered. */
    private Optional<FaceSession> answer(String id, State state, OffsetDateTime notExpiredAt) {
        int changed = jdbc.sql("""
                        update face_session set state = :state, answered_at = :now
                         where id = :id and state = 'WAITING' and expires_at > :then
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("now", OffsetDateTime.now(clock))
                .param("then", notExpiredAt)
                .update();
        if (changed == 0) {
            return Optional.empty();
        }
        Optional<FaceSession> answered = find(id);
        answered.map(FaceSession::caseNumber).ifPresent(CaseInLog::is);
        return answered;
    }

    /**
     * Takes what the partner says of a check, called back or asked: of a check that waits, about the very person and
     * case, in time, once.
     */
    @Transactional
    public Heard hear(Answer answer) {
        Optional<FaceSession> found = find(answer.session());
        if (found.isEmpty() || found.get().reference().isEmpty()) {
            return Heard.FOREIGN;
        }
        FaceSession session = found.get();
        CaseInLog.is(session.caseNumber());
        if (!same(session.reference().get(), answer.reference())
                || !same(check(session).subject(), answer.subject())) {
            return Heard.MISTAKEN;
        }
        if (session.state() == State.CONFIRMED || session.state() == State.REFUSED) {
            return Heard.REPEATED;
        }
        CaseFile file = cases.lock(session.caseNumber());
        boolean late = answer.at().isBefore(session.openedAt().minus(CLOCKS_APART))
                || answer.at().isAfter(clock.instant().plus(CLOCKS_APART))
                || !answer.at().isBefore(session.expiresAt())
                || !clock.instant().isBefore(session.expiresAt().plus(ON_ITS_WAY));
        if (late || !Transition.CONFIRM_FACE.isLegalFrom(file.status())) {
            return Heard.LATE;
        }
        OffsetDateTime then = answer.at().isBefore(clock.instant())
                ? OffsetDateTime.ofInstant(answer.at(), clock.getZone())
                : OffsetDateTime.now(clock);
        boolean taken = answer.passed() ? confirm(answer.session(), then) : refuse(answer.session(), then);
        return taken ? Heard.TAKEN : Heard.REPEATED;
    }

    private static boolean same(String ours, String theirs) {
        return MessageDigest.isEqual(ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
    }

    private Check check(FaceSession session) {
        People.Person person =
                people.withUserId(cases.withNumber(session.caseNumber()).applicant());
        return new Check(session.id(), session.caseNumber(), person.name(), person.idNumber());
    }

    /**
     * Takes the next checks that nobody has answered for a while, so that no other node takes them too.
     *
     * @param most how many
     */
    List<FaceSession> overdue(int most) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        List<FaceSession> due = jdbc.sql(SELECT + """
                         where state = 'WAITING' and opened_at > :oldest and opened_at < :before
                           and reference is not null and (asked_at is null or asked_at < :before)
                         order by opened_at fetch first %d rows only for update skip locked
                        """.formatted(most))
                .param("oldest", now.minus(settings.codeLifetime()).minus(settings.codeLifetime()))
                .param("before", now.minus(settings.ask()))
                .query(this::session)
                .list();
        due.forEach(session -> jdbc.sql("update face_session set asked_at = :now where id = :id")
                .param("now", now)
                .param("id", session.id())
                .update());
        return due.stream()
                .filter(session -> clock.instant().isBefore(session.expiresAt().plus(ON_ITS_WAY)))
                .toList();
    }

    /** Asks the partner what came of a check; outside any transaction. */
    Optional<Answer> ask(FaceSession session) {
        return partner.ask(check(session), session.reference().orElseThrow());
    }

    /** Tells whether a check is young enough to count. */
    boolean holds(String caseNumber) {
        return cases.withNumber(caseNumber)
                .faceConfirmedAt()
                .filter(at -> clock.instant().isBefore(at.plus(settings.validity())))
                .isPresent();
    }

    /** Returns when the page stops waiting. */
    Duration timeout() {
        return settings.timeout();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String partner() {
        return Partner.FACE.id();
    }

    /** A check whose time was over before the partner could be reached isn't opened any more. */
    @Override
    public String call(String messageId, String caseNumber, String sessionId) {
        return find(sessionId)
                .filter(session -> session.state() == State.OPENING)
                .map(session -> partner.open(check(session)))
                .map(opened -> opened.reference() + BETWEEN + opened.code())
                .orElse("");
    }

    @Override
    public void answered(String caseNumber, String sessionId, String answer) {
        if (answer.isEmpty()) {
            return;
        }
        int end = answer.indexOf(BETWEEN);
        Opened opened = new Opened(answer.substring(0, end), answer.substring(end + BETWEEN.length()));
        jdbc.sql("""
                        update face_session
                           set state = 'WAITING', scan_url = :code, reference = :reference, expires_at = :expires
                         where id = :id and state = 'OPENING'
                        """)
                .param("id", sessionId)
                .param("code", opened.code())
                .param("reference", opened.reference())
                .param("expires", OffsetDateTime.now(clock).plus(settings.codeLifetime()))
                .update();
    }

    private FaceSession session(ResultSet row, int index) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        Instant expiresAt = row.getObject("expires_at", OffsetDateTime.class).toInstant();
        boolean open = state == State.WAITING || state == State.OPENING;
        boolean over = open && !clock.instant().isBefore(expiresAt);
        return new FaceSession(
                row.getString("id"),
                row.getString("case_number"),
                over ? State.EXPIRED : state,
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                expiresAt,
                Optional.ofNullable(row.getString("scan_url")),
                Optional.ofNullable(row.getString("reference")));
    }
}
