package org.certrenewal.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks as a client does that keeps no cookie of its own accord and comes from any address of this machine, under any
 * name for it. The whole of {@code 127.0.0.0/8} is this machine.
 */
public record Stranger(int port, String address) {

    /** Holds an answer. */
    public record Answer(int status, String head, String body) {

        /** Returns a header's value, or an empty text. */
        public String header(String name) {
            return first(Pattern.compile("(?im)^" + Pattern.quote(name) + ": ?(.*?)\r?$"), head);
        }

        /** Returns what a cookie is set to, or an empty text. */
        public String cookie(String name) {
            return first(Pattern.compile("(?im)^Set-Cookie: ?" + Pattern.quote(name) + "=([^;\r]*)"), head);
        }

        private static String first(Pattern pattern, String text) {
            Matcher found = pattern.matcher(text);
            return found.find() ? found.group(1).strip() : "";
        }
    }

    public Answer get(String path, String... headers) {
        return ask("GET", path, "", headers);
    }

    /** Sends a page's form, with the token against forgery as a page has it. */
    public Answer form(String path, String fields, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/x-www-form-urlencoded");
        all.add("Cookie: RENEWAL-XSRF=token");
        return ask("POST", path, fields + "&_csrf=token", all.toArray(String[]::new));
    }

    /** Sends anything; a header named {@code Host} replaces the usual one. */
    public Answer ask(String method, String path, String body, String... headers) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        List<String> all = List.of(headers);
        if (all.stream().noneMatch(header -> header.startsWith("Host:"))) {
            head.append("Host: localhost:").append(port).append("\r\n");
        }
        String cookies = String.join(
                "; ",
                all.stream()
                        .filter(header -> header.startsWith("Cookie: "))
                        .map(header -> header.substring("Cookie: ".length()))
                        .toList());
        all.stream()
                .filter(header -> !header.startsWith("Cookie: "))
                .forEach(header -> head.append(header).append("\r\n"));
        if (!cookies.isEmpty()) {
            head.append("Cookie: ").append(cookies).append("\r\n");
        }
        if (content.length > 0 || method.equals("POST")) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String[] parts = answer.split("\r\n\r\n", 2);
            return new Answer(
                    Integer.parseInt(parts[0].split(" ")[1]), parts[0] + "\r\n", parts.length > 1 ? parts[1] : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
