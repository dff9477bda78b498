package org.certrenewal.registry.imports;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Is the administrators' desk for registers: two of them bring one in. One sends it and has it tried, another has read
 * the report and confirms. Refuses with {@link ImportRefused}.
 */
public interface ImportDesk {

    /** Returns the newest imports. */
    List<ImportRun> newest(int most);

    /** Returns an import. */
    Optional<ImportRun> find(String id);

    /** Returns what was found in a file, by line. */
    List<Fault> faults(String id, int most);

    /** Returns how often each fault was found, also those that aren't listed. */
    Map<Fault.Kind, Integer> tally(String id);

    /** Returns how many certificates an import has touched and that can still be taken back. */
    int entries(String id);

    /** Returns the whole report as CSV. */
    byte[] report(String id);

    /**
     * Begins to receive a file.
     *
     * @param mapping YAML, or empty for the default one
     * @return the import's id
     * @throws ImportMapping.Refused if the mapping can't be read
     */
    String begin(String mapping, String by);

    /**
     * Keeps a piece of a file, sealed.
     *
     * @param photos whether it is of the photos
     * @param seq which piece, from 0; each but the last has a megabyte
     */
    void receive(String id, boolean photos, int seq, byte[] piece, String by);

    /** Has a file tried that was sent whole. */
    void check(String id, String by);

    /** Confirms an import that another administrator has had tried. */
    void confirm(String id, String by);

    /** Gives up an import that nothing was done of yet. */
    void discard(String id, String by);

    /** Begins to take an import back; that a case touches it is found then, and told. */
    void takeBack(String id, String by);
}
