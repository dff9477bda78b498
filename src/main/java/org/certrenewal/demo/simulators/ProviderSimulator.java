package org.certrenewal.demo.simulators;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.certrenewal.demo.DemoData;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Trade;
import org.certrenewal.registry.reference.Trades;
import org.certrenewal.setup.FirstLoad;
import org.certrenewal.setup.StartBlock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Plays two OpenID providers, one for workers and one for staff, by OpenID Connect Core and Discovery 1.0: codes with
 * proof keys (RFC 7636) that count once, refresh tokens that are replaced. Its people have accounts nowhere else, and
 * each worker holds a certificate that can be renewed.
 */
@Component
@Profile("demo & partners & !production")
class ProviderSimulator implements Simulator, FirstLoad {

    private static final String CLIENT = "renewal";
    private static final String WORKERS = "workers";
    private static final String STAFF = "staff";
    private static final int KEY_BITS = 2048;
    private static final int TOKEN_SECONDS = 300;
    private static final int DAYS_LEFT = 75;

    private static final List<Someone> PEOPLE = List.of(
            worker("p01", "周小满", "33020319940203992", "13800000101", "浙B012024000901"),
            worker("p02", "吴长河", "33020319890716991", "13800000102", "浙B012024000902"),
            worker("p03", "郑云岫", "33020319960911993", "13800000103", "浙B012024000903"),
            new Someone(STAFF, "po1", "冯审核", Map.of("duties", List.of("review")), "", "宁波的审核人员"),
            new Someone(STAFF, "pc1", "褚寄送", Map.of("duties", List.of("post")), "", "宁波的寄送人员"));

    private final ObjectMapper json;
    private final DemoData demo;
    private final Certificates certificates;
    private final Offices offices;
    private final Trades trades;
    private final String base;
    private final String service;
    private final String secret;
    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    private final Map<String, Grant> refreshes = new ConcurrentHashMap<>();
    private final Map<String, Grant> accesses = new ConcurrentHashMap<>();
    private RSAKey key;

    ProviderSimulator(
            ObjectMapper json,
            DemoData demo,
            Certificates certificates,
            Offices offices,
            Trades trades,
            @Value("${renewal.simulators.port}") int port,
            @Value("${renewal.base-url}") String service,
            @Value("${renewal.simulators.client-secret}") String secret) {
        this.json = json;
        this.demo = demo;
        this.certificates = certificates;
        this.offices = offices;
        this.trades = trades;
        this.base = "http://localhost:" + port + "/login/";
        this.service = service;
        this.secret = secret;
    }

    private record Someone(
            String issuer, String subject, String name, Map<String, Object> claims, String certificate, String story) {}

    private record Grant(
            String issuer, Someone person, String session, String nonce, String challenge, String redirect) {}

    private static Someone worker(String subject, String name, String first17, String phone, String certificate) {
        return new Someone(
                WORKERS,
                subject,
                name,
                Map.of("acr", "high", "phone_number", phone, "id_number", first17 + IdNumber.checkCharacter(first17)),
                certificate,
                "宁波的建筑电工，证书 " + certificate + " 可以办理延续");
    }

    @Override
    public String id() {
        return "login";
    }

    @Override
    public String title() {
        return "统一登录（OpenID Connect）";
    }

    /** Gives each worker a certificate that can be renewed. */
    @Override
    public void load() {
        LocalDate validTo = demo.firstLoad().plusDays(DAYS_LEFT);
        LocalDate from = validTo.plusDays(1).minusYears(2);
        Office office = offices.all().get(0);
        Trade trade = trades.withCode("01").orElseThrow();
        PEOPLE.stream().filter(it -> !it.certificate().isEmpty()).forEach(it -> {
            IdNumber number = IdNumber.of((String) it.claims().get("id_number"));
            certificates.add(new Certificate(
                    new CertificateNumber(it.certificate()),
                    number,
                    PersonName.of(it.name()),
                    number.gender(),
                    trade.code(),
                    trade.name(),
                    from.minusYears(2),
                    from,
                    validTo,
                    from,
                    office.authority(),
                    office.issuerCode(),
                    CertificateStatus.VALID,
                    1,
                    Optional.empty()));
        });
    }

    @Override
    public void report(StartBlock block) {
        // Its people stand on its own page.
    }

    @Override
    public Reply answer(Request request, boolean refusing) {
        String issuer = request.path().substring(1).split("/", 2)[0];
        return switch (request.path().substring(issuer.length() + 1)) {
            case "/.well-known/openid-configuration" -> json(200, metadata(base + issuer));
            case "/jwks" -> json(200, new JWKSet(key().toPublicJWK()).toJSONObject());
            case "/token" -> refusing ? json(400, Map.of("error", "invalid_grant")) : token(request);
            case "/userinfo" -> userInfo(request);
            default -> Reply.none(404);
        };
    }

