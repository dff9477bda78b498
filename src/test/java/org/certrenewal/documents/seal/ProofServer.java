package org.certrenewal.documents.seal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves a {@link Responder} over HTTP, well or otherwise. */
public final class ProofServer implements AutoCloseable {

    /** How it behaves. */
    public enum Mood {
        WELL,
        SILENT,
        DRIPPING,
        BROKEN,
        FAILING,
        HUGE,
        LEADING_ELSEWHERE
    }

    private static final int CHUNK = 64 * 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Responder responder;

    /** The present mood. */
    public volatile Mood mood = Mood.WELL;

    /** Opens a port on the loopback. */
    public ProofServer(Supplier<Instant> clock) {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        responder = new Responder(base(), clock);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns its address. */
    public String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns what answers. */
    public Responder responder() {
        return responder;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] question = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            switch (mood) {
                case WELL ->
                    send(
                            exchange,
                            200,
                            responder.ask(base() + exchange.getRequestURI().getPath(), "", "", question));
                case SILENT -> end.await();
                case DRIPPING -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                    end.await();
                }
                case BROKEN -> send(exchange, 200, new byte[] {1, 2, 3});
                case FAILING -> send(exchange, 500, new byte[0]);
                case HUGE -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        for (int sent = 0; sent < 1024; sent++) {
                            out.write(new byte[CHUNK]);
                        }
                    }
                }
                case LEADING_ELSEWHERE -> {
                    exchange.getResponseHeaders().add("Location", base() + "/elsewhere");
                    send(exchange, 302, new byte[0]);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
