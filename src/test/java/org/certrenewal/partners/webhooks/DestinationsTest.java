package org.certrenewal.partners.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends to places that mustn't be told, and to receivers that misbehave. */
class DestinationsTest {

    private static WebhookSettings settings(String... allowed) {
        return new WebhookSettings(
                3,
                Duration.ofSeconds(5),
                Duration.ofHours(4),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                List.of(allowed),
                Duration.ofDays(1),
                Duration.ofDays(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1.2.3",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "192.0.2.1",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:db8::1"
            })
    void should_tell_nothing_to_what_is_not_public(String address) throws UnknownHostException {
        assertThat(new Destinations(List.of()).mayBeTold(InetAddress.getByName(address)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "223.5.5.5", "100.63.255.255", "172.32.0.1", "2400:3200::1"})
    void should_tell_the_public(String address) throws UnknownHostException {
        assertThat(new Destinations(List.of()).mayBeTold(InetAddress.getByName(address)))
                .isTrue();
    }

    @Test
    void should_allow_private_networks_only_as_configured() throws UnknownHostException {
        Destinations some = new Destinations(List.of("10.1.2.0/24"));
        assertThat(some.mayBeTold(InetAddress.getByName("10.1.2.9"))).isTrue();
        assertThat(some.mayBeTold(InetAddress.getByName("10.1.3.9"))).isFalse();
        assertThatThrownBy(() -> settings("nonsense")).hasMessageContaining("renewal.webhooks.private-networks");
    }

    @Test
    void should_judge_the_address_that_it_connects_to_whatever_the_name() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        WebhookClient closed = new WebhookClient(settings());
        for (String host : List.of("localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001")) {
            assertThatThrownBy(() -> closed.post(URI.create("http://" + host + ":" + port), Map.of(), new byte[0]))
                    .as(host)
                    .isInstanceOf(IOException.class);
        }
        assertThat(asked).hasValue(0);
        assertThat(new WebhookClient(settings("127.0.0.1"))
                        .post(URI.create("http://127.0.0.1:" + port), Map.of(), new byte[0]))
                .isEqualTo(200);
        server.stop(0);
    }

    @Test
    void should_follow_no_redirect() throws IOException {
        AtomicInteger led = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/there", exchange -> led.incrementAndGet());
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/there");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        server.start();
        int status = new WebhookClient(settings("127.0.0.1"))
                .post(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        Map.of(),
                        "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(status).isEqualTo(307);
        assertThat(led).hasValue(0);
        server.stop(0);
    }

    /** Neither silence nor an answer that comes letter by letter holds a lane for longer than is set. */
    @ParameterizedTest
    @ValueSource(strings = {"silent", "dripping"})
    void should_give_up_in_time(String kind) throws IOException {
        ScheduledExecutorService drips = Executors.newSingleThreadScheduledExecutor();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread receiver = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    if ("dripping".equals(kind)) {
                        drips.scheduleAtFixedRate(() -> write(socket, 'x'), 0, 100, TimeUnit.MILLISECONDS);
                    }
                    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            receiver.setDaemon(true);
            receiver.start();
            long begun = System.nanoTime();
            assertThatThrownBy(() -> new WebhookClient(settings("127.0.0.1"))
                            .post(URI.create("http://127.0.0.1:" + server.getLocalPort()), Map.of(), new byte[0]))
                    .isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        } finally {
            drips.shutdownNow();
        }
    }

    private static void write(Socket socket, int letter) {
        try {
            socket.getOutputStream().write(letter);
            socket.getOutputStream().flush();
        } catch (IOException hungUp) {
            throw new UncheckedIOException(hungUp);
        }
    }

    @Test
    void should_not_wait_for_the_body_of_an_answer() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread receiver = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException ended) {
                    // The other side has hung up.
                }
            });
            receiver.setDaemon(true);
            receiver.start();
            assertThat(new WebhookClient(settings("127.0.0.1"))
                            .post(URI.create("http://127.0.0.1:" + server.getLocalPort()), Map.of(), new byte[0]))
                    .isEqualTo(200);
        }
    }

    @Test
    void should_wait_for_longer_and_longer_give_or_take_a_quarter() {
        WebhookSettings settings = settings();
        for (int i = 0; i < 50; i++) {
            assertThat(WebhookSender.wait(settings, 1)).isBetween(Duration.ofMillis(3750), Duration.ofMillis(6250));
            assertThat(WebhookSender.wait(settings, 4)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(50));
            assertThat(WebhookSender.wait(settings, 60)).isBetween(Duration.ofHours(3), Duration.ofHours(5));
        }
    }
}
