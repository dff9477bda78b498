package org.certrenewal.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.certrenewal.audit.AuditSeals.Head;
import org.certrenewal.audit.AuditSeals.Seal;
import org.certrenewal.audit.AuditTrail.Entry;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Goes through the whole audit trail and says what was changed, taken out, put elsewhere or cut off. It begins at the
 * seals, which nobody makes without the keys, and goes outward: only what a sound seal covers counts as sealed, and
 * every row of every table of the trail has to be explained, by a seal or as what has grown since.
 */
@Component
public class AuditVerifier {

    /** A number that {@code CaseNumbers} makes. */
    private static final Pattern CASE = Pattern.compile("33[0-9]{6}[0-9A-HJKMNP-TV-Z]{8}");

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
        List<String> ofSeals = new ArrayList<>();
        List<Seal> all = seals.all();
        Map<String, List<Covered>> covered = new HashMap<>();
        Set<Integer> sound = new HashSet<>();
        String previous = AuditTrail.BEGIN;
        int number = 0;
        for (Seal seal : all) {
            Optional<String> wrong = seal.number() == number
                    ? Optional.of("seal " + number + " stands there twice")
                    : seals.whatIsWrongWith(seal, ++number, previous);
            wrong.ifPresent(ofSeals::add);
            if (wrong.isEmpty()) {
                sound.add(seal.number());
                seals.covered(seal.number())
                        .forEach(head -> covered.computeIfAbsent(head.chain(), chain -> new ArrayList<>())
                                .add(new Covered(seal.number(), head)));
            }
            previous = seal.digest();
            number = seal.number();
        }
        jdbc.sql("select distinct number from audit_sealed_head where number not in (select number from audit_seal)"
                        + " order by number")
                .query(Integer.class)
                .list()
                .forEach(stray -> ofSeals.add("seal " + stray + " doesn't exist, but is said to cover chains"));
        if (!expected.isBlank()
                && all.stream().noneMatch(seal -> (seal.number() + " " + seal.digest()).equals(expected.strip()))) {
            ofSeals.add("seal " + expected.strip() + " is missing");
        }
        String last = all.isEmpty() ? "" : number + " " + previous;

        List<String> broken = new ArrayList<>();
        long entries = 0;
        Set<String> chains = chains();
        Set<String> cases = new HashSet<>(jdbc.sql("select case_number from casefile_standing")
                .query(String.class)
                .list());
        for (String chain : chains) {
            List<Entry> found = trail.of(chain);
            entries += found.size();
            whatIsWrongWith(chain, found, covered.getOrDefault(chain, List.of()))
                    .or(() -> CASE.matcher(chain).matches() && !cases.contains(chain)
                            ? Optional.of(chain + ": the case itself is missing")
                            : Optional.empty())
                    .ifPresent(broken::add);
        }
        broken.addAll(ofSeals);
        return new Report(chains.size(), entries, last, List.copyOf(broken));
    }

    /** An end of a chain that a sound seal covers. */
    private record Covered(int seal, Head head) {}

    /** An end of a chain as it is said to be now. */
    private record End(int seq, String digest, boolean sealed, int sealNumber, String mark) {}

    private Set<String> chains() {
        Set<String> chains = new TreeSet<>();
        for (String table : List.of("audit_head", "audit_sealed_head", "audit_entry")) {
            chains.addAll(jdbc.sql("select distinct chain from " + table)
                    .query(String.class)
                    .list());
        }
        chains.addAll(jdbc.sql("select case_number from casefile_standing")
                .query(String.class)
                .list());
        return chains;
    }

    private Optional<String> whatIsWrongWith(String chain, List<Entry> entries, List<Covered> covered) {
        int seq = 0;
        String previous = AuditTrail.BEGIN;
        for (Entry entry : entries) {
            seq++;
            if (entry.seq() != seq) {
                return Optional.of(chain + ": entry " + seq + (entry.seq() < seq ? " is one too many" : " is missing"));
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
        // From each seal outward: what it covers is there.
        for (Covered one : covered) {
            Head head = one.head();
            if (head.seq() > entries.size()
                    || !entries.get(head.seq() - 1).digest().equals(head.digest())) {
                return Optional.of(chain + ": entry " + head.seq() + " isn't the one that was sealed");
            }
        }
        return whatIsWrongWithTheEnd(chain, seq, previous, covered);
    }

    /** What has grown since the last seal is newer than it, and ends where it was marked. */
    private Optional<String> whatIsWrongWithTheEnd(String chain, int seq, String digest, List<Covered> covered) {
        List<End> ends = jdbc.sql("select seq, digest, sealed, seal_number, mark from audit_head where chain = :chain")
                .param("chain", chain)
                .query((row, index) ->
                        new End(row.getInt(1), row.getString(2), row.getBoolean(3), row.getInt(4), row.getString(5)))
                .list();
        if (ends.size() != 1
                || ends.get(0).seq() != seq
                || !ends.get(0).digest().equals(digest)) {
            return Optional.of(chain + ": the end is cut off after entry " + seq);
        }
        End end = ends.get(0);
        if (!AuditTrail.mark(vault, chain, seq, digest, end.sealNumber()).equals(end.mark())) {
            return Optional.of(chain + ": the end was set back to entry " + seq);
        }
        int sealedBy = covered.stream().mapToInt(Covered::seal).max().orElse(0);
        if (end.sealNumber() != sealedBy) {
            return Optional.of(chain + ": seal " + Math.max(end.sealNumber(), sealedBy)
                    + (end.sealNumber() > sealedBy ? ", which covered it, is missing" : " is newer than its end"));
        }
        int sealedSeq = covered.stream().mapToInt(one -> one.head().seq()).max().orElse(0);
        return end.sealed() && sealedSeq != seq
                ? Optional.of(chain + ": it is said to be sealed, but no seal covers entry " + seq)
                : Optional.empty();
    }
}
