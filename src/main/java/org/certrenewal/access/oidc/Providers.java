package org.certrenewal.access.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certrenewal.access.account.LoginProvider;
import org.certrenewal.access.account.LoginSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Knows the configured OpenID providers. What a provider says about itself (OpenID Connect Discovery 1.0, section 4) is
 * asked for by a periodic work and where somebody wants to log in before that; so one that is down stops no start. It
 * is believed only if it names itself as it is configured, and only signatures by key pairs count: with {@code none},
 * or a key that everybody can read, anybody could sign.
 */
@Component
public class Providers {

    private static final Logger log = LoggerFactory.getLogger(Providers.class);

    private static final String WELL_KNOWN = "/.well-known/openid-configuration";
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration KEYS_KEPT = Duration.ofMinutes(5);
    private static final Duration KEYS_PATIENCE = Duration.ofSeconds(6);
    private static final Duration KEYS_PAUSE = Duration.ofSeconds(30);
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final String SECURE = "https://";

    private static final Set<JWSAlgorithm> BY_KEY_PAIRS = Stream.concat(
                    JWSAlgorithm.Family.RSA.stream(), JWSAlgorithm.Family.EC.stream())
            .collect(Collectors.toUnmodifiableSet());

    private static final ParameterizedTypeReference<Map<String, Object>> CLAIMS = new ParameterizedTypeReference<>() {};

    private final Map<String, Place> places = new LinkedHashMap<>();
    private final InstantSource time = InstantSource.system();

    Providers(LoginSettings settings) {
        settings.providers().forEach((id, provider) -> places.put(id, new Place(id, provider)));
    }

    /**
     * Shows a provider on the log-in page.
     *
     * @param available whether it answered lately; true as long as nobody has asked it
     */
    public record Offer(String id, String label, String labelEn, boolean forApplicants, boolean available) {}

    /** Holds what is known of a provider that has answered. */
    record Known(
            String id,
            LoginProvider settings,
            ClientRegistration registration,
            JwtDecoder idTokens,
            JwtDecoder logoutTokens,
            RestClient http) {

        /** Returns an address that it has published, if it is a text. */
        Optional<String> endpoint(String name) {
            return Optional.ofNullable(registration
                            .getProviderDetails()
                            .getConfigurationMetadata()
                            .get(name))
                    .filter(String.class::isInstance)
                    .map(String.class::cast);
        }
    }

    private final class Place {

        private final String id;
        private final LoginProvider settings;
        private final RestClient http;
        private final ReentrantLock turn = new ReentrantLock();
        private volatile Known known;
        private volatile Map<String, Object> said = Map.of();
        private volatile boolean down;
        private volatile Instant nextTry = Instant.EPOCH;

        private Place(String id, LoginProvider settings) {
            this.id = id;
            this.settings = settings;
            this.http = RestClient.builder()
                    .requestFactory(ProviderHttp.requests())
                    .requestInterceptor(new ProviderHttp())
                    .build();
        }

        /** Asks the provider; one that asks already is enough. */
        private void ask() {
            if (!turn.tryLock()) {
                return;
            }
            try {
                Map<String, Object> says = http.get()
                        .uri(URI.create(settings.issuer().replaceFirst("/$", "") + WELL_KNOWN))
                        .retrieve()
                        .body(CLAIMS);
                if (known == null || !said.equals(says)) {
                    known = read(says);
                    said = says;
                }
                if (down) {
                    log.info("log-in provider {} answers again", id);
                }
                down = false;
            } catch (RestClientException | IllegalArgumentException e) {
                failed(e);
            } finally {
                nextTry = time.instant().plus(PAUSE);
                turn.unlock();
            }
        }

        private void failed(Exception why) {
            if (!down) {
                log.warn("log-in provider {} doesn't answer as it should: {}", id, why.getMessage());
            }
            down = true;
        }