    /** Made when it is first needed: it takes a while. */
    private synchronized RSAKey key() {
        try {
            if (key == null) {
                key = new RSAKeyGenerator(KEY_BITS)
                        .keyID(UUID.randomUUID().toString())
                        .generate();
            }
            return key;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> metadata(String issuer) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("issuer", issuer);
        says.put("authorization_endpoint", issuer + "/authorize");
        says.put("token_endpoint", issuer + "/token");
        says.put("jwks_uri", issuer + "/jwks");
        says.put("userinfo_endpoint", issuer + "/userinfo");
        says.put("end_session_endpoint", issuer + "/endsession");
        says.put("response_types_supported", List.of("code"));
        says.put("subject_types_supported", List.of("public"));
        says.put("id_token_signing_alg_values_supported", List.of("RS256"));
        says.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
        return says;
    }

    private Reply token(Request request) {
        Map<String, String> form = request.form();
        String credentials =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + secret).getBytes(StandardCharsets.UTF_8));
        if (!credentials.equals(request.headers().get("authorization"))) {
            return json(401, Map.of("error", "invalid_client"));
        }
        boolean first = "authorization_code".equals(form.get("grant_type"));
        Grant grant = first
                ? codes.remove(form.getOrDefault("code", ""))
                : refreshes.remove(form.getOrDefault("refresh_token", ""));
        boolean good = grant != null
                && (!first
                        || grant.redirect().equals(form.get("redirect_uri"))
                                && challenge(form.getOrDefault("code_verifier", ""))
                                        .equals(grant.challenge()));
        if (!good) {
            return json(400, Map.of("error", "invalid_grant"));
        }
        String access = UUID.randomUUID().toString();
        String refresh = UUID.randomUUID().toString();
        accesses.put(access, grant);
        refreshes.put(refresh, grant);
        return json(
                200,
                Map.of(
                        "access_token",
                        access,
                        "refresh_token",
                        refresh,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        TOKEN_SECONDS,
                        "id_token",
                        idToken(grant)));
    }

    private String idToken(Grant grant) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(base + grant.issuer())
                .subject(grant.person().subject())
                .audience(CLIENT)
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(TOKEN_SECONDS)))
                .claim("nonce", grant.nonce())
                .claim("sid", grant.session())
                .claim("name", grant.person().name());
        grant.person().claims().forEach(claims::claim);
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key().getKeyID())
                            .type(JOSEObjectType.JWT)
                            .build(),
                    claims.build());
            jwt.sign(new RSASSASigner(key()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply userInfo(Request request) {
        Grant grant =
                accesses.get(request.headers().getOrDefault("authorization", "").replace("Bearer ", ""));
        if (grant == null) {
            return json(401, Map.of("error", "invalid_token"));
        }
        Map<String, Object> says = new LinkedHashMap<>(grant.person().claims());
        says.put("sub", grant.person().subject());
        says.put("name", grant.person().name());
        return json(200, says);
    }

    @Override
    public boolean isForPeople(String path) {
        return path.endsWith("/authorize") || path.endsWith("/endsession");
    }

    /** Asks who it is, and leads back; to the service only. */
    @Override
    public Reply person(Request request) {
        String issuer = request.path().substring(1).split("/", 2)[0];
        Map<String, String> query = request.parameters();
        boolean leaves = request.path().endsWith("/endsession");
        String back = query.getOrDefault(leaves ? "post_logout_redirect_uri" : "redirect_uri", "");
        if (!request.method().equals("GET") || !back.startsWith(service + "/")) {
            return Reply.none(400);
        }
        if (leaves) {
            return Reply.seeOther(back);
        }
        Optional<Someone> person = PEOPLE.stream()
                .filter(it -> it.issuer().equals(issuer))
                .filter(it -> it.subject().equals(query.get("login")))
                .findFirst();
        if (person.isEmpty()) {
            return Reply.page(
                    Html.page(issuer.equals(STAFF) ? "机关统一身份认证（模拟）" : "政务服务网登录（模拟）", choice(issuer, request.query())));
        }
        String code = UUID.randomUUID().toString();
        codes.put(
                code,
                new Grant(
                        issuer,
                        person.get(),
                        UUID.randomUUID().toString(),
                        query.get("nonce"),
                        query.getOrDefault("code_challenge", ""),
                        back));
        return Reply.seeOther(back + "?code=" + code + "&state="
                + URLEncoder.encode(query.getOrDefault("state", ""), StandardCharsets.UTF_8));
    }

    /** Links, not a form: a browser lets a form of this page lead to no other. */
    private static String choice(String issuer, String query) {
        return "<section><p>选择以谁的身份登录。这里不要求密码，这些人都是虚构的。</p><ul>"
                + PEOPLE.stream()
                        .filter(it -> it.issuer().equals(issuer))
                        .map(it -> "<li><a class=\"button\" href=\"?%s&amp;login=%s\">%s</a>　%s</li>"
                                .formatted(Html.text(query), it.subject(), Html.text(it.name()), Html.text(it.story())))
                        .collect(Collectors.joining())
                + "</ul></section>";
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply json(int status, Map<String, ?> content) {
        try {
            return Reply.json(status, json.writeValueAsString(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String shown() {
        return "<p>可以用来登录的人（不用密码）：</p><ul>"
                + PEOPLE.stream()
                        .map(it -> "<li>" + Html.text(it.name()) + "　" + Html.text(it.story()) + "</li>")
                        .collect(Collectors.joining())
                + "</ul><p class=\"hint\">改为出错或者无响应后，登录页在半分钟内不再提供这个平台；已经登录的人不受影响。</p>";
    }
}
