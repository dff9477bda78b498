package org.certrenewal.access.account;

/** Is a principal for whom a provider vouches, as long as the log-in isn't in a session yet. */
public interface Vouched {

    /** Returns what the session is begun with. */
    LoggedIn begun();
}
