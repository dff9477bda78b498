package org.certrenewal.stages.review;

/** Says in Chinese why the handling of a case can't be ended. */
class ClosingRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosingRefused(String reason) {
        super(reason);
    }
}
