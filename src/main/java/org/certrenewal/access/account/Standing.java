package org.certrenewal.access.account;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Says how an account stands.
 *
 * @param passwordVersion changes with the password
 * @param mustChange whether somebody else set the password, so that it is good for nothing but to be changed
 * @param lockedUntil when a lock ends, by the engine's clock; null if there is none
 * @param groups the engine's groups
 */
public record Standing(
        String userId, String passwordVersion, boolean mustChange, Instant lockedUntil, Set<String> groups) {

    /** What somebody has instead of groups whose password must be changed. */
    public static final String MUST_CHANGE = "must-change-password";

    /** Tells whether the account is locked. */
    public boolean isLocked(Instant now) {
        return lockedUntil != null && lockedUntil.isAfter(now);
    }

    /** Returns what somebody may act with: the groups, or none as long as the password must be changed. */
    List<String> authorities() {
        return mustChange ? List.of(MUST_CHANGE) : List.copyOf(groups);
    }
}
