package org.certrenewal.access;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Checks the scraper's password at each scrape, without the database: the monitoring must see best when the database
 * fails. So nobody counts wrong passwords here; a long one is asked for instead. No bean: the people's log-in must stay
 * the only one of the application.
 */
final class ScraperLogin implements AuthenticationProvider {

    private final Monitoring monitoring;

    ScraperLogin(Monitoring monitoring) {
        this.monitoring = monitoring;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        if (!monitoring.knows(login.getName(), String.valueOf(login.getCredentials()))) {
            throw new BadCredentialsException("wrong name or password");
        }
        return UsernamePasswordAuthenticationToken.authenticated(
                monitoring.user(), null, AuthorityUtils.createAuthorityList(Monitoring.SCRAPER));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
