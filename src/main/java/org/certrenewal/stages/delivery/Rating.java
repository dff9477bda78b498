package org.certrenewal.stages.delivery;

import org.certrenewal.casefile.Section;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Longest;
import org.certrenewal.typed.Paragraphs;

/**
 * Holds the applicant's rating of the service (好差评).
 *
 * @param rating 5 (非常满意) to 1 (非常不满意), or null
 * @param comment in words, or null
 */
public record Rating(
        Integer rating,
        @Paragraphs @Longest(Lengths.COMMENT) String comment) {

    /** Names where it is kept in the case file. */
    public static final Section<Rating> SECTION = new Section<>("collection", Rating.class);
}
