package org.certrenewal.casefile;

import java.time.Instant;

/**
 * Tells one thing that happened in a case, in the words in which applicant and office read it.
 *
 * @param at when it happened
 * @param actor user id of who did it, or {@code system}
 * @param kind stable name, such as {@code submitted}
 * @param text what happened, in Chinese
 */
public record CaseEvent(Instant at, String actor, String kind, String text) {

    /** Stands for the service itself as the actor. */
    public static final String SYSTEM = "system";
}
