package org.certrenewal.access.oidc;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.access.account.LoggedIn;
import org.certrenewal.access.account.LoginProvider;
import org.certrenewal.access.account.ProviderLogins;
import org.certrenewal.access.account.Rights;
import org.certrenewal.access.account.Standing;
import org.certrenewal.access.limits.Client;
import org.certrenewal.access.oidc.Providers.Known;
import org.certrenewal.vault.Vault;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Makes of a checked ID token somebody whom the engine knows. The provider is asked for more only if a mapped claim is
 * missing in the token, and before any transaction begins.
 */
@Component
class ProviderUsers implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BITS = 128;

    private final Providers providers;
    private final FirstLogins accounts;
    private final ProviderLogins logins;
    private final Rights rights;
    private final Vault vault;
    private final Clock clock;

    ProviderUsers(
            Providers providers, FirstLogins accounts, ProviderLogins logins, Rights rights, Vault vault, Clock clock) {
        this.providers = providers;
        this.accounts = accounts;
        this.logins = logins;
        this.rights = rights;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcIdToken token = request.getIdToken();
        Known provider = providers
                .known(request.getClientRegistration().getRegistrationId())
                .orElseThrow();
        LoginProvider settings = provider.settings();
        if (!settings.acr().isEmpty() && !settings.acr().contains(token.getAuthenticationContextClass())) {
            throw new LoginRefused(LoginRefusal.ASSURANCE);
        }
        Map<String, Object> claims = new HashMap<>(token.getClaims());
        if (!ClaimedPerson.isComplete(settings, claims)) {
            provider.endpoint("userinfo_endpoint")
                    .ifPresent(address -> more(
                                    provider, address, request.getAccessToken().getTokenValue(), token.getSubject())
                            .forEach(claims::putIfAbsent));
        }
        ClaimedPerson claimed = ClaimedPerson.of(settings, claims);
        String subjectKey = subjectKey(settings, token.getSubject());
        String user = accounts.account(provider.id(), settings, subjectKey, claimed);
        Standing standing = rights.now(user).orElseThrow();
        if (standing.isLocked(clock.instant())) {
            throw new LoginRefused(LoginRefusal.LOCKED, user);
        }
        String login = new BigInteger(BITS, RANDOM).toString(Character.MAX_RADIX);
        logins.begin(
                login,
                user,
                provider.id(),
                subjectKey,
                Optional.ofNullable(token.getClaimAsString("sid")).map(sid -> sessionKey(settings, sid)));
        return new KnownUser(
                user, standing.groups(), token, new LoggedIn(standing.passwordVersion(), address(), login));
    }

    /** What the UserInfo endpoint says counts only for the token's subject (OpenID Connect Core 1.0, section 5.3.2). */
    private static Map<String, Object> more(Known provider, String address, String token, String subject) {
        Map<String, Object> said;
        try {
            said = UserInfo.of(provider.http(), address, token);
        } catch (RestClientException failed) {
            throw new OAuth2AuthenticationException(new OAuth2Error("invalid_user_info_response"), failed);
        }
        if (!subject.equals(said.get("sub"))) {
            throw new LoginRefused(LoginRefusal.UNTRUSTED);
        }
        return said;
    }

    /** Names a subject of an issuer; whoever is applicant and staff there has two accounts here. */
    String subjectKey(LoginProvider provider, String subject) {
        return vault.index("login-subject", provider.people() + " " + provider.issuer() + " " + subject);
    }

    /** Names a session of an issuer. */
    String sessionKey(LoginProvider provider, String session) {
        return vault.index("login-session", provider.people() + " " + provider.issuer() + " " + session);
    }

    private static String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now
                ? Client.of(now.getRequest().getRemoteAddr())
                : "";
    }
}
