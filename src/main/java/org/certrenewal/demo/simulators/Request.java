package org.certrenewal.demo.simulators;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Is what a simulator is asked.
 *
 * @param target the path as it was sent, with the simulator's own name in front
 * @param path what follows the simulator's name
 * @param headers by name in lower case
 */
record Request(String method, String target, String path, Map<String, String> headers, byte[] body) {

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the fields of a form of the page. */
    Map<String, String> form() {
        return Arrays.stream(text().split("&"))
                .filter(field -> field.contains("="))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> URLDecoder.decode(field[0], StandardCharsets.UTF_8),
                        field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8),
                        (first, second) -> first));
    }
}
