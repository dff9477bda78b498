package org.certrenewal.notices.outside;

/** Sends short messages; the port to the provider. Never called inside a transaction. */
public interface Texter {

    /** Says what became of a message. */
    enum Answer {
        TAKEN,
        /** The provider says that it had it before: this was a repetition, and nothing was sent again. */
        TAKEN_BEFORE
    }

    /** Tells whether messages really leave; a stand-in sends nothing. */
    boolean isReal();

    /** Tells whether a kind of notice has a template at the provider. */
    boolean knows(String kind);

    /**
     * Sends a message; returns when the provider has taken it.
     *
     * @throws AddressRefused if there is no such telephone
     * @throws org.certrenewal.process.outbox.Refused if the provider refuses it for good for another reason
     * @throws NotTaken if it surely wasn't taken, and may be tried again later
     * @throws RuntimeException any other if nobody knows whether it was taken
     */
    Answer send(ShortMessage message);
}
