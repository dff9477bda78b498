package org.certrenewal.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.certrenewal.insight.Tally.Amount;
import org.certrenewal.insight.Tally.Count;
import org.certrenewal.insight.Tally.Dwell;
import org.certrenewal.insight.Tally.Key;
import org.certrenewal.insight.Tally.Spread;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps facts and counts. Only {@link CatchUp} writes, under its lock. */
@Repository
class FactStore {

    private static final String INSERT_CASE = """
            insert into insight_case (case_number, instance_id, definition_version, office, trade, status, outcome,
                   finished, opened_on, submitted_on, correction_asked_on, resubmitted_on, accepted_on, decided_on,
                   issued_on, delivered_on, ended_on, open_due_on, acceptance_days, correction_days, decision_days,
                   issuance_days, delivery_days, total_days, deemed_accepted, deemed_renewed, extended,
                   deadline_missed, ground, decided_by, corrected_fields, face_checks, face_failures, rating,
                   promise_kept)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    FactStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Returns what was last known about a case. */
    Optional<CaseFact> fact(String caseNumber) {
        return jdbc.sql("select * from insight_case where case_number = ?")
                .param(caseNumber)
                .query(FactStore::fact)
                .optional();
    }

    /** Returns the steps of a case, in order. */
    List<Step> steps(String caseNumber) {
        return jdbc.sql("""
                        select seq, activity_id, kind, role, entered_at, left_at, cancelled, working_days
                          from insight_step where case_number = ? order by seq
                        """).param(caseNumber).query(FactStore::step).list();
    }

    /** Returns what is known about the next cases after a number, in order. */
    List<CaseFact> factsAfter(String caseNumber, int most) {
        return jdbc.sql("select * from insight_case where case_number > ? order by case_number fetch first ? rows only")
                .params(caseNumber, most)
                .query(FactStore::fact)
                .list();
    }

    /** Returns the steps of all cases between two numbers, both included, by number. */
    Map<String, List<Step>> stepsBetween(String first, String last) {
        Map<String, List<Step>> steps = new HashMap<>();
        jdbc.sql("""
                        select seq, activity_id, kind, role, entered_at, left_at, cancelled, working_days, case_number
                          from insight_step where case_number between ? and ? order by case_number, seq
                        """).params(first, last).query(row -> {
            steps.computeIfAbsent(row.getString(9), number -> new ArrayList<>()).add(step(row, 0));
        });
        return steps;
    }

    /** Replaces what is known about a case. */
    void put(CaseFact fact, List<Step> before, List<Step> steps) {
        batches.update("delete from insight_case where case_number = ?", fact.caseNumber());
        batches.update(
                INSERT_CASE,
                fact.caseNumber(),
                fact.instanceId(),
                fact.definitionVersion(),
                fact.office(),
                fact.trade(),
                fact.status(),
                fact.outcome(),
                fact.finished(),
                fact.openedOn(),
                fact.submittedOn().orElse(null),
                fact.correctionAskedOn().orElse(null),
                fact.resubmittedOn().orElse(null),
                fact.acceptedOn().orElse(null),
                fact.decidedOn().orElse(null),
                fact.issuedOn().orElse(null),
                fact.deliveredOn().orElse(null),
                fact.endedOn().orElse(null),
                fact.openDueOn().orElse(null),
                fact.acceptanceDays().orElse(null),
                fact.correctionDays().orElse(null),
                fact.decisionDays().orElse(null),
                fact.issuanceDays().orElse(null),
                fact.deliveryDays().orElse(null),
                fact.totalDays().orElse(null),
                fact.deemedAccepted(),
                fact.deemedRenewed(),
                fact.extended(),
                fact.deadlineMissed(),
                fact.ground(),
                fact.decidedBy(),
                String.join(",", fact.correctedFields()),
                fact.faceChecks(),
                fact.faceFailures(),
                fact.rating().orElse(null),
                fact.promiseKept().orElse(null));
        int same = 0;
        while (same < before.size() && same < steps.size() && before.get(same).equals(steps.get(same))) {
            same++;
        }
        if (same < before.size()) {
            batches.update("delete from insight_step where case_number = ? and seq > ?", fact.caseNumber(), same);
        }
        batches.batchUpdate(
                """
                insert into insight_step (case_number, seq, activity_id, kind, role, entered_at, left_at, cancelled,
                       working_days)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                steps.subList(same, steps.size()).stream()
                        .map(step -> new Object[] {
                            fact.caseNumber(),
                            step.seq(),
                            step.activityId(),
                            step.kind(),
                            step.role(),
                            OffsetDateTime.ofInstant(step.enteredAt(), ZoneOffset.UTC),
                            step.leftAt()
                                    .map(it -> OffsetDateTime.ofInstant(it, ZoneOffset.UTC))
                                    .orElse(null),
                            step.cancelled(),
                            step.workingDays().orElse(null)
                        })
                        .toList());
    }

    /** Adds differences to the counts. */
    void add(Map<Key, Amount> differences) {
        apply(differences, false);
    }

    /** Writes counts where there are none. */
    void write(Map<Key, Amount> counts) {
        apply(counts, true);
    }

    private void apply(Map<Key, Amount> differences, boolean fresh) {
        apply(
                fresh,
                differences,
                Count.class,
                "update insight_count set n = n + ?"
                        + " where figure = ? and count_month = ? and office = ? and trade = ? and item = ?",
                "insert into insight_count (n, figure, count_month, office, trade, item) values (?, ?, ?, ?, ?, ?)",
                (key, amount) -> new Object[] {
                    amount.n(), key.figure().name(), key.month(), key.office(), key.trade(), key.item()
                });
        apply(
                fresh,
                differences,
                Spread.class,
                "update insight_spread set n = n + ?"
                        + " where stage = ? and count_month = ? and office = ? and trade = ? and days = ?",
                "insert into insight_spread (n, stage, count_month, office, trade, days) values (?, ?, ?, ?, ?, ?)",
                (key, amount) ->
                        new Object[] {amount.n(), key.stage().name(), key.month(), key.office(), key.trade(), key.days()
                        });
        apply(
                fresh,
                differences,
                Dwell.class,
                "update insight_dwell set n = n + ?, seconds = seconds + ? where definition_version = ?"
                        + " and count_month = ? and office = ? and activity_id = ? and bucket = ?",
                "insert into insight_dwell (n, seconds, definition_version, count_month, office, activity_id, bucket)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                (key, amount) -> new Object[] {
                    amount.n(),
                    amount.seconds(),
                    key.version(),
                    key.month(),
                    key.office(),
                    key.activityId(),
                    key.bucket()
                });
    }

    private <K extends Key> void apply(
            boolean fresh,
            Map<Key, Amount> differences,
            Class<K> type,
            String update,
            String insert,
            BiFunction<K, Amount, Object[]> parameters) {
        Map<K, Amount> these = new LinkedHashMap<>();
        differences.forEach((key, amount) -> {
            if (type.isInstance(key)) {
                these.put(type.cast(key), amount);
            }
        });
        if (these.isEmpty()) {
            return;
        }
        List<Object[]> rows = these.entrySet().stream()
                .map(it -> parameters.apply(it.getKey(), it.getValue()))
                .toList();
        int[] changed = fresh ? new int[rows.size()] : batches.batchUpdate(update, rows);
        List<Object[]> missing = new ArrayList<>();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                missing.add(rows.get(i));
            }
        }
        if (!missing.isEmpty()) {
            batches.batchUpdate(insert, missing);
        }
    }

    /** Forgets every count. */
    void forgetCounts() {
        batches.update("delete from insight_count");
        batches.update("delete from insight_spread");
        batches.update("delete from insight_dwell");
    }

    private static Step step(ResultSet row, int index) throws SQLException {
        return new Step(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject(6, OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                row.getBoolean(7),
                Optional.ofNullable(row.getObject(8, Integer.class)));
    }

    private static CaseFact fact(ResultSet row, int index) throws SQLException {
        String fields = row.getString("corrected_fields");
        return new CaseFact(
                row.getString("case_number"),
                row.getString("instance_id"),
                row.getInt("definition_version"),
                row.getString("office"),
                row.getString("trade"),
                row.getString("status"),
                row.getString("outcome"),
                row.getBoolean("finished"),
                row.getObject("opened_on", LocalDate.class),
                day(row, "submitted_on"),
                day(row, "correction_asked_on"),
                day(row, "resubmitted_on"),
                day(row, "accepted_on"),
                day(row, "decided_on"),
                day(row, "issued_on"),
                day(row, "delivered_on"),
                day(row, "ended_on"),
                day(row, "open_due_on"),
                number(row, "acceptance_days"),
                number(row, "correction_days"),
                number(row, "decision_days"),
                number(row, "issuance_days"),
                number(row, "delivery_days"),
                number(row, "total_days"),
                row.getBoolean("deemed_accepted"),
                row.getBoolean("deemed_renewed"),
                row.getBoolean("extended"),
                row.getBoolean("deadline_missed"),
                row.getString("ground"),
                row.getString("decided_by"),
                fields.isEmpty() ? List.of() : List.of(fields.split(",")),
                row.getInt("face_checks"),
                row.getInt("face_failures"),
                number(row, "rating"),
                Optional.ofNullable(row.getObject("promise_kept", Boolean.class)));
    }

    private static Optional<LocalDate> day(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDate.class));
    }

    private static Optional<Integer> number(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Integer.class));
    }
}
