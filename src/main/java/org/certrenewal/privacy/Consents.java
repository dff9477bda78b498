package org.certrenewal.privacy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.audit.AuditTrail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers what people read, agreed to, declined and took back: which text, when, and in which case. Nothing is
 * changed later; the newest answer counts.
 */
@Repository
public class Consents {

    private static final String SELECT =
            "select kind, answer, version, case_number, answered_at from consent where user_id = :user";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final PrivacyNotices notices;
    private final AuditTrail audit;

    Consents(JdbcClient jdbc, Clock clock, PrivacyNotices notices, AuditTrail audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.notices = notices;
        this.audit = audit;
    }

    /** Names what is answered. */
    public enum Kind {
        /** The notice was read (Art 17); it isn't consent, what the law obliges to needs none. */
        NOTICE("个人信息处理告知", false),
        FACE("人脸识别（敏感个人信息，单独同意）", true),
        ELECTRONIC_SERVICE("文书电子送达", true);

        private final String label;
        private final boolean withdrawable;

        Kind(String label, boolean withdrawable) {
            this.label = label;
            this.withdrawable = withdrawable;
        }

        public String label() {
            return label;
        }

        /** Tells whether it can be taken back for the future. */
        public boolean isWithdrawable() {
            return withdrawable;
        }
    }

    /** Names the answers. */
    public enum Answer {
        GIVEN("同意"),
        REFUSED("不同意"),
        WITHDRAWN("已撤回");

        private final String label;

        Answer(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * Holds one answer.
     *
     * @param version version of the text
     * @param caseNumber the case in which it was given; empty outside of one
     */
    public record Answered(Kind kind, Answer answer, String version, Optional<String> caseNumber, Instant at) {}

    /** Returns the notice in use today. */
    public PrivacyNotice notice() {
        return notices.on(LocalDate.now(clock));
    }

    /** Records an answer, to the text in use today. */
    @Transactional
    public void answer(String user, Kind kind, Answer answer, Optional<String> caseNumber) {
        PrivacyNotice notice = notice();
        jdbc.sql("""
                        insert into consent (user_id, kind, answer, version, text_hash, case_number, answered_at)
                        values (:user, :kind, :answer, :version, :hash, :case, :now)
                        """)
                .param("user", user)
                .param("kind", kind.name())
                .param("answer", answer.name())
                .param("version", notice.version())
                .param("hash", notice.hash(kind))
                .param("case", caseNumber.orElse(null))
                .param("now", OffsetDateTime.now(clock))
                .update();
        audit.append(
                caseNumber.orElseGet(() -> AuditTrail.chainOfAccount(user)),
                user,
                "consent-" + answer.name().toLowerCase(Locale.ROOT),
                kind.name() + " " + notice.version(),
                null);
    }

    /** Tells whether a person has read the notice that is in use today. */
    public boolean hasReadNotice(String user) {
        return newest(user, Kind.NOTICE)
                .filter(it -> it.version().equals(notice().version()))
                .isPresent();
    }

    /** Returns the newest answer of a kind. */
    public Optional<Answered> newest(String user, Kind kind) {
        return jdbc.sql(SELECT + " and kind = :kind order by id desc fetch first 1 rows only")
                .param("user", user)
                .param("kind", kind.name())
                .query(this::answered)
                .optional();
    }

    /** Returns the newest answer of a kind that counts in a case: given there, or taken back anywhere since. */
    public Optional<Answered> newest(String user, Kind kind, String caseNumber) {
        return jdbc.sql(SELECT + """
                         and kind = :kind and (case_number = :case or answer = 'WITHDRAWN')
                         order by id desc fetch first 1 rows only
                        """)
                .param("user", user)
                .param("kind", kind.name())
                .param("case", caseNumber)
                .query(this::answered)
                .optional();
    }

    /** Returns everything that a person answered, the newest first. */
    public List<Answered> of(String user) {
        return jdbc.sql(SELECT + " order by id desc")
                .param("user", user)
                .query(this::answered)
                .list();
    }

    private Answered answered(ResultSet row, int index) throws SQLException {
        return new Answered(
                Kind.valueOf(row.getString("kind")),
                Answer.valueOf(row.getString("answer")),
                row.getString("version"),
                Optional.ofNullable(row.getString("case_number")),
                row.getObject("answered_at", OffsetDateTime.class).toInstant());
    }
}
