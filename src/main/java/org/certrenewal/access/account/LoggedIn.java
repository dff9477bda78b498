package org.certrenewal.access.account;

import java.io.Serializable;

/**
 * Stays with a session: what it was begun with.
 *
 * @param passwordVersion the password's, see {@link Standing}
 * @param address where it was begun
 * @param providerLogin the log-in by a provider, see {@link ProviderLogins}; empty if it was by a password
 */
public record LoggedIn(String passwordVersion, String address, String providerLogin) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Begins one by a password. */
    public LoggedIn(String passwordVersion, String address) {
        this(passwordVersion, address, "");
    }

    /** Tells whether a provider vouches for it. */
    public boolean isByProvider() {
        return !providerLogin.isEmpty();
    }
}
