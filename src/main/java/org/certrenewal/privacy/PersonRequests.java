package org.certrenewal.privacy;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.law.LawBook;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Longest;
import org.certrenewal.typed.Paragraphs;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what people ask an office to correct or delete of what is kept about them (个人信息保护法 Arts 46, 47), with the last
 * day for an answer.
 */
@Repository
public class PersonRequests {

    private static final String SELECT =
            "select number, user_id, kind, subject, case_number, office, content, state, outcome, opened_at, due_on, answered_at"
                    + " from person_request";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERIALS = 1_000_000;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Vault vault;
    private final CaseFiles cases;
    private final LawBook law;
    private final AuditTrail audit;

    PersonRequests(JdbcClient jdbc, Clock clock, Vault vault, CaseFiles cases, LawBook law, AuditTrail audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.vault = vault;
        this.cases = cases;
        this.law = law;
        this.audit = audit;
    }

    /** Names what can be asked for. */
    public enum Subject {
        CONTACT("更正收件信息（收件人、电话、地址）", false),
        REGISTER("更正证书登记信息（姓名、身份证号码、工种、日期等）", false),
        OTHER("更正或者补充其他信息", false),
        UNSUBMITTED("删除草稿和没有提交的办件", true),
        EVERYTHING("删除全部个人信息", true);

        private final String label;
        private final boolean deletion;

        Subject(String label, boolean deletion) {
            this.label = label;
            this.deletion = deletion;
        }

        public String label() {
            return label;
        }

        /** Tells whether it is a deletion (Art 47) or a correction (Art 46). */
        public boolean isDeletion() {
            return deletion;
        }

        public static Optional<Subject> of(String code) {
            return Arrays.stream(values()).filter(it -> it.name().equals(code)).findFirst();
        }
    }

    /** Names how a request stands. */
    public enum State {
        OPEN("等待决定"),
        GRANTED("已同意"),
        REFUSED("不同意");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * Holds what somebody wrote.
     *
     * @param text what is wrong and what would be right, or why it should be deleted
     * @param recipient the right recipient; only for contact data, as the two that follow
     */
    public record Content(
            @Paragraphs @Longest(Lengths.REASONS) String text,
            @Longest(Lengths.NAME) String recipient,
            String phone,
            @Longest(Lengths.ADDRESS) String detail) {}

    /**
     * Holds one request.
     *
     * @param caseNumber the case whose contact data are meant; empty otherwise
     * @param outcome what was done, or why not; empty before
     */
    public record PersonRequest(
            String number,
            String user,
            Subject subject,
            Optional<String> caseNumber,
            String office,
            Content content,
            State state,
            Optional<String> outcome,
            Instant openedAt,
            LocalDate dueOn,
            Optional<Instant> answeredAt) {}

    /** Takes a request. */
    @Transactional
    public PersonRequest open(
            String user, Subject subject, Optional<String> caseNumber, String office, Content content) {
        LocalDate today = LocalDate.now(clock);
        String number = "PI" + DAY.format(today) + "%06d".formatted(RANDOM.nextInt(SERIALS));
        jdbc.sql("""
                        insert into person_request (number, user_id, kind, subject, case_number, office, content, state, opened_at,
                               due_on)
                        values (:number, :user, :kind, :subject, :case, :office, :content, 'OPEN', :now, :due)
                        """)
                .param("number", number)
                .param("user", user)
                .param("kind", subject.isDeletion() ? "DELETION" : "CORRECTION")
                .param("subject", subject.name())
                .param("case", caseNumber.orElse(null))
                .param("office", office)
                .param("content", vault.seal(purpose(number), cases.write(content)))
                .param("now", OffsetDateTime.now(clock))
                .param("due", law.clock().personRequestDue(today).date())
                .update();
        audit.append(AuditTrail.chainOfAccount(user), user, "person-request", number + " " + subject.name(), null);
        return withNumber(number).orElseThrow();
    }

    /** Returns a request by its number. */
    public Optional<PersonRequest> withNumber(String number) {
        return jdbc.sql(SELECT + " where number = :number")
                .param("number", number)
                .query(this::request)
                .optional();
    }

    /** Returns a person's requests, the newest first. */
    public List<PersonRequest> of(String user) {
        return jdbc.sql(SELECT + " where user_id = :user order by opened_at desc, number")
                .param("user", user)
                .query(this::request)
                .list();
    }

    /** Returns what offices have to answer, what is due first. */
    public List<PersonRequest> open(List<String> offices) {
        return offices.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + " where office in (:offices) and state = 'OPEN' order by due_on, opened_at, number")
                        .param("offices", offices)
                        .query(this::request)
                        .list();
    }

    /**
     * Records the answer.
     *
     * @param outcome what was done, or why not
     * @return false if somebody was faster
     */
    @Transactional
    public boolean answer(PersonRequest request, State state, String outcome, String officer) {
        boolean answered = jdbc.sql("""
                                update person_request set state = :state, outcome = :outcome, answered_by = :officer,
                                       answered_at = :now
                                 where number = :number and state = 'OPEN'
                                """)
                        .param("state", state.name())
                        .param("outcome", vault.seal(purpose(request.number()), outcome))
                        .param("officer", officer)
                        .param("now", OffsetDateTime.now(clock))
                        .param("number", request.number())
                        .update()
                == 1;
        if (answered) {
            audit.append(
                    AuditTrail.chainOfAccount(request.user()),
                    officer,
                    "person-request-answered",
                    request.number() + " " + state.name(),
                    outcome);
        }
        return answered;
    }

    /** Returns how many requests should have been answered. */
    public int overdue() {
        return jdbc.sql("select count(*) from person_request where state = 'OPEN' and due_on < ?")
                .param(LocalDate.now(clock))
                .query(Integer.class)
                .single();
    }

    private static String purpose(String number) {
        return "person_request/" + number;
    }

    /** Returns the requests that were answered before a time. */
    List<String> answeredBefore(OffsetDateTime time) {
        return jdbc.sql("select number from person_request where answered_at < ? order by number")
                .param(time)
                .query(String.class)
                .list();
    }

    /** Erases a request with its answer. */
    void erase(String number) {
        jdbc.sql("delete from person_request where number = ?").param(number).update();
    }

    private PersonRequest request(ResultSet row, int index) throws SQLException {
        String number = row.getString("number");
        return new PersonRequest(
                number,
                row.getString("user_id"),
                Subject.valueOf(row.getString("subject")),
                Optional.ofNullable(row.getString("case_number")),
                row.getString("office"),
                cases.read(vault.open(purpose(number), row.getString("content")), Content.class),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("outcome")).map(it -> vault.open(purpose(number), it)),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("due_on", LocalDate.class),
                Optional.ofNullable(row.getObject("answered_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
