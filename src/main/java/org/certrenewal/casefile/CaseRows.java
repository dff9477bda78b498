package org.certrenewal.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/**
 * Reads the heads of case files from the rows in which they stand: the one place that puts a {@link CaseFile} together.
 */
@Component
class CaseRows implements RowMapper<CaseFile> {

    static final String SELECT = """
            select case_number, instance_id, applicant, status, office, certificate_number, certificate_valid_to,
                   face_confirmed_at, opened_at, submitted_at, content_hash, received_on, correction_asked_on,
                   resubmitted_on, accepted_on, deemed_accepted, extended_on, decided_on, decision, issued_on,
                   delivered_on, closed_at, version, saved_on, urged_on, photo,
                   (select count(*) from excluded_time
                     where excluded_time.case_number = case_file.case_number) as exclusions
              from case_file
            """;

    private final StoppedClocks stopped;
    private final Clock clock;

    CaseRows(StoppedClocks stopped, Clock clock) {
        this.stopped = stopped;
        this.clock = clock;
    }

    @Override
    public CaseFile mapRow(ResultSet row, int index) throws SQLException {
        String number = row.getString("case_number");
        Instant openedAt = instant(row, "opened_at").orElseThrow();
        LocalDate savedOn = day(row, "saved_on");
        return new CaseFile(
                number,
                row.getString("instance_id"),
                row.getString("applicant"),
                CaseStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("office")),
                Optional.ofNullable(row.getString("certificate_number")),
                Optional.ofNullable(day(row, "certificate_valid_to")),
                instant(row, "face_confirmed_at"),
                openedAt,
                instant(row, "submitted_at"),
                Optional.ofNullable(row.getString("content_hash")),
                CaseFile.dates(
                        day(row, "received_on"),
                        day(row, "correction_asked_on"),
                        day(row, "resubmitted_on"),
                        day(row, "accepted_on"),
                        row.getInt("exclusions") == 0 ? List.of() : stopped.of(number),
                        day(row, "extended_on"),
                        day(row, "decided_on"),
                        day(row, "delivered_on"),
                        day(row, "certificate_valid_to")),
                row.getBoolean("deemed_accepted"),
                Optional.ofNullable(row.getString("decision")).map(CaseFile.Decision::valueOf),
                savedOn == null ? LocalDate.ofInstant(openedAt, clock.getZone()) : savedOn,
                Optional.ofNullable(day(row, "urged_on")),
                Optional.ofNullable(day(row, "issued_on")),
                instant(row, "closed_at"),
                row.getInt("version"),
                Optional.ofNullable(row.getString("photo")));
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
