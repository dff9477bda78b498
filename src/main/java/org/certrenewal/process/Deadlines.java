package org.certrenewal.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Date;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.law.DueDate;
import org.certrenewal.process.RenewalProcess.Events;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Gives the model's timers their times. The law's periods come from {@link LegalDates}; the others are settings. A
 * period of days ends with its last day, at 24:00 (民法典 Art 203).
 *
 * <p>A timer is set when its task begins, and moved by {@link CaseTimers} when what it was computed from changes.
 */
@Component("deadlines")
public class Deadlines {

    /** Longer than any notice is early, so that the next notice comes only for a later end. */
    private static final Period UNTIL_NEXT_NOTICE = Period.ofDays(60);

    /** Time that stands still this long is looked at by the supervisor. */
    private static final Period LONGEST_STAND = Period.ofYears(1);

    private final CaseFiles cases;
    private final LegalDates dates;
    private final Clock clock;
    private final Duration faceTimeout;
    private final Duration publicationRetry;
    private final int collectionDays;
    private final Duration parcelPatience;

    Deadlines(
            CaseFiles cases,
            LegalDates dates,
            Clock clock,
            @Value("${renewal.face.timeout:PT30M}") Duration faceTimeout,
            @Value("${renewal.provincial-registry.retry:P1D}") Duration publicationRetry,
            @Value("${renewal.collection-days:15}") int collectionDays,
            @Value("${renewal.courier.patience:P30D}") Duration parcelPatience) {
        this.cases = cases;
        this.dates = dates;
        this.clock = clock;
        this.faceTimeout = faceTimeout;
        this.publicationRetry = publicationRetry;
        this.collectionDays = collectionDays;
        this.parcelPatience = parcelPatience;
    }

    /**
     * Returns to when the law has a timer, set already, moved.
     *
     * @param element id of the event in the model
     * @return empty where the law says nothing about it
     */
    Optional<Date> ofTimer(String element, CaseFile file) {
        return switch (element) {
            case Events.DRAFT_REMINDER_DUE -> Optional.of(draftNotice(file));
            case Events.APPLICATION_ABANDONED -> Optional.of(abandonment(file));
            case Events.ACCEPTANCE_REMINDER_DUE -> dates.acceptance(file).map(due -> reminder(file, due));
            case Events.ACCEPTANCE_OVERDUE -> dates.acceptance(file).map(Deadlines::endOf);
            case Events.DECISION_REMINDER_DUE -> Optional.of(decisionReminder(file));
            case Events.DECISION_OVERDUE -> Optional.of(decisionEnd(file));
            case Events.DELIVERY_REMINDER_DUE -> dates.delivery(file).map(due -> reminder(file, due));
            case Events.DELIVERY_OVERDUE -> dates.delivery(file).map(Deadlines::endOf);
            default -> Optional.empty();
        };
    }

    /** Tells whether a user task has a due date by law. */
    static boolean isDueByLaw(String element) {
        return switch (element) {
            case Tasks.ACCEPT_APPLICATION, Tasks.REVIEW_APPLICATION, Tasks.EXTEND_DECISION, Tasks.POST_CERTIFICATE ->
                true;
            default -> false;
        };
    }

    /** Returns the due date that the law gives a user task; null where the clock stands still. */
    Date ofTask(String element, CaseFile file) {
        Optional<DueDate> due = switch (element) {
            case Tasks.ACCEPT_APPLICATION -> dates.acceptance(file);
            case Tasks.REVIEW_APPLICATION, Tasks.EXTEND_DECISION -> dates.decision(file);
            case Tasks.POST_CERTIFICATE -> dates.delivery(file);
            default -> Optional.empty();
        };
        return due.map(Deadlines::endOf).orElse(null);
    }

    /** Returns when the page of 人脸识别认证 stops waiting. */
    public Date faceTimeout(String caseNumber) {
        return Date.from(clock.instant().plus(faceTimeout));
    }

