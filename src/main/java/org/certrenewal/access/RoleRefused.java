package org.certrenewal.access;

/** Says in Chinese why a role can't be proposed, confirmed or taken away. */
public class RoleRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RoleRefused(String reason) {
        super(reason);
    }
}
