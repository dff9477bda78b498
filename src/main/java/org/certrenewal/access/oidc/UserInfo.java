package org.certrenewal.access.oidc;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** Asks for the claims behind an access token (OpenID Connect Core 1.0, section 5.3). */
final class UserInfo {

    private static final ParameterizedTypeReference<Map<String, Object>> CLAIMS = new ParameterizedTypeReference<>() {};

    private UserInfo() {}

    /**
     * Asks.
     *
     * @throws org.springframework.web.client.RestClientException if there is no answer, or a refusal
     */
    static Map<String, Object> of(RestClient http, String address, String token) {
        return Objects.requireNonNullElse(
                http.get()
                        .uri(URI.create(address))
                        .headers(headers -> headers.setBearerAuth(token))
                        .accept(MediaType.APPLICATION_JSON)
                        .retrieve()
                        .body(CLAIMS),
                Map.of());
    }
}
