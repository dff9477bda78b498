package org.certrenewal.insight;

import java.time.LocalDate;

/**
 * Shows a case.
 *
 * @param instanceId null once the case is finished
 * @param dueOn last day of the period that runs now
 * @param missed whether the office missed a deadline
 */
record CaseLine(
        String caseNumber,
        String instanceId,
        String office,
        String trade,
        String outcome,
        boolean finished,
        LocalDate openedOn,
        LocalDate submittedOn,
        LocalDate acceptedOn,
        LocalDate decidedOn,
        LocalDate issuedOn,
        LocalDate endedOn,
        LocalDate dueOn,
        Integer decisionDays,
        Integer totalDays,
        boolean missed,
        boolean deemedAccepted,
        boolean extended) {

    static CaseLine of(CaseRow row) {
        return new CaseLine(
                row.caseNumber(),
                row.finished() ? null : row.instanceId(),
                row.office(),
                row.trade(),
                row.outcome(),
                row.finished(),
                row.openedOn(),
                row.submittedOn(),
                row.acceptedOn(),
                row.decidedOn(),
                row.issuedOn(),
                row.endedOn(),
                row.openDueOn(),
                row.decisionDays(),
                row.totalDays(),
                row.deadlineMissed(),
                row.deemedAccepted(),
                row.extended());
    }
}
