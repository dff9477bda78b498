package org.certrenewal.stages.acts;

import java.time.LocalDate;
import java.util.Optional;
import org.certrenewal.registry.CertificateNumber;

/**
 * Holds what a supervisor proposes.
 *
 * @param ground id of the rule that is the ground
 * @param facts what was found, for the paper
 * @param underlying number of the decision or paper on which it stands, or empty
 * @param endsOn last day, where the kind has one
 * @param rightName the name to be registered, as it was typed, where the kind corrects it
 */
record Proposal(
        CertificateNumber certificate,
        ActKind kind,
        String ground,
        String facts,
        String underlying,
        Optional<LocalDate> endsOn,
        String rightName) {

    /** Proposes what doesn't correct the name. */
    Proposal(
            CertificateNumber certificate,
            ActKind kind,
            String ground,
            String facts,
            String underlying,
            Optional<LocalDate> endsOn) {
        this(certificate, kind, ground, facts, underlying, endsOn, "");
    }
}
