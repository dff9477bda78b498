package org.certrenewal.process.outbox;

/** Asks a partner, again and again, for answers that it owes and that may have been lost on their way. */
public interface Inquiry {

    /**
     * Asks for some of them, outside any transaction; safe to do at any time and on every node.
     *
     * @throws RuntimeException if the partner can't be reached; it is tried again later
     */
    void ask();
}
