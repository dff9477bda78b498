package org.certrenewal.insight;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.casefile.CaseChanges;
import org.certrenewal.insight.Tally.Amount;
import org.certrenewal.insight.Tally.Key;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings facts and counts up to date with the cases that have moved, each move once: what a case counted for before is
 * taken away and what it counts for now is added, in the transaction that forgets the move. One node counts at a time;
 * one that dies leaves nothing half done.
 */
@Component
public class CatchUp {

    private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
    private static final int TOGETHER = 50;
    private static final int COUNTED_TOGETHER = 2000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FactReader reader;
    private final FactStore store;
    private final CaseChanges changes;
    private final Clock clock;

    CatchUp(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            FactReader reader,
            FactStore store,
            CaseChanges changes,
            Clock clock) {
        this.changes = changes;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.reader = reader;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Counts everything that has moved until now.
     *
     * @return how many cases were looked at
     */
    public int run() {
        int seen = 0;
        for (int some = next(); some > 0; some = next()) {
            seen += some;
        }
        return seen;
    }

    private int next() {
        Integer seen = transaction.execute(status -> {
            int edition = jdbc.sql("select edition from insight_state where id = 1 for update")
                    .query(Integer.class)
                    .single();
            if (edition != Tally.EDITION) {
                countAnew();
            }
            List<CaseChanges.Noted> noted = changes.noted(TOGETHER);
            if (noted.isEmpty()) {
                note();
                return 0;
            }
            // Forgotten first, read afterwards: a move that is committed meanwhile stays noted and is counted again.
            changes.forget(noted);
            Set<String> moved = new LinkedHashSet<>();
            noted.stream()
                    .map(CaseChanges.Noted::caseNumber)
                    .filter(number -> number != null)
                    .forEach(moved::add);
            Map<Key, Amount> differences = new HashMap<>();
            moved.forEach(number -> read(number).ifPresent(fact -> count(fact, differences)));
            differences.values().removeIf(Amount::isNothing);
            store.add(differences);
            note();
            return Math.max(1, moved.size());
        });
        return seen == null ? 0 : seen;
    }

    /** One case that can't be read mustn't keep the others from being counted; its next move is another chance. */
    private Optional<CaseFact> read(String caseNumber) {
        try {
            return reader.fact(caseNumber);
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            log.warn("case {} can't be counted: {}", caseNumber, e.toString());
            return Optional.empty();
        }
    }

    private void note() {
        jdbc.sql("update insight_state set caught_up_at = :now where id = 1")
                .param("now", OffsetDateTime.now(clock))
                .update();
    }

    private void count(CaseFact fact, Map<Key, Amount> differences) {
        Optional<CaseFact> known = store.fact(fact.caseNumber());
        List<Step> before = store.steps(fact.caseNumber());
        List<Step> read = reader.steps(fact.instanceId());
        List<Step> steps = read.isEmpty() ? before : read;
        known.ifPresent(it ->
                Tally.of(it, before).forEach((key, amount) -> differences.merge(key, amount.negated(), Amount::plus)));
        Tally.of(fact, steps).forEach((key, amount) -> differences.merge(key, amount, Amount::plus));
        store.put(fact, before, steps);
    }

    /** Forgets the counts and adds up what every case counts for; needed when a definition has changed. */
    private void countAnew() {
        store.forgetCounts();
        // As large as the counts themselves, however many cases there are.
        Map<Key, Amount> tally = new HashMap<>();
        String after = "";
        for (List<CaseFact> facts = store.factsAfter(after, COUNTED_TOGETHER);
                !facts.isEmpty();
                facts = store.factsAfter(after, COUNTED_TOGETHER)) {
            after = facts.get(facts.size() - 1).caseNumber();
            Map<String, List<Step>> steps = store.stepsBetween(facts.get(0).caseNumber(), after);
            for (CaseFact fact : facts) {
                Tally.of(fact, steps.getOrDefault(fact.caseNumber(), List.of()))
                        .forEach((key, amount) -> tally.merge(key, amount, Amount::plus));
            }
        }
        store.write(tally);
        jdbc.sql("update insight_state set edition = :edition where id = 1")
                .param("edition", Tally.EDITION)
                .update();
    }
}
