package org.certrenewal.casefile;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certrenewal.law.ClockEntry;
import org.certrenewal.law.DueDate;
import org.certrenewal.law.ExcludedTime;
import org.certrenewal.law.ExpiryOutcome;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.LegalClock;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.Window;
import org.springframework.stereotype.Component;

/** Reads the law's clock for a case, and keeps the ledger that people see. */
@Component
public class LegalDates {

    private final LawBook law;
    private final CaseFiles cases;
    private final ClockLedgers ledgers;

    LegalDates(LawBook law, CaseFiles cases, ClockLedgers ledgers) {
        this.law = law;
        this.cases = cases;
        this.ledgers = ledgers;
    }

    /** Returns the day until which somebody has to act. */
    public Optional<LocalDate> due(CaseFile file) {
        return switch (file.status()) {
            case SUBMITTED -> acceptance(file).map(DueDate::date);
            case CORRECTING -> correction(file).map(DueDate::date);
            case ACCEPTED -> decision(file).map(DueDate::date);
            case APPROVED, ISSUED -> delivery(file).map(DueDate::date);
            default -> Optional.empty();
        };
    }

    /** Returns the last day of a draft, which is kept from the last save on. */
    public DueDate draft(CaseFile file) {
        int days = law.rules().inForce(file.savedOn()).number(RuleKey.DRAFT_DAYS);
        return new DueDate(file.savedOn().plusDays(days), false);
    }

    /** Returns the day on which the applicant is told that a draft will be closed. */
    public LocalDate draftNotice(CaseFile file) {
        int days = law.rules().inForce(file.savedOn()).number(RuleKey.DRAFT_NOTICE_DAYS);
        return draft(file).date().minusDays(days);
    }

    /** Returns the last day for acceptance; empty while the applicant is at work on a correction. */
    public Optional<DueDate> acceptance(CaseFile file) {
        return file.dates().flatMap(law.clock()::acceptanceDue);
    }

    /** Returns the last day for a correction, empty where none is asked for. */
    public Optional<DueDate> correction(CaseFile file) {
        return file.dates().flatMap(law.clock()::correctionAnswerDue);
    }

    /** Returns the law's last day for the decision; empty before acceptance, and while the clock stands still. */
    public Optional<DueDate> decision(CaseFile file) {
        return file.dates().flatMap(law.clock()::decisionDue);
    }

    /** Tells whether the time for the decision can still be extended (行政许可法 Art 42). */
    public boolean canBeExtended(CaseFile file, LocalDate today) {
        return file.dates()
                .filter(events -> law.clock().canBeExtended(events, today))
                .isPresent();
    }

    /** Returns the first day on which the officer can propose an extension. */
    public Optional<LocalDate> extensionFrom(CaseFile file) {
        return file.dates().flatMap(law.clock()::extensionFrom);
    }

    /** Returns the last day by which the office promised to decide; empty where nothing is promised. */
    public Optional<DueDate> promised(CaseFile file) {
        return file.dates().flatMap(law.clock()::promisedDue);
    }

    /**
     * Returns the last day on which the officer can still decide: the law's, or where the supervisor urged after it the
     * next working day. Then the supervisor gets the case.
     */
    public Optional<DueDate> lastDayToDecide(CaseFile file) {
        Optional<DueDate> urged = file.urgedOn().map(day -> law.calendar().plus(day, 1));
        return decision(file)
                .map(due -> Stream.concat(Stream.of(due), urged.stream())
                        .max(Comparator.comparing(DueDate::date))
                        .orElseThrow());
    }

    /** Returns the last day for handing over the result; empty before the decision. */
    public Optional<DueDate> delivery(CaseFile file) {
        return file.dates().flatMap(law.clock()::deliveryDue);
    }

    /** Says what the law has for a case when its certificate's term is over on a day. */
    public ExpiryOutcome atExpiry(CaseFile file, LocalDate today) {
        LawBook.Edition edition = law.inForce();
        Window window = Window.of(
                file.certificateValidTo().orElseThrow(),
                edition.rules().inForce(file.received().received()),
                edition.calendar());
        return edition.clock().atExpiry(file.received(), window, today);
    }

    /** Returns the day on which people are reminded of a due date of a case. */
    public LocalDate reminder(CaseFile file, DueDate due) {
        LegalClock clock = law.clock();
        return clock.remindOn(due, clock.rulesOf(file.received()));
    }

    /** Returns since when, and why, time doesn't count towards the decision, if it doesn't now. */
    public Optional<ExcludedTime> standingStill(CaseFile file) {
        return file.dates()
                .flatMap(events ->
                        events.excluded().stream().filter(ExcludedTime::isOpen).findFirst());
    }

    /** Returns the ledger as the law has it now. */
    public List<ClockEntry> ledger(CaseFile file) {
        return file.dates().map(law.clock()::ledger).orElse(List.of());
    }

    /** Writes the ledger anew after something has happened in the case. */
    public void rewriteLedger(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        file.dates().ifPresent(events -> ledgers.replace(caseNumber, ledger(file)));
    }
}
