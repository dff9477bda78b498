package org.certrenewal.documents;

/**
 * Says why nothing can be sealed at the moment: the timestamping authority can't be reached, or a key is over or taken
 * back. What was to be sealed waits; nothing of it is lost.
 */
public class SealsUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Takes a sentence in Chinese, as operators read it at the incident. */
    public SealsUnavailable(String reason) {
        super(reason);
    }

    /** Takes a sentence in Chinese, and what it came from. */
    public SealsUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
