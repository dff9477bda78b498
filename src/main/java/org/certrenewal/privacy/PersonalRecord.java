package org.certrenewal.privacy;

import java.time.LocalDate;
import java.util.List;

/**
 * Holds what is kept about a person in words that the person can read: by kind, what for, on what ground and until
 * when.
 *
 * @param name whose it is
 * @param on the day on which it was gathered
 */
public record PersonalRecord(String name, LocalDate on, List<Part> parts) {

    /**
     * Holds one kind of data.
     *
     * @param id stable name, for links
     * @param purpose what it is kept for
     * @param ground the law by which it is
     * @param until how long it is kept
     */
    public record Part(String id, String title, String purpose, String ground, String until, List<Entry> entries) {

        /** Returns how many things of the kind there are. */
        public int count() {
            return entries.size();
        }
    }

    /** Holds one thing, such as a certificate, a case or a message. */
    public record Entry(String title, List<Line> lines) {}

    /** Holds one line of it. */
    public record Line(String label, String value) {}
}
