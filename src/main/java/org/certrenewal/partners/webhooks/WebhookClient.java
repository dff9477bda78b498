package org.certrenewal.partners.webhooks;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;

/**
 * Sends one message to one receiver, and reads nothing of the answer but its status. Follows no redirect, keeps no
 * cookie, tries nothing twice, and ends after a fixed time however slowly the other side goes on.
 */
@Component
class WebhookClient {

    private static final int MOST_TOGETHER = 200;

    /** What stands before the status, or behind it, is bounded too: nobody keeps a header without an end. */
    private static final int LONGEST_LINE = 8192;

    private static final int MOST_HEADERS = 100;

    private final CloseableHttpClient http;
    private final Duration answer;

    WebhookClient(WebhookSettings settings) {
        this.answer = settings.answer();
        Timeout connect = Timeout.of(settings.connect());
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(LONGEST_LINE)
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .setMaxEmptyLineCount(1)
                                        .build())
                                .build())
                        .setDnsResolver(new Destinations(settings.privateNetworks()))
                        .setMaxConnTotal(MOST_TOGETHER)
                        .setMaxConnPerRoute(MOST_TOGETHER)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(Timeout.of(settings.answer()))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setResponseTimeout(Timeout.of(settings.answer()))
                        .setRedirectsEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("certificate-renewal-webhooks/1")
                .build();
    }

    /**
     * Posts JSON.
     *
     * @return the status of the answer
     * @throws IOException if there was no answer in time
     */
    int post(URI url, Map<String, String> headers, byte[] body) throws IOException {
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        CompletableFuture<Void> end = new CompletableFuture<>();
        end.orTimeout(answer.toMillis(), TimeUnit.MILLISECONDS).whenComplete((done, late) -> {
            if (late != null) {
                request.cancel();
            }
        });
        try {
            ClassicHttpResponse response = http.executeOpen(null, request, null);
            int status = response.getCode();
            // What else it says isn't waited for.
            request.cancel();
            closeQuietly(response);
            return status;
        } finally {
            end.complete(null);
        }
    }

    /** The connection is cut off already, which it may complain of. */
    private static void closeQuietly(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException cutOff) {
            // As was meant.
        }
    }

    @PreDestroy
    void close() throws IOException {
        http.close();
    }
}
