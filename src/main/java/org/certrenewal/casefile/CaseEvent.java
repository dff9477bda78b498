package org.certrenewal.casefile;

import java.time.Instant;

/**
 * Tells one thing that happened in a case, in the words in which the office reads it, and mostly the applicant.
 *
 * @param at when it happened
 * @param actor user id of who did it, or {@code system}
 * @param kind stable name, such as {@code submitted}
 * @param text what happened, in Chinese
 */
public record CaseEvent(Instant at, String actor, String kind, String text) {

    /** Stands for the service itself as the actor. */
    public static final String SYSTEM = "system";

    /** Names a reminder. It is worded for whom it was sent to, mostly the office. */
    public static final String REMINDED = "reminded";

    /** Why something was decided although the findings spoke against it; the office's own note. */
    public static final String CONFIRMED = "confirmed";

    /** Tells whether the applicant reads it in the history; what they are reminded of, they are told as a message. */
    public boolean isForTheApplicant() {
        return !kind.equals(REMINDED) && !kind.equals(CONFIRMED);
    }
}
