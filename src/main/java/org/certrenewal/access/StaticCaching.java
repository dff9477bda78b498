package org.certrenewal.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets browsers keep the front end's files, and ask each time whether they are still current: forms and scripts of two
 * releases must not meet in one page. Camunda's own large files, whose address names the engine's version, are kept
 * without asking.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class StaticCaching extends OncePerRequestFilter {

    private static final Pattern FILES =
            Pattern.compile("/(renewal/.*|webjars/.*|camunda/(app/[a-z]+/(scripts|styles|locales|assets)|lib)/.*)");

    private static final Pattern CAMUNDAS =
            Pattern.compile("/camunda/(lib/[a-zA-Z]+\\.js|app/[a-z]+/camunda-[a-z]+-bootstrap\\.(js|css))");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !FILES.matcher(request.getServletPath()).matches() && !isCamundas(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, isCamundas(request) ? "private, max-age=604800" : "no-cache");
        chain.doFilter(request, new KeepsCacheControl(response));
    }

    private static boolean isCamundas(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null
                && query.startsWith("bust=")
                && CAMUNDAS.matcher(request.getServletPath()).matches();
    }

    /** Ignores what others say about caching. */
    private static final class KeepsCacheControl extends HttpServletResponseWrapper {

        private KeepsCacheControl(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setHeader(String name, String value) {
            if (!isCaching(name)) {
                super.setHeader(name, value);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (!isCaching(name)) {
                super.addHeader(name, value);
            }
        }

        private static boolean isCaching(String name) {
            return HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name)
                    || HttpHeaders.PRAGMA.equalsIgnoreCase(name)
                    || HttpHeaders.EXPIRES.equalsIgnoreCase(name);
        }
    }
}
