package org.certrenewal.casefile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Remembers what a transaction has read about cases, until it changes that or comes to its end: in one click no row is
 * read twice, and nothing is opened twice. Outside of a transaction nothing is remembered.
 */
@Component
class Remembered {

    /** Returns what is remembered, or finds it; that there is nothing isn't remembered. */
    <T> Optional<T> find(Object key, Supplier<Optional<T>> find) {
        Optional<T> known = known(key);
        if (known.isPresent()) {
            return known;
        }
        Optional<T> found = find.get();
        found.ifPresent(value -> put(key, value));
        return found;
    }

    /** Returns what is remembered. */
    @SuppressWarnings("unchecked")
    <T> Optional<T> known(Object key) {
        Memory memory = (Memory) TransactionSynchronizationManager.getResource(this);
        return memory == null ? Optional.empty() : Optional.ofNullable((T) memory.values.get(key));
    }

    /** Remembers something. */
    void put(Object key, Object value) {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()) {
            memory().values.put(key, value);
        }
    }

    /** Forgets something that has changed. */
    void forget(Object key) {
        Memory memory = (Memory) TransactionSynchronizationManager.getResource(this);
        if (memory != null) {
            memory.values.remove(key);
        }
    }

    /** Forgets everything of a kind. */
    void forgetAll(Class<?> kind) {
        Memory memory = (Memory) TransactionSynchronizationManager.getResource(this);
        if (memory != null) {
            memory.values.keySet().removeIf(kind::isInstance);
        }
    }

    private Memory memory() {
        Memory memory = (Memory) TransactionSynchronizationManager.getResource(this);
        if (memory == null) {
            memory = new Memory();
            TransactionSynchronizationManager.bindResource(this, memory);
            TransactionSynchronizationManager.registerSynchronization(memory);
        }
        return memory;
    }

    /** Lasts as long as one transaction; another that begins meanwhile has its own. */
    private final class Memory implements TransactionSynchronization {

        private final Map<Object, Object> values = new HashMap<>();

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Remembered.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Remembered.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Remembered.this);
        }
    }
}
