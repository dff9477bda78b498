package org.certrenewal.privacy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;
import java.util.function.Predicate;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases personal data whose time is over, and leaves the lawful record: numbers, dates, office, decision, hashes, and
 * for their own time the papers. Case by case, each in a transaction of its own; run again, or on several nodes at
 * once, nothing happens twice. The audit trail holds keyed digests only and stays whole. What the engine keeps of a
 * case holds nothing personal and goes by its own history clean-up.
 */
@Component
public class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int MOST = 200;
    private static final String GONE = "（内容已按保存期限删除）";

    /** Tables of which nothing of an erased case is kept. */
    private static final List<String> WHOLLY = List.of(
            "case_section",
            "case_photo",
            "letter_text",
            "case_problem",
            "case_finding",
            "face_session",
            "counter_check",
            "notice",
            "outbox_message");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditTrail audit;
    private final Periods periods;
    private final Clock clock;
    private final Vault vault;

    Retention(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            AuditTrail audit,
            Periods periods,
            Clock clock,
            Vault vault) {
        this.vault = vault;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.periods = periods;
        this.clock = clock;
    }

    /** Counts what a run erased. */
    public record Run(int drafts, int decided, int rejected, int papers, int notices) {

        public int all() {
            return drafts + decided + rejected + papers + notices;
        }
    }

    /** Erases what is due. */
    public Run run() {
        int drafts = erase("submitted_at is null", periods.draft(), this::eraseDraft);
        int decided = erase("submitted_at is not null and status = 'ISSUED'", periods.decided(), this::eraseCase);
        int rejected = erase("submitted_at is not null and status <> 'ISSUED'", periods.rejected(), this::eraseCase);
        requests();
        int papers = papers();
        int notices = jdbc.sql("delete from notice where created_at < :before")
                .param("before", before(periods.notices()))
                .update();
        return new Run(drafts, decided, rejected, papers, notices);
    }

    private int erase(String kind, Period period, Predicate<String> erase) {
        return inTurn(
                "select case_number from case_file where erased_at is null and closed_at < :before and " + kind,
                period,
                erase);
    }

    /** What was asked about the own data goes with its answer, as a refused case does; its letter too. */
    private void requests() {
        OffsetDateTime before = before(periods.rejected());
        String due = "(select number from person_request where answered_at < :before)";
        for (String statement : List.of(
                "update paper set bytes = null where case_number in " + due,
                "delete from letter_posting where case_number in " + due,
                "delete from person_request where answered_at < :before")) {
            jdbc.sql(statement).param("before", before).update();
        }
    }

    /** A certificate that still counts keeps its papers, however short their period. */
    private int papers() {
        return inTurn("""
                        select case_number from case_file where papers_erased_at is null and erased_at is not null
                           and closed_at < :before and not exists (select 1 from certificate_version v
                                where v.case_number = case_file.case_number and v.valid_to >= :today)
                        """, periods.papers(), this::erasePapers);
    }

    private int inTurn(String due, Period period, Predicate<String> erase) {
        int erased = 0;
        String after = "";
        while (true) {
            JdbcClient.StatementSpec query = jdbc.sql(
                            due + " and case_number > :after order by case_number fetch first :most rows only")
                    .param("before", before(period))
                    .param("after", after)
                    .param("most", MOST);
            if (due.contains(":today")) {
                query = query.param("today", LocalDate.now(clock));
            }
            List<String> numbers = query.query(String.class).list();
            for (String number : numbers) {
                erased += once(number, erase);
            }
            if (numbers.size() < MOST) {
                return erased;
            }
            after = numbers.get(numbers.size() - 1);
        }
    }

    /** One case's trouble must not keep the others. */
    private int once(String number, Predicate<String> erase) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> erase.test(number))) ? 1 : 0;
        } catch (RuntimeException e) {
            log.warn("case {} can't be erased now and is tried again at the next run: {}", number, e.toString());
            return 0;
        }
    }

    /**
     * Erases at once, for whoever asks for it, what the law doesn't have kept: cases that were closed before they were
     * submitted.
     *
     * @return how many
     */
    @Transactional
    public int eraseUnsubmitted(String applicant) {
        return (int) jdbc.sql("""
                        select case_number from case_file
                         where applicant = ? and submitted_at is null and closed_at is not null and erased_at is null
                         order by case_number
                        """).param(applicant).query(String.class).list().stream()
                .filter(this::eraseDraft)
                .count();
    }

    private boolean eraseDraft(String number) {
        return eraseContent(number, ", applicant = '', certificate_number = null, certificate_valid_to = null");
    }

    private boolean eraseCase(String number) {
        return eraseContent(number, "");
    }

    private boolean eraseContent(String number, String more) {
        if (!mark(number, "erased_at", more)) {
            return false;
        }
        for (String table : WHOLLY) {
            execute("delete from " + table + " where case_number = :number", number);
        }
        execute("update case_submission set content = null where case_number = :number", number);
        gone("case_event", "text", number);
        gone("excluded_time", "reason", number);
        execute("update clock_entry set note = '' where case_number = :number", number);
        audit.append(number, CaseEvent.SYSTEM, "erased", "content", null);
        return true;
    }

    private boolean erasePapers(String number) {
        if (!mark(number, "papers_erased_at", ", applicant = ''")) {
            return false;
        }
        execute("update paper set bytes = null where case_number = :number", number);
        audit.append(number, CaseEvent.SYSTEM, "erased", "papers", null);
        return true;
    }

    /** Whoever marks the case first erases it. */
    private boolean mark(String number, String column, String more) {
        return jdbc.sql("update case_file set " + column + " = :now" + more + " where case_number = :number and "
                                + column + " is null")
                        .param("now", OffsetDateTime.now(clock))
                        .param("number", number)
                        .update()
                == 1;
    }

    /** Sealed as every text of the column is, so that a backup doesn't tell which cases are old. */
    private void gone(String table, String column, String number) {
        jdbc.sql("update " + table + " set " + column + " = :gone where case_number = :number")
                .param("gone", vault.write(table + "/" + number, GONE))
                .param("number", number)
                .update();
    }

    private void execute(String sql, String number) {
        jdbc.sql(sql).param("number", number).update();
    }

    private OffsetDateTime before(Period period) {
        return LocalDate.now(clock).minus(period).atStartOfDay(clock.getZone()).toOffsetDateTime();
    }
}
