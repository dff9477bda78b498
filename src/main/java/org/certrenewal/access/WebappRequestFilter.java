package org.certrenewal.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Mends faults of the web applications: the script nonce, which they keep once for all requests, so that pages that
 * load at the same time stay blank; a redirect to a foreign site for addresses that begin with two slashes; and a
 * failure where an engine is named that isn't there.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class WebappRequestFilter extends OncePerRequestFilter {

    private static final long LONGEST_BODY = 3L * 1024 * 1024;
    /** There is one engine; the web applications look into any that is named, and fail at one that isn't there. */
    private static final Pattern OTHER_ENGINE = Pattern.compile("/camunda/app/[\\w-]+/(?!default/?$)[\\w-]+/?");

    private static final Pattern COPIED = Pattern.compile("/verify/[^/]+");

    private static final String NONCE = "org.camunda.bpm.csp.nonce";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isTooLong(request)) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else if (request.getRequestURI().startsWith("//") || isOdd(request.getRequestURI())) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } else if (OTHER_ENGINE.matcher(request.getRequestURI()).matches()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (request.getRequestURI().startsWith("/camunda/")) {
            chain.doFilter(new OwnNonce(request), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /**
     * Spring Security's firewall refuses it as well, and leads who has copied a certificate's address with it there.
     */
    private static boolean isOdd(String address) {
        return address.contains(";") && !COPIED.matcher(address).matches();
    }

    /** A body without a length could be endless; browsers always send it. */
    private static boolean isTooLong(HttpServletRequest request) {
        return request.getContentLengthLong() > LONGEST_BODY || request.getHeader("Transfer-Encoding") != null;
    }

    /** Keeps the nonce with the request. */
    private static final class OwnNonce extends HttpServletRequestWrapper {

        private final ServletContext context;

        private OwnNonce(HttpServletRequest request) {
            super(request);
            ServletContext shared = request.getServletContext();
            Object[] nonce = new Object[1];
            this.context = (ServletContext) Proxy.newProxyInstance(
                    ServletContext.class.getClassLoader(),
                    new Class<?>[] {ServletContext.class},
                    (proxy, method, arguments) -> {
                        if (arguments != null && NONCE.equals(arguments[0])) {
                            switch (method.getName()) {
                                case "setAttribute" -> nonce[0] = arguments[1];
                                case "removeAttribute" -> nonce[0] = null;
                                default -> {
                                    return nonce[0];
                                }
                            }
                            return null;
                        }
                        try {
                            return method.invoke(shared, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public ServletContext getServletContext() {
            return context;
        }
    }
}
