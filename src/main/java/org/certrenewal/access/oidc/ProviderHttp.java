package org.certrenewal.access.oidc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/**
 * Asks a provider, and doesn't wait long for it: somebody stands before the answer. No more than a few wait at the same
 * moment, so that a provider that hangs doesn't hold the service; redirects aren't followed, and no answer is longer
 * than can be.
 */
final class ProviderHttp implements ClientHttpRequestInterceptor {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);
    private static final int LONGEST = 256 * 1024;
    private static final int MOST_AT_ONCE = 12;

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** Makes requests with these limits. */
    static JdkClientHttpRequestFactory requests() {
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(CLIENT);
        factory.setReadTimeout(READ);
        return factory;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        if (!places.tryAcquire()) {
            throw new IOException("too many wait for the provider already");
        }
        try (ClientHttpResponse answer = execution.execute(request, body)) {
            return new Read(answer);
        } finally {
            places.release();
        }
    }

    /** Is an answer that has been read to its end. */
    private static final class Read implements ClientHttpResponse {

        private final HttpStatusCode status;
        private final String text;
        private final HttpHeaders headers;
        private final byte[] body;

        private Read(ClientHttpResponse answer) throws IOException {
            this.status = answer.getStatusCode();
            this.text = answer.getStatusText();
            this.headers = answer.getHeaders();
            this.body = answer.getBody().readNBytes(LONGEST + 1);
            if (body.length > LONGEST) {
                throw new IOException("the provider's answer is too long");
            }
        }

        @Override
        public HttpStatusCode getStatusCode() {
            return status;
        }

        @Override
        public String getStatusText() {
            return text;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public void close() {
            // Read already.
        }
    }
}
