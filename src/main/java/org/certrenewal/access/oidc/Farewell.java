package org.certrenewal.access.oidc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.certrenewal.access.account.Ended;
import org.certrenewal.access.account.LoggedIn;
import org.certrenewal.access.account.ProviderLogins;
import org.certrenewal.access.oidc.LiveTokens.Live;
import org.certrenewal.access.oidc.Providers.Known;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Logs people out at their provider too (OpenID Connect RP-Initiated Logout 1.0, section 2). They go there from the
 * log-in page, which is where every log-out ends, Tasklist's as well, whose script can't be sent elsewhere; until then
 * the browser keeps, sealed, what the provider must be told.
 */
@Component
public final class Farewell implements LogoutHandler {

    private static final String COOKIE = "RENEWAL-FAREWELL";
    private static final String PATH = "/login";
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final SealedCookies cookies;
    private final LiveTokens tokens;
    private final ProviderLogins logins;
    private final Providers providers;

    Farewell(SealedCookies cookies, LiveTokens tokens, ProviderLogins logins, Providers providers) {
        this.cookies = cookies;
        this.tokens = tokens;
        this.logins = logins;
        this.providers = providers;
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, Authentication login) {
        if (login == null || !(login.getDetails() instanceof LoggedIn begun) || !begun.isByProvider()) {
            return;
        }
        Optional<Live> live = tokens.of(begun.providerLogin());
        tokens.forget(begun.providerLogin());
        logins.end(begun.providerLogin(), Ended.LOGGED_OUT);
        live.ifPresent(it -> {
            String provider = it.provider() + "\n";
            if (!cookies.send(COOKIE, provider + it.idToken(), PATH, LIFE, request, response)) {
                cookies.send(COOKIE, provider, PATH, LIFE, request, response);
            }
        });
    }

    /** Says where somebody is to go who has just logged out; once. */
    public Optional<String> next(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> kept = cookies.read(COOKIE, request);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        cookies.remove(COOKIE, PATH, request, response);
        String[] parts = kept.get().split("\n", 2);
        return providers.known(parts[0]).flatMap(known -> address(known, parts[1], request));
    }

    private static Optional<String> address(Known provider, String idToken, HttpServletRequest request) {
        String back = ServletUriComponentsBuilder.fromContextPath(request)
                .path("/login")
                .queryParam("loggedOut")
                .toUriString();
        return provider.endpoint("end_session_endpoint").map(end -> {
            UriComponentsBuilder address = UriComponentsBuilder.fromUriString(end)
                    .queryParam("client_id", "{client}")
                    .queryParam("post_logout_redirect_uri", "{back}");
            if (!idToken.isEmpty()) {
                address.queryParam("id_token_hint", idToken);
            }
            return address.encode()
                    .buildAndExpand(provider.registration().getClientId(), back)
                    .toUriString();
        });
    }
}
