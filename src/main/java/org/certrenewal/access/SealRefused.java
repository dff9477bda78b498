package org.certrenewal.access;

/** Says in Chinese why a seal can't be named or ended. */
public class SealRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SealRefused(String reason) {
        super(reason);
    }
}
