package org.certrenewal.web.verify;

import java.util.List;
import java.util.stream.Stream;
import org.certrenewal.documents.seal.SealReport;
import org.certrenewal.registry.Standing;
import org.certrenewal.registry.Verifications.Channel;

/**
 * Says to whoever counts that somebody checked a certificate; in the transaction that counts it.
 *
 * @param answer one of {@link #answers()}
 */
public record Checked(Channel channel, String answer) {

    static final String UNKNOWN_ID = "UNKNOWN_ID";
    static final String NOT_ISSUED = "NOT_ISSUED";
    static final String LETTER = "LETTER";

    /** Returns every answer that there is. */
    public static List<String> answers() {
        return Stream.of(
                        Stream.of(Standing.values()),
                        Stream.of(SealReport.Finding.values()),
                        Stream.of(UNKNOWN_ID, NOT_ISSUED, LETTER))
                .flatMap(answers -> answers.map(String::valueOf))
                .distinct()
                .toList();
    }
}
