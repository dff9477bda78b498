package org.certrenewal.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certrenewal.access.limits.Client;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers only who asks for the service by its own name: that of {@code renewal.base-url} and those of
 * {@code renewal.host-names}. Under another name a page of ours could stand in the cache of a proxy with links to a
 * foreign site, or a foreign site could read it in the browser of whoever is on this machine. The machine itself is
 * answered under {@code localhost}, everybody in a demonstration; a load balancer asks for the health by address.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class KnownHosts extends OncePerRequestFilter {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]");

    private static final int MISDIRECTED = 421;

    private final Set<String> names;
    private final boolean loopbackForAll;

    @Autowired
    KnownHosts(
            @Value("${renewal.base-url}") URI base,
            @Value("${renewal.host-names:}") List<String> names,
            Environment environment) {
        this(base.getHost(), names, environment.acceptsProfiles(Profiles.of("demo & !production")));
    }

    KnownHosts(String base, List<String> names, boolean demonstration) {
        this.names = Stream.concat(Stream.of(String.valueOf(base)), names.stream())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.loopbackForAll =
                demonstration || LOOPBACK.contains(String.valueOf(base).toLowerCase(Locale.ROOT));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isAnswered(request)) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(MISDIRECTED);
            response.setContentType(MediaType.TEXT_PLAIN_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getWriter().write("本系统不使用这个网址。This service is not known under this address.\n");
        }
    }

    private boolean isAnswered(HttpServletRequest request) {
        String name = String.valueOf(request.getServerName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (names.contains(name)) {
            return true;
        }
        if (LOOPBACK.contains(name)) {
            return loopbackForAll
                    || Client.literal(request.getRemoteAddr())
                            .map(InetAddress::isLoopbackAddress)
                            .orElse(false);
        }
        return request.getRequestURI().startsWith("/actuator/") && isAddress(name);
    }

    private static boolean isAddress(String name) {
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        return Client.literal(bracketed ? name.substring(1, name.length() - 1) : name)
                .isPresent();
    }
}
