package org.certrenewal.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Plays the provider whose tokens open {@code /api/v1}: publishes a key on this machine and signs with it. */
public class IssuedTokens implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final String ISSUER = "https://id.example.org/realms/authorities";
    public static final String AUDIENCE = "certificate-renewal";

    /** Is set to see the cases of one office only. */
    public static final String NINGBO_ONLY = "ningbo-portal";

    /** Is set to have five calls a minute. */
    public static final String SLOW = "slow-portal";

    private static final RSAKey KEY = key("current");
    private static final HttpServer PROVIDER = provider();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "renewal.api.issuer=" + ISSUER,
                        "renewal.api.audience=" + AUDIENCE,
                        "renewal.api.jwks=" + jwks(),
                        "renewal.api.per-minute=100000",
                        "renewal.api.clients[0].id=" + NINGBO_ONLY,
                        "renewal.api.clients[0].offices=330200",
                        "renewal.api.clients[1].id=" + SLOW,
                        "renewal.api.clients[1].per-minute=5")
                .applyTo(context);
    }

    /** Returns where the keys are. */
    public static String jwks() {
        return "http://127.0.0.1:" + PROVIDER.getAddress().getPort() + "/jwks";
    }

    /** Makes a key that isn't published. */
    public static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(id)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer provider() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            server.createContext("/jwks", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a good token for a client. */
    public static String of(String client, String... scopes) {
        return with(client, claims -> claims, scopes);
    }

    /** Returns a token in whose claims something is otherwise. */
    public static String with(String client, UnaryOperator<JWTClaimsSet.Builder> change, String... scopes) {
        return signed(KEY, "at+jwt", change.apply(claims(client, scopes)).build());
    }

    /** Returns a token that another key has signed, whatever key it names. */
    public static String signedBy(RSAKey key, String client, String... scopes) {
        return signed(key, "at+jwt", claims(client, scopes).build());
    }

    /** Returns a token that says it is something else. */
    public static String ofType(String type, String client, String... scopes) {
        return signed(KEY, type, claims(client, scopes).build());
    }

    private static JWTClaimsSet.Builder claims(String client, String... scopes) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(List.of(AUDIENCE))
                .subject(client)
                .claim("client_id", client)
                .claim("scope", String.join(" ", scopes))
                .issueTime(Date.from(Instant.now().minusSeconds(5)))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    private static String signed(RSAKey key, String type, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(new JOSEObjectType(type))
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
