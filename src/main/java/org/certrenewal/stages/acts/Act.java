package org.certrenewal.stages.acts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleKey.Precedes;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.PersonName;

/**
 * Holds what was proposed about a certificate, and what came of it.
 *
 * @param reference the number under which people know it; the id where it was proposed before acts had papers
 * @param basis on what it stands
 * @param notice what the holder was told before
 * @param proposedBy id of the supervisor
 * @param answeredBy id of the other supervisor, who confirmed or declined
 */
record Act(
        String id,
        String reference,
        CertificateNumber certificate,
        Optional<String> office,
        ActKind kind,
        Basis basis,
        Notice notice,
        State state,
        String proposedBy,
        Instant proposedAt,
        Optional<String> answeredBy,
        Optional<Instant> answeredAt) {

    /**
     * Says on what an act stands.
     *
     * @param ground in words, as it was chosen
     * @param rule the rule that is the ground; empty where it was proposed before grounds were rules
     * @param facts what was found
     * @param underlying number of the decision or paper on which it stands, or empty
     * @param endsOn last day of its effect, where it has one
     * @param rightName the name to be registered, where it is a correction
     */
    record Basis(
            String ground,
            Optional<RuleKey> rule,
            String facts,
            String underlying,
            Optional<LocalDate> endsOn,
            Optional<PersonName> rightName) {}

    /**
     * Says what goes before the decision.
     *
     * @param on the day of the notice
     * @param due the holder's last day to answer
     */
    record Notice(Precedes precedes, Optional<LocalDate> on, Optional<LocalDate> due) {

        /** Tells whether the decision waits for the holder. */
        boolean isWanted() {
            return precedes == Precedes.STATEMENT || precedes == Precedes.HEARING;
        }
    }

    /** Says what came of it. */
    enum State {
        NOTICED("已告知，等待持证人陈述、申辩"),
        HEARING("持证人要求听证，等待听证"),
        WEIGHING("等待复核持证人的陈述、申辩"),
        WAITING("待复核"),
        APPLIED("已执行"),
        DECLINED("不予处置"),
        FORGOTTEN("逾期未复核");

        private final String label;

        State(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        /** Tells whether nothing has come of it yet. */
        boolean isOpen() {
            return ordinal() <= WAITING.ordinal();
        }
    }

    boolean isOpen() {
        return state.isOpen();
    }
}
