package org.certrenewal.stages.acts;

import java.time.Instant;
import java.util.Optional;
import org.certrenewal.registry.CertificateNumber;

/**
 * Holds what was proposed about a certificate, and what came of it.
 *
 * @param proposedBy id of the supervisor
 * @param answeredBy id of the other supervisor, who confirmed or declined
 */
record Act(
        String id,
        CertificateNumber certificate,
        ActKind kind,
        String ground,
        String reason,
        State state,
        String proposedBy,
        Instant proposedAt,
        Optional<String> answeredBy,
        Optional<Instant> answeredAt) {

    /** Says what came of it. */
    enum State {
        WAITING("待复核"),
        APPLIED("已执行"),
        DECLINED("复核不同意"),
        FORGOTTEN("逾期未复核");

        private final String label;

        State(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
