package org.certrenewal.stages.review;

import org.certrenewal.casefile.Section;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Longest;
import org.certrenewal.typed.Paragraphs;

/**
 * Holds what the supervisor does about a decision that is due.
 *
 * @param disposition extend, or have it decided at once
 * @param reasons told to the applicant when it is extended
 */
public record DeadlineDisposition(
        Disposition disposition,
        @Paragraphs @Longest(Lengths.REASONS) String reasons) {

    /** Names where it is kept in the case file. */
    public static final Section<DeadlineDisposition> SECTION = new Section<>("extension", DeadlineDisposition.class);

    /** Names what can be done. */
    public enum Disposition {
        EXTEND,
        URGE
    }
}
