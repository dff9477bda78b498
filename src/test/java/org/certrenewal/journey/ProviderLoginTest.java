package org.certrenewal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.certrenewal.access.StaffRoles;
import org.certrenewal.access.StaffRules;
import org.certrenewal.access.oidc.Providers;
import org.certrenewal.access.oidc.SessionWatch;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.People;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.testing.OidcServer;
import org.certrenewal.testing.OidcServer.Signing;
import org.certrenewal.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Logs in by a real OpenID provider over HTTP, an honest one and one that answers as attackers would. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "renewal.data=target/test-data-${renewal.test.fork:1}",
            "renewal.rights.keep=PT0S",
            "renewal.login.local=administrators",
            // Driven by the tests.
            "renewal.login.check=PT0S",
            "renewal.login.look=PT0S"
        })
@ActiveProfiles("demo")
@ContextConfiguration(initializers = TestDatabase.class)
@DirtiesContext
class ProviderLoginTest {

    private static final OidcServer PROVIDER = OidcServer.start();

    private static final String ZHAO = number("33020319910203991");
    private static final String QIAN = number("33020319920203991");
    private static final String OF_W01 = "330203198503159914";
    private static final String BACK_CHANNEL = "/logout/connect/back-channel/workers";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IdentityService identity;

    @Autowired
    private People people;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private SessionWatch watch;

    @Autowired
    private Providers providers;

    @Autowired
    private StaffRules rules;

