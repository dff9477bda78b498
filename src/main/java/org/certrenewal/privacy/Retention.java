package org.certrenewal.privacy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;
import java.util.function.Predicate;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.ClosedCases;
import org.certrenewal.casefile.ClosedCases.Kind;
import org.certrenewal.held.Erasure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private final List<Erasure> holders;
    private final ClosedCases cases;
    private final PersonRequests requests;
    private final LetterPost post;
    private final TransactionTemplate transaction;
    private final AuditTrail audit;
    private final Periods periods;
    private final Clock clock;

    Retention(
            List<Erasure> holders,
            ClosedCases cases,
            PersonRequests requests,
            LetterPost post,
            TransactionTemplate transaction,
            AuditTrail audit,
            Periods periods,
            Clock clock) {
        this.holders = holders;
        this.cases = cases;
        this.requests = requests;
        this.post = post;
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
        int drafts = erase(Kind.DRAFT, periods.draft());
        int decided = erase(Kind.ISSUED, periods.decided());
        int rejected = erase(Kind.WITHOUT_CERTIFICATE, periods.rejected());
        requests();
        int papers = inTurn(Kind.PAPERS, periods.papers(), this::erasePapers);
        OffsetDateTime told = before(periods.notices());
        int notices =
                holders.stream().mapToInt(holder -> holder.eraseMessages(told)).sum();
        return new Run(drafts, decided, rejected, papers, notices);
    }

    private int erase(Kind kind, Period period) {
        return inTurn(kind, period, number -> eraseContent(number, kind));
    }

    /** What was asked about the own data goes with its answer, as a refused case does; its letter too. */
    private void requests() {
        for (String number : requests.answeredBefore(before(periods.rejected()))) {
            once(number, request -> {
                holders.forEach(holder -> holder.erasePapers(request));
                post.erase(request);
                requests.erase(request);
                return true;
            });
        }
    }

    private int inTurn(Kind kind, Period period, Predicate<String> erase) {
        int erased = 0;
        String after = "";
        while (true) {
            List<String> numbers = cases.before(before(period), kind, after, MOST);
            for (String number : numbers) {
                erased += once(number, erase);
            }
            if (numbers.size() < MOST) {
                return erased;
            }
            after = numbers.get(numbers.size() - 1);
        }
    }

    /** One's trouble must not keep the others. */
    private int once(String number, Predicate<String> erase) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> erase.test(number))) ? 1 : 0;
        } catch (RuntimeException e) {
            log.warn("{} can't be erased now and is tried again at the next run: {}", number, e.toString());
            return 0;
        }
    }

    /**
     * Erases at once, for whoever asks for it, what the law doesn't have kept: cases that were closed before they were
     * submitted, and what was given by agreement alone.
     *
     * @return how many cases
     */
    @Transactional
    public int eraseUnsubmitted(String applicant) {
        holders.forEach(holder -> holder.eraseAgreed(applicant));
        return (int) cases.unsubmittedOf(applicant).stream()
                .filter(number -> eraseContent(number, Kind.DRAFT))
                .count();
    }

    private boolean eraseContent(String number, Kind kind) {
        if (!cases.markErased(number, kind)) {
            return false;
        }
        holders.forEach(holder -> holder.eraseContent(number));
        audit.append(number, CaseEvent.SYSTEM, "erased", "content", null);
        return true;
    }

    /** A certificate that still counts keeps its papers, however short their period. */
    private boolean erasePapers(String number) {
        LocalDate today = LocalDate.now(clock);
        if (holders.stream().anyMatch(holder -> holder.needsPapers(number, today)) || !cases.markPapersErased(number)) {
            return false;
        }
        holders.forEach(holder -> holder.erasePapers(number));
        audit.append(number, CaseEvent.SYSTEM, "erased", "papers", null);
        return true;
    }

    private OffsetDateTime before(Period period) {
        return LocalDate.now(clock).minus(period).atStartOfDay(clock.getZone()).toOffsetDateTime();
    }
}
