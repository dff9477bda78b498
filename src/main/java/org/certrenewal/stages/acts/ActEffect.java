package org.certrenewal.stages.acts;

import java.time.LocalDate;
import java.util.List;
import org.certrenewal.registry.Certificate;

/** Says and does what comes of an act. Each kind of act has exactly one. */
interface ActEffect {

    /** Tells whether it is the effect of a kind. */
    boolean isOf(ActKind kind);

    /**
     * Returns what is decided, as phrases without subject and without a full stop; the first is what the notice says is
     * intended.
     *
     * @param on the day of the decision, or of the notice
     */
    List<String> decides(Act act, Certificate certificate, LocalDate on);

    /**
     * Carries the act out, in the transaction that confirms it and issues its letter.
     *
     * @param on the day of the decision
     */
    void take(Act act, Certificate certificate, LocalDate on);
}
