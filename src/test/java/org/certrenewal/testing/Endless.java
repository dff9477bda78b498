package org.certrenewal.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Is a server whose only answer never ends, and which knows how much of it was taken before the other side hung up. */
public final class Endless implements AutoCloseable {

    private static final int PART = 64 * 1024;

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Long> taken = new CompletableFuture<>();

    /** Opens it. */
    public Endless() throws IOException {
        Thread thread = new Thread(this::answer, "endless");
        thread.setDaemon(true);
        thread.start();
    }

    private void answer() {
        long written = 0;
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] part = new byte[PART];
            while (true) {
                out.write(part);
                written += part.length;
            }
        } catch (IOException hungUp) {
            taken.complete(written);
        }
    }

    /** Returns where it is. */
    public String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Waits until the other side has hung up and returns how many bytes went out, what lies on the way included. */
    public long taken() throws InterruptedException, ExecutionException, TimeoutException {
        return taken.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
