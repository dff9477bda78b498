package org.certrenewal.casefile;

import java.time.LocalDate;
import java.util.Optional;
import org.certrenewal.law.DueDate;
import org.certrenewal.law.LegalClock;
import org.springframework.stereotype.Component;

/** Reads the law's clock for a case, and keeps the ledger that people see. */
@Component
public class LegalDates {

    private final LegalClock clock;
    private final CaseFiles cases;

    LegalDates(LegalClock clock, CaseFiles cases) {
        this.clock = clock;
        this.cases = cases;
    }

    /** Returns the day until which somebody has to act. */
    public Optional<LocalDate> due(CaseFile file) {
        return switch (file.status()) {
            case SUBMITTED -> clock.acceptanceDue(file.received()).map(DueDate::date);
            case CORRECTING -> clock.correctionAnswerDue(file.received()).map(DueDate::date);
            case ACCEPTED -> clock.decisionDue(file.received()).map(DueDate::date);
            case APPROVED, ISSUED -> clock.deliveryDue(file.received()).map(DueDate::date);
            default -> Optional.empty();
        };
    }

    /** Writes the ledger anew after something has happened in the case. */
    public void rewriteLedger(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        file.dates().ifPresent(events -> cases.replaceLedger(caseNumber, clock.ledger(events)));
    }
}
