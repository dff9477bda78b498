package org.certrenewal.access.oidc;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.certrenewal.access.PublicRate;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/** Stands before the log-in by a provider: limits how often it is tried, and says plainly if the provider is away. */
final class ProviderDoor extends OncePerRequestFilter {

    /** Where somebody is sent to a provider, and comes back from it. */
    static final String START = "/oauth2/authorization";

    static final String BACK = "/login/oauth2/code/";

    private final Providers providers;
    private final PublicRate rate;
    private final LoginProblems problems;

    ProviderDoor(Providers providers, PublicRate rate, LoginProblems problems) {
        this.providers = providers;
        this.rate = rate;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !path.startsWith(START + "/") && !path.startsWith(BACK);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getServletPath();
        String id = path.substring(path.lastIndexOf('/') + 1);
        if (!HttpMethod.GET.matches(request.getMethod()) || !providers.isConfigured(id)) {
            response.sendRedirect(request.getContextPath() + "/login");
        } else if (!rate.admits("provider-login", request, response)) {
            problems.refuse(id, LoginRefusal.BUSY, Optional.empty(), request, response);
        } else if (providers.find(id).isEmpty() || providers.isDown(id)) {
            // Whoever comes after the first doesn't wait for one that hangs.
            problems.refuse(id, LoginRefusal.UNAVAILABLE, Optional.empty(), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
