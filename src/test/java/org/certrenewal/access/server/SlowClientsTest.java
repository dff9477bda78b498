package org.certrenewal.access.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.certrenewal.access.server.ServerConfiguration.Careful;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** Comes with real sockets that send a byte now and then, against a server of ten threads and short patience. */
class SlowClientsTest {

    private static final int THREADS = 10;
    private static final int ATTACKERS = 60;
    private static final int HEADS = 4500;
    private static final SlowClients SHORT =
            new SlowClients(Duration.ofMillis(HEADS), Duration.ofMillis(HEADS), 4096, 4, 3);
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String FILE = "Content-Type: multipart/form-data; boundary=b\r\n";
    private static final String FIRST = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";

    private final List<Socket> sockets = new ArrayList<>();
    private final ScheduledExecutorService drips = Executors.newSingleThreadScheduledExecutor();
    private WebServer server;

    @BeforeEach
    void start() {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        new Careful(SHORT, ForwardedFor.believing(List.of("127.0.0.2", "10.1.0.0/16"))).customize(factory);
        factory.addConnectorCustomizers(connector -> {
            connector.setProperty("maxThreads", String.valueOf(THREADS));
            connector.setProperty("connectionTimeout", "9000");
        });
        server = factory.getWebServer(context -> {
            ServletRegistration.Dynamic verify = context.addServlet("verify", new Verify());
            verify.setMultipartConfig(new MultipartConfigElement(""));
            verify.addMapping("/verify");
            context.addServlet("login", new Login()).addMapping("/login");
            context.addServlet("whence", new Whence()).addMapping("/whence");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        drips.shutdownNow();
        sockets.forEach(SlowClientsTest::closeQuietly);
        server.stop();
    }

    @Test
    void should_let_people_log_in_while_uploads_come_byte_by_byte_and_cut_these() {
        attack("POST /verify HTTP/1.1\r\nHost: localhost\r\n" + FILE + "Content-Length: 200000\r\n\r\n" + FIRST);
        assertThat(logsIn()).startsWith("HTTP/1.1 200").endsWith("w01");
        allAreCut();
        assertThat(logsIn()).startsWith("HTTP/1.1 200");
    }

    @Test
    void should_let_people_log_in_while_forms_come_byte_by_byte_and_cut_these() {
        attack("POST /login HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Content-Length: 4000\r\n\r\nusername=");
        assertThat(logsIn()).startsWith("HTTP/1.1 200").endsWith("w01");
        allAreCut();
    }

    /** The answer is there already; the server would read on for ever what nobody wants. */
    @Test
    void should_cut_bodies_that_nobody_reads() {
        attack("POST /whence HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Content-Length: 4000\r\n\r\nx=");
        assertThat(logsIn()).startsWith("HTTP/1.1 200");
        allAreCut();
    }

    @Test
    void should_wait_for_no_body_that_nobody_wanted_and_that_was_asked_for_first() {
        attack("GET /whence HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 4000\r\n\r\nx=");
        assertThat(logsIn()).startsWith("HTTP/1.1 200");
        allAreCut();
    }

    @Test
    void should_cut_headers_that_come_byte_by_byte() {
        attack("GET /whence HTTP/1.1\r\nHost: localhost\r\nX-Long: ");
        assertThat(logsIn()).startsWith("HTTP/1.1 200");
        allAreCut();
    }

    @Test
    void should_wait_for_an_honest_slow_upload() throws Exception {
        try (Socket socket = open("127.0.0.1")) {
            int length = FIRST.length() + 20 * 1000 + "\r\n--b--\r\n".length();
            send(
                    socket,
                    "POST /verify HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + FILE + "Content-Length: "
                            + length + "\r\n\r\n" + FIRST);
            Duration longer = SHORT.body().plusSeconds(1);
            long step = longer.toMillis() / 20;
            for (int i = 0; i < 20; i++) {
                drips.schedule(() -> send(socket, "x".repeat(1000)), step * i, TimeUnit.MILLISECONDS);
            }
            drips.schedule(() -> send(socket, "\r\n--b--\r\n"), step * 20, TimeUnit.MILLISECONDS);
            assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith("20000");
        }
    }

    @Test
    void should_keep_a_connection_that_only_rests_between_two_requests() throws Exception {
        try (Socket socket = open("127.0.0.1")) {
            String request = "GET /whence HTTP/1.1\r\nHost: localhost\r\n\r\n";
            send(socket, request);
            drips.schedule(
                    () -> send(socket, request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")),
                    2,
                    TimeUnit.SECONDS);
            assertThat(answer(socket).split("HTTP/1.1 200", -1)).hasSize(3);
        }
    }

    @Test
    void should_believe_only_configured_proxies_who_says_whom_he_stands_for() {
        String named = "X-Forwarded-For: 203.0.113.7, 198.51.100.9, 10.1.2.3\r\nX-Forwarded-Proto: https\r\n"
                + "X-Forwarded-Host: evil.example\r\n";
        assertThat(whence("127.0.0.1", named)).endsWith("127.0.0.1 false http localhost");
        assertThat(whence("127.0.0.3", "X-Forwarded-For: 203.0.113.7, 10.1.2.3\r\n"))
                .endsWith("127.0.0.3 false http localhost");
        assertThat(whence("127.0.0.2", named)).endsWith("198.51.100.9 true https localhost");
        assertThat(whence("127.0.0.2", "")).endsWith("127.0.0.2 false http localhost");
    }

    private String whence(String from, String headers) {
        try (Socket socket = open(from)) {
            send(socket, "GET /whence HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
            return answer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens more connections than there are threads, and sends a byte on each ten times a second. */
    private void attack(String begin) {
        for (int i = 0; i < ATTACKERS; i++) {
            Socket socket = open("127.0.0.1");
            sockets.add(socket);
            send(socket, begin);
        }
        drips.scheduleWithFixedDelay(
                () -> sockets.forEach(socket -> {
                    try {
                        socket.getOutputStream().write('x');
                    } catch (IOException alreadyCut) {
                        // What the server is to do.
                    }
                }),
                100,
                100,
                TimeUnit.MILLISECONDS);
    }

    private String logsIn() {
        try (Socket socket = open("127.0.0.1")) {
            socket.setSoTimeout(HEADS - 100);
            send(
                    socket,
                    "POST /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + FORM
                            + "Content-Length: 12\r\n\r\nusername=w01");
            return answer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void allAreCut() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> sockets.stream().allMatch(SlowClientsTest::isCut));
    }

    private static boolean isCut(Socket socket) {
        try {
            socket.setSoTimeout(1);
            while (socket.getInputStream().read() >= 0) {
                // An answer before the end.
            }
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private Socket open(String from) {
        try {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", server.getPort()), 5000);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Nothing is left to close.
        }
    }

    private static final class Verify extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            response.getWriter().print(request.getPart("file").getSize());
        }
    }

    private static final class Login extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(request.getParameter("username"));
        }
    }

    private static final class Whence extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter()
                    .print(String.join(
                            " ",
                            request.getRemoteAddr(),
                            String.valueOf(request.isSecure()),
                            request.getScheme(),
                            request.getServerName()));
        }
    }
}
