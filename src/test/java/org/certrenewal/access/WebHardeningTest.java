package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.digest.Sha512HashDigest;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.Intruder.Answer;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Stranger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/** Proves what the web side promises beyond who may do what: log-in, session, headers, limits. */
@RenewalTest
class WebHardeningTest {

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identity;

    @Autowired
    private EngineLogin login;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void should_lock_out_after_five_wrong_passwords_also_a_user_who_does_not_exist() {
        for (String user : List.of("w03", "nobody")) {
            Intruder intruder = new Intruder(port);
            for (int i = 0; i < 5; i++) {
                assertThat(intruder.logsIn(user, "wrong").header("Location")).endsWith("/login?error");
            }
            assertThat(intruder.logsIn(user, "demo").header("Location")).endsWith("/login?locked");
            assertThat(intruder.get("/login?locked").body()).contains("登录失败次数过多");
        }
        assertThat(Intruder.of("w04", port).get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void should_take_the_same_time_for_a_user_who_does_not_exist() {
        answersWrong("w05");
        long known = fastest(() -> answersWrong("w05"));
        jdbc.sql("delete from throttle").update();
        long unknown = fastest(() -> answersWrong("w0555"));
        // Without the hash for nobody the ratio is below a tenth; a busy machine alone doesn't bring it there.
        assertThat((double) unknown / known)
                .as("%d µs for nobody, %d µs for a wrong password", unknown / 1000, known / 1000)
                .isBetween(0.3, 5.0);
    }

    private void answersWrong(String user) {
        assertThatThrownBy(() -> login.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(user, "wrong")))
                .isInstanceOf(BadCredentialsException.class);
    }

    private static long fastest(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - begin);
        }
        return best;
    }

    @Test
    void should_hash_new_passwords_by_argon2id() {
        User person = identity.newUser("x02");
        person.setPassword("secret");
        identity.saveUser(person);
        assertThat(hash("x02")).startsWith("{ARGON2ID}$argon2id$");
        identity.deleteUser("x02");
    }

    @Test
    void should_hash_anew_what_the_engine_hashed() {
        User old = identity.newUser("x01");
        old.setPassword("secret");
        identity.saveUser(old);
        String salt = ((UserEntity) user("x01")).getSalt();
        jdbc.sql("update ACT_ID_USER set PWD_ = :hash where ID_ = 'x01'")
                .param("hash", "{SHA-512}" + new Sha512HashDigest().encrypt("secret" + salt))
                .update();

        assertThat(new Intruder(port).logsIn("x01", "wrong").header("Location")).endsWith("/login?error");
        assertThat(hash("x01")).startsWith("{SHA-512}");
        assertThat(new Intruder(port).logsIn("x01", "secret").header("Location"))
                .doesNotContain("error");
        assertThat(hash("x01")).startsWith("{ARGON2ID}$argon2id$");
        assertThat(new Intruder(port).logsIn("x01", "secret").header("Location"))
                .doesNotContain("error");
        identity.deleteUser("x01");
    }

    private User user(String id) {
        return identity.createUserQuery().userId(id).singleResult();
    }

    private String hash(String id) {
        return ((UserEntity) user(id)).getPassword();
    }

    /** Somebody plants a session that they know, and waits until its victim logs in. */
    @Test
    void should_give_a_new_session_at_log_in_and_none_after_log_out() {
        // A stranger is given none, so it must be one that the intruder has logged in with.
        String planted = Intruder.of("w02", port).cookie("JSESSIONID").orElseThrow();
        Intruder victim = new Intruder(port);
        victim.keep("JSESSIONID", planted);
        victim.logsIn("w06", "demo");
        String after = victim.cookie("JSESSIONID").orElseThrow();
        assertThat(after).isNotEqualTo(planted);
        assertThat(holding(planted).get("/api/me").status()).isEqualTo(401);
        Intruder thief = holding(after);
        assertThat(thief.get("/api/me").status()).isEqualTo(200);
        victim.form("/logout", Map.of());
        assertThat(thief.get("/api/me").status()).isEqualTo(401);
    }

    private Intruder holding(String session) {
        Intruder intruder = new Intruder(port);
        intruder.keep("JSESSIONID", session);
        return intruder;
    }

    @Test
    void should_send_the_headers_that_browsers_heed() {
        Intruder intruder = new Intruder(port);
        Answer login = intruder.get("/login");
        assertThat(login.header("Content-Security-Policy"))
                .contains("default-src 'self'")
                .doesNotContain("unsafe-inline", "unsafe-eval");
        assertThat(login.body()).doesNotContain("style=\"", "onclick=", "<script>");
        assertThat(login.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(login.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
        assertThat(login.header("Set-Cookie")).contains("SameSite=Lax");
        assertThat(login.header("Server")).isEmpty();
        assertThat(login.header("X-Powered-By")).isEmpty();
        assertThat(intruder.logsIn("w07", "demo").header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
        Answer tasklist = intruder.get("/camunda/app/tasklist/default/");
        assertThat(tasklist.header("Content-Security-Policy"))
                .contains("'strict-dynamic'", "object-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("https:");
    }

    @Test
    void should_ask_for_tls_from_then_on_when_behind_it() {
        // The tests' server believes no proxy but this one.
        Stranger.Answer answer = new Stranger(port, "127.0.0.2").get("/login", "X-Forwarded-Proto: https");
        assertThat(answer.header("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(answer.head().lines().filter(line -> line.startsWith("Set-Cookie:")))
                .isNotEmpty()
                .allMatch(cookie -> cookie.contains("Secure"));
        assertThat(new Stranger(port, "127.0.0.3")
                        .get("/login", "X-Forwarded-Proto: https")
                        .header("Strict-Transport-Security"))
                .isEmpty();
    }

    @Test
    void should_show_no_insides_when_something_is_wrong() {
        Intruder intruder = Intruder.of("w08", port);
        for (String path : List.of("/nowhere", "/api/nowhere", "/api/tasks/%00", "/camunda/api/nowhere", "/error")) {
            Answer answer = intruder.get(path);
            assertThat(answer.status()).as(path).isGreaterThanOrEqualTo(400);
            assertThat(answer.body())
                    .as(path)
                    .doesNotContain("Exception", "\tat ", "Tomcat", "Spring", "7.24.0", "org.");
        }
        String task = "00000000-0000-0000-0000-000000000000";
        assertThat(intruder.post(
                                "/api/tasks/" + task + "/completion", "{\"version\":\"" + "x".repeat(4_000_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void should_limit_look_ups_of_one_number() {
        Intruder intruder = new Intruder(port);
        intruder.get("/lookup");
        for (int i = 0; i < 10; i++) {
            assertThat(intruder.form("/lookup", Map.of("idNumber", "330203198503159914"))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(intruder.form("/lookup", Map.of("idNumber", "330203198503159914"))
                        .status())
                .isEqualTo(429);
        assertThat(jdbc.sql("select bucket from throttle").query(String.class).list())
                .allMatch(bucket -> bucket.matches("[0-9a-f]{64}"));
    }

    @Test
    void should_limit_how_many_codes_one_browser_tries() {
        Intruder intruder = new Intruder(port);
        for (int i = 0; i < 300; i++) {
            assertThat(intruder.get("/face/" + i).status()).isEqualTo(200);
        }
        Answer refused = intruder.get("/face/300");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("900");
    }

    @Test
    void should_refuse_addresses_that_would_lead_elsewhere_before_anybody_reads_them() throws Exception {
        for (String path :
                List.of("//evil.example/camunda/app", "/camunda/app;@evil.example", "//evil/..;/camunda/app")) {
            MockHttpServletResponse response = new MockHttpServletResponse();
            MockFilterChain chain = new MockFilterChain();
            new WebappRequestFilter().doFilter(new MockHttpServletRequest("GET", path), response, chain);
            assertThat(response.getStatus()).as(path).isEqualTo(400);
            assertThat(chain.getRequest()).as(path).isNull();
        }
    }

    @Test
    void should_say_whom_to_tell_about_a_weakness() {
        Answer text = new Intruder(port).get("/.well-known/security.txt");
        assertThat(text.status()).isEqualTo(200);
        assertThat(text.body()).contains("Contact: ", "Expires: ");
    }

    @Test
    void should_end_a_session_that_only_the_page_itself_still_uses() throws Exception {
        long[] now = {Instant.now().toEpochMilli()};
        SessionLimits limits =
                new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(10), () -> Instant.ofEpochMilli(now[0]));
        MockHttpSession session = new MockHttpSession();
        visit(limits, session, "/my/cases");
        for (int minute = 0; minute < 40; minute++) {
            now[0] += Duration.ofMinutes(1).toMillis();
            if (!session.isInvalid()) {
                visit(limits, session, "/camunda/api/engine/engine/default/filter/x/list");
            }
        }
        assertThat(session.isInvalid()).isTrue();

        MockHttpSession busy = new MockHttpSession();
        int minutes = 0;
        for (; minutes < 1000 && !busy.isInvalid(); minutes++) {
            now[0] = busy.getCreationTime() + Duration.ofMinutes(minutes).toMillis();
            visit(limits, busy, "/my/cases");
        }
        assertThat(minutes).isEqualTo(602);
    }

    private static void visit(SessionLimits limits, MockHttpSession session, String path) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setSession(session);
        limits.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
    }
}