    @Autowired
    private StaffRoles roles;

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry settings) {
        provider(settings, "workers", "applicants");
        setting(settings, "workers.acr", () -> "high");
        setting(settings, "workers.claims.document-type", () -> "card.type");
        setting(settings, "workers.claims.document-number", () -> "card.number");
        setting(settings, "workers.claims.phone", () -> "phone_number");
        provider(settings, "staff", "staff");
        provider(settings, "chief", "staff");
        setting(settings, "chief.roles.authoritative", () -> "true");
        setting(settings, "chief.roles.claim", () -> "duties");
        setting(settings, "chief.roles.groups.review", () -> "officers-330200");
        setting(settings, "chief.roles.groups.figures", () -> "analysts");
        provider(settings, "gone", "staff");
        // Nobody listens there; the start doesn't mind.
        setting(settings, "gone.issuer", () -> "http://localhost:1/gone");
    }

    private static void provider(DynamicPropertyRegistry settings, String id, String people) {
        setting(settings, id + ".label", () -> "平台" + id);
        setting(settings, id + ".people", () -> people);
        if (!"gone".equals(id)) {
            setting(settings, id + ".issuer", () -> PROVIDER.issuer(id));
        }
        setting(settings, id + ".client-id", () -> OidcServer.CLIENT);
        setting(settings, id + ".client-secret", () -> OidcServer.SECRET);
        setting(settings, id + ".claims.name", () -> "name");
    }

    private static void setting(DynamicPropertyRegistry settings, String name, Supplier<Object> value) {
        settings.add("renewal.login.providers." + name, value);
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @BeforeEach
    void begin() {
        PROVIDER.reset();
        worker("zhao", "赵一", ZHAO);
        jdbc.sql("delete from throttle").update();
        providers.look();
    }

    private static String number(String first17) {
        return first17 + IdNumber.checkCharacter(first17);
    }

    private static void worker(String subject, String name, String number) {
        PROVIDER.person(
                subject,
                Map.of(
                        "name",
                        name,
                        "acr",
                        "high",
                        "phone_number",
                        "+86 138 0000 0099",
                        "card",
                        Map.of("type", "111", "number", number)));
    }

    /** Is a browser that goes where it is led, to the provider and back. */
    private final class Visitor {

        private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        private final HttpClient http = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        private String callback;

        private HttpResponse<String> get(String address) {
            return send(HttpRequest.newBuilder(at(address)).GET());
        }

        private HttpResponse<String> post(String address, String... fields) {
            StringBuilder body = new StringBuilder("_csrf=" + cookie("RENEWAL-XSRF"));
            for (int i = 0; i < fields.length; i += 2) {
                body.append('&')
                        .append(fields[i])
                        .append('=')
                        .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
            }
            return send(HttpRequest.newBuilder(at(address))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body.toString())));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private URI at(String address) {
            return URI.create("http://localhost:" + port).resolve(address);
        }

        private String cookie(String name) {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals(name))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElse("");
        }

        /** Returns the page on which the log-in ends. */
        private HttpResponse<String> logIn(String provider, String subject) {
            PROVIDER.signedIn(subject);
            get("/login");
            String next = location(get("/oauth2/authorization/" + provider));
            callback = location(get(next));
            return follow(get(callback));
        }

        private HttpResponse<String> follow(HttpResponse<String> answer) {
            HttpResponse<String> last = answer;
            while (last.statusCode() == 302) {
                last = get(location(last));
            }
            return last;
        }

        private String user() {
            HttpResponse<String> me = get("/api/me");
            return me.statusCode() == 200 ? me.body().replaceAll("(?s).*\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1") : "";
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private void refused(Visitor visitor, HttpResponse<String> page, String sentence) {
        assertThat(page.uri().getPath()).isEqualTo("/login");
        assertThat(page.body()).contains(sentence);
        assertThat(visitor.user()).isEmpty();
    }

    private String account(String subject) {
        Visitor visitor = new Visitor();
        visitor.logIn("workers", subject);
        return visitor.user();
    }

    @Test
    void should_make_an_applicant_of_whoever_comes_first_and_know_them_again() {
        Visitor visitor = new Visitor();
        HttpResponse<String> home = visitor.logIn("workers", "zhao");

        assertThat(home.uri().getPath()).isEqualTo("/");
        assertThat(home.body()).contains("赵一").doesNotContain("138 0000 0099");
        String user = visitor.user();
        assertThat(user).matches("u[a-z0-9]{15}");
        assertThat(rules.groupsOf(user)).containsExactly("applicants");
        assertThat(people.withUserId(user).idNumber().value()).isEqualTo(ZHAO);
        assertThat(people.phoneOf(user)).contains("13800000099");
        User account = identity.createUserQuery().userId(user).singleResult();
        assertThat(account.getLastName()).isEqualTo("申请人");
        assertThat(visitor.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        assertThat(deeds(user)).contains("account-bound workers", "logged-in");

        worker("zhao", "赵一新", ZHAO);
        assertThat(account("zhao")).isEqualTo(user);
        assertThat(people.withUserId(user).name().value()).isEqualTo("赵一新");
        assertThat(PROVIDER.asked().get(0))
                .containsEntry("acr_values", "high")
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("nonce", "state");
    }

    private List<String> deeds(String user) {
        return trail.of(AuditTrail.chainOfAccount(user)).stream()
                .map(entry -> (entry.deed() + " " + entry.detail()).strip())
                .toList();
    }

    @Test
    void should_ask_at_the_userinfo_endpoint_for_what_the_token_lacks() {
        PROVIDER.numbersInToken(false);
        assertThat(account("zhao")).isNotEmpty();
    }

    @Test
    void should_keep_strangers_out_of_memory_and_give_a_new_session_to_whoever_is_in() {
        Visitor visitor = new Visitor();
        PROVIDER.signedIn("zhao");
        visitor.get("/login");
        visitor.get("/oauth2/authorization/workers");
        assertThat(visitor.cookie("JSESSIONID")).isEmpty();
        visitor.get("/camunda/app/tasklist/default/");
        String before = visitor.cookie("JSESSIONID");
        visitor.logIn("workers", "zhao");
        assertThat(visitor.cookie("JSESSIONID")).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    void should_lead_on_to_the_page_that_was_wanted() {
        Visitor visitor = new Visitor();
        visitor.get("/my/certificates");
        assertThat(visitor.logIn("workers", "zhao").uri().getPath()).isEqualTo("/my/certificates");
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("foreign issuer", claims -> claims.issuer("https://elsewhere.example")),
                lie("issuer of another provider", claims -> claims.issuer(PROVIDER.issuer("staff"))),
                lie("wrong nonce", claims -> claims.claim("nonce", "another")),
                lie("no nonce", claims -> claims.claim("nonce", null)),
                lie("swapped audience", claims -> claims.audience("another-client")),
                lie("several audiences without azp", claims -> claims.audience(List.of(OidcServer.CLIENT, "another"))),
                lie(
                        "expired",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600)))),
                lie(
                        "from the future",
                        claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(3600)))),
                lie("without subject", claims -> claims.subject(null)));
    }

    private static Arguments lie(String name, Consumer<JWTClaimsSet.Builder> change) {
        return Arguments.argumentSet(name, change);
    }

    @ParameterizedTest
    @MethodSource("lies")
    void should_believe_no_token_that_is_not_for_this_log_in(Consumer<JWTClaimsSet.Builder> change) {
        PROVIDER.tampering(change);
        Visitor visitor = new Visitor();
        refused(visitor, visitor.logIn("workers", "zhao"), "没有通过核验");
    }

    @ParameterizedTest
    @EnumSource(
            value = Signing.class,
            names = {"NONE", "PUBLIC_KEY_AS_SECRET", "FOREIGN_KEY"})
    void should_believe_no_token_that_the_provider_has_not_signed(Signing signing) {
        PROVIDER.signing(signing);
        Visitor visitor = new Visitor();
        refused(visitor, visitor.logIn("workers", "zhao"), "没有通过核验");
    }

    @Test
    void should_take_a_code_once_and_only_from_the_browser_that_asked() {
        Visitor visitor = new Visitor();
        visitor.logIn("workers", "zhao");
        String callback = visitor.callback;
        refused(new Visitor(), new Visitor().follow(visitor.get("/login")), "登录");
        Visitor thief = new Visitor();
        refused(thief, thief.follow(thief.get(callback)), "已经用过");

        // Who keeps the cookie as well still meets a provider that gives a code once.
        Visitor again = new Visitor();
        PROVIDER.signedIn("zhao");
        String back = location(again.get(location(again.get("/oauth2/authorization/workers"))));
        String asked = again.cookie("RENEWAL-LOGIN");
        again.get(back);
        Visitor replay = new Visitor();
        HttpResponse<String> answer = replay.follow(
                replay.send(HttpRequest.newBuilder(URI.create(back)).header("Cookie", "RENEWAL-LOGIN=" + asked)));
        refused(replay, answer, "已经用过");
    }

    @Test
    void should_refuse_whom_the_provider_knows_too_little() {
        PROVIDER.tampering(claims -> claims.claim("acr", "low"));
        Visitor visitor = new Visitor();
        HttpResponse<String> page = visitor.logIn("workers", "zhao");
        refused(visitor, page, "实名认证等级不够");
        assertThat(page.body()).contains("href=\"/oauth2/authorization/workers?again\"", "换一个账号登录");
        assertThat(location(visitor.get("/oauth2/authorization/workers?again"))).contains("prompt=login");
    }

    static Stream<Arguments> cards() {
        return Stream.of(
                Arguments.of(Map.of("type", "111"), "没有提供您的身份证号码"),
                Arguments.of(Map.of("number", QIAN), "没有提供您的身份证号码"),
                Arguments.of(Map.of("type", "111", "number", QIAN.substring(0, 17) + "?"), "身份证号码有误"),
                Arguments.of(Map.of("type", "111", "number", flipped(QIAN)), "身份证号码有误"),
                Arguments.of(Map.of("type", "414", "number", "E12345678"), "目前只能用居民身份证"));
    }

    private static String flipped(String number) {
        return number.substring(0, 17) + (number.endsWith("1") ? "2" : "1");
    }

    @ParameterizedTest
    @MethodSource("cards")
    void should_refuse_whose_number_is_missing_or_can_not_be(Map<String, String> card, String sentence) {
        PROVIDER.person("nobody", Map.of("name", "钱二", "acr", "high", "card", card));
        Visitor visitor = new Visitor();
        refused(visitor, visitor.logIn("workers", "nobody"), sentence);
        assertThat(jdbc.sql("select count(*) from provider_account where provider = 'workers' and user_id like 'u%'")
                        .query(Integer.class)
                        .single())
                .isLessThanOrEqualTo(3);
    }

    @Test
    void should_open_no_account_of_somebody_who_has_another() {
        worker("guest", "王海生", OF_W01);
        Visitor visitor = new Visitor();
        refused(visitor, visitor.logIn("workers", "guest"), "已有另一个账号");
        assertThat(deeds("w01")).contains("log-in-refused workers taken");

        String zhao = account("zhao");
        worker("second", "赵一", ZHAO);
        Visitor twin = new Visitor();
        refused(twin, twin.logIn("workers", "second"), "已有另一个账号");
        // The same subject with somebody else's number gets neither account.
        worker("zhao", "赵一", QIAN);
        Visitor swapped = new Visitor();
        refused(swapped, swapped.logIn("workers", "zhao"), "与您首次登录时不一致");
        assertThat(people.withUserId(zhao).idNumber().value()).isEqualTo(ZHAO);
    }

    @Test
    void should_give_the_account_to_whoever_is_known_by_number_without_one() {
        String number = number("33020319930203991");
        people.put(new People.Person("imported1", PersonName.of("孙三"), IdNumber.of(number)));
        worker("sun", "孙三", number);
        assertThat(account("sun")).isEqualTo("imported1");
    }

    @Test
    void should_begin_anew_under_the_same_id_after_an_administrator_has_deleted_the_account() {
        Visitor visitor = new Visitor();
        visitor.logIn("workers", "zhao");
        String user = visitor.user();
        identity.deleteUser(user);
        assertThat(visitor.user()).isEmpty();
        assertThat(account("zhao")).isEqualTo(user);
    }

    @Test
    void should_end_all_sessions_of_a_subject_by_a_log_out_token_and_take_it_once() {
        Visitor visitor = new Visitor();
        visitor.logIn("workers", "zhao");
        Visitor other = new Visitor();
        other.logIn("workers", "zhao");
        String token = PROVIDER.logoutToken("workers", claims -> claims.subject("zhao"));

        assertThat(new Visitor().post(BACK_CHANNEL, "logout_token", token).statusCode())
                .isEqualTo(200);
        assertThat(visitor.user()).isEmpty();
        assertThat(other.user()).isEmpty();
        assertThat(other.follow(other.get("/")).body()).contains("您已在统一身份认证平台退出");

        Visitor later = new Visitor();
        later.logIn("workers", "zhao");
        assertThat(new Visitor().post(BACK_CHANNEL, "logout_token", token).statusCode())
                .isEqualTo(400);
        assertThat(later.user()).isNotEmpty();
    }

    @Test
    void should_end_the_session_that_a_log_out_token_names() {
        Visitor first = new Visitor();
        first.logIn("workers", "zhao");
        String session = OidcServer.claims(PROVIDER.lastIdToken()).get("sid").toString();
        Visitor second = new Visitor();
        second.logIn("workers", "zhao");
        String token = PROVIDER.logoutToken("workers", claims -> claims.claim("sid", session));

        assertThat(new Visitor().post(BACK_CHANNEL, "logout_token", token).statusCode())
                .isEqualTo(200);
        assertThat(first.user()).isEmpty();
        assertThat(second.user()).isNotEmpty();
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                lie("foreign issuer", claims -> claims.issuer("https://elsewhere.example")),
                lie("another provider's", claims -> claims.issuer(PROVIDER.issuer("staff"))),
                lie("swapped audience", claims -> claims.audience("another-client")),
                lie("without event", claims -> claims.claim("events", null)),
                lie("another event", claims -> claims.claim("events", Map.of("https://x.example/y", Map.of()))),
                lie("with a nonce", claims -> claims.claim("nonce", "n")),
                lie("without id", claims -> claims.jwtID(null)),
                lie("about nobody", claims -> claims.subject(null)),
                lie("old", claims -> claims.issueTime(Date.from(Instant.now().minusSeconds(3600)))),
                lie(
                        "expired",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600)))));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void should_obey_no_forged_log_out_token(Consumer<JWTClaimsSet.Builder> change) {
        Visitor visitor = new Visitor();
        visitor.logIn("workers", "zhao");
        String token = PROVIDER.logoutToken("workers", claims -> {
            claims.subject("zhao");
            change.accept(claims);
        });
        assertThat(new Visitor().post(BACK_CHANNEL, "logout_token", token).statusCode())
                .isEqualTo(400);
        assertThat(visitor.user()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Signing.class,
            names = {"NONE", "PUBLIC_KEY_AS_SECRET", "FOREIGN_KEY"})
    void should_obey_no_log_out_token_that_the_provider_has_not_signed(Signing signing) {
        Visitor visitor = new Visitor();
        visitor.logIn("workers", "zhao");
        PROVIDER.signing(signing);
        String token = PROVIDER.logoutToken("workers", claims -> claims.subject("zhao"));
        assertThat(new Visitor().post(BACK_CHANNEL, "logout_token", token).statusCode())
                .isEqualTo(400);
        assertThat(new Visitor().post(BACK_CHANNEL).statusCode()).isEqualTo(400);
        assertThat(new Visitor().post("/logout/connect/back-channel/nobody").statusCode())
                .isEqualTo(400);
        String idToken = PROVIDER.lastIdToken();
        assertThat(new Visitor().post(BACK_CHANNEL, "logout_token", idToken).statusCode())
                .isEqualTo(400);
        assertThat(visitor.user()).isNotEmpty();
    }

    @Test
    void should_log_out_at_the_provider_too_and_come_back() {
        Visitor visitor = new Visitor();
        visitor.logIn("workers", "zhao");
        HttpResponse<String> farewell = visitor.follow(visitor.post("/logout"));

        assertThat(farewell.body()).contains("您已退出本系统");
        String next = farewell.headers().firstValue("Refresh").orElse("").replace("0; url=", "");
        HttpResponse<String> end = visitor.follow(visitor.get(next));
        assertThat(end.uri().getPath()).isEqualTo("/login");
        assertThat(end.body()).contains("您已安全退出");
        assertThat(PROVIDER.farewells()).singleElement().satisfies(asked -> {
            assertThat(asked).containsEntry("client_id", OidcServer.CLIENT);
            assertThat(OidcServer.claims(asked.get("id_token_hint"))).containsEntry("sub", "zhao");
        });
        assertThat(visitor.user()).isEmpty();
        // Once; the next who opens the page isn't led away.
        assertThat(visitor.get("/login").headers().firstValue("Refresh")).isEmpty();
    }

    @Test
    void should_log_out_whose_account_is_closed_at_the_provider() {
        Visitor visitor = new Visitor();
        visitor.logIn("workers", "zhao");
        watch.run();
        assertThat(visitor.user()).isNotEmpty();
        PROVIDER.disable("zhao");
        watch.run();
        assertThat(visitor.user()).isEmpty();
        assertThat(visitor.follow(visitor.get("/")).body()).contains("不再认可您的登录");
    }

    @Test
    void should_ask_by_the_refresh_token_when_the_access_token_is_used_up() {
        PROVIDER.accessLife(1);
        Visitor visitor = new Visitor();
        visitor.logIn("workers", "zhao");
        watch.run();
        watch.run();
        assertThat(visitor.user()).isNotEmpty();
        PROVIDER.disable("zhao");
        watch.run();
        assertThat(visitor.user()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 404, 429})
    void should_log_nobody_out_because_the_provider_is_down_and_say_so_to_who_comes(int status) {
        Visitor visitor = new Visitor();
        visitor.logIn("workers", "zhao");
        PROVIDER.brokenWith(status);
        watch.run();
        providers.look();
        assertThat(visitor.user()).isNotEmpty();
        Visitor stranger = new Visitor();
        assertThat(stranger.get("/login").body())
                .contains("平台workers", "现在无法登录：平台没有答复")
                .doesNotContain("/oauth2/authorization/workers");

        PROVIDER.brokenWith(0);
        providers.look();
        assertThat(stranger.get("/login").body()).contains("/oauth2/authorization/workers");
    }

    @Test
    void should_start_without_a_provider_that_is_not_there() {
        Visitor visitor = new Visitor();
        assertThat(visitor.get("/login").body())
                .contains("平台gone", "现在无法登录：平台没有答复")
                .doesNotContain("/oauth2/authorization/gone");
        refused(visitor, visitor.follow(visitor.get("/oauth2/authorization/gone")), "平台没有答复");
        assertThat(visitor.get("/oauth2/authorization/unknown").statusCode()).isEqualTo(302);
    }

    @Test
    void should_wait_for_no_provider_that_hangs() {
        Visitor worker = new Visitor();
        worker.logIn("workers", "zhao");
        Visitor visitor = new Visitor();
        PROVIDER.signedIn("zhao");
        String back = location(visitor.get(location(visitor.get("/oauth2/authorization/workers"))));
        Visitor next = new Visitor();
        String nextBack = location(next.get(location(next.get("/oauth2/authorization/workers"))));
        PROVIDER.hang();
        Instant begin = Instant.now();
        refused(visitor, visitor.follow(visitor.get(back)), "平台没有答复");
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(9));
        Instant then = Instant.now();
        refused(next, next.follow(next.get(nextBack)), "平台没有答复");
        assertThat(Duration.between(then, Instant.now()))
                .as("whoever comes after the first")
                .isLessThan(Duration.ofSeconds(4));
        watch.run();
        assertThat(worker.user()).isNotEmpty();
    }

    @Test
    void should_take_no_provider_for_down_because_an_address_says_so() {
        Visitor visitor = new Visitor();
        PROVIDER.signedIn("zhao");
        String state =
                location(visitor.get("/oauth2/authorization/workers")).replaceAll("(?s).*[?&]state=([^&]+).*", "$1");
        refused(
                visitor,
                visitor.follow(visitor.get("/login/oauth2/code/workers?error=server_error&state=" + state)),
                "平台没有答复");
        assertThat(new Visitor().get("/login").body()).contains("/oauth2/authorization/workers");
    }

    @Test
    void should_say_so_if_the_provider_fails_in_the_middle() {
        Visitor visitor = new Visitor();
        PROVIDER.signedIn("zhao");
        String back = location(visitor.get(location(visitor.get("/oauth2/authorization/workers"))));
        PROVIDER.brokenWith(503);
        refused(visitor, visitor.follow(visitor.get(back)), "平台没有答复");
    }

    @Test
    void should_give_staff_no_role_but_by_two() {
        PROVIDER.person("li", Map.of("name", "李审核", "duties", List.of("review")));
        Visitor visitor = new Visitor();
        visitor.logIn("staff", "li");
        String user = visitor.user();
        assertThat(rules.groupsOf(user)).isEmpty();
        assertThat(identity.createUserQuery().userId(user).singleResult().getLastName())
                .isEqualTo("李审核");
        assertThat(visitor.get("/").body()).contains(user, "还没有");

        roles.propose(user, "officers-330200", "admin");
        roles.confirm(roles.waiting().get(0).id(), "admin2");
        visitor.logIn("staff", "li");
        assertThat(rules.groupsOf(user)).containsExactly("officers-330200");
        assertThat(visitor.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
    }

    @Test
    void should_take_roles_from_a_provider_that_decides_on_them_within_our_rules() {
        PROVIDER.person("wu", Map.of("name", "吴主任", "duties", List.of("review", "figures", "cook")));
        Visitor visitor = new Visitor();
        visitor.logIn("chief", "wu");
        String user = visitor.user();
        assertThat(rules.groupsOf(user)).containsExactly("analysts", "officers-330200");
        assertThat(administration())
                .contains(
                        "provider:chief role-granted " + user + " officers-330200",
                        "provider:chief role-granted " + user + " analysts");

        PROVIDER.person("wu", Map.of("name", "吴主任", "duties", "figures"));
        watch.run();
        assertThat(rules.groupsOf(user)).containsExactly("analysts");
        assertThat(administration()).contains("provider:chief role-removed " + user + " officers-330200");
        assertThat(visitor.user()).isEmpty();

        roles.propose(user, "camunda-admin", "admin");
        roles.confirm(roles.waiting().get(0).id(), "admin2");
        PROVIDER.person("wu", Map.of("name", "吴主任", "duties", "review"));
        visitor.logIn("chief", "wu");
        assertThat(rules.groupsOf(user)).containsExactly("camunda-admin");
        assertThat(administration()).contains("provider:chief role-refused " + user + " officers-330200");
    }

    private List<String> administration() {
        return trail.of(AuditTrail.ADMINISTRATION).stream()
                .map(entry -> (entry.actor() + " " + entry.deed() + " " + entry.detail()).strip())
                .toList();
    }

    @Test
    void should_limit_and_record_tries_as_those_with_passwords() {
        PROVIDER.tampering(claims -> claims.claim("acr", "low"));
        new Visitor().logIn("workers", "zhao");
        assertThat(trail.of("account/?"))
                .anySatisfy(entry ->
                        assertThat(entry.deed() + " " + entry.detail()).isEqualTo("log-in-refused workers assurance"));
        Visitor eager = new Visitor();
        eager.get("/login");
        HttpResponse<String> last = null;
        for (int i = 0; i <= 30; i++) {
            last = eager.get("/oauth2/authorization/workers");
        }
        assertThat(eager.follow(last).body()).contains("登录次数过多");
    }

    @Test
    void should_have_no_password_for_whoever_logs_in_by_a_provider() {
        Visitor visitor = new Visitor();
        visitor.logIn("workers", "zhao");
        String user = visitor.user();
        Visitor stranger = new Visitor();
        stranger.get("/login");
        assertThat(location(stranger.post("/login", "username", user, "password", "")))
                .endsWith("/login?error");
        assertThat(location(stranger.post("/login", "username", user, "password", "null")))
                .endsWith("/login?error");
        assertThat(visitor.get("/").body()).doesNotContain("修改密码");
        HttpResponse<String> changed = visitor.post(
                "/my/password",
                "oldPassword",
                "",
                "newPassword",
                "Another-1-word",
                "newPasswordAgain",
                "Another-1-word");
        assertThat(changed.statusCode()).isEqualTo(422);
    }

    @Test
    void should_let_only_administrators_in_by_password_where_it_is_set_so() {
        Visitor visitor = new Visitor();
        assertThat(visitor.get("/login").body()).contains("系统管理员登录").doesNotContain("演示账号");
        assertThat(location(visitor.post("/login", "username", "w01", "password", "demo")))
                .endsWith("/login?error");
        assertThat(location(visitor.post("/login", "username", "admin", "password", "demo")))
                .endsWith("/");
    }
}
