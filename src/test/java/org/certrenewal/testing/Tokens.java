package org.certrenewal.testing;

import jakarta.servlet.http.Cookie;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * Sends the token against forgery as a page does: the cookie's value again as a parameter. Spring's own test helper
 * would replace the token's store in the running application, and with it what real browsers get.
 */
public final class Tokens {

    private static final String VALUE = "token";

    private Tokens() {}

    /** Adds cookie and parameter. */
    public static RequestPostProcessor token() {
        return request -> {
            request.setCookies(new Cookie("RENEWAL-XSRF", VALUE));
            request.setParameter("_csrf", VALUE);
            return request;
        };
    }
}
