package org.certrenewal.documents.adapters;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.documents.seal.Web;

/**
 * Asks services of others over HTTP: a whole answer within a time and a size or none, through no proxy, following no
 * redirect. After a failure nobody waits again for a service that is away: for a short pause it is refused at once.
 */
final class BoundedHttp implements Web {

    /** The lists of large authorities have some hundred kilobytes. */
    static final int LARGEST = 1024 * 1024;

    private static final int OK = 200;
    private static final int OK_TOO = 201;

    private final HttpClient client;
    private final String what;
    private final Duration timeout;
    private final Duration pause;
    private final AtomicLong closedUntil = new AtomicLong(Long.MIN_VALUE);

    /**
     * Makes it.
     *
     * @param what names the service to people, such as 时间戳机构
     * @param timeout for a whole answer
     * @param pause for how long nobody asks again after a failure
     * @param tls keys and roots for HTTPS; empty for the machine's own
     */
    BoundedHttp(String what, Duration timeout, Duration pause, Optional<SSLContext> tls) {
        this.what = what;
        this.timeout = timeout;
        this.pause = pause;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(timeout);
        tls.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    @Override
    public byte[] get(String address) {
        return exchange(HttpRequest.newBuilder(uri(address)).GET());
    }

    @Override
    public byte[] ask(String address, String type, String answer, byte[] question) {
        return exchange(request(address, type, answer, question, Map.of()));
    }

    /** Asks with further headers. */
    byte[] ask(String address, String type, String answer, byte[] question, Map<String, String> headers) {
        return exchange(request(address, type, answer, question, headers));
    }

    private HttpRequest.Builder request(
            String address, String type, String answer, byte[] question, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(address))
                .header("Content-Type", type)
                .header("Accept", answer)
                .POST(HttpRequest.BodyPublishers.ofByteArray(question));
        headers.forEach(request::header);
        return request;
    }

    /** Gets with further headers. */
    byte[] get(String address, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(address)).GET();
        headers.forEach(request::header);
        return exchange(request);
    }

    private byte[] exchange(HttpRequest.Builder request) {
        if (System.nanoTime() - closedUntil.get() < 0 && closedUntil.get() != Long.MIN_VALUE) {
            throw new SealsUnavailable(what + "刚才没有答复，稍后再试");
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.timeout(timeout).build(), info -> new Bounded());
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != OK && response.statusCode() != OK_TOO) {
                throw failed("答复了 HTTP " + response.statusCode(), null);
            }
            return response.body();
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw failed("没有在 " + timeout.toSeconds() + " 秒内答复", e);
        } catch (ExecutionException | CompletionException e) {
            throw failed("联系不上（" + e.getCause().getClass().getSimpleName() + "）", e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw failed("没有答复：程序正在停止", e);
        }
    }

    private SealsUnavailable failed(String how, Throwable cause) {
        closedUntil.set(System.nanoTime() + pause.toNanos());
        return new SealsUnavailable(what + how, cause);
    }

    private URI uri(String address) {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new SealsUnavailable(what + "的地址不对", e);
        }
    }

    /** Takes a body up to the largest size, and leaves the connection at the first byte more. */
    private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {

        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private Flow.Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            this.subscription = begun;
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                if (received.size() + part.remaining() > LARGEST) {
                    subscription.cancel();
                    body.completeExceptionally(new IllegalStateException("too large"));
                    return;
                }
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                received.write(bytes, 0, bytes.length);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(received.toByteArray());
        }
    }
}
