package org.certrenewal.setup.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.certrenewal.registry.imports.Fault;

/** Counts what is found, and lists it up to a number of each kind: a report of half a million notes helps nobody. */
final class FaultBook {

    /** How many of a kind are listed. */
    static final int MOST_FAULTS = 20_000;

    static final int MOST_NOTES = 1_000;

    private final ImportRuns runs;
    private final String id;
    private final Map<Fault.Kind, Integer> counts;
    private final List<ImportRuns.Kept> fresh = new ArrayList<>();
    private int seq;

    /** Goes on where another turn ended. */
    FaultBook(ImportRuns runs, String id) {
        this.runs = runs;
        this.id = id;
        this.counts = new EnumMap<>(Fault.Kind.class);
        counts.putAll(runs.tally(id));
        this.seq = runs.lastFault(id);
    }

    void add(Collection<Fault> faults) {
        for (Fault fault : faults) {
            int count = counts.merge(fault.kind(), 1, Integer::sum);
            if (count <= (fault.stops() ? MOST_FAULTS : MOST_NOTES)) {
                fresh.add(new ImportRuns.Kept(++seq, fault));
            }
        }
    }

    /** Writes what is new; joins the caller's transaction. */
    void write() {
        if (!fresh.isEmpty()) {
            runs.keep(id, fresh);
            fresh.clear();
        }
        runs.tally(id, counts);
    }
}
