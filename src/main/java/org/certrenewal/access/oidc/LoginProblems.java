package org.certrenewal.access.oidc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.certrenewal.access.account.LogInTrail;
import org.certrenewal.access.limits.Client;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;

/** Says on the log-in page why nobody was let in; the trail and the log hear the reason, never what was claimed. */
@Component
final class LoginProblems implements AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(LoginProblems.class);

    private final Providers providers;
    private final LogInTrail trail;

    LoginProblems(Providers providers, LogInTrail trail) {
        this.providers = providers;
        this.trail = trail;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String path = request.getServletPath();
        String id = path.substring(path.lastIndexOf('/') + 1);
        refuse(id, why(failure), account(failure), request, response);
        // What a provider's answer says of itself anybody can write into an address.
        if (isSilent(failure)) {
            providers.failed(id, failure);
        }
    }

    private static boolean isSilent(AuthenticationException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof HttpServerErrorException) {
                return true;
            }
        }
        return false;
    }

    /** Refuses. */
    void refuse(
            String id,
            LoginRefusal why,
            Optional<String> account,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String provider = providers.isConfigured(id) ? id : "";
        log.warn("log-in by provider {} refused: {}", provider, why.code());
        if (why != LoginRefusal.CANCELLED) {
            trail.refusedByProvider(account, provider, why.code(), Client.of(request.getRemoteAddr()));
        }
        response.sendRedirect(request.getContextPath() + "/login?refused=" + why.code()
                + (provider.isEmpty() ? "" : "&by=" + provider));
    }

    private static Optional<String> account(AuthenticationException failure) {
        return failure instanceof LoginRefused refused ? refused.account() : Optional.empty();
    }

    private static LoginRefusal why(AuthenticationException failure) {
        if (failure instanceof LoginRefused refused) {
            return refused.why();
        }
        if (isSilent(failure)) {
            return LoginRefusal.UNAVAILABLE;
        }
        String code = failure instanceof OAuth2AuthenticationException refusal
                ? refusal.getError().getErrorCode()
                : "";
        return switch (code) {
            case "access_denied" -> LoginRefusal.CANCELLED;
            case "authorization_request_not_found", "invalid_grant", "invalid_state_parameter" -> LoginRefusal.STALE;
            case "temporarily_unavailable", "server_error" -> LoginRefusal.UNAVAILABLE;
            case "unmet_authentication_requirements" -> LoginRefusal.ASSURANCE;
            default -> LoginRefusal.UNTRUSTED;
        };
    }
}
