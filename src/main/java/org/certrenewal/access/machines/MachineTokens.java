package org.certrenewal.access.machines;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Validates access tokens as RFC 9068 section 4 says: signed by a key that the provider publishes, with an asymmetric
 * algorithm; of the one issuer, for us, not expired; of a client that has a name.
 */
final class MachineTokens {

    static final String SCOPE = "SCOPE_";

    private static final int PATIENCE = 2000;
    private static final int LARGEST = 256 * 1024;

    /** For so long the keys are believed that were fetched last, if the provider can't be reached. */
    private static final Duration OUTAGE = Duration.ofHours(4);

    private static final Set<JWSAlgorithm> ALGORITHMS = Stream.concat(
                    JWSAlgorithm.Family.RSA.stream(), JWSAlgorithm.Family.EC.stream())
            .filter(Predicate.not(JWSAlgorithm.ES256K::equals))
            .collect(Collectors.toUnmodifiableSet());

    private MachineTokens() {}

    static NimbusJwtDecoder decoder(MachineSettings settings) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(settings.jwks())));
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), JOSEObjectType.JWT, null));
        // Spring's validators look at the claims.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(),
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, expiry -> expiry != null),
                new JwtIssuerValidator(settings.issuer()),
                new JwtClaimValidator<Collection<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(settings.audience())),
                MachineTokens::ofANamedClient));
        return decoder;
    }

    /** Fetches keys when they are first needed, again when a token names one that isn't there, and not too often. */
    private static JWKSource<SecurityContext> keys(String address) {
        DefaultResourceRetriever retriever = new DefaultResourceRetriever(PATIENCE, PATIENCE, LARGEST) {
            @Override
            protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
                HttpURLConnection connection = super.openHTTPConnection(url);
                connection.setInstanceFollowRedirects(false);
                return connection;
            }
        };
        try {
            return JWKSourceBuilder.<SecurityContext>create(
                            URI.create(address.strip()).toURL(), retriever)
                    .retrying(false)
                    .outageTolerant(OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("renewal.api.jwks", e);
        }
    }

    private static OAuth2TokenValidatorResult ofANamedClient(Jwt token) {
        return MachineSettings.CLIENT_ID.matcher(client(token)).matches()
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"));
    }

    /** Returns whom the token was given to: {@code client_id} (RFC 9068), or {@code azp}, as older providers say. */
    static String client(Jwt token) {
        return Stream.of("client_id", "azp")
                .map(token::getClaimAsString)
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElse("");
    }

    static Converter<Jwt, AbstractAuthenticationToken> authentication() {
        return token -> new JwtAuthenticationToken(token, authorities(token), client(token));
    }

    private static List<GrantedAuthority> authorities(Jwt token) {
        Object scopes = token.getClaims().get("scope");
        Stream<String> names = scopes instanceof Collection<?> list
                ? list.stream().map(String::valueOf)
                : Arrays.stream(String.valueOf(scopes == null ? "" : scopes).split(" "));
        return names.filter(scope -> !scope.isBlank())
                .<GrantedAuthority>map(scope -> new SimpleGrantedAuthority(SCOPE + scope))
                .toList();
    }
}
