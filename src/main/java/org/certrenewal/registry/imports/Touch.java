package org.certrenewal.registry.imports;

import java.util.Collection;
import java.util.Map;

/** Tells which certificates somebody works with; each room that does implements it. */
public interface Touch {

    /**
     * Returns who works with some certificates: by certificate number a case's or an act's number. Certificates that
     * nobody works with aren't there.
     */
    Map<String, String> touching(Collection<String> numbers);
}
