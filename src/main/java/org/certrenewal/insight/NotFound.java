package org.certrenewal.insight;

/** Says, in Chinese, that there is nothing of that name. */
class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotFound(String message) {
        super(message);
    }
}
