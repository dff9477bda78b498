package org.certrenewal.casefile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.certrenewal.law.CaseEvents;
import org.certrenewal.law.ExcludedTime;

/**
 * Holds where one case stands: the head of the case file. Its sections, papers and history hang on its number.
 *
 * @param number the case number, which is also the engine's business key
 * @param instanceId the process instance that carries the case
 * @param applicant user id of the person who applies
 * @param status where the case stands
 * @param office code of the office that handles the case; empty until a place is chosen
 * @param certificateNumber the certificate to be renewed; empty until the form has passed
 * @param certificateValidTo last day of that certificate's term
 * @param faceConfirmedAt when a face check last succeeded
 * @param openedAt when the case was opened
 * @param submittedAt when it was last submitted
 * @param contentHash SHA-256, in hexadecimal, of what was last submitted
 * @param dates the days on which the law's clock runs; empty until the application came in
 * @param deemedAccepted whether silence accepted the application
 * @param decision what was decided; empty before
 * @param savedOn the day on which the applicant last saved something
 * @param urgedOn the day on which the supervisor last had it decided at once
 * @param issuedOn the day on which the new certificate was issued
 * @param closedAt when the case was closed
 * @param version counts every change; a form that was loaded earlier is stale
 * @param photo SHA-256, in hexadecimal, of the portrait that the applicant gave with this case
 */
public record CaseFile(
        String number,
        String instanceId,
        String applicant,
        CaseStatus status,
        Optional<String> office,
        Optional<String> certificateNumber,
        Optional<LocalDate> certificateValidTo,
        Optional<Instant> faceConfirmedAt,
        Instant openedAt,
        Optional<Instant> submittedAt,
        Optional<String> contentHash,
        Optional<CaseEvents> dates,
        boolean deemedAccepted,
        Optional<Decision> decision,
        LocalDate savedOn,
        Optional<LocalDate> urgedOn,
        Optional<LocalDate> issuedOn,
        Optional<Instant> closedAt,
        int version,
        Optional<String> photo) {

    /** Names what an office can decide. */
    public enum Decision {
        APPROVED,
        REJECTED,
        /** The certificate's term ended without a decision (行政许可法 Art 50(2)). */
        DEEMED_RENEWED
    }

    /** Returns the case as it is after a change that was counted, and perhaps saved. */
    CaseFile changed(int newVersion, LocalDate newSavedOn) {
        return new CaseFile(
                number,
                instanceId,
                applicant,
                status,
                office,
                certificateNumber,
                certificateValidTo,
                faceConfirmedAt,
                openedAt,
                submittedAt,
                contentHash,
                dates,
                deemedAccepted,
                decision,
                newSavedOn,
                urgedOn,
                issuedOn,
                closedAt,
                newVersion,
                photo);
    }

    /** Returns the dates of a case that was received. */
    public CaseEvents received() {
        return dates.orElseThrow(() -> new IllegalStateException("case " + number + " was never submitted"));
    }

    static Optional<CaseEvents> dates(
            LocalDate received,
            LocalDate correctionAsked,
            LocalDate resubmitted,
            LocalDate accepted,
            List<ExcludedTime> excluded,
            LocalDate extended,
            LocalDate decided,
            LocalDate delivered,
            LocalDate certificateEnd) {
        return Optional.ofNullable(received)
                .map(day -> new CaseEvents(
                        day,
                        Optional.ofNullable(correctionAsked),
                        Optional.ofNullable(resubmitted),
                        Optional.ofNullable(accepted),
                        excluded,
                        Optional.ofNullable(extended),
                        Optional.ofNullable(decided),
                        Optional.ofNullable(delivered),
                        Optional.ofNullable(certificateEnd)));
    }
}
