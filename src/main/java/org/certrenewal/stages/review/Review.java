package org.certrenewal.stages.review;

import org.certrenewal.casefile.Section;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Longest;
import org.certrenewal.typed.Paragraphs;

/**
 * Holds the decision.
 *
 * @param decision what is decided; never preselected
 * @param ground code of the legal ground; only for {@code REJECT}
 * @param reasons in words; only for {@code REJECT}
 * @param confirmation why it is decided so although something speaks against it; stays in the file
 */
public record Review(
        Verdict decision,
        String ground,
        @Paragraphs @Longest(Lengths.REASONS) String reasons,
        @Paragraphs @Longest(Lengths.REASONS) String confirmation) {

    /** Names where it is kept in the case file. */
    public static final Section<Review> SECTION = new Section<>("review", Review.class);

    /** Decides where nothing has to be confirmed. */
    public Review(Verdict decision, String ground, String reasons) {
        this(decision, ground, reasons, null);
    }

    /** Names the verdicts. */
    public enum Verdict {
        APPROVE,
        REJECT
    }
}
