package org.certrenewal.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Is an OpenID provider over HTTP, with several issuers, as OpenID Connect Core, Discovery, RP-Initiated and
 * Back-Channel Logout have it: codes with proof keys that count once, refresh tokens that are replaced, introspection.
 * And it can be made to answer as an attacker would.
 */
public final class OidcServer implements AutoCloseable {

    public static final String CLIENT = "renewal";
    public static final String SECRET = "a-secret-between-us";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RSAKey key = key("ours");
    private final RSAKey foreign = key("ours");
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    private final Map<String, Grant> refreshes = new ConcurrentHashMap<>();
    private final Map<String, Grant> accesses = new ConcurrentHashMap<>();
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();
    private final List<Map<String, String>> farewells = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();

    private volatile String current;
    private volatile Consumer<JWTClaimsSet.Builder> tampering = claims -> {};
    private volatile Signing signing = Signing.GENUINE;
    private volatile int brokenWith;
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private volatile long accessLife = 300;
    private volatile boolean numbersInToken = true;
    private volatile String lastIdToken;

    /** Says how ID tokens are signed. */
    public enum Signing {
        GENUINE,
        NONE,
        PUBLIC_KEY_AS_SECRET,
        FOREIGN_KEY
    }

    private record Person(String subject, Map<String, Object> claims) {}

    private record Grant(
            String issuer, String subject, String session, String nonce, String challenge, String redirect) {}

    private OidcServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    /** Starts one on a free port of this machine. */
    public static OidcServer start() {
        return new OidcServer();
    }

    public String issuer(String name) {
        return "http://localhost:" + http.getAddress().getPort() + "/" + name;
    }

    /** Adds somebody, or changes what is known of them. */
    public OidcServer person(String subject, Map<String, Object> claims) {
        people.put(subject, new Person(subject, claims));
        return this;
    }

    /** Has somebody logged in at the provider already; nobody is asked then. */
    public OidcServer signedIn(String subject) {
        current = subject;
        return this;
    }

    /** Closes an account. */
    public void disable(String subject) {
        disabled.add(subject);
    }

    /** Changes the claims of ID tokens at the last moment. */
    public OidcServer tampering(Consumer<JWTClaimsSet.Builder> change) {
        tampering = change;
        return this;
    }

    public OidcServer signing(Signing how) {
        signing = how;
        return this;
    }

    /** Answers everything with this status; 0 ends that. */
    public void brokenWith(int status) {
        brokenWith = status;
    }

    /** Answers nobody until it is reset. */
    public void hang() {
        hanging = new CountDownLatch(1);
    }

    public void accessLife(long seconds) {
        accessLife = seconds;
    }

    /** Leaves who somebody is to the UserInfo endpoint. */
    public void numbersInToken(boolean there) {
        numbersInToken = there;
    }

    /** Returns the log-outs that clients have asked for. */
    public List<Map<String, String>> farewells() {
        return farewells;
    }

    /** Returns what clients have asked the authorization endpoint. */
    public List<Map<String, String>> asked() {
        return asked;
    }

    /** Is honest again, with nobody signed in. */
    public void reset() {
        hanging.countDown();
        current = null;
        tampering = claims -> {};
        signing = Signing.GENUINE;
        brokenWith = 0;
        accessLife = 300;
        numbersInToken = true;
        disabled.clear();
        farewells.clear();
        asked.clear();
    }

