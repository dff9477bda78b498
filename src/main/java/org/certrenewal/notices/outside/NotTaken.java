package org.certrenewal.notices.outside;

/** Says that a message surely wasn't taken now; it may be tried again later, and can't become a double by that. */
public class NotTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes what failed, without a word of the other side's. */
    public NotTaken(String message, Throwable cause) {
        super(message, cause);
    }
}
