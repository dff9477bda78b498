package org.certrenewal.partners.face;

import static org.certrenewal.partners.PartnerJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.certrenewal.partners.PartnerJson;
import org.certrenewal.partners.PartnerJson.NotTheProtocol;
import org.certrenewal.process.FaceAuthentication.Answer;
import org.certrenewal.process.FaceAuthentication.Check;
import org.certrenewal.process.FaceAuthentication.Opened;
import org.springframework.http.ResponseEntity;

/** Writes and reads what {@code docs/partners/face.yaml} says, to the letter: a partner's mistakes end here. */
final class FaceMessages {

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern CODE = Pattern.compile("[!-~]{1,500}");
    private static final Pattern SUBJECT = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final String PASSED = "PASSED";
    private static final Set<String> RESULTS = Set.of(PASSED, "FAILED", "CANCELLED");
    private static final Set<String> OPEN = Set.of("WAITING", "EXPIRED");

    private FaceMessages() {}

    static byte[] order(Check check, URI callback, Duration life) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("session", check.session());
        order.put("caseNumber", check.caseNumber());
        order.put("name", check.name().value());
        order.put("idNumber", check.idNumber().value());
        order.put("callback", callback.toString());
        order.put("secondsToLive", life.toSeconds());
        return PartnerJson.write(order);
    }

    /**
     * Reads the answer to an order.
     *
     * @throws NotTheProtocol if it isn't one
     */
    static Opened opened(ResponseEntity<byte[]> said, Check check) {
        JsonNode answer = PartnerJson.object(said);
        String reference = text(answer, "reference");
        String code = text(answer, "code");
        if (!text(answer, "session").equals(check.session())
                || !REFERENCE.matcher(reference).matches()
                || !CODE.matcher(code).matches()) {
            throw new NotTheProtocol();
        }
        return new Opened(reference, code);
    }

    /**
     * Reads how a check stands.
     *
     * @return empty as long as there is no result
     * @throws NotTheProtocol if it can't be read
     */
    static Optional<Answer> state(ResponseEntity<byte[]> said) {
        JsonNode answer = PartnerJson.object(said);
        if (OPEN.contains(text(answer, "state")) && isNamed(answer)) {
            return Optional.empty();
        }
        return Optional.of(result(answer).orElseThrow(NotTheProtocol::new));
    }

    private static boolean isNamed(JsonNode answer) {
        return SESSION.matcher(text(answer, "session")).matches()
                && REFERENCE.matcher(text(answer, "reference")).matches();
    }

    /** Reads a result; empty if it isn't one. */
    static Optional<Answer> result(byte[] body) {
        return PartnerJson.object(body).flatMap(FaceMessages::result);
    }

    private static Optional<Answer> result(JsonNode answer) {
        String session = text(answer, "session");
        String reference = text(answer, "reference");
        String subject = text(answer, "subject");
        String state = text(answer, "state");
        if (!isNamed(answer) || !SUBJECT.matcher(subject).matches() || !RESULTS.contains(state)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Answer(
                    session,
                    reference,
                    subject,
                    state.equals(PASSED),
                    OffsetDateTime.parse(text(answer, "at")).toInstant()));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }
}
