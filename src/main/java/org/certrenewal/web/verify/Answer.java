package org.certrenewal.web.verify;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.Certificate;
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
 * @param signed what the signed part of its QR code must say; empty if nothing was recognised
 */
record Answer(
        String code,
        String mood,
        String heading,
        String text,
        List<Fact> facts,
        Optional<Verifications.Subject> subject,
        Optional<Signed> signed) {

    /** Is a line of the answer. */
    record Fact(String label, String value) {}

    /**
     * Is what the browser compares with the signed part, which never leaves it. Not the digest of the face, by which
     * anybody could find out the name that the page masks.
     *
     * @param number 证书编号
     * @param from first day of the term, yyyyMMdd
     * @param to last day of the term, yyyyMMdd
     */
    record Signed(String number, String from, String to) {

        static Signed of(Certificate version) {
            return new Signed(
                    version.number().value(),
                    version.validFrom().format(DateTimeFormatter.BASIC_ISO_DATE),
                    version.validTo().format(DateTimeFormatter.BASIC_ISO_DATE));
        }
    }

    static Answer refused(String code, String heading, String text) {
        return new Answer(code, "bad", heading, text, List.of(), Optional.empty(), Optional.empty());
    }
}
