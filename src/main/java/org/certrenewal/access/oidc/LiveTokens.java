package org.certrenewal.access.oidc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.AbstractOAuth2Token;
import org.springframework.stereotype.Component;

/**
 * Holds, in memory, the tokens of the sessions of this node: to ask whether an account still counts, and to log out at
 * the provider. They go with their session, and never reach the database.
 */
@Component
final class LiveTokens implements OAuth2AuthorizedClientRepository {

    private static final String KEPT = LiveTokens.class.getName();

    private final Map<String, Live> live = new ConcurrentHashMap<>();

    /**
     * Holds the tokens of one log-in.
     *
     * @param refresh null if there is none
     * @param expires when the access token is used up; null if it isn't said
     */
    record Live(
            String login,
            String user,
            String provider,
            String idToken,
            String access,
            Instant expires,
            String refresh,
            Instant checked) {

        Live at(Instant now) {
            return new Live(login, user, provider, idToken, access, expires, refresh, now);
        }

        Live with(String newAccess, Instant newExpiry, Optional<String> newRefresh, Instant now) {
            return new Live(login, user, provider, idToken, newAccess, newExpiry, newRefresh.orElse(refresh), now);
        }
    }

    /** Stands in the session, and goes with it. */
    private final class Held implements HttpSessionBindingListener {

        private final String login;

        private Held(String login) {
            this.login = login;
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            live.remove(login);
        }
    }

    @Override
    public void saveAuthorizedClient(
            OAuth2AuthorizedClient client,
            Authentication person,
            HttpServletRequest request,
            HttpServletResponse response) {
        KnownUser user = (KnownUser) person.getPrincipal();
        String login = user.begun().providerLogin();
        String id = client.getClientRegistration().getRegistrationId();
        live.put(
                login,
                new Live(
                        login,
                        user.getName(),
                        id,
                        user.getIdToken().getTokenValue(),
                        client.getAccessToken().getTokenValue(),
                        client.getAccessToken().getExpiresAt(),
                        Optional.ofNullable(client.getRefreshToken())
                                .map(AbstractOAuth2Token::getTokenValue)
                                .orElse(null),
                        Instant.now()));
        request.getSession().setAttribute(KEPT, new Held(login));
    }

    /** Returns the tokens of a log-in of this node. */
    Optional<Live> of(String login) {
        return Optional.ofNullable(live.get(login));
    }

    /** Returns all; whoever wasn't looked at for longest comes first. */
    List<Live> all() {
        return live.values().stream()
                .sorted(Comparator.comparing(Live::checked))
                .toList();
    }

    /** Replaces what is held of a log-in, if its session is still there. */
    void replace(Live fresh) {
        live.computeIfPresent(fresh.login(), (login, old) -> fresh);
    }

    void forget(String login) {
        live.remove(login);
    }

    /** Nobody asks for them this way. */
    @Override
    public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
            String registrationId, Authentication person, HttpServletRequest request) {
        return null;
    }

    @Override
    public void removeAuthorizedClient(
            String registrationId, Authentication person, HttpServletRequest request, HttpServletResponse response) {
        // They go with the session.
    }
}
