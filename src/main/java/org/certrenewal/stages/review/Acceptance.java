package org.certrenewal.stages.review;

import java.util.List;
import org.certrenewal.casefile.Section;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Longest;
import org.certrenewal.typed.Paragraphs;

/**
 * Holds the office's answer to an application.
 *
 * @param decision what is answered; never preselected
 * @param corrections what is missing, all at once; only for {@code CORRECT}
 * @param ground code of the legal ground; only for {@code REFUSE}
 * @param reasons in words; only for {@code REFUSE}
 * @param authority who is competent instead; only where the office isn't
 * @param confirmation why it is answered so although something speaks against it; stays in the file
 */
public record Acceptance(
        Answer decision,
        List<Missing> corrections,
        String ground,
        @Paragraphs @Longest(Lengths.REASONS) String reasons,
        @Longest(Lengths.REASONS) String authority,
        @Paragraphs @Longest(Lengths.REASONS) String confirmation) {

    /** Names where it is kept in the case file. */
    public static final Section<Acceptance> SECTION = new Section<>("acceptance", Acceptance.class);

    /** Answers where nothing has to be confirmed. */
    public Acceptance(Answer decision, List<Missing> corrections, String ground, String reasons) {
        this(decision, corrections, ground, reasons, null, null);
    }

    /** Names the answers. */
    public enum Answer {
        ACCEPT,
        CORRECT,
        REFUSE
    }

    /**
     * Names one thing that is missing.
     *
     * @param field path of the field
     * @param reason what is wrong with it
     */
    public record Missing(
            String field,
            @Paragraphs @Longest(Lengths.REASONS) String reason) {}
}
