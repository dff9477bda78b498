package org.certrenewal.process.outbox;

import java.time.Duration;

/** Calls one partner about one kind of message. */
public interface PartnerCall {

    /** Returns the kind of message that it takes. */
    String kind();

    /**
     * Calls the partner, outside any transaction. May be called again for the same message after a crash, so that the
     * partner must be able to tell a repetition.
     *
     * @param messageId tells repetitions apart
     * @return the partner's answer
     * @throws RuntimeException if the partner can't be reached or doesn't take it; it is tried again later
     */
    String call(String messageId, String caseNumber, String payload);

    /**
     * Hears that the partner couldn't be reached or didn't take it, in a transaction of its own.
     *
     * @param attempts how often it was tried
     */
    default void failed(String caseNumber, String payload, RuntimeException cause, int attempts) {}

    /** Returns the longest time between two tries. */
    default Duration longestWait() {
        return Duration.ofHours(1);
    }

    /** Takes the answer, in the transaction that ticks the message off. */
    void answered(String caseNumber, String payload, String answer);
}
