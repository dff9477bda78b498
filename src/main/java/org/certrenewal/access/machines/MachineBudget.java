package org.certrenewal.access.machines;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.certrenewal.access.limits.Throttle;
import org.certrenewal.access.limits.Throttle.Limit;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets each client ask as often as it may, whatever it asks and whether it gets it; and says on every answer whether
 * this version of the interface will go.
 */
final class MachineBudget extends OncePerRequestFilter {

    private final Throttle throttle;
    private final MachineSettings settings;
    private final ProblemWriter problems;

    MachineBudget(Throttle throttle, MachineSettings settings, ProblemWriter problems) {
        this.throttle = throttle;
        this.settings = settings;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        sayWhetherItGoes(response);
        Authentication client = SecurityContextHolder.getContext().getAuthentication();
        if (client instanceof JwtAuthenticationToken) {
            Limit limit = new Limit("api-client", settings.perMinuteOf(client.getName()), Duration.ofMinutes(1));
            if (!throttle.take(limit, client.getName())) {
                long seconds =
                        Math.max(1, throttle.untilNext(limit, client.getName()).toSeconds());
                response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
                problems.write(ApiProblem.TOO_MANY_REQUESTS, request, response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private void sayWhetherItGoes(HttpServletResponse response) {
        if (settings.deprecatedOn() != null) {
            response.setHeader(
                    "Deprecation", "@" + start(settings.deprecatedOn()).toEpochSecond());
        }
        if (settings.sunsetOn() != null) {
            response.setHeader("Sunset", DateTimeFormatter.RFC_1123_DATE_TIME.format(start(settings.sunsetOn())));
        }
    }

    private static OffsetDateTime start(LocalDate day) {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
