package org.certrenewal.access.oidc;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.certrenewal.access.account.ProviderLogins;
import org.certrenewal.access.limits.Client;
import org.certrenewal.access.limits.Throttle;
import org.certrenewal.access.oidc.Providers.Known;
import org.certrenewal.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes a provider's log-out tokens (OpenID Connect Back-Channel Logout 1.0, section 2.5). Spring Security's own filter
 * reads the keys anew for each token, whoever sends it, takes a token twice, and ends sessions by calling this server
 * once more, on this node only; what ends here is over on all nodes.
 */
final class BackChannel extends OncePerRequestFilter {

    static final String PATH = "/logout/connect/back-channel/";

    private static final Logger log = LoggerFactory.getLogger(BackChannel.class);
    private static final int LONGEST = 16 * 1024;
    private static final Throttle.Limit FROM_ADDRESS = new Throttle.Limit("logout-token", 300, Duration.ofMinutes(1));

    private final Providers providers;
    private final ProviderUsers users;
    private final ProviderLogins logins;
    private final Throttle throttle;
    private final Vault vault;

    BackChannel(Providers providers, ProviderUsers users, ProviderLogins logins, Throttle throttle, Vault vault) {
        this.providers = providers;
        this.users = users;
        this.logins = logins;
        this.throttle = throttle;
        this.vault = vault;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod())
                || !request.getServletPath().startsWith(PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!throttle.take(FROM_ADDRESS, Client.of(request.getRemoteAddr()))) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            return;
        }
        String id = request.getServletPath().substring(PATH.length());
        String token = request.getParameter("logout_token");
        Optional<Known> provider = providers.find(id);
        if (!providers.isConfigured(id) || token == null || token.length() > LONGEST) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        } else if (provider.isEmpty()) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        } else {
            response.setStatus(obey(provider.get(), token).value());
        }
    }

    private HttpStatus obey(Known provider, String token) {
        Jwt jwt;
        try {
            jwt = provider.logoutTokens().decode(token);
        } catch (BadJwtException forged) {
            log.warn("a log-out token for provider {} was refused", provider.id());
            return HttpStatus.BAD_REQUEST;
        } catch (JwtException noKeys) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        boolean first = logins.endAll(
                vault.index("logout-token", provider.settings().issuer() + " " + jwt.getId()),
                Optional.ofNullable(jwt.getSubject()).map(it -> users.subjectKey(provider.settings(), it)),
                Optional.ofNullable(jwt.getClaimAsString("sid")).map(it -> users.sessionKey(provider.settings(), it)));
        if (!first) {
            log.warn("a log-out token for provider {} came twice", provider.id());
            return HttpStatus.BAD_REQUEST;
        }
        return HttpStatus.OK;
    }
}
