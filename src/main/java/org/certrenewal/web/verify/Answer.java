package org.certrenewal.web.verify;

import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.Verifications;

/**
 * Is what somebody who checks is told.
 *
 * @param code for the count, such as {@code GENUINE}
 * @param mood {@code good}, {@code warning} or {@code bad}
 * @param heading the answer in a few characters
 * @param text what it means
 * @param facts what stands on the certificate, the name masked; empty if nothing was recognised
 * @param subject what was recognised
 */
record Answer(
        String code,
        String mood,
        String heading,
        String text,
        List<Fact> facts,
        Optional<Verifications.Subject> subject) {

    /** Is a line of the answer. */
    record Fact(String label, String value) {}

    static Answer refused(String code, String heading, String text) {
        return new Answer(code, "bad", heading, text, List.of(), Optional.empty());
    }
}
