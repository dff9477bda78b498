package org.certrenewal.registry.imports;

import java.time.Instant;
import java.util.List;

/** Is the supervisors' desk for what a register says otherwise than an open case rests on. */
public interface DifferenceDesk {

    /**
     * Holds a difference that waits.
     *
     * @param caseNumber the open case, or empty
     * @param differences what differs now; empty if nothing does any more
     */
    record Waiting(
            String id,
            String certificateNumber,
            String caseNumber,
            Instant raisedAt,
            List<Comparison.Difference> differences) {}

    /** Returns what waits for an office's supervisors, the oldest first, and notes who saw it. */
    List<Waiting> of(String office, String by);

    /**
     * Answers one.
     *
     * @param takeOver whether the register's word counts; otherwise what is here stays
     * @throws ImportRefused if it is answered already, or can't be taken over any more
     */
    void answer(String id, String office, boolean takeOver, String by);
}
