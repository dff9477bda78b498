package org.certrenewal.casefile;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Keeps the rows of {@code case_file}: each is read once in a transaction, held while it changes, and written by a
 * statement that asks for the version, and for a move also for the state, that was read.
 */
@Repository
class CaseHeads {

    private final JdbcClient jdbc;
    private final CaseRows rows;
    private final CaseLocks locks;
    private final Remembered remembered;
    private final CaseChanges changes;
    private final Clock clock;

    CaseHeads(
            JdbcClient jdbc, CaseRows rows, CaseLocks locks, Remembered remembered, CaseChanges changes, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.locks = locks;
        this.remembered = remembered;
        this.changes = changes;
        this.clock = clock;
    }

    /** By which the head of a case is remembered. */
    record Head(String number) {}

    /** By which the number of the case that an instance carries is remembered. */
    private record Carried(String instanceId) {}

    /** Begins a row; what isn't named here is as the table makes it. */
    void open(String number, String instanceId, String applicant, OffsetDateTime now) {
        changes.ofCase(number);
        LocalDate today = LocalDate.now(clock);
        jdbc.sql("""
                        insert into case_file (case_number, instance_id, applicant, status, opened_at, saved_on, version)
                        values (:number, :instance, :applicant, 'DRAFT', :now, :today, 0)
                        """)
                .param("number", number)
                .param("instance", instanceId)
                .param("applicant", applicant)
                .param("now", now)
                .param("today", today)
                .update();
        locks.isHeld(number);
        Map<String, Object> row = Map.of(
                "case_number", number,
                "instance_id", instanceId,
                "applicant", applicant,
                "status", CaseStatus.DRAFT.name(),
                "opened_at", now,
                "saved_on", today,
                "version", 0);
        remembered.put(new Head(number), new CaseFile(row, List.of()));
    }

    /** Returns a case, if there is one of that number. */
    Optional<CaseFile> find(String number) {
        return remembered.find(
                new Head(number),
                () -> jdbc.sql(CaseRows.SELECT + " where case_number = :number")
                        .param("number", number)
                        .query(rows)
                        .optional());
    }

    /** Returns the case that a process instance carries. */
    CaseFile ofInstance(String instanceId) {
        Optional<String> number = remembered.known(new Carried(instanceId));
        if (number.isPresent()) {
            return find(number.get()).orElseThrow();
        }
        return carried(instanceId, jdbc.sql(CaseRows.SELECT + " where instance_id = :instance"));
    }

    /** Returns the case that a process instance carries, and keeps others from changing it. */
    CaseFile lockOfInstance(String instanceId) {
        Optional<String> number = remembered.known(new Carried(instanceId));
        if (number.isPresent()) {
            return lock(number.get());
        }
        CaseFile file = carried(instanceId, jdbc.sql(CaseRows.SELECT + " where instance_id = :instance for update"));
        locks.isHeld(file.number());
        return file;
    }

    private CaseFile carried(String instanceId, JdbcClient.StatementSpec select) {
        CaseFile file = select.param("instance", instanceId).query(rows).single();
        remembered.put(new Carried(instanceId), file.number());
        remembered.put(new Head(file.number()), file);
        return file;
    }

    Map<String, String> numbersOf(Collection<String> instanceIds) {
        if (instanceIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select instance_id, case_number from case_file where instance_id in (:instances)")
                .param("instances", instanceIds)
                .query((row, index) -> Map.entry(row.getString("instance_id"), row.getString("case_number")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<CaseFile> ofApplicant(String userId) {
        return jdbc.sql(CaseRows.SELECT + " where applicant = :applicant order by opened_at desc")
                .param("applicant", userId)
                .query(rows)
                .list();
    }

    List<String> openAfter(String after, int most) {
        return jdbc.sql("""
                        select case_number from case_file where closed_at is null and case_number > :after
                         order by case_number fetch first :most rows only
                        """)
                .param("after", after)
                .param("most", most)
                .query(String.class)
                .list();
    }

    /**
     * Returns a case, and keeps others from changing it until the transaction ends.
     *
     * @throws NoSuchCase if there is none of that number
     */
    CaseFile lock(String number) {
        Optional<CaseFile> known = locks.holds(number) ? remembered.known(new Head(number)) : Optional.empty();
        return known.or(() -> lock(List.of(number)).stream().findFirst()).orElseThrow(() -> new NoSuchCase(number));
    }

    /** Returns several cases, and keeps others from changing them until the transaction ends. */
    List<CaseFile> lock(List<String> numbers) {
        List<CaseFile> files = jdbc.sql(
                        CaseRows.SELECT + " where case_number in (:numbers) order by case_number for update")
                .param("numbers", numbers)
                .query(rows)
                .list();
        for (CaseFile file : files) {
            locks.isHeld(file.number());
            remembered.put(new Head(file.number()), file);
        }
        return files;
    }

    /** Keeps others from changing cases until the transaction ends; of two who ask, the second waits. */
    void hold(Collection<String> numbers) {
        locks.hold(numbers);
    }

    /** Counts a change that is based on a version; see {@link CaseFiles#change}. */
    CaseFile change(CaseFile file, int version, Map<String, Object> values) {
        int changed = jdbc.sql("update case_file set version = version + 1" + assignments(values)
                        + " where case_number = :number and version = :version")
                .params(values)
                .param("number", file.number())
                .param("version", version)
                .update();
        if (changed == 0) {
            throw new StaleCase(file.number());
        }
        locks.isHeld(file.number());
        if (file.version() != version) {
            // Read before somebody else's change, on which this one is based.
            remembered.forget(new Head(file.number()));
            return find(file.number()).orElseThrow();
        }
        return written(file, values);
    }

    /**
     * Lets something befall a case, where it may, and as long as the case is as it was read.
     *
     * @param values what is noted with it, by column; names of the program, never of a client
     * @throws IllegalTransition if the case isn't in a state from which it may come
     * @throws StaleCase if the case has changed since it was read
     */
    void move(CaseFile file, Transition transition, Map<String, Object> values) {
        CaseStatus from = file.status();
        if (!transition.isLegalFrom(from) || file.closedAt().isPresent()) {
            throw new IllegalTransition(file.number(), from, transition);
        }
        changes.ofCase(file.number());
        remembered.forget(new Head(file.number()));
        CaseStatus to = transition.after(from);
        int moved = jdbc.sql("update case_file set status = :to, version = version + 1" + assignments(values) + """
                         where case_number = :number and status = :from and version = :version and closed_at is null
                        """)
                .param("to", to.name())
                .params(values)
                .param("number", file.number())
                .param("from", from.name())
                .param("version", file.version())
                .update();
        if (moved == 0) {
            CaseFile now = find(file.number()).orElseThrow(() -> new NoSuchCase(file.number()));
            if (!transition.isLegalFrom(now.status())) {
                throw new IllegalTransition(now.number(), now.status(), transition);
            }
            throw new StaleCase(file.number());
        }
        locks.isHeld(file.number());
        Map<String, Object> written = new HashMap<>(values);
        written.put("status", to.name());
        written(file, written);
    }

    /** Forgets how a case was read, because something beside its row has changed. */
    void forget(String number) {
        remembered.forget(new Head(number));
    }

    private CaseFile written(CaseFile file, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("version", file.version() + 1);
        CaseFile now = file.with(all);
        remembered.put(new Head(file.number()), now);
        return now;
    }

    private static String assignments(Map<String, Object> values) {
        return values.keySet().stream()
                .map(column -> ", " + column + " = :" + column)
                .collect(Collectors.joining());
    }
}
