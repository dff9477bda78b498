package org.certrenewal.casefile;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets one transaction at a time add to a case: whoever numbers what is added, or replaces it, holds the row of its
 * head, which is always there, until the transaction ends. Held once, it isn't asked for again.
 */
@Component
class CaseLocks {

    private final JdbcClient jdbc;
    private final CaseRows rows;
    private final Remembered remembered;

    CaseLocks(JdbcClient jdbc, CaseRows rows, Remembered remembered) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.remembered = remembered;
    }

    /** Waits until nobody else changes the case. */
    void hold(String number) {
        hold(List.of(number));
    }

    /** Waits until nobody else changes the cases, in the order of their numbers, so that no two wait for each other. */
    void hold(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("outside of a transaction nothing can be held");
        }
        Held held = held();
        Set<String> missing = new TreeSet<>(numbers);
        missing.removeAll(held.numbers);
        for (String number : missing) {
            // What was read before the wait may have changed meanwhile.
            remembered.forget(new CaseHeads.Head(number));
            jdbc.sql(CaseRows.SELECT + " where case_number = :number for update")
                    .param("number", number)
                    .query(rows)
                    .optional()
                    .ifPresent(file -> remembered.put(new CaseHeads.Head(number), file));
        }
        held.numbers.addAll(missing);
    }

    /** Tells whether this transaction holds the case. */
    boolean holds(String number) {
        Held held = (Held) TransactionSynchronizationManager.getResource(this);
        return held != null && held.numbers.contains(number);
    }

    /** Notes that a statement of this transaction has changed or locked the row of the case. */
    void isHeld(String number) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            held().numbers.add(number);
        }
    }

    private Held held() {
        Held held = (Held) TransactionSynchronizationManager.getResource(this);
        if (held == null) {
            held = new Held();
            TransactionSynchronizationManager.bindResource(this, held);
            TransactionSynchronizationManager.registerSynchronization(held);
        }
        return held;
    }

    /** Remembers what one transaction holds. */
    private final class Held implements TransactionSynchronization {

        private final Set<String> numbers = new HashSet<>();

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(CaseLocks.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(CaseLocks.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(CaseLocks.this);
        }
    }
}
