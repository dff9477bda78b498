package org.certrenewal.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.law.ClockEntry;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the clock ledger of each case: every start, stop and due date with its article. */
@Repository
public class ClockLedgers {

    private static final String NOTE = "clock_entry/";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final CaseChanges changes;
    private final CaseLocks locks;
    private final Vault vault;

    ClockLedgers(JdbcClient jdbc, JdbcTemplate batches, CaseChanges changes, CaseLocks locks, Vault vault) {
        this.locks = locks;
        this.vault = vault;
        this.jdbc = jdbc;
        this.batches = batches;
        this.changes = changes;
    }

    /** Replaces the ledger of a case. */
    @Transactional
    public void replace(String number, List<ClockEntry> entries) {
        replaceAll(Map.of(number, entries));
    }

    /** Replaces the ledgers of several cases, by number. */
    @Transactional
    public void replaceAll(Map<String, List<ClockEntry>> ledgers) {
        if (ledgers.isEmpty()) {
            return;
        }
        ledgers.keySet().forEach(changes::ofCase);
        locks.hold(ledgers.keySet());
        jdbc.sql("delete from clock_entry where case_number in (:numbers)")
                .param("numbers", ledgers.keySet())
                .update();
        List<Object[]> rows = new ArrayList<>();
        ledgers.forEach((number, entries) -> {
            int seq = 0;
            for (ClockEntry entry : entries) {
                rows.add(new Object[] {
                    number,
                    ++seq,
                    entry.kind().name(),
                    entry.start(),
                    entry.due().orElse(null),
                    entry.article(),
                    entry.provisional(),
                    vault.write(NOTE + number, entry.note())
                });
            }
        });
        batches.batchUpdate("""
                insert into clock_entry (case_number, seq, kind, start_day, due_day, article, provisional, note)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """, rows);
    }

    /** Returns the ledgers of several cases, by number. */
    public Map<String, List<ClockEntry>> ofAll(List<String> numbers) {
        Map<String, List<ClockEntry>> found = new HashMap<>();
        jdbc.sql("""
                        select kind, start_day, due_day, article, provisional, note, case_number from clock_entry
                         where case_number in (:numbers) order by case_number, seq
                        """).param("numbers", numbers).query(row -> {
            found.computeIfAbsent(row.getString(7), number -> new ArrayList<>()).add(entry(row));
        });
        return found;
    }

    /** Returns the ledger of a case. */
    public List<ClockEntry> of(String number) {
        return ofAll(List.of(number)).getOrDefault(number, List.of());
    }

    /** Counts the open cases in which a day that is still to come may be moved by a notice that hasn't come. */
    public int openWithProvisionalDay(LocalDate today) {
        return jdbc.sql("""
                        select count(*) from case_file
                         where closed_at is null
                           and exists (select 1 from clock_entry
                                        where clock_entry.case_number = case_file.case_number
                                          and provisional and due_day >= :today)
                        """).param("today", today).query(Integer.class).single();
    }

    private ClockEntry entry(ResultSet row) throws SQLException {
        return new ClockEntry(
                ClockEntry.Kind.valueOf(row.getString(1)),
                row.getObject(2, LocalDate.class),
                Optional.ofNullable(row.getObject(3, LocalDate.class)),
                row.getString(4),
                row.getBoolean(5),
                vault.read(NOTE + row.getString(7), row.getString(6)));
    }
}
