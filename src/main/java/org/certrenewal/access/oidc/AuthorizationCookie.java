package org.certrenewal.access.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * Keeps in the browser, sealed, what somebody has asked a provider for: a session for every stranger who opens the
 * log-in would fill the memory. It is good for ten minutes and one answer.
 */
final class AuthorizationCookie implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final String COOKIE = "RENEWAL-LOGIN";
    private static final String PATH = "/login/oauth2/";
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SealedCookies cookies;
    private final Providers providers;
    private final InstantSource time = InstantSource.system();

    AuthorizationCookie(SealedCookies cookies, Providers providers) {
        this.cookies = cookies;
        this.providers = providers;
    }

    private record Asked(String provider, String state, String nonce, String verifier, String redirectUri, long at) {}

    @Override
    public OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        String state = request.getParameter(OAuth2ParameterNames.STATE);
        return cookies.read(COOKIE, request)
                .map(AuthorizationCookie::asked)
                .filter(asked -> asked.state().equals(state))
                .filter(asked -> time.millis() - asked.at() < LIFE.toMillis())
                .flatMap(asked -> providers.find(asked.provider()).map(known -> request(asked, known.registration())))
                .orElse(null);
    }

    @Override
    public void saveAuthorizationRequest(
            OAuth2AuthorizationRequest asked, HttpServletRequest request, HttpServletResponse response) {
        if (asked == null) {
            cookies.remove(COOKIE, PATH, request, response);
            return;
        }
        cookies.send(
                COOKIE,
                json(new Asked(
                        asked.getAttribute(OAuth2ParameterNames.REGISTRATION_ID),
                        asked.getState(),
                        asked.getAttribute(OidcParameterNames.NONCE),
                        asked.getAttribute(PkceParameterNames.CODE_VERIFIER),
                        asked.getRedirectUri(),
                        time.millis())),
                PATH,
                LIFE,
                request,
                response);
    }

    @Override
    public OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest asked = loadAuthorizationRequest(request);
        if (asked != null) {
            cookies.remove(COOKIE, PATH, request, response);
        }
        return asked;
    }

    private static OAuth2AuthorizationRequest request(Asked asked, ClientRegistration registration) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(OAuth2ParameterNames.REGISTRATION_ID, asked.provider());
        Optional.ofNullable(asked.nonce()).ifPresent(it -> attributes.put(OidcParameterNames.NONCE, it));
        Optional.ofNullable(asked.verifier()).ifPresent(it -> attributes.put(PkceParameterNames.CODE_VERIFIER, it));
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(registration.getProviderDetails().getAuthorizationUri())
                .clientId(registration.getClientId())
                .redirectUri(asked.redirectUri())
                .scopes(registration.getScopes())
                .state(asked.state())
                .attributes(all -> all.putAll(attributes))
                .build();
    }

    private static Asked asked(String json) {
        try {
            return JSON.readValue(json, Asked.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a cookie that we sealed can't be read", e);
        }
    }

    private static String json(Asked asked) {
        try {
            return JSON.writeValueAsString(asked);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
