package org.certrenewal.access.oidc;

import java.util.Optional;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** Says that somebody who comes from a provider isn't let in. Names nobody but by the account's id. */
final class LoginRefused extends OAuth2AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final LoginRefusal why;
    private final String account;

    LoginRefused(LoginRefusal why) {
        this(why, null);
    }

    /** Refuses what touches an account that is there. */
    LoginRefused(LoginRefusal why, String account) {
        super(new OAuth2Error(why.code()), why.code());
        this.why = why;
        this.account = account;
    }

    LoginRefusal why() {
        return why;
    }

    Optional<String> account() {
        return Optional.ofNullable(account);
    }
}
