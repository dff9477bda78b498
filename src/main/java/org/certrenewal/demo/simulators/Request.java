package org.certrenewal.demo.simulators;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Is what a simulator is asked.
 *
 * @param target the path and the query as they were sent, with the simulator's own name in front
 * @param path without the query and decoded; for a simulator what follows its name
 * @param query as it was sent, or empty
 * @param headers by name in lower case
 */
record Request(String method, String target, String path, String query, Map<String, String> headers, byte[] body) {

    /** Returns it as a simulator sees it, whose name isn't in the path any more. */
    Request below(Simulator simulator) {
        return new Request(method, target, path.substring(simulator.id().length() + 1), query, headers, body);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the fields of a form. */
    Map<String, String> form() {
        return fields(text());
    }

    /** Returns the parameters of the query. */
    Map<String, String> parameters() {
        return fields(query);
    }

    private static Map<String, String> fields(String text) {
        return Arrays.stream(text.split("&"))
                .filter(field -> field.contains("="))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> URLDecoder.decode(field[0], StandardCharsets.UTF_8),
                        field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8),
                        (first, second) -> first));
    }
}