    /**
     * Returns when the applicant is reminded of a draft, or of a correction, as a cycle: after each notice there is a
     * next timer, which a later save moves, so that the notice comes again before the later end.
     */
    public String draftReminders(String caseNumber) {
        Instant first = draftNotice(cases.withNumber(caseNumber)).toInstant();
        Instant start = first.isAfter(clock.instant()) ? first : clock.instant();
        return "R/" + LocalDateTime.ofInstant(start, clock.getZone()).withNano(0) + "/" + UNTIL_NEXT_NOTICE;
    }

    private Date draftNotice(CaseFile file) {
        return dates.correction(file).map(due -> reminder(file, due)).orElseGet(() -> startOf(dates.draftNotice(file)));
    }

    /** Returns when a draft, or a correction that doesn't come, is closed. */
    public Date abandonment(String caseNumber) {
        return abandonment(cases.withNumber(caseNumber));
    }

    Date abandonment(CaseFile file) {
        return endOf(dates.correction(file).orElseGet(() -> dates.draft(file)));
    }

    /** Returns the end of the last day for acceptance; then silence accepts. */
    public Date acceptance(String caseNumber) {
        return endOf(dates.acceptance(cases.withNumber(caseNumber)).orElseThrow());
    }

    /** Returns when the officer is reminded of the acceptance. */
    public Date acceptanceReminder(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        return reminder(file, dates.acceptance(file).orElseThrow());
    }

    /** Returns the end of the last day for the decision; null while the clock stands still. */
    public Date decision(String caseNumber) {
        return ofTask(Tasks.REVIEW_APPLICATION, cases.withNumber(caseNumber));
    }

    /** Returns when the officer is reminded of the decision. */
    public Date decisionReminder(String caseNumber) {
        return decisionReminder(cases.withNumber(caseNumber));
    }

    private Date decisionReminder(CaseFile file) {
        return dates.lastDayToDecide(file).map(due -> reminder(file, due)).orElseGet(() -> afterLongestStand(file));
    }

    /** Returns when the supervisor gets the case. */
    public Date decisionEnd(String caseNumber) {
        return decisionEnd(cases.withNumber(caseNumber));
    }

    private Date decisionEnd(CaseFile file) {
        return dates.lastDayToDecide(file).map(Deadlines::endOf).orElseGet(() -> afterLongestStand(file));
    }

    private Date afterLongestStand(CaseFile file) {
        return startOf(dates.standingStill(file).orElseThrow().from().plus(LONGEST_STAND));
    }

    /** Returns the end of the certificate's last day. */
    public Date certificateEnd(String caseNumber) {
        return endOf(
                new DueDate(cases.withNumber(caseNumber).certificateValidTo().orElseThrow(), false));
    }

    /** Returns the end of the last day for delivery; then the supervisor is told. */
    public Date delivery(String caseNumber) {
        return endOf(dates.delivery(cases.withNumber(caseNumber)).orElseThrow());
    }

    /** Returns when the clerk is reminded of the delivery. */
    public Date deliveryReminder(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        return reminder(file, dates.delivery(file).orElseThrow());
    }

    /** Returns when the publication is asked for again. */
    public Date publicationRetry(String caseNumber) {
        return Date.from(clock.instant().plus(publicationRetry));
    }

    /** Returns when 我的证照 closes itself. */
    public Date collectionEnd(String caseNumber) {
        LocalDate issued = cases.withNumber(caseNumber).issuedOn().orElseThrow();
        return endOf(new DueDate(issued.plusDays(collectionDays), false));
    }

    /** Returns when a parcel that hasn't arrived counts as lost, and the clerk gets it back. */
    public Date parcel(String caseNumber) {
        return Date.from(clock.instant().plus(parcelPatience));
    }

    private Date reminder(CaseFile file, DueDate due) {
        return startOf(dates.reminder(file, due));
    }

    private static Date endOf(DueDate day) {
        return Date.from(day.endsAt());
    }

    private static Date startOf(LocalDate day) {
        return Date.from(day.atStartOfDay(DueDate.ZONE).toInstant());
    }
}
