package org.certrenewal.process;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;

/**
 * Is the partner that checks faces: the portal's app reads a QR code, looks at the face, and answers later, by a signed
 * callback or when it is asked. It says only what came of the check; no picture ever comes here.
 */
public interface FaceAuthentication {

    /**
     * Opens a check. Called again for the same check, it answers the same.
     *
     * @return how the partner names it, and what the QR code holds
     * @throws RuntimeException if the partner can't be reached
     */
    Opened open(Check check);

    /**
     * Asks what came of a check whose callback hasn't come.
     *
     * @param reference by which the partner names it
     * @return empty while the partner waits for the phone too
     * @throws RuntimeException if the partner can't be reached
     */
    Optional<Answer> ask(Check check, String reference);

    /** Tells whether there is nobody to {@link #ask}. */
    default boolean isAskedNothing() {
        return false;
    }

    /** Tells whether no face is looked at, here or in a simulator of ours; the screen says so. */
    boolean isStandIn();

    /**
     * Is a check of one person's face for one case.
     *
     * @param session its unguessable id
     * @param caseNumber the case
     * @param name whose face it has to be
     * @param idNumber whose face it has to be
     */
    record Check(String session, String caseNumber, PersonName name, IdNumber idNumber) {

        /**
         * Returns what binds an answer to check, case and person: hex SHA-256 over the three, a line each. The partner
         * computes it of the number of whom it has recognised, so that an answer about anybody else doesn't fit.
         */
        public String subject() {
            try {
                byte[] bound = (session + "\n" + caseNumber + "\n" + idNumber.value()).getBytes(StandardCharsets.UTF_8);
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bound));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Names neither the person nor the number: it may come to stand in a log. */
        @Override
        public String toString() {
            return "check for case " + caseNumber;
        }
    }

    /**
     * Is what the partner says to a new check.
     *
     * @param reference by which it names the check, at most 100 characters
     * @param code what the QR code holds, at most 500 characters
     */
    record Opened(String reference, String code) {}

    /**
     * Is what came of a check.
     *
     * @param session the check's id
     * @param reference by which the partner names it
     * @param subject as {@link Check#subject}, of whom the partner has recognised
     * @param passed whether the face is that person's; false also where it was declined on the phone
     * @param at when, by the partner's clock
     */
    record Answer(String session, String reference, String subject, boolean passed, Instant at) {}

    /** Names what becomes of what comes as an answer; all but the first are refused. */
    enum Heard {
        /** It counts. */
        TAKEN,
        /** Its signature is missing, by nobody we know, or over something else. */
        FORGED,
        /** It was signed too long ago, or its check is over. */
        LATE,
        /** The same message came before. */
        REPLAYED,
        /** It isn't an answer. */
        MALFORMED,
        /** No such check, or another partner's. */
        FOREIGN,
        /** It is about somebody else, or about another case. */
        MISTAKEN,
        /** The check was answered before. */
        REPEATED;

        /** Returns the name as metrics have it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Says to whoever counts what became of something that came as an answer. */
    record Callback(Heard heard) {}
}
