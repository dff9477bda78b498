package org.certrenewal.access.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** Puts what an account stands on between people and every door. */
@Component
public class AccountSecurity {

    private final LiveLogin logins;
    private final Sessions sessions;
    private final Rights rights;
    private final ProcessEngine engine;
    private final ObjectMapper json;

    AccountSecurity(LiveLogin logins, Sessions sessions, Rights rights, ProcessEngine engine, ObjectMapper json) {
        this.engine = engine;
        this.logins = logins;
        this.sessions = sessions;
        this.rights = rights;
        this.json = json;
    }

    /**
     * Has the login looked up anew at each request, and sessions counted.
     *
     * @param open what anybody may do, logged in or not
     */
    public void guard(HttpSecurity http, RequestMatcher open) throws Exception {
        http.securityContext(context -> context.securityContextRepository(logins))
                .logout(logout -> logout.addLogoutHandler(sessions))
                .addFilterBefore(new StandingFilter(json, open), AuthorizationFilter.class)
                .addFilterAfter(new WebappRights(rights, engine), AuthorizationFilter.class);
    }
}
