package org.certrenewal.access.account;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Gives each request the login of its session with the rights of now, whatever the session was begun with; a session
 * whose account is gone or locked, whose password has changed, or who has lost a group, is ended. Whoever asks for the
 * login gets it from here: there is no other way to it.
 */
@Component
class LiveLogin implements SecurityContextRepository {

    /** Why the request's session was ended. */
    static final String ENDED = LiveLogin.class.getName() + ".ended";

    private static final String FOUND = LiveLogin.class.getName() + ".found";

    private final SecurityContextRepository store = new HttpSessionSecurityContextRepository();
    private final Rights rights;
    private final Sessions sessions;
    private final ProviderLogins providers;
    private final Clock clock;

    LiveLogin(Rights rights, Sessions sessions, ProviderLogins providers, Clock clock) {
        this.providers = providers;
        this.rights = rights;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new DeferredSecurityContext() {
            private SecurityContext context;

            @Override
            public SecurityContext get() {
                if (context == null) {
                    context = found(request);
                }
                return context;
            }

            @Override
            public boolean isGenerated() {
                return get().getAuthentication() == null;
            }
        };
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation")
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return found(holder.getRequest());
    }

    /** Looks once for each request: the page that shows its failure shows the same person. */
    private SecurityContext found(HttpServletRequest request) {
        if (request.getAttribute(FOUND) instanceof SecurityContext known) {
            return known;
        }
        SecurityContext found = now(request);
        request.setAttribute(FOUND, found);
        return found;
    }

    private SecurityContext now(HttpServletRequest request) {
        SecurityContext stored = store.loadDeferredContext(request).get();
        Authentication login = stored.getAuthentication();
        if (login == null || login instanceof AnonymousAuthenticationToken) {
            sessions.whyEnded(request).ifPresent(why -> request.setAttribute(ENDED, why));
            return stored;
        }
        Optional<Standing> standing;
        Optional<Ended> over;
        try {
            standing = rights.of(login.getName());
            over = over(login, standing);
        } catch (RuntimeException unknown) {
            if (request.getDispatcherType() == DispatcherType.ERROR) {
                return new SecurityContextImpl();
            }
            throw unknown;
        }
        HttpSession session = request.getSession(false);
        if (over.isPresent()) {
            if (session != null) {
                sessions.end(session, login.getName(), over.get());
            }
            request.setAttribute(ENDED, over.get());
            return new SecurityContextImpl();
        }
        return new SecurityContextImpl(login(login.getName(), (LoggedIn) login.getDetails(), standing.orElseThrow()));
    }

    private static Authentication login(String user, LoggedIn details, Standing standing) {
        UsernamePasswordAuthenticationToken login = UsernamePasswordAuthenticationToken.authenticated(
                user, null, AuthorityUtils.createAuthorityList(standing.authorities()));
        login.setDetails(details);
        return login;
    }

    private Optional<Ended> over(Authentication login, Optional<Standing> standing) {
        if (standing.isEmpty()) {
            return Optional.of(Ended.ACCOUNT);
        }
        if (!(login.getDetails() instanceof LoggedIn begun)
                || !begun.passwordVersion().equals(standing.get().passwordVersion())) {
            return Optional.of(Ended.PASSWORD);
        }
        if (standing.get().isLocked(clock.instant())) {
            return Optional.of(Ended.LOCKED);
        }
        if (!standing.get().groups().containsAll(AuthorityUtils.authorityListToSet(login.getAuthorities()))) {
            return Optional.of(Ended.RIGHTS);
        }
        return begun.isByProvider() ? providers.whyOver(begun.providerLogin()) : Optional.empty();
    }

    /** Keeps a login in the session; a session that begins so is counted. However somebody came, it looks the same. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        Authentication login = context.getAuthentication();
        if (login != null && login.getPrincipal() instanceof Vouched person) {
            UsernamePasswordAuthenticationToken same =
                    UsernamePasswordAuthenticationToken.authenticated(login.getName(), null, login.getAuthorities());
            same.setDetails(person.begun());
            login = same;
            context.setAuthentication(same);
        }
        store.saveContext(context, request, response);
        request.removeAttribute(FOUND);
        if (login != null && login.getDetails() instanceof LoggedIn begun) {
            sessions.begun(request.getSession(), login.getName(), begun.address());
        }
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return store.containsContext(request);
    }

    /**
     * Lets the session go on in which somebody has changed the own password, under a new id; the person's others end.
     *
     * @param version the new password's
     */
    void keepsItsSession(String user, String version) {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        if (login == null
                || !user.equals(login.getName())
                || !(login.getDetails() instanceof LoggedIn begun)
                || !(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now)
                || now.getRequest().getSession(false) == null) {
            return;
        }
        rights.now(user).ifPresent(standing -> {
            HttpServletRequest request = now.getRequest();
            UsernamePasswordAuthenticationToken kept = UsernamePasswordAuthenticationToken.authenticated(
                    user, null, AuthorityUtils.createAuthorityList(standing.groups()));
            kept.setDetails(new LoggedIn(version, begun.address(), begun.providerLogin()));
            request.changeSessionId();
            saveContext(new SecurityContextImpl(kept), request, now.getResponse());
        });
    }

    /** Returns the groups of a login. */
    static Set<String> groups(Authentication login) {
        return login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .collect(Collectors.toUnmodifiableSet());
    }
}
