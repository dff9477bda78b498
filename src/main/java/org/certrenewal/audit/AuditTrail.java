package org.certrenewal.audit;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds to the audit trail. What is done in a transaction is written at its end and comes or goes with it; whoever only
 * reads gets a transaction of their own, and is shown nothing if it fails. Nothing here changes or removes an entry.
 */
@Component
public class AuditTrail {

    /** The chain of what administrators do. */
    public static final String ADMINISTRATION = "administration";

    /** Begins the chains of what is done about certificates. */
    public static final String CERTIFICATE = "certificate/";

    /** Begins the chains of log-ins and sessions, one for each account. */
    public static final String ACCOUNT = "account/";

    /** Stands before the first entry of each chain. */
    static final String BEGIN = "0".repeat(64);

    private static final int LONGEST_DETAIL = 300;
    private static final int LONGEST_USER = 50;
    private static final int MOST_HEADS = 10_000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Vault vault;
    private final Clock clock;
    private final TransactionTemplate own;

    /** Where chains ended when this node last wrote to them. */
    private final Map<String, Head> heads = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Head> eldest) {
            return size() > MOST_HEADS;
        }
    });

    AuditTrail(
            JdbcClient jdbc,
            JdbcTemplate batches,
            Vault vault,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.vault = vault;
        this.clock = clock;
        this.own = new TransactionTemplate(transactionManager);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Tells one thing that somebody did.
     *
     * @param actor user id, or {@code system}
     * @param deed stable name, such as {@code saw}
     * @param detail what it was done to, by names and ids that tell nothing about a person
     * @param content keyed digest of what was entered; empty if nothing was
     */
    public record Entry(
            String chain,
            int seq,
            Instant at,
            String actor,
            String deed,
            String detail,
            String content,
            String previous,
            String digest) {

        private Entry closed(String sealedBy) {
            return new Entry(chain, seq, at, actor, deed, detail, content, previous, sealedBy);
        }

        /** Returns what the digest is made of: every field with its length, so that none runs into the next. */
        String text() {
            StringBuilder text = new StringBuilder();
            for (Object field : List.of(chain, seq, at.toEpochMilli(), actor, deed, detail, content, previous)) {
                String value = field.toString();
                text.append(value.length()).append(':').append(value).append('\n');
            }
            return text.toString();
        }
    }

    private record Deed(String chain, String actor, String name, String detail, String content, Instant at) {}

    /** Waits for the end of a transaction. */
    private final class Pending implements TransactionSynchronization {

        private final List<Deed> deeds = new ArrayList<>();
        private Map<String, Head> ends = Map.of();

        private AuditTrail trail() {
            return AuditTrail.this;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            ends = write(deeds);
        }

        @Override
        public void afterCommit() {
            heads.putAll(ends);
        }
    }

    /**
     * Adds an entry.
     *
     * @param chain the case's number, or another chain
     * @param content what was entered, of which only a keyed digest is kept; or null
     */
    public void append(String chain, String actor, String deed, String detail, String content) {
        String shortened = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
        Deed done = new Deed(
                chain,
                actor == null ? "" : actor,
                deed,
                shortened,
                content == null ? "" : vault.index("audit-content/" + chain, content),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            pending().deeds.add(done);
            return;
        }
        heads.putAll(own.execute(status -> write(List.of(done))));
    }

    private Pending pending() {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(Pending.class::isInstance)
                .map(Pending.class::cast)
                .filter(pending -> pending.trail() == this)
                .findFirst()
                .orElseGet(() -> {
                    Pending fresh = new Pending();
                    TransactionSynchronizationManager.registerSynchronization(fresh);
                    return fresh;
                });
    }

    /** Returns an account's chain; a long user id stands there by its digest, since chains have short names. */
    public static String chainOfAccount(String user) {
        return ACCOUNT
                + (user.length() > LONGEST_USER ? UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8)) : user);
    }

    /** Adds an entry about something that an administrator does to an instance, also to the case that it carries. */
    public void appendToInstance(String instanceId, String actor, String deed) {
        jdbc.sql("select case_number from casefile_standing where instance_id = :instance")
                .param("instance", instanceId)
                .query(String.class)
                .optional()
                .ifPresent(number -> append(number, actor, deed, "", null));
    }

    /** Says where a chain ends, and which seal was the last to cover it. */
    private record Head(int seq, String digest, int sealNumber) {}

    /** Returns the mark of an end: whoever has no key can't set a chain back, nor say that no seal ever covered it. */
    static String mark(Vault vault, String chain, int seq, String digest, int sealNumber) {
        return vault.index("audit-head", chain + "\n" + seq + "\n" + digest + "\n" + sealNumber);
    }

    /**
     * Locks the chains in their order, so that no two writers wait for each other; returns where they end then. Whoever
     * begins a chain takes its turn before that: there is no row yet on which two could wait for each other.
     */
    private Map<String, Head> write(List<Deed> deeds) {
        Map<String, List<Deed>> chains = new TreeMap<>();
        deeds.forEach(deed ->
                chains.computeIfAbsent(deed.chain(), chain -> new ArrayList<>()).add(deed));
        beginInTurn(chains.keySet());
        Map<String, Head> ends = new HashMap<>();
        chains.forEach((chain, these) -> ends.put(chain, write(chain, these)));
        return ends;
    }

    private void beginInTurn(Set<String> chains) {
        List<String> unknown =
                chains.stream().filter(chain -> !heads.containsKey(chain)).toList();
        if (unknown.isEmpty()) {
            return;
        }
        int begun = jdbc.sql("select count(*) from audit_head where chain in (:chains)")
                .param("chains", unknown)
                .query(Integer.class)
                .single();
        if (begun < unknown.size()) {
            // The one row that is there from the first start on.
            jdbc.sql("select marked_at from audit_marked for update").query().listOfRows();
        }
    }

    /** Asks the database where the chain ends only if this node doesn't know, or another node has gone on. */
    private Head write(String chain, List<Deed> deeds) {
        Head known = heads.get(chain);
        if (known != null) {
            List<Entry> entries = chained(chain, known, deeds);
            Head end = end(entries, known);
            int moved = jdbc.sql("""
                            update audit_head set seq = :seq, digest = :digest, sealed = false, mark = :mark
                             where chain = :chain and seq = :oldSeq and digest = :oldDigest and seal_number = :seal
                            """)
                    .param("mark", mark(vault, chain, end.seq(), end.digest(), end.sealNumber()))
                    .param("seal", known.sealNumber())
                    .param("chain", chain)
                    .param("seq", end.seq())
                    .param("digest", end.digest())
                    .param("oldSeq", known.seq())
                    .param("oldDigest", known.digest())
                    .update();
            if (moved == 1) {
                insert(entries);
                return end;
            }
        }
        Optional<Head> head = jdbc.sql(
                        "select seq, digest, seal_number from audit_head where chain = :chain for update")
                .param("chain", chain)
                .query((row, index) -> new Head(row.getInt(1), row.getString(2), row.getInt(3)))
                .optional();
        Head before = head.orElse(new Head(0, BEGIN, 0));
        List<Entry> entries = chained(chain, before, deeds);
        Head end = end(entries, before);
        insert(entries);
        String sql = head.isPresent()
                ? "update audit_head set seq = :seq, digest = :digest, sealed = false, mark = :mark where chain = :chain"
                : "insert into audit_head (chain, seq, digest, sealed, mark) values (:chain, :seq, :digest, false, :mark)";
        jdbc.sql(sql)
                .param("chain", chain)
                .param("seq", end.seq())
                .param("digest", end.digest())
                .param("mark", mark(vault, chain, end.seq(), end.digest(), end.sealNumber()))
                .update();
        return end;
    }

    private static Head end(List<Entry> entries, Head before) {
        Entry last = entries.get(entries.size() - 1);
        return new Head(last.seq(), last.digest(), before.sealNumber());
    }

    private List<Entry> chained(String chain, Head after, List<Deed> deeds) {
        int seq = after.seq();
        String previous = after.digest();
        List<Entry> entries = new ArrayList<>();
        for (Deed deed : deeds) {
            Entry open = new Entry(
                    chain, ++seq, deed.at(), deed.actor(), deed.name(), deed.detail(), deed.content(), previous, "");
            Entry entry = open.closed(vault.index("audit", open.text()));
            entries.add(entry);
            previous = entry.digest();
        }
        return entries;
    }

    private void insert(List<Entry> entries) {
        batches.batchUpdate(
                """
                insert into audit_entry (chain, seq, happened_at, actor, deed, detail, content, previous, digest)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                entries.stream()
                        .map(entry -> new Object[] {
                            entry.chain(),
                            entry.seq(),
                            entry.at().atOffset(ZoneOffset.UTC),
                            entry.actor(),
                            entry.deed(),
                            entry.detail(),
                            entry.content(),
                            entry.previous(),
                            entry.digest()
                        })
                        .toList());
    }

    /** Returns a chain, the oldest entry first. */
    public List<Entry> of(String chain) {
        return jdbc.sql("select * from audit_entry where chain = :chain order by seq")
                .param("chain", chain)
                .query(AuditTrail::entry)
                .list();
    }

    private static Entry entry(ResultSet row, int index) throws SQLException {
        return new Entry(
                row.getString("chain"),
                row.getInt("seq"),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("deed"),
                row.getString("detail"),
                row.getString("content"),
                row.getString("previous"),
                row.getString("digest"));
    }
}
