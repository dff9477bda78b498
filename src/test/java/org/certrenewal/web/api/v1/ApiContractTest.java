package org.certrenewal.web.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.certrenewal.testing.IssuedTokens;
import org.certrenewal.testing.Programs;
import org.certrenewal.testing.Programs.Answer;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Asks the running application whatever the committed document describes, and what it doesn't: random valid and invalid
 * parameters, bodies, types and tokens. No answer is a 5xx, has a status that isn't described, or a body that its
 * schema doesn't allow.
 */
@RenewalTest
class ApiContractTest {

    private static final int ROUNDS = 120;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "x",
            "0",
            "-1",
            "null",
            "%00",
            "a\u0000b",
            "../../etc/passwd",
            "'; drop table case_file--",
            "😀",
            "王海生",
            "1e999",
            "${7*7}",
            "A".repeat(2000),
            "\u202e",
            "[]",
            "true",
            "33260901X0000000",
            "2026-13");

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    private JsonNode document;
    private Random random;
    private String known;

    @BeforeEach
    void begin() throws IOException {
        TestClock.atStart();
        document = new YAMLMapper().readTree(Path.of("docs/api-v1.yaml").toFile());
        known = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .number();
    }

    @Test
    void should_answer_nothing_but_what_the_document_describes() {
        long seed = Long.getLong("renewal.contract.seed", System.nanoTime());
        random = new Random(seed);
        Map<String, Set<Integer>> seen = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String call = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                for (int round = 0; round < ROUNDS; round++) {
                    Answer answer = ask(operation.getKey(), path.getKey(), operation.getValue(), round);
                    seen.computeIfAbsent(call, it -> new TreeSet<>()).add(answer.status());
                    fault(operation.getValue(), answer)
                            .ifPresent(fault -> faults.add(call + " answered " + answer.status() + ": " + fault));
                }
            }
        }
        assertThat(faults).as("with -Drenewal.contract.seed=%s", seed).isEmpty();
        assertThat(seen.get("GET /api/v1/cases/{caseNumber}")).contains(200, 400, 401, 403, 404);
        assertThat(seen.get("POST /api/v1/holders/certificates")).contains(200, 400, 401, 403, 415);
        assertThat(seen.get("GET /api/v1/statistics")).contains(200, 400, 401, 403);
        assertThat(seen.get("POST /api/v1/webhooks")).contains(201, 400, 401, 403, 415, 422);
    }

    @Test
    void should_notice_an_answer_outside_of_the_document() {
        JsonNode operation =
                document.path("paths").path("/api/v1/cases/{caseNumber}").path("get");
        assertThat(fault("200", "application/json", "{\"caseNumber\":\"X\"}", operation))
                .isPresent();
        assertThat(fault(
                        "200",
                        "application/json",
                        "{\"caseNumber\":\"X\",\"status\":\"SUBMITTED\",\"statusText\":\"x\",\"open\":true,\"applicant\":\"w01\"}",
                        operation))
                .isPresent();
        assertThat(fault("500", "application/problem+json", "{}", operation)).isPresent();
        assertThat(fault("404", "text/html", "<html>", operation)).isPresent();
    }

    private Answer ask(String method, String template, JsonNode operation, int round) {
        // Half of all rounds are as described, the others aren't.
        boolean valid = round % 2 == 0;
        String path = template;
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asText();
            String value = valid ? valid(name) : any();
            if ("path".equals(parameter.path("in").asText())) {
                path = path.replace("{" + name + "}", encoded(isNoPath(value) ? "x" : value));
            } else if (random.nextInt(3) > 0) {
                query.add(name + "=" + encoded(value));
            }
        }
        if (!valid && random.nextInt(6) == 0) {
            query.add(encoded(any()) + "=" + encoded(any()));
        }
        String address = path + (query.isEmpty() ? "" : "?" + String.join("&", query));
        Map<String, String> headers = new LinkedHashMap<>();
        String body = null;
        if (operation.has("requestBody")) {
            headers.put("Content-Type", valid || random.nextInt(4) > 0 ? "application/json" : "text/plain");
            body = valid ? validBody(template) : anyBody(template);
        }
        if (!valid && random.nextInt(5) == 0) {
            headers.put("Accept", random.nextBoolean() ? "text/html" : "nonsense");
        }
        if (random.nextInt(4) == 0) {
            headers.put("Accept-Language", "en");
        }
        return Programs.send(port, method.toUpperCase(Locale.ROOT), address, token(operation, round), body, headers);
    }

    /** The server refuses an address with a NUL before anybody here is asked, in its own words. */
    private static boolean isNoPath(String value) {
        return value.isEmpty() || value.contains("/") || value.contains("\u0000");
    }

    private String token(JsonNode operation, int round) {
        String scope = operation.path("security").path(0).path("token").path(0).asText();
        // Each asks a little, so that no budget ends the test.
        String client = "contract-" + random.nextInt(1_000_000);
        return switch (round % 12) {
            case 3 -> null;
            case 5 -> "nonsense";
            case 7 -> IssuedTokens.of(client, "openid");
            default -> IssuedTokens.of(client, scope);
        };
    }

    private String valid(String name) {
        return switch (name) {
            case "caseNumber" -> random.nextBoolean() ? known : "33260901X" + (1_000_000 + random.nextInt(9_000_000));
            case "from" -> "2025-1" + random.nextInt(3);
            case "to" -> "2026-0" + (1 + random.nextInt(9));
            case "office" -> "330200";
            case "trade" -> "01";
            case "id" ->
                random.nextBoolean() ? "a".repeat(22) : UUID.randomUUID().toString();
            default -> "x";
        };
    }

    private String any() {
        return HOSTILE.get(random.nextInt(HOSTILE.size()));
    }

    private String validBody(String template) {
        return template.endsWith("webhooks")
                ? "{\"url\":\"https://example.org/" + random.nextInt(100) + "\",\"events\":[\"case.accepted\"]}"
                : "{\"idNumber\":\"330203198503159914\",\"name\":\"王海生\"}";
    }

    private String anyBody(String template) {
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> "{";
            case 2 -> "[1,2]";
            case 3 -> "null";
            case 4, 5 ->
                template.endsWith("webhooks")
                        ? "{\"url\":\"http://10.0.0.1/\",\"events\":[\"case.accepted\"]}"
                        : "{\"idNumber\":\"330203198503159915\",\"name\":\"王海生\"}";
            default -> {
                ObjectNode body = JSON.createObjectNode();
                for (String name :
                        template.endsWith("webhooks") ? List.of("url", "events") : List.of("idNumber", "name")) {
                    switch (random.nextInt(6)) {
                        case 0 -> body.putNull(name);
                        case 1 -> body.put(name, random.nextInt());
                        case 2 -> body.putArray(name).add(any()).addNull();
                        case 3 -> body.putObject(name).put("x", any());
                        case 4 -> body.putArray(name).add("case.accepted");
                        default ->
                            body.put(name, random.nextBoolean() ? any() : "http://10.0.0.1/" + random.nextInt(9));
                    }
                }
                body.put(any(), any());
                yield body.toString();
            }
        };
    }

    private Optional<String> fault(JsonNode operation, Answer answer) {
        return fault(String.valueOf(answer.status()), answer.header("Content-Type"), answer.body(), operation);
    }

    private Optional<String> fault(String status, String type, String body, JsonNode operation) {
        JsonNode described = operation.path("responses").path(status);
        if (described.isMissingNode() || status.startsWith("5") && !"503".equals(status)) {
            return Optional.of("not described: " + body);
        }
        if ("503".equals(status)) {
            return Optional.of("nothing is away: " + body);
        }
        JsonNode content = described.path("content");
        if (content.isEmpty()) {
            return body.isEmpty() ? Optional.empty() : Optional.of("a body: " + body);
        }
        String plain = type.replaceFirst(";.*", "");
        if (!content.has(plain)) {
            return Optional.of("type " + type);
        }
        try {
            Set<ValidationMessage> messages =
                    schema(content.path(plain).path("schema")).validate(JSON.readTree(body));
            return messages.isEmpty() ? Optional.empty() : Optional.of(messages + " in " + body);
        } catch (IOException e) {
            return Optional.of("no JSON: " + body);
        }
    }

    /** A schema of OpenAPI 3.1 is one of JSON Schema 2020-12. */
    private JsonSchema schema(JsonNode reference) throws IOException {
        ObjectNode schema = reference.deepCopy();
        schema.set("$defs", document.path("components").path("schemas"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JSON.readTree(schema.toString().replace("#/components/schemas/", "#/$defs/")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
