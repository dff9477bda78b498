package org.certrenewal.process;

import java.util.List;
import java.util.Map;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseInLog;
import org.certrenewal.casefile.NoSuchCase;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.process.RenewalProcess.Messages;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Withdraws cases, at any time before the decision. */
@Component
public class Withdrawals {

    private final CaseFiles cases;
    private final RenewalInstances renewals;

    Withdrawals(CaseFiles cases, RenewalInstances renewals) {
        this.cases = cases;
        this.renewals = renewals;
    }

    /**
     * Withdraws a case for its applicant.
     *
     * @throws NoSuchCase if it is somebody else's
     * @throws SectionRefused if it is decided or closed already
     */
    @Transactional
    public void withdraw(String caseNumber, String user) {
        cases.find(caseNumber).filter(it -> it.applicant().equals(user)).orElseThrow(() -> new NoSuchCase(caseNumber));
        CaseInLog.is(caseNumber);
        // A letter may just be made: its job ends first, and doesn't refuse the applicant.
        CaseFile file = cases.lock(caseNumber);
        boolean withdrawn =
                file.status().isWithdrawable() && renewals.correlate(caseNumber, Messages.RENEWAL_WITHDRAWN, Map.of());
        if (!withdrawn) {
            throw new SectionRefused(List.of(new Problem("case", "这个办件已经作出决定或已经关闭，不能撤回")));
        }
        cases.record(caseNumber, user, "withdrawn", "申请人撤回申请");
    }
}
