package org.certrenewal.access;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Opens further ways to log in, beside name and password. */
public interface MoreLogins {

    /**
     * Adds its filters.
     *
     * @param success leads on whoever is in
     */
    void open(HttpSecurity http, AuthenticationSuccessHandler success) throws Exception;
}
