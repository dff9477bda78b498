package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.LocalDate;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.law.ExpiryOutcome;
import org.certrenewal.law.LegalClock;
import org.certrenewal.law.Window;
import org.springframework.stereotype.Component;

/** Says what follows when a certificate's term ends while its renewal is undecided (行政许可法 Art 50(2)). */
@Component
class Expiries {

    private final CaseFiles cases;
    private final LegalClock legalClock;
    private final LegalDates dates;
    private final Letters letters;
    private final Clock clock;

    Expiries(CaseFiles cases, LegalClock legalClock, LegalDates dates, Letters letters, Clock clock) {
        this.cases = cases;
        this.legalClock = legalClock;
        this.dates = dates;
        this.letters = letters;
        this.clock = clock;
    }

    /**
     * Decides by silence, where the law has it so.
     *
     * @return whether the certificate is deemed renewed
     */
    boolean resolve(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        LocalDate today = LocalDate.now(clock);
        Window window = Window.of(
                file.certificateValidTo().orElseThrow(),
                legalClock.ruleSets().inForce(file.received().received()),
                legalClock.calendar());
        boolean deemed = legalClock.atExpiry(file.received(), window, today) == ExpiryOutcome.DEEMED_RENEWED;
        if (deemed) {
            cases.decided(caseNumber, today, CaseFile.Decision.DEEMED_RENEWED);
            cases.record(caseNumber, CaseEvent.SYSTEM, "deemed-renewed", "有效期届满前未作决定，视为准予延续");
            dates.rewriteLedger(caseNumber);
            letters.issueDecisionLetter(caseNumber);
        } else {
            cases.record(caseNumber, CaseEvent.SYSTEM, "expired-undecided", "证书有效期届满，尚未作出决定，已提醒负责人");
        }
        return deemed;
    }
}
