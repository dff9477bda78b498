package org.certrenewal.access.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.certrenewal.access.refusal.Navigation;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells why a session was ended, and lets whoever must change the password do nothing else, whichever way is tried.
 * Pages lead to where one can go on, programs get a problem document.
 */
final class StandingFilter extends OncePerRequestFilter {

    /** Where the own password is changed. */
    static final String PASSWORD_PAGE = "/my/password";

    private static final String LOGIN_PAGE = "/login";

    /** Files that hold nothing of anybody, and the way in and out; nobody's standing matters there. */
    private static final List<String> FREE = List.of(
            "/renewal/", "/webjars/", "/favicon.ico", "/.well-known/", "/actuator/", "/error", LOGIN_PAGE, "/logout");

    private final ObjectMapper json;
    private final RequestMatcher open;

    StandingFilter(ObjectMapper json, RequestMatcher open) {
        this.json = json;
        this.open = open;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return FREE.stream()
                .anyMatch(place -> path.equals(place) || path.startsWith(place.endsWith("/") ? place : place + "/"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        if (request.getAttribute(LiveLogin.ENDED) instanceof Ended why && !open.matches(request)) {
            answer(
                    request,
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "登录已退出",
                    why.sentence(),
                    LOGIN_PAGE + "?ended=" + why.code());
        } else if (mustChange(login) && !PASSWORD_PAGE.equals(request.getServletPath())) {
            answer(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "请先修改密码",
                    "您的密码是管理员设置的，请先在“修改密码”页面改成自己的密码，再办理业务。",
                    PASSWORD_PAGE);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean mustChange(Authentication login) {
        return login != null && LiveLogin.groups(login).contains(Standing.MUST_CHANGE);
    }

    private void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String title,
            String detail,
            String page)
            throws IOException {
        if (!Navigation.isForPrograms(request)) {
            response.sendRedirect(request.getContextPath() + page);
            return;
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        problem.setType(URI.create("about:blank"));
        problem.setInstance(URI.create(page));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
