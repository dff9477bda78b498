package org.certrenewal.partners;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Writes and reads what partners and we say in JSON, to the letter: one object and nothing behind it, no name twice, no
 * number for a text. A partner's mistakes end here, and nothing of what it said is repeated.
 */
public final class PartnerJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private PartnerJson() {}

    /** Says that an answer isn't one of the protocol's; what stands in it isn't repeated. */
    public static final class NotTheProtocol extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotTheProtocol() {
            super("the answer isn't one of the protocol's");
        }
    }

    /** Writes a message. */
    public static byte[] write(Object message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message can't be written: " + message.getClass());
        }
    }

    /**
     * Reads an answer: of the type {@code application/json}, and an object.
     *
     * @throws NotTheProtocol if it isn't
     */
    public static JsonNode object(ResponseEntity<byte[]> answer) {
        if (!isJson(answer.getHeaders())) {
            throw new NotTheProtocol();
        }
        return object(answer.getBody()).orElseThrow(NotTheProtocol::new);
    }

    private static boolean isJson(HttpHeaders headers) {
        try {
            MediaType type = headers.getContentType();
            return type != null && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type);
        } catch (InvalidMediaTypeException none) {
            return false;
        }
    }

    /** Reads an object; empty if it isn't one. */
    public static Optional<JsonNode> object(byte[] body) {
        try {
            return Optional.ofNullable(body == null ? null : JSON.readTree(body))
                    .filter(JsonNode::isObject);
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    /** Returns the text of a name; empty if there is none, or something that isn't a text. */
    public static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isTextual() ? value.textValue() : "";
    }
}
