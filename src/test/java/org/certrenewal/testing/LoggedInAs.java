package org.certrenewal.testing;

import org.certrenewal.access.account.LoggedIn;
import org.certrenewal.access.account.Rights;
import org.certrenewal.access.account.Standing;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Sends a request in a session as the log-in leaves it, of somebody who has an account with the rights of now. Spring's
 * own test helper would make people up, whom the service doesn't know.
 */
public final class LoggedInAs {

    private LoggedInAs() {}

    /** Logs the account in for one request. */
    public static RequestPostProcessor person(String user) {
        return request -> {
            Standing standing = WebApplicationContextUtils.getRequiredWebApplicationContext(request.getServletContext())
                    .getBean(Rights.class)
                    .now(user)
                    .orElseThrow();
            UsernamePasswordAuthenticationToken login = UsernamePasswordAuthenticationToken.authenticated(
                    user, null, AuthorityUtils.createAuthorityList(standing.groups()));
            login.setDetails(new LoggedIn(standing.passwordVersion(), "127.0.0.1"));
            request.getSession()
                    .setAttribute(
                            HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                            new SecurityContextImpl(login));
            return request;
        };
    }
}
