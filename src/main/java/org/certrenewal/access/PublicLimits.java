package org.certrenewal.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits how often one address may ask what anybody may ask: look-up, verification, and the pages that codes lead to.
 */
@Component
class PublicLimits extends OncePerRequestFilter {

    private final Throttle throttle;
    private final Limits limits;

    PublicLimits(Throttle throttle, Limits limits) {
        this.throttle = throttle;
        this.limits = limits;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/face/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (throttle.take(limits.codes(), Client.of(request.getRemoteAddr()))) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(limits.period().toSeconds()));
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        }
    }
}
