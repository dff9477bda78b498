package org.certrenewal.access.server;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.certrenewal.access.limits.Client;

/**
 * Sees to it that bodies which come slowly hold few threads, and not for long. Tomcat reads a body with a thread that
 * waits for each byte. One that has arrived with its headers, as those of forms do, is read at once; one that has to be
 * waited for takes one of a few places, of which uploads that anybody may send have their own, and is refused where
 * none is left. Who then sends too slowly is cut. This stands where Tomcat reads, as it takes files and forms apart
 * before any filter could count.
 */
final class ArrivingBodies extends ValveBase {

    private static final String UPLOAD = "/verify";

    /** What a browser sends in one go, behind its headers. */
    private static final long SMALL = 8192;

    /** As much as Tomcat would read of it, see max-swallow-size. */
    private static final long MOST_UNWANTED = 20L * 1024 * 1024;

    private static final int LOOKS = 20;
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(5);

    private final SlowClients settings;
    private final Places bodies;
    private final Places uploads;

    ArrivingBodies(SlowClients settings) {
        super(true);
        this.settings = settings;
        this.bodies = new Places(settings.bodies(), settings.bodies() / 2);
        this.uploads = new Places(settings.uploads(), settings.uploads() / 3);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request raw = request.getCoyoteRequest();
        long length = raw.getContentLengthLong();
        if (length == 0 || length < 0 && raw.getHeader("Transfer-Encoding") == null) {
            getNext().invoke(request, response);
            return;
        }
        Places places = UPLOAD.equals(request.getDecodedRequestURI()) ? uploads : bodies;
        String client = Client.of(request.getRemoteAddr());
        boolean waits = !hasArrived(raw, length);
        if (waits && !places.take(client) && (waits = isStillOnItsWay(raw, length))) {
            refuse(response, raw);
            return;
        }
        Body body = new Body(raw, length, waits ? () -> places.giveBack(client) : () -> {});
        raw.setInputBuffer(body);
        try {
            getNext().invoke(request, response);
            if (!request.isAsync()) {
                response.finishResponse();
                body.readTheRest();
            }
        } finally {
            raw.setInputBuffer(body.source);
            body.end();
        }
    }

    private static boolean hasArrived(org.apache.coyote.Request raw, long length) {
        raw.action(ActionCode.AVAILABLE, Boolean.TRUE);
        return length >= 0 && raw.getAvailable() >= length;
    }

    /** The body of a form is at most milliseconds behind its headers, also while all places are taken. */
    private static boolean isStillOnItsWay(org.apache.coyote.Request raw, long length) {
        for (int look = 0; length <= SMALL && look < LOOKS; look++) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
            if (hasArrived(raw, length)) {
                return false;
            }
        }
        return true;
    }

    private static void refuse(Response response, org.apache.coyote.Request raw) throws IOException {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "10");
        response.setHeader("Connection", "close");
        response.setContentType("text/plain");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getReporter().write("正在接收的文件太多，请稍后再试。Too much is being sent at the moment, please try again.\n");
        response.finishResponse();
        raw.action(ActionCode.CLOSE_NOW, null);
    }

    /** Counts how long is waited for a body. */
    private final class Body implements InputBuffer, ApplicationBufferHandler {

        private final org.apache.coyote.Request raw;
        private final InputBuffer source;
        private final long length;
        private final Runnable whenEnded;
        private long bytes;
        private long waited;
        private boolean ended;
        private boolean cut;
        private ByteBuffer unread;

        private Body(org.apache.coyote.Request raw, long length, Runnable whenEnded) {
            this.raw = raw;
            this.source = raw.getInputBuffer();
            this.length = length;
            this.whenEnded = whenEnded;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            long patience = settings.body().toNanos()
                    + TimeUnit.SECONDS.toNanos(bytes) / Math.max(1, settings.bytesPerSecond());
            if (waited > patience) {
                throw tooSlow();
            }
            long begin = System.nanoTime();
            try {
                int read = source.doRead(handler);
                bytes += Math.max(0, read);
                if (read < 0 || length >= 0 && bytes >= length) {
                    end();
                }
                return read;
            } catch (SocketTimeoutException e) {
                throw tooSlow();
            } finally {
                waited += System.nanoTime() - begin;
            }
        }

        /** Nothing more is said: who sends so slowly would only hold on to the connection. */
        private IOException tooSlow() {
            cut = true;
            raw.action(ActionCode.CLOSE_NOW, null);
            return new SocketTimeoutException("the body comes too slowly");
        }

        @Override
        public int available() {
            return source.available();
        }

        /** What nobody wanted is read too, so that the sender sees the answer; Tomcat would do it without an end. */
        private void readTheRest() {
            if (ended || cut) {
                return;
            }
            if (raw.hasExpectation() || length > MOST_UNWANTED) {
                // Who asks first whether to send needn't send what nobody wanted.
                raw.action(ActionCode.CLOSE_NOW, null);
                return;
            }
            try {
                while (doRead(this) >= 0) {
                    unread = null;
                    if (bytes > MOST_UNWANTED) {
                        throw new IOException("a body without end");
                    }
                }
            } catch (IOException e) {
                raw.action(ActionCode.CLOSE_NOW, null);
            }
        }

        private void end() {
            if (!ended) {
                ended = true;
                whenEnded.run();
            }
        }

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            unread = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return unread;
        }

        @Override
        public void expand(int size) {
            // Reads into the server's own buffer.
        }
    }
}
