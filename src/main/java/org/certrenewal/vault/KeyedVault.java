package org.certrenewal.vault;

import java.util.Set;

/** A vault of several keys, of which one seals and all open: so that a key can be changed while the program runs. */
public interface KeyedVault extends Vault {

    /** Returns the ids of the keys that are here. */
    Set<String> keys();

    /** Returns the id of the key that seals now. */
    String sealsWith();

    /**
     * Seals with another of the keys from now on.
     *
     * @throws IllegalArgumentException if there is no such key
     */
    void sealWith(String id);
}
