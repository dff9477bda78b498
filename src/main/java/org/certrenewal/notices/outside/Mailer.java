package org.certrenewal.notices.outside;

/** Sends mails; the port to the mail server. Never called inside a transaction. */
public interface Mailer {

    /** Tells whether mails really leave; a stand-in sends nothing. */
    boolean isReal();

    /**
     * Sends a mail; returns when the server has taken it.
     *
     * @throws AddressRefused if there is no such mailbox
     * @throws org.certrenewal.process.outbox.Refused if the server refuses it for good for another reason
     * @throws NotTaken if it surely wasn't taken, and may be tried again later
     * @throws RuntimeException any other if nobody knows whether it was taken
     */
    void send(Mail mail);
}
