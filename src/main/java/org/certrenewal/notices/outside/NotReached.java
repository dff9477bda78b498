package org.certrenewal.notices.outside;

/** Says that a message wasn't taken, and that whoever takes messages hasn't seen its key either. */
public class NotReached extends NotTaken {
    private static final long serialVersionUID = 1L;

    /** Takes what failed, without a word of the other side's. */
    public NotReached(String message) {
        super(message, null);
    }
}
