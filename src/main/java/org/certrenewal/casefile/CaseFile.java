package org.certrenewal.casefile;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.law.CaseEvents;
import org.certrenewal.law.ExcludedTime;

/**
 * Holds where one case stands: the head of the case file, as it was read or as a move left it; it never changes. Its
 * sections, papers and history hang on its number.
 */
public final class CaseFile {

    /** By the names of the columns of {@code case_file}. */
    private final Map<String, Object> row;

    private final List<ExcludedTime> excluded;

    /** Takes the row as {@link CaseRows} reads it, and the time that doesn't count towards the decision. */
    CaseFile(Map<String, Object> row, List<ExcludedTime> excluded) {
        this.row = new HashMap<>(row);
        this.excluded = List.copyOf(excluded);
    }

    /** Names what an office can decide. */
    public enum Decision {
        APPROVED,
        REJECTED,
        /** The certificate's term ended without a decision (行政许可法 Art 50(2)). */
        DEEMED_RENEWED
    }

    /** Returns the case as it is once something was written into its row. */
    CaseFile with(Map<String, Object> written) {
        Map<String, Object> now = new HashMap<>(row);
        now.putAll(written);
        return new CaseFile(now, excluded);
    }

    /** Returns the case number, which is also the engine's business key. */
    public String number() {
        return (String) row.get("case_number");
    }

    /** Returns the process instance that carries the case. */
    public String instanceId() {
        return (String) row.get("instance_id");
    }

    /** Returns the user id of the person who applies. */
    public String applicant() {
        return (String) row.get("applicant");
    }

    /** Returns where the case stands. */
    public CaseStatus status() {
        return CaseStatus.valueOf((String) row.get("status"));
    }

    /** Returns the code of the office that handles the case; empty until a place is chosen. */
    public Optional<String> office() {
        return text("office");
    }

    /** Returns the certificate to be renewed; empty until the form has passed. */
    public Optional<String> certificateNumber() {
        return text("certificate_number");
    }

    /** Returns the last day of that certificate's term. */
    public Optional<LocalDate> certificateValidTo() {
        return day("certificate_valid_to");
    }

    /** Returns when a face check last succeeded. */
    public Optional<Instant> faceConfirmedAt() {
        return moment("face_confirmed_at");
    }

    /** Returns when the case was opened. */
    public Instant openedAt() {
        return moment("opened_at").orElseThrow();
    }

    /** Returns when it was last submitted. */
    public Optional<Instant> submittedAt() {
        return moment("submitted_at");
    }

    /** Returns the SHA-256, in hexadecimal, of what was last submitted. */
    public Optional<String> contentHash() {
        return text("content_hash");
    }

    /** Returns the SHA-256, in hexadecimal, of the portrait that the applicant gave with this case. */
    public Optional<String> photo() {
        return text("photo");
    }

    /** Returns the days on which the law's clock runs; empty until the application came in. */
    public Optional<CaseEvents> dates() {
        return day("received_on")
                .map(received -> new CaseEvents(
                        received,
                        day("correction_asked_on"),
                        day("resubmitted_on"),
                        day("accepted_on"),
                        excluded,
                        day("extended_on"),
                        day("decided_on"),
                        day("delivered_on"),
                        certificateValidTo()));
    }

    /** Returns the dates of a case that was received. */
    public CaseEvents received() {
        return dates().orElseThrow(() -> new IllegalStateException("case " + number() + " was never submitted"));
    }

    /** Tells whether silence accepted the application. */
    public boolean deemedAccepted() {
        return Boolean.TRUE.equals(row.get("deemed_accepted"));
    }

    /** Returns what was decided; empty before. */
    public Optional<Decision> decision() {
        return text("decision").map(Decision::valueOf);
    }

    /** Returns the day on which the applicant last saved something. */
    public LocalDate savedOn() {
        return day("saved_on").orElseThrow();
    }

    /** Returns the day on which the supervisor last had it decided at once. */
    public Optional<LocalDate> urgedOn() {
        return day("urged_on");
    }

    /** Returns the day on which the new certificate was issued. */
    public Optional<LocalDate> issuedOn() {
        return day("issued_on");
    }

    /** Returns when the case was closed. */
    public Optional<Instant> closedAt() {
        return moment("closed_at");
    }

    /** Returns what counts every change; a form that was loaded earlier is stale. */
    public int version() {
        return (int) row.get("version");
    }

    /**
     * Refuses whoever wants to change the case as they have loaded it, if it has changed.
     *
     * @throws StaleCase if it has changed since
     */
    public void mustBeOf(int loaded) {
        if (loaded != version()) {
            throw new StaleCase(number());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CaseFile file && row.equals(file.row) && excluded.equals(file.excluded);
    }

    @Override
    public int hashCode() {
        return number().hashCode();
    }

    /** Says no more than a log may. */
    @Override
    public String toString() {
        return "case " + number() + " (" + status() + ", version " + version() + ")";
    }

    private Optional<String> text(String column) {
        return Optional.ofNullable((String) row.get(column));
    }

    private Optional<LocalDate> day(String column) {
        return Optional.ofNullable((LocalDate) row.get(column));
    }

    private Optional<Instant> moment(String column) {
        return Optional.ofNullable((OffsetDateTime) row.get(column)).map(OffsetDateTime::toInstant);
    }
}
