package org.certrenewal.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session that nobody has used for a while, and any session after a working day. What a page asks by itself
 * every few seconds, such as Tasklist's lists, is no use: else an open page would never be logged out. Drafts lie in
 * the case file and are there again after the next log-in.
 */
@Component
class SessionLimits extends OncePerRequestFilter {

    private static final String LAST_USE = SessionLimits.class.getName() + ".lastUse";

    private final Duration idle;
    private final Duration longest;
    private final InstantSource time;

    @Autowired
    SessionLimits(
            @Value("${renewal.session.idle:PT30M}") Duration idle,
            @Value("${renewal.session.longest:PT10H}") Duration longest) {
        this(idle, longest, InstantSource.system());
    }

    SessionLimits(Duration idle, Duration longest, InstantSource time) {
        this.idle = idle;
        this.longest = longest;
        this.time = time;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null) {
            long now = time.millis();
            Long lastUse = (Long) session.getAttribute(LAST_USE);
            boolean unused = lastUse != null && now - lastUse > idle.toMillis();
            if (unused || now - session.getCreationTime() > longest.toMillis()) {
                session.invalidate();
                SecurityContextHolder.clearContext();
            } else if (lastUse == null || !isAskedByThePage(request)) {
                session.setAttribute(LAST_USE, now);
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean isAskedByThePage(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.contains("/default/filter")
                || path.endsWith("/face") && "GET".equals(request.getMethod())
                || path.startsWith("/camunda/api/cockpit/plugin/");
    }
}
