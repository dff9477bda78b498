package org.certrenewal.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plays an intruder, or somebody who has a script and a session: keeps cookies, logs in by the form, sends both
 * anti-forgery tokens, follows no redirect.
 */
public final class Intruder {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final URI root;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private boolean sendsTokens = true;

    /** Opens an intruder at a server on this machine. */
    public Intruder(int port) {
        this.root = URI.create("http://127.0.0.1:" + port);
    }

    /** Holds an answer. */
    public record Answer(int status, byte[] bytes, Map<String, List<String>> headers) {

        /** Returns the body as text. */
        public String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** Returns a header, or an empty text. */
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(", ", header.getValue()))
                    .findFirst()
                    .orElse("");
        }

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** Opens an intruder and logs in with the demonstration's password. */
    public static Intruder of(String user, int port) {
        Intruder intruder = new Intruder(port);
        Answer answer = intruder.logsIn(user, "demo");
        if (answer.status() != 302 || answer.header("Location").contains("error")) {
            throw new IllegalStateException(user + " can't log in: " + answer.status() + " " + answer.body());
        }
        intruder.get("/camunda/app/welcome/default/");
        return intruder;
    }

    /** Sends the log-in form. */
    public Answer logsIn(String user, String password) {
        get("/login");
        return form("/login", Map.of("username", user, "password", password));
    }

    /** Sends no anti-forgery token from now on, as a foreign site can't. */
    public Intruder withoutTokens() {
        sendsTokens = false;
        return this;
    }

    public Answer get(String path) {
        return send("GET", path, null, null);
    }

    /** Gets with headers of the caller's, each a name and a value. */
    public Answer get(String path, String header, String value, String... more) {
        HttpRequest.Builder request = request("GET", path, null).header(header, value);
        return answer(more.length == 0 ? request : request.headers(more));
    }

    public Answer post(String path, String json) {
        return send("POST", path, JSON, json);
    }

    public Answer put(String path, String json) {
        return send("PUT", path, JSON, json);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, null);
    }

    /** Sends a page's form. */
    public Answer form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send("POST", path, FORM, body);
    }

    /** Sends anything. */
    public Answer send(String method, String path, String type, String body) {
        HttpRequest.Builder request = request(method, path, body);
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (sendsTokens && !"GET".equals(method)) {
            cookie("RENEWAL-XSRF").ifPresent(token -> request.header("X-RENEWAL-XSRF", token));
            cookie("XSRF-TOKEN").ifPresent(token -> request.header("X-XSRF-TOKEN", token));
        }
        return answer(request);
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(root + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json, application/problem+json, text/html, */*;q=0.5")
                .method(
                        method,
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    private Answer answer(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(request.build().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the value of a cookie. */
    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    /** Puts a cookie into the intruder, as somebody does who has stolen it or wants it to be used. */
    public void keep(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setDomain(root.getHost());
        cookie.setVersion(0);
        cookies.getCookieStore().add(root, cookie);
    }

    /** Returns everything that the cookies hold. */
    public List<String> cookieNames() {
        List<String> names = new ArrayList<>();
        cookies.getCookieStore().getCookies().forEach(cookie -> names.add(cookie.getName()));
        return names;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
