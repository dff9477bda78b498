package org.certrenewal.held;

import java.util.List;
import java.util.Map;

/** Hands out what a package holds about one person, to that person. */
public interface Disclosure {

    /**
     * Names further keys by which something about the person is found. It is asked again as long as anybody has found
     * more.
     *
     * @param known the keys found so far, by their names in {@link Extract}; a name without a key has an empty one
     */
    default Map<String, List<String>> keys(Map<String, List<String>> known) {
        return Map.of();
    }

    /** Says which rows are about the person. */
    List<Extract> extracts();
}
