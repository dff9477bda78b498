package org.certrenewal.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certrenewal.partners.PartnerJson.NotTheProtocol;

/** Is one of {@code docs/partners}, by which a partner is built: says what may be sent and answered, and what not. */
public final class PartnerDocument {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("docs/partners");
    private static final JsonMetaSchema DIALECT = OpenApi30.getInstance();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.builder()
            .metaSchema(DIALECT)
            .defaultMetaSchemaIri(DIALECT.getIri())
            .build();
    private static final SchemaValidatorsConfig STRICTLY =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode document;

    private PartnerDocument(JsonNode document) {
        this.document = document;
    }

    /** Reads a document with all that it refers to. */
    public static PartnerDocument of(String name) {
        return new PartnerDocument(resolved(name, tree(name)));
    }

    private static JsonNode tree(String name) {
        try {
            return new YAMLMapper().readTree(FOLDER.resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode resolved(String file, JsonNode node) {
        if (node.isObject() && node.has("$ref")) {
            String[] reference = node.get("$ref").asText().split("#", 2);
            String where = reference[0].isEmpty() ? file : reference[0];
            JsonNode meant = tree(where).at(reference[1]);
            if (meant.isMissingNode()) {
                throw new IllegalStateException(file + " refers to " + node.get("$ref") + ", which isn't there");
            }
            return resolved(where, meant);
        }
        if (node.isObject()) {
            ObjectNode all = JSON.createObjectNode();
            node.properties().forEach(field -> all.set(field.getKey(), resolved(file, field.getValue())));
            return all;
        }
        if (node.isArray()) {
            ArrayNode all = JSON.createArrayNode();
            node.forEach(element -> all.add(resolved(file, element)));
            return all;
        }
        return node;
    }

    /** Returns all operations, as {@code POST /sessions}. */
    public Set<String> operations() {
        Set<String> all = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> operation.getValue().has("responses"))
                        .forEach(operation ->
                                all.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return all;
    }

    private JsonNode operation(String name) {
        String[] words = name.split(" ");
        JsonNode operation = document.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            throw new IllegalStateException("no operation " + name);
        }
        return operation;
    }

    /** Is what was wrong with requests, and which operations they were. */
    public record Look(List<String> faults, Set<String> operations) {}

    /**
     * Holds requests that were really sent against the document.
     *
     * @param base path before the document's
     */
    public Look at(List<LoggedRequest> requests, String base) {
        List<String> faults = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (LoggedRequest request : requests) {
            URI url = URI.create(request.getUrl());
            String path = url.getRawPath().substring(base.length());
            String method = request.getMethod().getName();
            // The plainest template first: /certificates/query is no certificate of that number.
            operations().stream()
                    .filter(name -> name.startsWith(method + " "))
                    .filter(name -> pattern(name).matcher(path).matches())
                    .min(Comparator.comparing(name -> name.contains("{")))
                    .ifPresentOrElse(
                            name -> {
                                seen.add(name);
                                look(name, request, path, url.getRawQuery(), faults);
                            },
                            () -> faults.add("no operation for " + method + " " + path));
        }
        return new Look(faults, seen);
    }

    private static Pattern pattern(String operation) {
        return Pattern.compile(operation.split(" ")[1].replaceAll("\\{([^}]+)}", "(?<$1>[^/]+)"));
    }

    private void look(String name, LoggedRequest request, String path, String rawQuery, List<String> faults) {
        JsonNode operation = operation(name);
        Map<String, String> query = query(rawQuery);
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (JsonNode parameter : operation.path("parameters")) {
            String called = parameter.path("name").asText();
            known.add(called);
            String value = switch (parameter.path("in").asText()) {
                case "header" -> request.containsHeader(called) ? request.getHeader(called) : null;
                case "query" -> query.remove(called);
                default -> inPath(name, path, called);
            };
            if (value == null) {
                if (parameter.path("required").asBoolean()) {
                    faults.add(name + " lacks " + called);
                }
            } else if (!isAllowed(parameter.path("schema"), value)) {
                faults.add(name + " has a " + called + " that isn't allowed: " + value);
            }
        }
        query.keySet().forEach(other -> faults.add(name + " has ?" + other));
        request.getAllHeaderKeys().stream()
                .filter(header -> header.toLowerCase(Locale.ROOT).matches("x-.*|idempotency.*|authorization|cookie"))
                .filter(header -> !known.contains(header))
                .forEach(header -> faults.add(name + " has the header " + header));
        JsonNode content = operation.path("requestBody").path("content");
        if (content.isMissingNode()) {
            if (request.getBody().length > 0) {
                faults.add(name + " has a body");
            }
            return;
        }
        try {
            schema(content.path(String.valueOf(request.getHeader("Content-Type")))
                            .path("schema"))
                    .validate(JSON.readTree(request.getBody()))
                    .forEach(message -> faults.add(name + " " + message));
        } catch (IOException e) {
            faults.add(name + " has a body that can't be read");
        }
    }

    private static String inPath(String operation, String path, String called) {
        Matcher matcher = pattern(operation).matcher(path);
        return matcher.matches() ? URLDecoder.decode(matcher.group(called), StandardCharsets.UTF_8) : null;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static boolean isAllowed(JsonNode schema, String value) {
        boolean number = "integer".equals(schema.path("type").asText()) && value.matches("[0-9]{1,9}");
        return schema(schema)
                .validate(
                        number
                                ? JSON.getNodeFactory().numberNode(Integer.parseInt(value))
                                : JSON.getNodeFactory().textNode(value))
                .isEmpty();
    }

    private static JsonSchema schema(JsonNode schema) {
        if (schema.isMissingNode()) {
            throw new IllegalStateException("no schema");
        }
        return SCHEMAS.getSchema(schema, STRICTLY);
    }

    /** Returns the schema of an answer's body. */
    public JsonNode answer(String operation, int status) {
        return operation(operation)
                .path("responses")
                .path(String.valueOf(status))
                .path("content")
                .path("application/json")
                .path("schema");
    }

    /** Returns the schema of a request's body. */
    public JsonNode body(String operation) {
        return operation(operation)
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
    }

    /**
     * Changes a good message in every place to all that it could be, and finds where the program and the document
     * differ about it.
     *
     * @param read tells whether the program takes the message
     * @param lenient names whose values the program may take though the document doesn't allow them
     */
    public static List<String> differences(JsonNode schema, String good, Predicate<String> read, Set<String> lenient) {
        try {
            JsonSchema validator = schema(schema);
            JsonNode first = JSON.readTree(good);
            List<String> differences = new ArrayList<>();
            Map<String, String> variants = new LinkedHashMap<>();
            variants.put(good, "");
            vary(first, first, enums(schema, new LinkedHashMap<>()), variants);
            variants.forEach((message, name) -> {
                boolean allowed = validator.validate(parsed(message)).isEmpty();
                boolean taken = read.test(message);
                if (allowed != taken && !(taken && lenient.contains(name))) {
                    differences.add(
                            (taken ? "takes, though it isn't allowed: " : "doesn't take, though it is allowed: ")
                                    + message);
                }
            });
            return differences;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String message) {
        try {
            return JSON.readTree(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Set<String>> enums(JsonNode schema, Map<String, Set<String>> all) {
        schema.path("properties").properties().forEach(property -> {
            property.getValue()
                    .path("enum")
                    .forEach(value -> all.computeIfAbsent(property.getKey(), it -> new TreeSet<>())
                            .add(value.asText()));
            enums(property.getValue(), all);
        });
        schema.path("oneOf").forEach(one -> enums(one, all));
        if (schema.has("items")) {
            enums(schema.get("items"), all);
        }
        return all;
    }

    private static void vary(JsonNode root, JsonNode node, Map<String, Set<String>> enums, Map<String, String> into) {
        if (node.isArray()) {
            node.forEach(element -> vary(root, element, enums, into));
        }
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        object.put("more", "of what nobody knows");
        into.put(root.toString(), "more");
        object.remove("more");
        for (String name : new ArrayList<>(
                object.properties().stream().map(Map.Entry::getKey).toList())) {
            JsonNode value = object.get(name);
            for (Object other : others(enums.getOrDefault(name, Set.of()))) {
                object.set(name, JSON.valueToTree(other));
                into.putIfAbsent(root.toString(), name);
            }
            object.remove(name);
            into.putIfAbsent(root.toString(), name);
            object.set(name, value);
            vary(root, value, enums, into);
        }
    }

    private static List<Object> others(Set<String> choices) {
        List<Object> others = new ArrayList<>(choices);
        others.addAll(
                List.of("\u0007 王海生\n", "", 17, -1, 1.5, true, List.of(), List.of("a"), Map.of(), Map.of("a", 1)));
        others.add(JSON.getNodeFactory().nullNode());
        return others;
    }

    /**
     * Makes of a call the reader of an answer: whether what the partner says is taken for the protocol.
     *
     * @param says has the partner answer
     */
    public static Predicate<String> takes(Consumer<String> says, Runnable call) {
        return answer -> {
            says.accept(answer);
            try {
                call.run();
                return true;
            } catch (NotTheProtocol no) {
                return false;
            }
        };
    }
}
