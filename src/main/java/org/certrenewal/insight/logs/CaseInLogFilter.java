package org.certrenewal.insight.logs;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.certrenewal.casefile.CaseInLog;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Forgets after a request which case it was about, before the thread takes another; around everything else. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CaseInLogFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        CaseInLog.isNone();
        try {
            chain.doFilter(request, response);
        } finally {
            CaseInLog.isNone();
        }
    }
}
