package org.certrenewal.access.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes out of the session what Camunda's web applications keep there about somebody's groups and applications, as soon
 * as it isn't what it would be now, and puts in what it is.
 */
final class WebappRights extends OncePerRequestFilter {

    private static final String KEPT = "authenticatedUser";
    private static final String GENERATION = WebappRights.class.getName() + ".generation";

    private final Rights rights;
    private final ProcessEngine engine;

    WebappRights(Rights rights, ProcessEngine engine) {
        this.engine = engine;
        this.rights = rights;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/camunda/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Long now = rights.generation();
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(KEPT) instanceof Authentications kept) {
            Authentication login = SecurityContextHolder.getContext().getAuthentication();
            if (login == null) {
                session.removeAttribute(KEPT);
            } else if (!now.equals(session.getAttribute(GENERATION)) || !isOf(login, kept)) {
                session.setAttribute(KEPT, anew(login));
                session.setAttribute(GENERATION, now);
            }
        }
        chain.doFilter(request, response);
    }

    private Authentications anew(Authentication login) {
        Authentications fresh = new Authentications();
        UserAuthentication person = AuthenticationUtil.createAuthentication(
                engine, login.getName(), List.copyOf(LiveLogin.groups(login)), null);
        if (person != null) {
            fresh.addOrReplace(person);
        }
        return fresh;
    }

    private static boolean isOf(Authentication login, Authentications kept) {
        return kept.getAuthentications().stream().allMatch(one -> isOf(login, one));
    }

    private static boolean isOf(Authentication login, UserAuthentication kept) {
        return login.getName().equals(kept.getIdentityId())
                && LiveLogin.groups(login).equals(Set.copyOf(kept.getGroupIds()));
    }
}
