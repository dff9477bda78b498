package org.certrenewal.process.outbox;

/**
 * Says that a message can't go just now because of its partner, whatever the message: its line is paused, broken or
 * full. The message waits, and none of its attempts is used up.
 */
public class NotNow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean others;

    /** Takes a sentence without anything personal, and what failed, or null. */
    public NotNow(String message, Throwable cause) {
        this(message, cause, true);
    }

    private NotNow(String message, Throwable cause, boolean others) {
        super(message, cause);
        this.others = others;
    }

    /** Says that this message has to wait, such as for one before it, and others needn't. */
    public static NotNow alone(String message) {
        return new NotNow(message, null, false);
    }

    /** Tells whether other messages of the kind have to wait too. */
    boolean isForOthersToo() {
        return others;
    }
}
