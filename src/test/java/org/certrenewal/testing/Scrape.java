package org.certrenewal.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the metrics as Prometheus does. */
public record Scrape(String text, List<Sample> samples) {

    /** Name of the program that may read the metrics in tests. */
    public static final String USER = "scraper-of-the-tests";

    /** Its password. */
    public static final String PASSWORD = "read-metrics-only-0815";

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Is one line. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    /** Reads the metrics of a server on this machine. */
    public static Scrape of(int port) {
        String text = get(port, "/actuator/prometheus", USER, PASSWORD).body();
        List<Sample> samples = new ArrayList<>();
        text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> samples.add(sample(line)));
        return new Scrape(text, List.copyOf(samples));
    }

    /** Asks anything with a name and password; without, if the name is null. */
    public static HttpResponse<String> get(int port, String path, String user, String password) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Sample sample(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException("not a sample: " + line);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        if (parts.group(2) != null) {
            LABEL.matcher(parts.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return new Sample(
                parts.group(1),
                labels,
                switch (parts.group(3)) {
                    case "+Inf" -> Double.POSITIVE_INFINITY;
                    case "-Inf" -> Double.NEGATIVE_INFINITY;
                    default -> Double.parseDouble(parts.group(3));
                });
    }

    /** Returns the value of the one sample with these labels: names and values in turn. */
    public double value(String name, String... labels) {
        List<Sample> found = samples.stream()
                .filter(sample -> sample.name().equals(name) && has(sample, labels))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(name + " " + List.of(labels) + " stands " + found.size() + " times");
        }
        return found.get(0).value();
    }

    private static boolean has(Sample sample, String... labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                return false;
            }
        }
        return true;
    }
}
