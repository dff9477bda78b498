package org.certrenewal.process.outbox;

/**
 * Says that a message can't go just now because of its partner, whatever the message: its line is paused, broken or
 * full. The message waits, and none of its attempts is used up.
 */
public class NotNow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes a sentence without anything personal, and what failed, or null. */
    public NotNow(String message, Throwable cause) {
        super(message, cause);
    }
}
