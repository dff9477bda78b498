package org.certrenewal.insight;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Holds what is known about a case without anything personal. Periods are working days.
 *
 * @param caseNumber the case
 * @param instanceId its process instance
 * @param definitionVersion version of the process definition
 * @param office code of the office; empty text until a place is chosen
 * @param trade code of the trade; empty text until a certificate is chosen
 * @param status where the case stands
 * @param outcome how it ended; the status, but for silence {@code DEEMED_RENEWED}
 * @param finished whether the case is closed
 * @param endedOn when it was closed
 * @param openDueOn the day until which somebody must act; only while it is open
 * @param ground code of the legal ground of a refusal, or empty text
 * @param decidedBy role that decided, or empty text
 * @param correctedFields fields that were to be corrected
 * @param faceChecks how many face checks were opened
 * @param faceFailures how many of them were refused or expired
 * @param rating 5 to 1
 * @param promiseKept whether it was decided within the promised days; empty before, and where none were promised
 */
record CaseFact(
        String caseNumber,
        String instanceId,
        int definitionVersion,
        String office,
        String trade,
        String status,
        String outcome,
        boolean finished,
        LocalDate openedOn,
        Optional<LocalDate> submittedOn,
        Optional<LocalDate> correctionAskedOn,
        Optional<LocalDate> resubmittedOn,
        Optional<LocalDate> acceptedOn,
        Optional<LocalDate> decidedOn,
        Optional<LocalDate> issuedOn,
        Optional<LocalDate> deliveredOn,
        Optional<LocalDate> endedOn,
        Optional<LocalDate> openDueOn,
        Optional<Integer> acceptanceDays,
        Optional<Integer> correctionDays,
        Optional<Integer> decisionDays,
        Optional<Integer> issuanceDays,
        Optional<Integer> deliveryDays,
        Optional<Integer> totalDays,
        boolean deemedAccepted,
        boolean deemedRenewed,
        boolean extended,
        boolean deadlineMissed,
        String ground,
        String decidedBy,
        List<String> correctedFields,
        int faceChecks,
        int faceFailures,
        Optional<Integer> rating,
        Optional<Boolean> promiseKept) {

    /** Tells whether the case was submitted and waits for somebody. */
    boolean isOpen() {
        return List.of("SUBMITTED", "CORRECTING", "ACCEPTED", "APPROVED").contains(status);
    }
}
