package org.certrenewal.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.certrenewal.access.refusal.Navigation;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.PathContainer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Leads to the log-in and from there to the page that somebody wanted to see. The page is kept in the browser, so that
 * strangers cost no memory, for ten minutes. It is believed neither when it is put there nor when it comes back: only
 * addresses of pages that {@code door.yaml} opens to somebody, and then to this person, lead anywhere; all else leads
 * to the start page.
 */
@Component
final class WayBack implements AuthenticationEntryPoint, AuthenticationSuccessHandler {

    static final String COOKIE = "RENEWAL-NEXT";

    private static final String START = "/";
    private static final String LOGIN = "/login";
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int LONGEST = 512;

    /** A path of this site, each part of it as a browser writes it, and perhaps a query. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(/|(?:/(?:[\\w.~-]|%\\p{XDigit}{2})+)+/?)(\\?(?:[\\w.~!$'()*+=&:@/?-]|%\\p{XDigit}{2})*)?");

    /** What isn't a page although one may get it: data, files, a download. */
    private static final Pattern NO_PAGE = Pattern.compile("/api/.*|/my/data|/login|/camunda/"
            + "(?!$|app/(?:tasklist|cockpit|admin|welcome)/(?:default/?)?$).*|.*/favicon\\.ico|/actuator/.*");

    private final KnownBrowsers browsers;
    private final Door door;
    private final AllowList list = AllowList.read("door");
    private final List<PathPattern> common = pages(list.common());
    private final Map<Set<Role>, List<PathPattern>> own = new ConcurrentHashMap<>();

    WayBack(KnownBrowsers browsers, Door door) {
        this.browsers = browsers;
        this.door = door;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (Navigation.isByPerson(request) && !door.leadsAnybody(request)) {
            response.sendError(HttpStatus.NOT_FOUND.value());
            return;
        }
        if (isNavigation(request)) {
            String query = request.getQueryString();
            String wanted = request.getRequestURI() + (query == null ? "" : "?" + query);
            if (leadsTo(wanted, List.of(Role.values()))) {
                keep(Base64.getUrlEncoder().withoutPadding().encodeToString(ascii(wanted)), LIFE, request, response);
            }
        }
        response.sendRedirect(LOGIN);
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication login)
            throws IOException {
        browsers.remember(login.getName(), request, response);
        Optional<String> wanted = wanted(request);
        if (WebUtils.getCookie(request, COOKIE) != null) {
            keep("", Duration.ZERO, request, response);
        }
        response.sendRedirect(wanted.filter(it -> leadsTo(it, Role.of(WebappIdentity.groups(login))))
                .orElse(START));
    }

    private static boolean isNavigation(HttpServletRequest request) {
        String destination = request.getHeader("Sec-Fetch-Dest");
        return HttpMethod.GET.matches(request.getMethod()) && (destination == null || "document".equals(destination));
    }

    private static Optional<String> wanted(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null || cookie.getValue().length() > 2 * LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private boolean leadsTo(String address, Collection<Role> roles) {
        if (address.length() > LONGEST || !ADDRESS.matcher(address).matches()) {
            return false;
        }
        String path = address.split("\\?", 2)[0];
        PathContainer parts = PathContainer.parsePath(path);
        return !NO_PAGE.matcher(path).matches()
                && (common.stream().anyMatch(page -> page.matches(parts))
                        || own.computeIfAbsent(Set.copyOf(roles), these -> pages(list.of(these))).stream()
                                .anyMatch(page -> page.matches(parts)));
    }

    private static List<PathPattern> pages(List<String> calls) {
        return calls.stream()
                .map(call -> call.split("\\s+"))
                .filter(call -> HttpMethod.GET.matches(call[0]) && !call[1].startsWith("/api/"))
                .map(call -> PathPatternParser.defaultInstance.parse(call[1]))
                .toList();
    }

    private static void keep(String value, Duration life, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                        .path(LOGIN)
                        .maxAge(life)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
