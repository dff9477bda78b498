package org.certrenewal.casefile;

import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
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
