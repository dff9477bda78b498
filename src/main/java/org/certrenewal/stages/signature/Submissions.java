package org.certrenewal.stages.signature;

import java.time.Clock;
import java.time.LocalDate;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.casefile.Submission;
import org.springframework.stereotype.Component;

/** Takes an application in: from here on the law's clock runs. */
@Component
class Submissions {

    private final CaseFiles cases;
    private final LegalDates dates;
    private final Clock clock;

    Submissions(CaseFiles cases, LegalDates dates, Clock clock) {
        this.cases = cases;
        this.dates = dates;
        this.clock = clock;
    }

    /** Keeps what was signed, with its hash, and starts the clock. */
    void submit(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        boolean corrected = file.dates().isPresent();
        Submission content = Submission.of(file, cases);
        cases.submit(file, LocalDate.now(clock), cases.write(content), content.hash(cases));
        cases.record(
                caseNumber,
                file.applicant(),
                corrected ? "resubmitted" : "submitted",
                corrected ? "补正后重新提交申请" : "签名并提交申请，办件编号 " + caseNumber);
        dates.rewriteLedger(caseNumber);
    }
}
