package org.certrenewal.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.law.DueDate;
import org.certrenewal.law.LegalClock;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Gives the model's timers their times. The law's periods come from {@link LegalClock}; the others are settings. A
 * period of days ends with its last day, at 24:00 (民法典 Art 203).
 */
@Component("deadlines")
public class Deadlines {

    private final CaseFiles cases;
    private final LegalClock legalClock;
    private final Clock clock;
    private final Duration faceTimeout;
    private final Duration publicationRetry;
    private final int collectionDays;

    Deadlines(
            CaseFiles cases,
            LegalClock legalClock,
            Clock clock,
            @Value("${renewal.face.timeout:PT30M}") Duration faceTimeout,
            @Value("${renewal.provincial-registry.retry:P1D}") Duration publicationRetry,
            @Value("${renewal.collection-days:15}") int collectionDays) {
        this.cases = cases;
        this.legalClock = legalClock;
        this.clock = clock;
        this.faceTimeout = faceTimeout;
        this.publicationRetry = publicationRetry;
        this.collectionDays = collectionDays;
    }

    /** Returns when the page of 人脸识别认证 stops waiting. */
    public Date faceTimeout(String caseNumber) {
        return Date.from(clock.instant().plus(faceTimeout));
    }

    /** Returns when the applicant is reminded of a draft, or of a correction. */
    public Date draftReminder(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        return correctionDue(file)
                .map(due -> startOf(legalClock.remindOn(due, rulesToday())))
                .orElseGet(() -> startOf(draftEnd(file).minusDays(rulesToday().number(RuleKey.DRAFT_NOTICE_DAYS))));
    }

    /** Returns when a draft, or a correction that doesn't come, is closed. */
    public Date abandonment(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        return correctionDue(file).map(Deadlines::endOf).orElseGet(() -> endOf(new DueDate(draftEnd(file), false)));
    }

    private LocalDate draftEnd(CaseFile file) {
        return LocalDate.ofInstant(file.openedAt(), clock.getZone())
                .plusDays(rulesToday().number(RuleKey.DRAFT_DAYS));
    }

    /** An unanswered correction ends no later than the certificate. */
    private Optional<DueDate> correctionDue(CaseFile file) {
        return file.dates()
                .flatMap(legalClock::correctionAnswerDue)
                .map(due -> file.certificateValidTo()
                        .filter(validTo -> validTo.isBefore(due.date()))
                        .map(validTo -> new DueDate(validTo, false))
                        .orElse(due));
    }

    /** Returns the end of the last day for acceptance. */
    public Date acceptance(String caseNumber) {
        return endOf(acceptanceDue(caseNumber));
    }

    /** Returns when the officer is reminded of the acceptance. */
    public Date acceptanceReminder(String caseNumber) {
        return startOf(legalClock.remindOn(acceptanceDue(caseNumber), rulesToday()));
    }

    /** Returns when silence accepts. */
    public Date acceptanceEnd(String caseNumber) {
        return endOf(acceptanceDue(caseNumber));
    }

    private DueDate acceptanceDue(String caseNumber) {
        return legalClock.acceptanceDue(cases.withNumber(caseNumber).received()).orElseThrow();
    }

    /** Returns the end of the last day for the decision; far away while the clock stands still. */
    public Date decision(String caseNumber) {
        return decisionDue(caseNumber).map(Deadlines::endOf).orElseGet(this::whileStandingStill);
    }

    /** Returns when the officer is reminded of the decision. */
    public Date decisionReminder(String caseNumber) {
        return decisionDue(caseNumber)
                .map(due -> startOf(legalClock.remindOn(due, rulesToday())))
                .orElseGet(this::whileStandingStill);
    }

    /** Returns when the supervisor gets the case; where that was already, the end of the next working day. */
    public Date decisionEnd(String caseNumber) {
        Date end = decision(caseNumber);
        return end.toInstant().isAfter(clock.instant())
                ? end
                : endOf(legalClock.calendar().plus(LocalDate.now(clock), 1));
    }

    private Optional<DueDate> decisionDue(String caseNumber) {
        return legalClock.decisionDue(cases.withNumber(caseNumber).received());
    }

    private Date whileStandingStill() {
        return endOf(new DueDate(LocalDate.now(clock).plusYears(1), true));
    }

    /** Returns the end of the certificate's last day. */
    public Date certificateEnd(String caseNumber) {
        return endOf(
                new DueDate(cases.withNumber(caseNumber).certificateValidTo().orElseThrow(), false));
    }

    /** Returns the end of the last day for delivery. */
    public Date delivery(String caseNumber) {
        return endOf(deliveryDue(caseNumber));
    }

    /** Returns when the clerk is reminded of the delivery. */
    public Date deliveryReminder(String caseNumber) {
        return startOf(legalClock.remindOn(deliveryDue(caseNumber), rulesToday()));
    }

    private DueDate deliveryDue(String caseNumber) {
        return legalClock.deliveryDue(cases.withNumber(caseNumber).received()).orElseThrow();
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

    private RuleSet rulesToday() {
        return legalClock.ruleSets().inForce(LocalDate.now(clock));
    }

    private static Date endOf(DueDate day) {
        return Date.from(day.endsAt());
    }

    private Date startOf(LocalDate day) {
        Instant start = day.atStartOfDay(clock.getZone()).toInstant();
        return Date.from(start);
    }
}
