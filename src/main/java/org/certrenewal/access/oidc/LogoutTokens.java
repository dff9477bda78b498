package org.certrenewal.access.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Says what a log-out token must be (OpenID Connect Back-Channel Logout 1.0, sections 2.4 and 2.6), beyond its
 * signature: from this issuer, for this client, fresh, with the event of a log-out, with an id of its own, about a
 * subject or session, and without a nonce, so that no ID token is taken for one.
 */
final class LogoutTokens implements OAuth2TokenValidator<Jwt> {

    static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
            new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("logout+jwt"), JOSEObjectType.JWT, null);

    /** Providers send at once; older ones are somebody's copy. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private static final Duration SKEW = Duration.ofMinutes(1);

    private final String issuer;
    private final String client;
    private final InstantSource time;

    LogoutTokens(String issuer, String client, InstantSource time) {
        this.issuer = issuer;
        this.client = client;
        this.time = time;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        Instant now = time.instant();
        boolean good = issuer.equals(token.getClaimAsString("iss"))
                && token.getAudience() != null
                && token.getAudience().contains(client)
                && token.getIssuedAt() != null
                && token.getIssuedAt().isAfter(now.minus(OLDEST))
                && token.getIssuedAt().isBefore(now.plus(SKEW))
                && token.getId() != null
                && !token.getId().isBlank()
                && (token.hasClaim("sub") || token.hasClaim("sid"))
                && !token.hasClaim("nonce")
                && token.getClaims().get("events") instanceof Map<?, ?> events
                && events.get(EVENT) instanceof Map<?, ?>;
        return good
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_request"));
    }
}
