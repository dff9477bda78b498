package org.certrenewal.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.certrenewal.audit.AuditSeals.Head;
import org.certrenewal.audit.AuditSeals.Seal;
import org.certrenewal.audit.AuditTrail.Entry;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Goes through the whole audit trail and says what was changed, taken out, put elsewhere or cut off. */
@Component
public class AuditVerifier {

    private final JdbcClient jdbc;
    private final AuditTrail trail;
    private final AuditSeals seals;
    private final Vault vault;

    AuditVerifier(JdbcClient jdbc, AuditTrail trail, AuditSeals seals, Vault vault) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.seals = seals;
        this.vault = vault;
    }

    /**
     * Tells what was found.
     *
     * @param lastSeal number and digest of the last seal, to compare with what the log said; empty if there is none
     * @param broken one line for each chain or seal that is broken, in order
     */
    public record Report(int chains, long entries, String lastSeal, List<String> broken) {

        public boolean isWhole() {
            return broken.isEmpty();
        }
    }

    /** Verifies everything. */
    public Report verify() {
        return verify("");
    }

    /**
     * Verifies everything, and that a seal is there that was noted before.
     *
     * @param expected number and digest of the seal, or empty
     */
    public Report verify(String expected) {
        List<String> broken = new ArrayList<>();
        long entries = 0;
        TreeSet<String> chains = new TreeSet<>();
        for (String table : List.of("audit_head", "audit_sealed_head", "audit_entry")) {
            chains.addAll(jdbc.sql("select distinct chain from " + table)
                    .query(String.class)
                    .list());
        }
        chains.addAll(jdbc.sql("select case_number from case_file")
                .query(String.class)
                .list());
        for (String chain : chains) {
            List<Entry> found = trail.of(chain);
            entries += found.size();
            whatIsWrongWith(chain, found).ifPresent(broken::add);
        }
        List<Seal> all = seals.all();
        String previous = AuditTrail.BEGIN;
        int number = 0;
        for (Seal seal : all) {
            seals.whatIsWrongWith(seal, ++number, previous).ifPresent(broken::add);
            previous = seal.digest();
            number = seal.number();
        }
        if (!expected.isBlank()
                && all.stream().noneMatch(seal -> (seal.number() + " " + seal.digest()).equals(expected.strip()))) {
            broken.add("seal " + expected.strip() + " is missing");
        }
        String last = all.isEmpty() ? "" : number + " " + previous;
        return new Report(chains.size(), entries, last, List.copyOf(broken));
    }

    private Optional<String> whatIsWrongWith(String chain, List<Entry> entries) {
        int seq = 0;
        String previous = AuditTrail.BEGIN;
        for (Entry entry : entries) {
            seq++;
            if (entry.seq() != seq) {
                return Optional.of(chain + ": entry " + seq + " is missing");
            }
            if (!entry.previous().equals(previous)) {
                return Optional.of(chain + ": entry " + seq + " doesn't follow the one before it");
            }
            if (!entry.digest().equals(vault.index("audit", entry.text()))) {
                return Optional.of(chain + ": entry " + seq + " was changed");
            }
            previous = entry.digest();
        }
        if (seq == 0) {
            return Optional.of(chain + ": every entry is missing");
        }
        Optional<Head> end = jdbc.sql("select chain, seq, digest from audit_head where chain = :chain")
                .param("chain", chain)
                .query((row, index) -> new Head(row.getString(1), row.getInt(2), row.getString(3)))
                .optional();
        if (end.filter(new Head(chain, seq, previous)::equals).isEmpty()) {
            return Optional.of(chain + ": the end is cut off after entry " + seq);
        }
        return sealed(chain)
                .filter(head -> head.seq() > entries.size()
                        || !entries.get(head.seq() - 1).digest().equals(head.digest()))
                .map(head -> chain + ": entry " + head.seq() + " isn't the one that was sealed");
    }

    /** The latest sealed end covers the earlier ones, as each entry covers those before it. */
    private Optional<Head> sealed(String chain) {
        return jdbc
                .sql("""
                        select chain, seq, digest from audit_sealed_head where chain = :chain
                         order by number desc fetch first 1 rows only
                        """)
                .param("chain", chain)
                .query((row, index) -> new Head(row.getString(1), row.getInt(2), row.getString(3)))
                .list()
                .stream()
                .findFirst();
    }
}
