package org.certrenewal.access.machines;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Is a client that has presented a token.
 *
 * @param id as the provider knows it
 * @param offices codes of the offices whose cases it may see; empty for all
 */
public record Machine(String id, Set<String> offices) {

    /** Stands before the id in the audit trail, where people's user ids stand too. */
    public static final String ACTOR = "client:";

    Machine(String id, List<String> offices) {
        this(id, Set.copyOf(offices));
    }

    /** Returns by which it stands in the audit trail. */
    public String actor() {
        return ACTOR + id;
    }

    /** Tells whether it may see what is with an office. */
    public boolean maySee(Optional<String> office) {
        return offices.isEmpty() || office.filter(offices::contains).isPresent();
    }
}
