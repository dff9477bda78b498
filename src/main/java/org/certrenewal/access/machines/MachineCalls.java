package org.certrenewal.access.machines;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Knows {@code access/machines.yaml}: every call that there is, and the scope that each needs. */
final class MachineCalls {

    /** Stands for a call that needs a token, and no scope. */
    private static final String ANY = "any";

    /** Is what the list says about one call. */
    record Call(String method, String path, String scope, RequestMatcher address) {

        boolean isOf(HttpServletRequest request) {
            return method.equals(asked(request)) && address.matches(request);
        }

        boolean needsScope() {
            return !ANY.equals(scope);
        }
    }

    private final List<Call> calls = new ArrayList<>();

    /** Reads the list; a key that comes twice stops the start. */
    MachineCalls() {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));
        try (InputStream file = new ClassPathResource("access/machines.yaml").getInputStream()) {
            yaml.readValue(file, new TypeReference<LinkedHashMap<String, List<String>>>() {})
                    .forEach((scope, lines) -> lines.forEach(line -> calls.add(call(scope, line))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Call call(String scope, String line) {
        String[] parts = line.split("\\s+");
        return new Call(
                HttpMethod.valueOf(parts[0]).name(),
                parts[1],
                scope,
                PathPatternRequestMatcher.withDefaults().matcher(parts[1]));
    }

    List<Call> all() {
        return List.copyOf(calls);
    }

    Optional<Call> of(HttpServletRequest request) {
        return calls.stream().filter(call -> call.isOf(request)).findFirst();
    }

    /** Returns the methods that an address takes; empty if there is no such address. */
    TreeSet<String> methodsOf(HttpServletRequest request) {
        TreeSet<String> methods = new TreeSet<>();
        calls.stream().filter(call -> call.address().matches(request)).forEach(call -> methods.add(call.method()));
        return methods;
    }

    /** Spring answers a HEAD as the GET that it belongs to. */
    private static String asked(HttpServletRequest request) {
        return "HEAD".equals(request.getMethod()) ? "GET" : request.getMethod();
    }
}
