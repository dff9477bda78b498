package org.certrenewal.casefile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Notes which cases have moved, each once a transaction and in that transaction, so that whoever counts cases can catch
 * up and misses none.
 */
@Component
public class CaseChanges {

    private final JdbcTemplate jdbc;

    CaseChanges(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Change(String caseNumber, String instanceId) {}

    /**
     * Holds a change that was noted.
     *
     * @param caseNumber the case that moved; null if its instance carries none
     */
    public record Noted(long id, String caseNumber) {}

    /** Returns what was noted first, not more than some. */
    public List<Noted> noted(int most) {
        return jdbc.query("""
                        select change.id, coalesce(change.case_number, file.case_number)
                          from case_change change left join case_file file on file.instance_id = change.instance_id
                         order by change.id fetch first ? rows only
                        """, (row, index) -> new Noted(row.getLong(1), row.getString(2)), most);
    }

    /** Forgets what was counted. */
    public void forget(List<Noted> noted) {
        JdbcClient.create(jdbc)
                .sql("delete from case_change where id in (:ids)")
                .param("ids", noted.stream().map(Noted::id).toList())
                .update();
    }

    /** Notes that a case file has changed. */
    public void ofCase(String caseNumber) {
        note(new Change(caseNumber, null));
    }

    /** Notes that the process instance of a case has moved. */
    public void ofInstance(String instanceId) {
        note(new Change(null, instanceId));
    }

    private void note(Change change) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            write(Set.of(change));
            return;
        }
        Moved moved = (Moved) TransactionSynchronizationManager.getResource(this);
        if (moved == null) {
            moved = new Moved();
            TransactionSynchronizationManager.bindResource(this, moved);
            TransactionSynchronizationManager.registerSynchronization(moved);
        }
        moved.changes.add(change);
    }

    private void write(Set<Change> changes) {
        if (!changes.isEmpty()) {
            jdbc.batchUpdate(
                    "insert into case_change (case_number, instance_id) values (?, ?)",
                    changes.stream()
                            .map(change -> new Object[] {change.caseNumber(), change.instanceId()})
                            .toList());
        }
    }

    /** Gathers what one transaction moves. */
    private final class Moved implements TransactionSynchronization {

        private final Set<Change> changes = new LinkedHashSet<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            write(changes);
            changes.clear();
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(CaseChanges.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(CaseChanges.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(CaseChanges.this);
        }
    }
}
