package org.certrenewal.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/**
 * Reads the heads of case files from the rows in which they stand: the one place that puts a {@link CaseFile} together.
 */
@Component
class CaseRows implements RowMapper<CaseFile> {

    private static final Map<String, Class<?>> COLUMNS = columns();

    /** Reads beside the columns what a click would ask for next: whether anything was found, and who applies. */
    static final String SELECT = "select " + String.join(", ", COLUMNS.keySet()) + """
            ,
            (select count(*) from excluded_time
              where excluded_time.case_number = case_file.case_number) as exclusions,
            (select count(*) from case_problem where case_problem.case_number = case_file.case_number) as problems,
            (select count(*) from case_finding where case_finding.case_number = case_file.case_number) as findings,
            (select name from person where person.user_id = case_file.applicant) as person_name,
            (select id_number from person where person.user_id = case_file.applicant) as person_id_number
             from case_file""";

    private final StoppedClocks stopped;
    private final Remembered remembered;
    private final Clock clock;

    CaseRows(StoppedClocks stopped, Remembered remembered, Clock clock) {
        this.stopped = stopped;
        this.remembered = remembered;
        this.clock = clock;
    }

    private static Map<String, Class<?>> columns() {
        Map<String, Class<?>> columns = new LinkedHashMap<>();
        List.of("case_number", "instance_id", "applicant", "status", "office", "certificate_number")
                .forEach(text -> columns.put(text, String.class));
        columns.put("certificate_valid_to", LocalDate.class);
        List.of("face_confirmed_at", "opened_at", "submitted_at")
                .forEach(moment -> columns.put(moment, OffsetDateTime.class));
        List.of("content_hash", "photo").forEach(digest -> columns.put(digest, String.class));
        List.of("received_on", "correction_asked_on", "resubmitted_on", "accepted_on", "extended_on", "decided_on")
                .forEach(day -> columns.put(day, LocalDate.class));
        columns.put("deemed_accepted", Boolean.class);
        columns.put("decision", String.class);
        List.of("issued_on", "delivered_on", "saved_on", "urged_on").forEach(day -> columns.put(day, LocalDate.class));
        columns.put("closed_at", OffsetDateTime.class);
        columns.put("version", Integer.class);
        return columns;
    }

    @Override
    public CaseFile mapRow(ResultSet row, int index) throws SQLException {
        Map<String, Object> values = new HashMap<>();
        for (Map.Entry<String, Class<?>> column : COLUMNS.entrySet()) {
            values.put(column.getKey(), row.getObject(column.getKey(), column.getValue()));
        }
        String number = row.getString("case_number");
        values.computeIfAbsent(
                "saved_on",
                column -> LocalDate.ofInstant(((OffsetDateTime) values.get("opened_at")).toInstant(), clock.getZone()));
        CaseFindings.remember(remembered, CaseFindings.PROBLEMS, number, row.getInt("problems"));
        CaseFindings.remember(remembered, CaseFindings.FINDINGS, number, row.getInt("findings"));
        People.remember(
                remembered,
                row.getString("applicant"),
                row.getString("person_name"),
                row.getString("person_id_number"));
        return new CaseFile(values, row.getInt("exclusions") == 0 ? List.of() : stopped.of(number));
    }
}
