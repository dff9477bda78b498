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
        HttpSession session = request.getSession(false);
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        if (session != null && login != null && login.getDetails() instanceof LoggedIn) {
            long now = rights.grants();
            if (!(session.getAttribute(KEPT) instanceof Stamped kept) || kept.grants != now || !isOf(login, kept)) {
                session.setAttribute(KEPT, anew(login, now));
            }
        }
        chain.doFilter(request, response);
    }

    /** Says itself how old it is, as a request that began earlier may put it back. */
    private static final class Stamped extends Authentications {

        private static final long serialVersionUID = 1L;

        private final long grants;

        private Stamped(long grants) {
            this.grants = grants;
        }
    }

    private Authentications anew(Authentication login, long now) {
        Authentications fresh = new Stamped(now);
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
