package org.certrenewal.stages.delivery;

import org.certrenewal.casefile.Section;

/** Holds how the paper copy was sent. */
public record Posting(String carrier, String trackingNumber) {

    /** Names where it is kept in the case file. */
    public static final Section<Posting> SECTION = new Section<>("posting", Posting.class);
}
