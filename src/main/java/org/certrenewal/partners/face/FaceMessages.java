package org.certrenewal.partners.face;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.certrenewal.process.FaceAuthentication.Answer;
import org.certrenewal.process.FaceAuthentication.Check;
import org.certrenewal.process.FaceAuthentication.Opened;

/** Writes and reads what {@code docs/partners/face.yaml} says, to the letter: a partner's mistakes end here. */
final class FaceMessages {

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern CODE = Pattern.compile("[!-~]{1,500}");
    private static final Pattern SUBJECT = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final String PASSED = "PASSED";
    private static final Set<String> RESULTS = Set.of(PASSED, "FAILED", "CANCELLED");
    private static final Set<String> OPEN = Set.of("WAITING", "EXPIRED");

    private final ObjectMapper json;

    FaceMessages(ObjectMapper json) {
        this.json = json;
    }

    byte[] order(Check check, URI callback, Duration life) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("session", check.session());
        order.put("caseNumber", check.caseNumber());
        order.put("name", check.name().value());
        order.put("idNumber", check.idNumber().value());
        order.put("callback", callback.toString());
        order.put("secondsToLive", life.toSeconds());
        try {
            return json.writeValueAsBytes(order);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the order of a face check can't be written");
        }
    }

    /**
     * Reads the answer to an order.
     *
     * @throws IllegalStateException if it isn't one; its message says nothing of it
     */
    Opened opened(byte[] body, Check check) {
        JsonNode answer = tree(body).orElseThrow(FaceMessages::unreadable);
        String reference = text(answer, "reference");
        String code = text(answer, "code");
        if (!text(answer, "session").equals(check.session())
                || !REFERENCE.matcher(reference).matches()
                || !CODE.matcher(code).matches()) {
            throw unreadable();
        }
        return new Opened(reference, code);
    }

    /**
     * Reads how a check stands.
     *
     * @return empty as long as there is no result
     * @throws IllegalStateException if it can't be read
     */
    Optional<Answer> state(byte[] body) {
        JsonNode answer = tree(body).orElseThrow(FaceMessages::unreadable);
        if (OPEN.contains(text(answer, "state"))) {
            return Optional.empty();
        }
        return Optional.of(result(answer).orElseThrow(FaceMessages::unreadable));
    }

    /** Reads a result; empty if it isn't one. */
    Optional<Answer> result(byte[] body) {
        return tree(body).flatMap(FaceMessages::result);
    }

    private static Optional<Answer> result(JsonNode answer) {
        String session = text(answer, "session");
        String reference = text(answer, "reference");
        String subject = text(answer, "subject");
        String state = text(answer, "state");
        if (!SESSION.matcher(session).matches()
                || !REFERENCE.matcher(reference).matches()
                || !SUBJECT.matcher(subject).matches()
                || !RESULTS.contains(state)) {
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

    private Optional<JsonNode> tree(byte[] body) {
        try {
            return Optional.ofNullable(body == null ? null : json.readTree(body))
                    .filter(JsonNode::isObject);
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode answer, String field) {
        JsonNode value = answer.get(field);
        return value != null && value.isTextual() ? value.asText() : "";
    }

    private static IllegalStateException unreadable() {
        return new IllegalStateException("the partner's answer about a face check can't be read");
    }
}
