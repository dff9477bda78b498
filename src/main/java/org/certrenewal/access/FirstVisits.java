package org.certrenewal.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Makes a browser known that opens the log-in, so that it has tries of its own from the first on. */
@Component
class FirstVisits extends OncePerRequestFilter {

    private final KnownBrowsers browsers;

    FirstVisits(KnownBrowsers browsers) {
        this.browsers = browsers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.GET.matches(request.getMethod()) || !"/login".equals(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (browsers.of(request).isEmpty()) {
            browsers.introduce(request, response);
        }
        chain.doFilter(request, response);
    }
}
