package org.certrenewal.stages.acts;

/** Says in Chinese why an act can't be proposed or confirmed. */
class ActRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ActRefused(String reason) {
        super(reason);
    }
}
