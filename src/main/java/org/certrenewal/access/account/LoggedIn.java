package org.certrenewal.access.account;

import java.io.Serializable;

/**
 * Stays with a session: what it was begun with.
 *
 * @param passwordVersion the password's, see {@link Standing}
 * @param address where it was begun
 */
public record LoggedIn(String passwordVersion, String address) implements Serializable {

    private static final long serialVersionUID = 1L;
}
