package org.certrenewal.partners;

import io.micrometer.observation.ObservationRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ClientHttpRequestFactorySettings;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Makes the clients that speak HTTP with partners, on the JDK's own: time-outs for the connection and for the answer to
 * its last byte, no redirects, no cookies, answers no longer than the limit, certificates by an SSL bundle that is
 * reloaded while running. What is to be in a path is given as a template's variable, so that it is encoded.
 */
@Component
public class PartnerClients {

    private final PartnerSettings settings;
    private final SignedRequests signatures;
    private final SslBundles bundles;
    private final ObservationRegistry observations;
    private final Map<Partner, Reloading> factories = new EnumMap<>(Partner.class);

    PartnerClients(
            PartnerSettings settings, SignedRequests signatures, SslBundles bundles, ObservationRegistry observations) {
        this.settings = settings;
        this.signatures = signatures;
        this.bundles = bundles;
        this.observations = observations;
    }

    /** Says that an answer isn't taken, whatever it is: too long, or leading elsewhere. */
    static class Unacceptable extends IOException {
        private static final long serialVersionUID = 1L;

        Unacceptable(String message) {
            super(message);
        }
    }

    /**
     * Returns a client for a partner whose requests are signed as {@link SignedRequests} says, if it has a key. Answers
     * of 4xx and 5xx are thrown as {@link PartnerError}, without what the partner said in their message.
     *
     * @throws IllegalStateException if the partner isn't configured
     */
    public RestClient of(Partner partner) {
        return client(partner, true);
    }

    /** Returns a client for a partner that has a way of its own to know us. */
    public RestClient unsigned(Partner partner) {
        return client(partner, false);
    }

    private RestClient client(Partner partner, boolean signed) {
        PartnerSettings.Access access = settings.of(partner)
                .filter(it -> it.url() != null)
                .orElseThrow(() -> new IllegalStateException(partner.setting() + " isn't set"));
        return RestClient.builder()
                .baseUrl(access.url().toString().replaceFirst("/+$", ""))
                .requestFactory(factory(partner, access))
                .observationRegistry(observations)
                .requestInterceptor((request, body, execution) -> {
                    if (signed) {
                        signatures
                                .sign(partner, request.getMethod().name(), request.getURI(), body)
                                .forEach(request.getHeaders()::set);
                    }
                    return taken(request, body, execution, (int)
                            access.largestAnswer().toBytes());
                })
                .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
                    throw new PartnerError(
                            partner,
                            response.getStatusCode().value(),
                            response.getBody().readAllBytes(),
                            response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER));
                })
                .build();
    }

    private static ClientHttpResponse taken(
            HttpRequest request, byte[] body, ClientHttpRequestExecution execution, int longest) throws IOException {
        try (ClientHttpResponse response = execution.execute(request, body)) {
            try {
                return taken(response, longest);
            } catch (Unacceptable refused) {
                // Else the rest would be read to its end, wherever that is.
                response.getBody().close();
                throw refused;
            }
        }
    }

    private static ClientHttpResponse taken(ClientHttpResponse response, int longest) throws IOException {
        if (response.getStatusCode().is3xxRedirection()) {
            throw new Unacceptable("the answer leads elsewhere");
        }
        if (response.getHeaders().getContentLength() > longest) {
            throw new Unacceptable("the answer is longer than the limit");
        }
        byte[] all = response.getBody().readNBytes(longest + 1);
        if (all.length > longest) {
            throw new Unacceptable("the answer is longer than the limit");
        }
        return new Taken(response.getStatusCode(), response.getHeaders(), all);
    }

    /** Is an answer that has come as a whole. */
    private record Taken(HttpStatusCode status, HttpHeaders headers, byte[] all) implements ClientHttpResponse {

        @Override
        public HttpStatusCode getStatusCode() {
            return status;
        }

        @Override
        public String getStatusText() {
            return "";
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(all);
        }

        @Override
        public void close() {
            // The connection has been given back already.
        }
    }

    private synchronized ClientHttpRequestFactory factory(Partner partner, PartnerSettings.Access access) {
        return factories.computeIfAbsent(partner, it -> {
            if (access.sslBundle().isBlank()) {
                return new Reloading(access, null);
            }
            Reloading reloading = new Reloading(access, bundles.getBundle(access.sslBundle()));
            bundles.addBundleUpdateHandler(access.sslBundle(), reloading::take);
            return reloading;
        });
    }

    /** Makes requests with the certificates of now. */
    private static final class Reloading implements ClientHttpRequestFactory {

        private final PartnerSettings.Access access;
        private final AtomicReference<ClientHttpRequestFactory> now = new AtomicReference<>();

        Reloading(PartnerSettings.Access access, SslBundle bundle) {
            this.access = access;
            take(bundle);
        }

        void take(SslBundle bundle) {
            ClientHttpRequestFactorySettings how = ClientHttpRequestFactorySettings.defaults()
                    .withConnectTimeout(access.connectTimeout())
                    .withReadTimeout(access.readTimeout())
                    .withRedirects(ClientHttpRequestFactorySettings.Redirects.DONT_FOLLOW)
                    .withSslBundle(bundle);
            now.set(ClientHttpRequestFactoryBuilder.jdk()
                    .withHttpClientCustomizer(client -> client.version(HttpClient.Version.HTTP_1_1))
                    .build(how));
        }

        @Override
        public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
            return now.get().createRequest(uri, method);
        }
    }
}
