package org.certrenewal.process.outbox;

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

    /** Takes the answer, in the transaction that ticks the message off. */
    void answered(String caseNumber, String payload, String answer);
}
