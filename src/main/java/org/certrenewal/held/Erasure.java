package org.certrenewal.held;

import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Erases what a package holds about people when its time is over; each call joins the transaction of its caller. */
public interface Erasure {

    /** Erases what was entered, found and told in a case; numbers, dates, decision and hashes stay. */
    default void eraseContent(String caseNumber) {}

    /** Erases the papers of a case or a request; their numbers and hashes stay. */
    default void erasePapers(String reference) {}

    /** Tells whether the papers of a case still count on a day, and so stay however old they are. */
    default boolean needsPapers(String caseNumber, LocalDate today) {
        return false;
    }

    /**
     * Erases what somebody gave by agreement alone, when that person asks for deletion.
     *
     * @return how many
     */
    default int eraseAgreed(String user) {
        return 0;
    }

    /**
     * Erases messages that are older.
     *
     * @return how many
     */
    default int eraseMessages(OffsetDateTime before) {
        return 0;
    }
}
