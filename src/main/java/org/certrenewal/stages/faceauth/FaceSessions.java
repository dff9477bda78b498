package org.certrenewal.stages.faceauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseInLog;
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

    private final JdbcClient jdbc;
    private final Clock clock;
    private final FaceSettings settings;
    private final FaceAuthentication partner;
    private final Outbox outbox;
    private final CaseFiles cases;
    private final RenewalInstances renewals;

    FaceSessions(
            JdbcClient jdbc,
            Clock clock,
            FaceSettings settings,
            FaceAuthentication partner,
            Outbox outbox,
            CaseFiles cases,
            RenewalInstances renewals) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
        this.partner = partner;
        this.outbox = outbox;
        this.cases = cases;
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

    /** Holds one check. */
    record FaceSession(String id, String caseNumber, State state, Instant expiresAt, Optional<String> scanUrl) {}

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
        return jdbc.sql("""
                        select id, case_number, state, expires_at, scan_url from face_session
                         where case_number = :case order by opened_at desc fetch first 1 rows only
                        """).param("case", caseNumber).query(this::session).optional();
    }

    /** Returns a check by its id. */
    Optional<FaceSession> find(String id) {
        return jdbc.sql("select id, case_number, state, expires_at, scan_url from face_session where id = :id")
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

    private int codesLeft(String caseNumber) {
        return settings.codes() - count(caseNumber, "opened_at > :since");
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
        return answer(id, State.CONFIRMED)
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
        return answer(id, State.REFUSED)
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

    private Optional<FaceSession> answer(String id, State state) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        int changed = jdbc.sql("""
                        update face_session set state = :state, answered_at = :now
                         where id = :id and state = 'WAITING' and expires_at > :now
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("now", now)
                .update();
        if (changed == 0) {
            return Optional.empty();
        }
        Optional<FaceSession> answered = find(id);
        answered.map(FaceSession::caseNumber).ifPresent(CaseInLog::is);
        return answered;
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
    public String call(String messageId, String caseNumber, String sessionId) {
        return partner.open(sessionId);
    }

    @Override
    public void answered(String caseNumber, String sessionId, String scanUrl) {
        jdbc.sql("""
                        update face_session set state = 'WAITING', scan_url = :url, expires_at = :expires
                         where id = :id and state = 'OPENING'
                        """)
                .param("id", sessionId)
                .param("url", scanUrl)
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
                expiresAt,
                Optional.ofNullable(row.getString("scan_url")));
    }
}
