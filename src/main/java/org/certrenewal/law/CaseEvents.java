package org.certrenewal.law;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds what has happened in a case, as far as the clock is concerned. Everything that the clock says follows from
 * this, so that it can be computed anew whenever a table of holidays changes.
 *
 * @param received the application came in
 * @param correctionAsked the applicant was told, once and in full, what is missing
 * @param resubmitted the corrected application came in
 * @param accepted the application was accepted, or is deemed to be
 * @param excluded time that doesn't count towards the decision
 * @param extended the extension was approved
 * @param decided the decision was made
 * @param delivered the applicant got the result
 * @param certificateEnd last day of the term of the certificate to be renewed; empty where it isn't known
 */
public record CaseEvents(
        LocalDate received,
        Optional<LocalDate> correctionAsked,
        Optional<LocalDate> resubmitted,
        Optional<LocalDate> accepted,
        List<ExcludedTime> excluded,
        Optional<LocalDate> extended,
        Optional<LocalDate> decided,
        Optional<LocalDate> delivered,
        Optional<LocalDate> certificateEnd) {

    /** Copies the list. */
    public CaseEvents {
        excluded = List.copyOf(excluded);
    }

    /** Begins with the day on which the application came in. */
    public static CaseEvents receivedOn(LocalDate day) {
        return new CaseEvents(
                day,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Says until when the certificate is valid. */
    public CaseEvents ofCertificateUntil(LocalDate end) {
        return new CaseEvents(
                received,
                correctionAsked,
                resubmitted,
                accepted,
                excluded,
                extended,
                decided,
                delivered,
                Optional.of(end));
    }

    /**
     * Adds the notice that asks for a correction.
     *
     * @throws IllegalStateException if one was asked for before (行政许可法 Art 32: everything at once), or the case is
     *     accepted
     */
    public CaseEvents correctionAskedOn(LocalDate day) {
        if (correctionAsked.isPresent()) {
            throw new IllegalStateException("a correction was already asked for on " + correctionAsked.get()
                    + "; 行政许可法第三十二条 allows one notice, which names everything");
        }
        if (accepted.isPresent()) {
            throw new IllegalStateException("a correction comes before acceptance, which was on " + accepted.get());
        }
        return new CaseEvents(
                received,
                Optional.of(day),
                resubmitted,
                accepted,
                excluded,
                extended,
                decided,
                delivered,
                certificateEnd);
    }

    /** Adds the corrected application. */
    public CaseEvents resubmittedOn(LocalDate day) {
        if (!isWaitingForApplicant()) {
            throw new IllegalStateException("nothing is being corrected");
        }
        return new CaseEvents(
                received,
                correctionAsked,
                Optional.of(day),
                accepted,
                excluded,
                extended,
                decided,
                delivered,
                certificateEnd);
    }

    /** Adds the acceptance. */
    public CaseEvents acceptedOn(LocalDate day) {
        return new CaseEvents(
                received,
                correctionAsked,
                resubmitted,
                Optional.of(day),
                excluded,
                extended,
                decided,
                delivered,
                certificateEnd);
    }

    /** Adds time that doesn't count. */
    public CaseEvents excluding(ExcludedTime time) {
        return new CaseEvents(
                received,
                correctionAsked,
                resubmitted,
                accepted,
                Stream.concat(excluded.stream(), Stream.of(time)).toList(),
                extended,
                decided,
                delivered,
                certificateEnd);
    }

    /** Adds the approval of the extension. */
    public CaseEvents extendedOn(LocalDate day) {
        return new CaseEvents(
                received,
                correctionAsked,
                resubmitted,
                accepted,
                excluded,
                Optional.of(day),
                decided,
                delivered,
                certificateEnd);
    }

    /** Adds the decision. */
    public CaseEvents decidedOn(LocalDate day) {
        return new CaseEvents(
                received,
                correctionAsked,
                resubmitted,
                accepted,
                excluded,
                extended,
                Optional.of(day),
                delivered,
                certificateEnd);
    }

    /** Adds the delivery of the result. */
    public CaseEvents deliveredOn(LocalDate day) {
        return new CaseEvents(
                received,
                correctionAsked,
                resubmitted,
                accepted,
                excluded,
                extended,
                decided,
                Optional.of(day),
                certificateEnd);
    }

    /** Tells whether the applicant is at work on a correction. */
    public boolean isWaitingForApplicant() {
        return correctionAsked.isPresent() && resubmitted.isEmpty() && accepted.isEmpty();
    }

    /** Returns the day on which the application came in as it is now. */
    public LocalDate lastReceived() {
        return resubmitted.orElse(received);
    }
}
