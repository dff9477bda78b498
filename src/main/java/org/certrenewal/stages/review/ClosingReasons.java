package org.certrenewal.stages.review;

import org.certrenewal.casefile.Section;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Longest;
import org.certrenewal.typed.Paragraphs;

/**
 * Holds why a supervisor wants the handling of the case ended.
 *
 * @param ground code of the ground
 * @param reasons told to the applicant if another supervisor confirms
 */
public record ClosingReasons(
        String ground, @Paragraphs @Longest(Lengths.REASONS) String reasons) {

    /** Names where it is kept in the case file. */
    public static final Section<ClosingReasons> SECTION = new Section<>("closing", ClosingReasons.class);
}