    /** Signs a log-out token. */
    public String logoutToken(String issuer, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer(issuer))
                .audience(CLIENT)
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(120)))
                .jwtID(UUID.randomUUID().toString())
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        change.accept(claims);
        return sign(claims.build(), "logout+jwt");
    }

    /** Returns the ID token that was given last. */
    public String lastIdToken() {
        return lastIdToken;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            hanging.await();
            if (brokenWith != 0) {
                answer(exchange, brokenWith, "text/plain", "broken");
                return;
            }
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
            String issuer = path[0];
            Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
            switch (path.length < 2 ? "" : path[1]) {
                case ".well-known/openid-configuration" -> json(exchange, 200, metadata(issuer));
                case "jwks" -> json(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject());
                case "authorize" -> authorize(exchange, issuer, query);
                case "token" -> token(exchange, form(body(exchange)));
                case "userinfo" -> userInfo(exchange);
                case "introspect" ->
                    json(
                            exchange,
                            200,
                            Map.of("active", counts(form(body(exchange)).get("token"))));
                case "endsession" -> endSession(exchange, query);
                default -> answer(exchange, 404, "text/plain", "nothing");
            }
        } catch (RuntimeException e) {
            throw new IOException(e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> metadata(String issuer) {
        String base = issuer(issuer);
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("issuer", base);
        says.put("authorization_endpoint", base + "/authorize");
        says.put("token_endpoint", base + "/token");
        says.put("jwks_uri", base + "/jwks");
        says.put("userinfo_endpoint", base + "/userinfo");
        says.put("introspection_endpoint", base + "/introspect");
        says.put("end_session_endpoint", base + "/endsession");
        says.put("response_types_supported", List.of("code"));
        says.put("subject_types_supported", List.of("public"));
        says.put("id_token_signing_alg_values_supported", List.of("RS256", "HS256", "none"));
        says.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
        return says;
    }

    private void authorize(HttpExchange exchange, String issuer, Map<String, String> query) throws IOException {
        asked.add(query);
        String subject = query.getOrDefault("login", current);
        if (subject == null) {
            StringBuilder page = new StringBuilder("<!DOCTYPE html><html lang='zh-CN'><meta charset='utf-8'>"
                    + "<title>统一身份认证</title><h1>统一身份认证</h1>");
            for (Person person : people.values()) {
                page.append("<p><a href='?")
                        .append(exchange.getRequestURI().getRawQuery().replace("&", "&amp;"))
                        .append("&amp;login=")
                        .append(person.subject())
                        .append("'>")
                        .append(person.subject())
                        .append("</a>");
            }
            answer(exchange, 200, "text/html; charset=utf-8", page.toString());
            return;
        }
        String code = UUID.randomUUID().toString();
        codes.put(
                code,
                new Grant(
                        issuer,
                        subject,
                        UUID.randomUUID().toString(),
                        query.get("nonce"),
                        query.get("code_challenge"),
                        query.get("redirect_uri")));
        redirect(exchange, query.get("redirect_uri") + "?code=" + code + "&state=" + encoded(query.get("state")));
    }

    private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
        String credentials =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (!credentials.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            json(exchange, 401, Map.of("error", "invalid_client"));
            return;
        }
        boolean first = "authorization_code".equals(form.get("grant_type"));
        Grant grant = first ? codes.remove(form.get("code")) : refreshes.remove(form.get("refresh_token"));
        boolean good = grant != null
                && !disabled.contains(grant.subject())
                && (!first
                        || grant.redirect().equals(form.get("redirect_uri"))
                                && challenge(form.get("code_verifier")).equals(grant.challenge()));
        if (!good) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        String access = UUID.randomUUID().toString();
        String refresh = UUID.randomUUID().toString();
        accesses.put(access, grant);
        refreshes.put(refresh, grant);
        json(
                exchange,
                200,
                Map.of(
                        "access_token", access,
                        "refresh_token", refresh,
                        "token_type", "Bearer",
                        "expires_in", accessLife,
                        "id_token", idToken(grant)));
    }

    private String idToken(Grant grant) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer(grant.issuer()))
                .subject(grant.subject())
                .audience(CLIENT)
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("nonce", grant.nonce())
                .claim("sid", grant.session());
        people.get(grant.subject()).claims().forEach((name, value) -> {
            if (numbersInToken || name.equals("acr")) {
                claims.claim(name, value);
            }
        });
        tampering.accept(claims);
        lastIdToken = sign(claims.build(), "JWT");
        return lastIdToken;
    }

    private String sign(JWTClaimsSet claims, String type) {
        try {
            if (signing == Signing.NONE) {
                return new PlainJWT(claims).serialize();
            }
            boolean secret = signing == Signing.PUBLIC_KEY_AS_SECRET;
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(secret ? JWSAlgorithm.HS256 : JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .type(new JOSEObjectType(type))
                            .build(),
                    claims);
            jwt.sign(
                    secret
                            ? new MACSigner(key.toRSAPublicKey().getEncoded())
                            : new RSASSASigner(signing == Signing.FOREIGN_KEY ? foreign : key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void userInfo(HttpExchange exchange) throws IOException {
        String header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        Grant grant = accesses.get(header.replace("Bearer ", ""));
        if (grant == null || disabled.contains(grant.subject())) {
            json(exchange, 401, Map.of("error", "invalid_token"));
            return;
        }
        Map<String, Object> says = new HashMap<>(people.get(grant.subject()).claims());
        says.put("sub", grant.subject());
        json(exchange, 200, says);
    }

    private boolean counts(String token) {
        Grant grant = Optional.ofNullable(accesses.get(token)).orElse(refreshes.get(token));
        return grant != null && !disabled.contains(grant.subject());
    }

    private void endSession(HttpExchange exchange, Map<String, String> query) throws IOException {
        farewells.add(query);
        current = null;
        redirect(exchange, query.get("post_logout_redirect_uri"));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> form(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : Optional.ofNullable(text).orElse("").split("&")) {
            String[] parts = field.split("=", 2);
            if (parts.length == 2) {
                fields.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void redirect(HttpExchange exchange, String where) throws IOException {
        exchange.getResponseHeaders().set("Location", where);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void json(HttpExchange exchange, int status, Map<String, ?> content) throws IOException {
        answer(exchange, status, "application/json", JSON.writeValueAsString(content));
    }

    private static void answer(HttpExchange exchange, int status, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Reads the claims of a token without looking at its signature. */
    public static Map<String, Object> claims(String token) {
        try {
            return JSON.readValue(Base64.getUrlDecoder().decode(token.split("\\.")[1]), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
