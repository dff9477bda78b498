package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.CorrectionAsked;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.law.DueDate;
import org.certrenewal.notices.CaseNotices;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Answers applications. */
@Component
class Acceptances {

    private final CaseFiles cases;
    private final LegalDates dates;
    private final CaseNotices notices;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Acceptances(CaseFiles cases, LegalDates dates, CaseNotices notices, ApplicationEventPublisher events, Clock clock) {
        this.events = events;
        this.cases = cases;
        this.dates = dates;
        this.notices = notices;
        this.clock = clock;
    }

    /** Accepts an application today. */
    void accept(CaseFile file, String actor) {
        cases.accept(file, LocalDate.now(clock), false);
        cases.record(file.number(), actor, "accepted", "受理申请");
        dates.rewriteLedger(file.number());
    }

    /** Asks for a correction; the acceptance is answered anew after it. */
    void askForCorrection(CaseFile file, String actor, Collection<String> fields) {
        String caseNumber = file.number();
        cases.requestCorrection(file, LocalDate.now(clock), fields);
        cases.record(caseNumber, actor, "correction-asked", "一次性告知补正");
        cases.forget(caseNumber, Correction.SECTION);
        events.publishEvent(new CorrectionAsked(caseNumber));
        dates.rewriteLedger(caseNumber);
    }

    /** Returns the last day on which this case could be answered, if it is over. */
    Optional<LocalDate> passed(CaseFile file) {
        LocalDate today = LocalDate.now(clock);
        return dates.acceptance(file)
                .filter(due -> file.status() == CaseStatus.SUBMITTED && due.hasPassed(today))
                .map(DueDate::date);
    }

    /** Accepts by silence, from the day of receipt (行政许可法 Art 32); accepted already, nothing changes. */
    void deem(String caseNumber) {
        // Whoever answers at this moment comes before or after.
        CaseFile file = cases.lock(caseNumber);
        if (file.received().accepted().isPresent()) {
            return;
        }
        notices.deemedAccepted(file);
        cases.accept(file, file.received().lastReceived(), true);
        cases.record(caseNumber, CaseEvent.SYSTEM, "deemed-accepted", "期限内未答复，自收到申请之日起视为受理");
        dates.rewriteLedger(caseNumber);
    }
}
