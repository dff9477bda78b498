package org.certrenewal.stages.review;

import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.casefile.Section.RenewalForm;

/** Holds the corrected parts of the application; only the marked fields count. */
public record Correction(RenewalForm form, Pickup pickup) {

    /** Names where it is kept in the case file. */
    public static final Section<Correction> SECTION = new Section<>("correction", Correction.class);
}
