package org.certrenewal.testing;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes facts about many cases that nobody lived, so that the analysts' screens have something to show and to be
 * measured with; the counts are made from them by the program itself.
 */
public final class ManyCases {

    private static final String CASE_COLUMNS =
            "case_number, instance_id, definition_version, office, trade, status, outcome, finished, opened_on,"
                    + " submitted_on, correction_asked_on, resubmitted_on, accepted_on, decided_on, issued_on, delivered_on,"
                    + " ended_on, open_due_on, acceptance_days, correction_days, decision_days, issuance_days, delivery_days,"
                    + " total_days, deemed_accepted, deemed_renewed, extended, deadline_missed, ground, decided_by,"
                    + " corrected_fields, face_checks, face_failures, rating";
    private static final String STEP_COLUMNS =
            "case_number, seq, activity_id, kind, role, entered_at, left_at, cancelled, working_days";
    private static final List<String> OFFICES = List.of(
            "330100", "330200", "330300", "330400", "330500", "330600", "330700", "330800", "330900", "331000",
            "331100", "330782");
    private static final List<String> FIELDS = List.of("form.region", "form.undertaking", "pickup");
    private static final List<String> GROUNDS = List.of("ground-education", "ground-health", "true-statements");

    private final DataSource database;
    private final LocalDate today;
    private final Random random = new Random(7);

    /** Prepares to write cases of the year before a day. */
    public ManyCases(DataSource database, LocalDate today) {
        this.database = database;
        this.today = today;
    }

    /** Writes the cases with serial numbers from one to another; finished ones, but for one in so many. */
    public void write(int from, int to, int oneOpenIn) throws SQLException, IOException {
        List<Object[]> cases = new ArrayList<>();
        List<Object[]> steps = new ArrayList<>();
        for (int i = from; i < to; i++) {
            one(i, i % oneOpenIn == oneOpenIn - 1, cases, steps);
            if (cases.size() == 5000 || i == to - 1) {
                put("insight_case", CASE_COLUMNS, cases);
                put("insight_step", STEP_COLUMNS, steps);
                cases.clear();
                steps.clear();
            }
        }
        new JdbcTemplate(database).update("update insight_state set edition = 0");
    }

    private void one(int serial, boolean open, List<Object[]> cases, List<Object[]> steps) {
        String number = "33GEN%08d".formatted(serial);
        String office = OFFICES.get((int) (12 * Math.pow(random.nextDouble(), 1.4)));
        LocalDate opened = open ? today.minusDays(random.nextInt(20)) : today.minusDays(30 + random.nextInt(335));
        double fate = random.nextDouble();
        boolean corrected = !open && random.nextInt(8) == 0;
        String status = open
                ? "ACCEPTED"
                : fate < 0.06 ? "REJECTED" : fate < 0.12 ? "ABANDONED" : fate < 0.14 ? "WITHDRAWN" : "ISSUED";
        boolean submitted = !status.equals("ABANDONED");
        boolean decided = status.equals("REJECTED") || status.equals("ISSUED");
        int acceptance = random.nextInt(5);
        int decision = 1 + (int) Math.abs(random.nextGaussian() * 5);
        LocalDate asked = submitted && corrected ? opened.plusDays(2) : null;
        LocalDate again = asked == null ? null : asked.plusDays(5);
        LocalDate accepted =
                submitted && !status.equals("WITHDRAWN") ? (again == null ? opened : again).plusDays(acceptance) : null;
        LocalDate decidedOn = decided ? accepted.plusDays(decision) : null;
        LocalDate issued = status.equals("ISSUED") ? decidedOn : null;
        LocalDate ended =
                open ? null : issued == null ? decidedOn == null ? opened.plusDays(5) : decidedOn : issued.plusDays(4);
        cases.add(new Object[] {
            number,
            "i" + number,
            1,
            office,
            "0" + (1 + (int) (6 * Math.pow(random.nextDouble(), 1.5))),
            status,
            status,
            !open,
            opened,
            submitted ? opened : null,
            asked,
            again,
            accepted,
            decidedOn,
            issued,
            issued == null ? null : issued.plusDays(3),
            ended,
            open ? opened.plusDays(19) : null,
            accepted == null ? null : acceptance,
            again == null ? null : 4,
            decidedOn == null ? null : decision,
            issued == null ? null : 0,
            issued == null ? null : 3,
            decidedOn == null ? null : acceptance + decision + (again == null ? 0 : 5),
            false,
            false,
            decision > 12,
            decision > 14,
            status.equals("REJECTED") ? GROUNDS.get(random.nextInt(3)) : "",
            decidedOn == null ? "" : "officer",
            asked == null ? "" : FIELDS.get((int) (3 * Math.pow(random.nextDouble(), 2))),
            1 + random.nextInt(2),
            random.nextInt(10) == 0 ? 1 : 0,
            issued == null || random.nextInt(3) == 0 ? null : 5 - (int) (4 * Math.pow(random.nextDouble(), 3))
        });
        OffsetDateTime at = opened.atTime(2, 0).atOffset(ZoneOffset.UTC);
        String[][] way = {
            {"Task_SearchService", "applicant", "90"},
            {"Task_AuthenticateFace", "applicant", "50"},
            {"Task_FillForm", "applicant", "400"},
            {"Task_ChoosePickup", "applicant", "60"},
            {"Task_ConfirmInformation", "applicant", "45"},
            {"Task_SignApplication", "applicant", "70"},
            {"Task_AcceptApplication", "officer", String.valueOf(1 + acceptance * 86400)},
            {"Task_ReviewApplication", "officer", String.valueOf(1 + decision * 86400)},
            {"Task_IssueCertificate", "system", "3"},
            {"Task_CollectCertificate", "applicant", "259200"}
        };
        int length = status.equals("ISSUED") ? 10 : status.equals("ABANDONED") ? 3 : status.equals("WITHDRAWN") ? 7 : 8;
        for (int i = 0; i < length; i++) {
            boolean last = i == length - 1;
            long seconds = (long) (Long.parseLong(way[i][2]) * (0.5 + random.nextDouble()));
            OffsetDateTime left = open && last ? null : at.plusSeconds(seconds);
            boolean cancelled = last && (status.equals("ABANDONED") || status.equals("WITHDRAWN"));
            steps.add(new Object[] {
                number,
                i + 1,
                way[i][0],
                i == 8 ? "serviceTask" : "userTask",
                way[i][1],
                at,
                left,
                cancelled,
                (int) (seconds / 86400)
            });
            at = left;
        }
    }

    private void put(String table, String columns, List<Object[]> rows) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            if (connection.isWrapperFor(PGConnection.class)) {
                StringBuilder text = new StringBuilder();
                for (Object[] row : rows) {
                    for (int i = 0; i < row.length; i++) {
                        text.append(i == 0 ? "" : "\t").append(row[i] == null ? "\\N" : row[i]);
                    }
                    text.append('\n');
                }
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + table + " (" + columns + ") from stdin", new StringReader(text.toString()));
                return;
            }
        }
        String marks = "?, ".repeat(columns.split(",").length);
        new JdbcTemplate(database)
                .batchUpdate(
                        "insert into " + table + " (" + columns + ") values (" + marks.substring(0, marks.length() - 2)
                                + ")",
                        rows);
    }
}
