package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.LocalDate;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.law.ExpiryOutcome;
import org.springframework.stereotype.Component;

/** Says what follows when a certificate's term ends while its renewal is undecided (行政许可法 Art 50(2)). */
@Component
class Expiries {

    private final CaseFiles cases;
    private final LegalDates dates;
    private final Acceptances acceptances;
    private final Letters letters;
    private final Clock clock;

    Expiries(CaseFiles cases, LegalDates dates, Acceptances acceptances, Letters letters, Clock clock) {
        this.cases = cases;
        this.dates = dates;
        this.acceptances = acceptances;
        this.letters = letters;
        this.clock = clock;
    }

    /**
     * Decides by silence, where the law has it so.
     *
     * @return whether the certificate is deemed renewed
     */
    boolean resolve(String caseNumber) {
        // After an outage this timer may come before that of the acceptance, whose silence counts all the same.
        acceptances.passed(cases.lock(caseNumber)).ifPresent(day -> acceptances.deem(caseNumber));
        CaseFile file = cases.withNumber(caseNumber);
        LocalDate today = LocalDate.now(clock);
        if (file.received().received().isAfter(file.certificateValidTo().orElseThrow())
                || file.received().decided().isPresent()) {
            // Applied for in the grace after the end, or decided and only its letter still to come: no news to anybody.
            return false;
        }
        boolean deemed = dates.atExpiry(file, today) == ExpiryOutcome.DEEMED_RENEWED;
        if (deemed) {
            dates.standingStill(file)
                    .ifPresent(time -> cases.endExcludedTime(
                            caseNumber, time.until(today).to().orElseThrow()));
            cases.decide(cases.lock(caseNumber), today, CaseFile.Decision.DEEMED_RENEWED);
            cases.record(caseNumber, CaseEvent.SYSTEM, "deemed-renewed", "有效期届满前未作决定，视为准予延续");
            dates.rewriteLedger(caseNumber);
            letters.issueDecisionLetter(caseNumber);
        } else {
            cases.record(caseNumber, CaseEvent.SYSTEM, "expired-undecided", "证书有效期届满，尚未作出决定，已提醒负责人");
        }
        return deemed;
    }
}
