package org.certrenewal.process.outbox;

/** Calls one partner about one kind of message. */
public interface PartnerCall {

    /** Returns the kind of message that it takes; each kind has a lane of its own. */
    String kind();

    /** Returns the id of the partner that it calls, as the settings have it; empty if that isn't known. */
    default String partner() {
        return "";
    }

    /**
     * Calls the partner, outside any transaction. May be called again for the same message after a crash, so that the
     * partner must be able to tell a repetition.
     *
     * @param messageId tells repetitions apart
     * @return the partner's answer
     * @throws NotNow if it can't go now, whatever the message; it waits and uses up no attempt
     * @throws Refused if the partner refuses it for good; it is dead at once
     * @throws RuntimeException if the partner can't be reached or doesn't take it; it is tried again later, and dead
     *     after {@code renewal.outbox.attempts}
     */
    String call(String messageId, String caseNumber, String payload);

    /** Takes the answer, in the transaction that ticks the message off. */
    void answered(String caseNumber, String payload, String answer);
}
