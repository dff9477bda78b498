package org.certrenewal.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.certrenewal.access.KnownBrowsers.Browser;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Says with which browser somebody logs in. */
final class LoginDetails extends WebAuthenticationDetails {
    private static final long serialVersionUID = 1L;

    private final transient Browser browser;

    LoginDetails(HttpServletRequest request, KnownBrowsers browsers) {
        super(request);
        this.browser = browsers.of(request).orElse(null);
    }

    static Optional<Browser> browser(Object details) {
        return details instanceof LoginDetails login ? Optional.ofNullable(login.browser) : Optional.empty();
    }

    /** Two are equal as Spring has it; the browser decides nothing but who pays for a try. */
    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