        private Known read(Map<String, Object> says) {
            if (says == null || !settings.issuer().equals(says.get("issuer"))) {
                throw new IllegalArgumentException("it names another issuer than renewal.login.providers." + id);
            }
            for (String endpoint :
                    List.of("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")) {
                Object address = says.get(endpoint);
                boolean missing = address == null && !"userinfo_endpoint".equals(endpoint);
                boolean open = address != null
                        && settings.issuer().startsWith(SECURE)
                        && !address.toString().startsWith(SECURE);
                if (missing || open) {
                    throw new IllegalArgumentException("its " + endpoint + " is missing or without TLS");
                }
            }
            Set<String> scopes = new LinkedHashSet<>(settings.scopes());
            scopes.add("openid");
            ClientRegistration registration = ClientRegistrations.fromOidcConfiguration(says)
                    .registrationId(id)
                    .clientId(settings.clientId())
                    .clientSecret(settings.clientSecret())
                    .clientName(settings.label())
                    .scope(scopes)
                    .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                    .build();
            JWKSource<SecurityContext> keys = keys(registration);
            Set<JWSAlgorithm> algorithms = algorithms(says.get("id_token_signing_alg_values_supported"));
            OidcIdTokenValidator idToken = new OidcIdTokenValidator(registration);
            idToken.setClockSkew(SKEW);
            return new Known(
                    id,
                    settings,
                    registration,
                    decoder(
                            keys,
                            algorithms,
                            new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null),
                            List.of(idToken)),
                    decoder(
                            keys,
                            algorithms,
                            LogoutTokens.TYPES,
                            List.of(new LogoutTokens(settings.issuer(), settings.clientId(), time))),
                    http);
        }

        /** Reads the provider's keys with our own time-outs; a key that isn't known is looked for once in a while. */
        private JWKSource<SecurityContext> keys(ClientRegistration registration) {
            try {
                return JWKSourceBuilder.<SecurityContext>create(
                                new URL(registration.getProviderDetails().getJwkSetUri()), this::resource)
                        .cache(KEYS_KEPT.toMillis(), KEYS_PATIENCE.toMillis())
                        .rateLimited(KEYS_PAUSE.toMillis())
                        .refreshAheadCache(false)
                        .build();
            } catch (IOException notAnAddress) {
                throw new IllegalArgumentException("its jwks_uri is no address", notAnAddress);
            }
        }

        private Resource resource(URL url) throws IOException {
            try {
                return new Resource(
                        http.get().uri(URI.create(url.toString())).retrieve().body(String.class), "application/json");
            } catch (RestClientException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    private static Set<JWSAlgorithm> algorithms(Object said) {
        Set<JWSAlgorithm> usable = said instanceof Collection<?> names
                ? names.stream()
                        .map(name -> JWSAlgorithm.parse(String.valueOf(name)))
                        .filter(BY_KEY_PAIRS::contains)
                        .collect(Collectors.toSet())
                : Set.of();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException("it signs by no key pair");
        }
        return usable;
    }

    private static JwtDecoder decoder(
            JWKSource<SecurityContext> keys,
            Set<JWSAlgorithm> algorithms,
            DefaultJOSEObjectTypeVerifier<SecurityContext> types,
            List<OAuth2TokenValidator<Jwt>> rules) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(types);
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
        // What the claims must be is said by the rules.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        List<OAuth2TokenValidator<Jwt>> all = Stream.concat(Stream.of(new JwtTimestampValidator(SKEW)), rules.stream())
                .toList();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(all));
        return decoder;
    }

    /** Returns what the log-in page offers, in the order of the settings. */
    public List<Offer> offers() {
        return places.values().stream()
                .map(place -> new Offer(
                        place.id,
                        place.settings.label(),
                        Optional.ofNullable(place.settings.labelEn()).orElse(place.settings.label()),
                        place.settings.isForApplicants(),
                        !place.down))
                .toList();
    }

    /** Tells whether there is a provider of that id. */
    boolean isConfigured(String id) {
        return places.containsKey(id);
    }

    /** Returns a provider that has answered, and asks one that hasn't yet. */
    Optional<Known> find(String id) {
        Place place = places.get(id);
        if (place == null) {
            return Optional.empty();
        }
        if (place.known == null && !time.instant().isBefore(place.nextTry)) {
            place.ask();
        }
        return Optional.ofNullable(place.known);
    }

    /** Returns a provider that has answered, without asking. */
    Optional<Known> known(String id) {
        return Optional.ofNullable(places.get(id)).map(place -> place.known);
    }

    /** Tells whether a provider didn't answer when it was asked last. */
    boolean isDown(String id) {
        return Optional.ofNullable(places.get(id)).map(place -> place.down).orElse(false);
    }

    /** Takes note that a provider didn't answer somebody. */
    void failed(String id, Exception why) {
        Optional.ofNullable(places.get(id)).ifPresent(place -> place.failed(why));
    }

    /** Asks all what they say about themselves now. */
    public void look() {
        places.values().forEach(Place::ask);
    }
}
