package org.certrenewal.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * Reaches the simulators of the profile {@code partners} as people do, over HTTP; with free ports for them and for the
 * service, which they call back.
 */
public final class SimulatedPartners {

    private static final List<Integer> PORTS = freePorts(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private SimulatedPartners() {}

    /** Sets the ports; the context has to be one with a defined port. */
    public static void settings(DynamicPropertyRegistry settings) {
        settings.add("server.port", () -> PORTS.get(0));
        settings.add("renewal.simulators.port", () -> PORTS.get(1));
        settings.add("renewal.simulators.smtp-port", () -> PORTS.get(2));
    }

    /** Returns where the page of the simulators is. */
    public static String address() {
        return "http://localhost:" + PORTS.get(1) + "/";
    }

    /** Makes one answer in another way, as the button on the page does. */
    public static void set(String id, String mood) {
        int status = send(HttpRequest.newBuilder(URI.create(address() + id))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("mood=" + mood)))
                .statusCode();
        if (status != 303) {
            throw new IllegalStateException(id + " can't be " + mood + ": " + status);
        }
    }

    /** Returns what one has taken, how often, and how many it keeps waiting. */
    public static JsonNode state(String id) {
        return Browser.tree(send(HttpRequest.newBuilder(URI.create(address() + "state"))
                                .GET())
                        .body())
                .path(id);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All are held until all are found, so that no two are the same. */
    private static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets =
                Stream.generate(SimulatedPartners::free).limit(count).toList();
        List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        sockets.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return ports;
    }

    private static ServerSocket free() {
        try {
            return new ServerSocket(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
