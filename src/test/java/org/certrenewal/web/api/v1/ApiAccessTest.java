package org.certrenewal.web.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.registry.Verifications;
import org.certrenewal.registry.Verifications.Subject;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.IssuedTokens;
import org.certrenewal.testing.Programs;
import org.certrenewal.testing.Programs.Answer;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks {@code /api/v1} as programs with good, foreign, stale and too small tokens. */
@RenewalTest
class ApiAccessTest {

    private static final String CASES = "/api/v1/cases/";
    private static final String STATISTICS = "/api/v1/statistics";
    private static final String HOLDERS = "/api/v1/holders/certificates";
    private static final String WANG = "{\"idNumber\":\"330203198503159914\",\"name\":\"王海生\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Verifications verifications;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    private Renewal submitted() {
        return renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)));
    }

    @Test
    void should_take_no_token_but_the_providers_for_this_service() {
        List<String> bad = List.of(
                "no.token.atall",
                IssuedTokens.with("p", claims -> claims.issuer("https://elsewhere.example"), "statistics:read"),
                IssuedTokens.with("p", claims -> claims.audience("another-service"), "statistics:read"),
                IssuedTokens.with(
                        "p",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(3600))),
                        "statistics:read"),
                IssuedTokens.with("p", claims -> claims.expirationTime(null), "statistics:read"),
                IssuedTokens.with("p", claims -> claims.claim("client_id", null), "statistics:read"),
                IssuedTokens.with("p", claims -> claims.claim("client_id", "a b\n"), "statistics:read"),
                IssuedTokens.ofType("logout+jwt", "p", "statistics:read"),
                IssuedTokens.signedBy(IssuedTokens.key("current"), "p", "statistics:read"),
                IssuedTokens.signedBy(IssuedTokens.key("unknown"), "p", "statistics:read"),
                // {"alg":"none"}
                "eyJhbGciOiJub25lIn0." + IssuedTokens.of("p", "statistics:read").split("\\.")[1] + ".");
        for (String token : bad) {
            Answer answer = Programs.get(port, STATISTICS, token);
            assertThat(answer.status()).as(token).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
            assertThat(answer.body()).contains("\"code\":\"invalid-token\"");
        }
        Answer none = Programs.get(port, STATISTICS, null);
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(none.header("Content-Type")).startsWith("application/problem+json");
        assertThat(Programs.get(port, STATISTICS, IssuedTokens.of("p", "statistics:read"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void should_let_no_person_in_and_begin_no_session() {
        for (String user : List.of("w01", "admin", "a01")) {
            Intruder person = Intruder.of(user, port);
            assertThat(person.get(STATISTICS).status()).as(user).isEqualTo(401);
            assertThat(person.get("/api/v1/openapi").status()).as(user).isEqualTo(401);
        }
        Answer answer = Programs.get(port, STATISTICS, IssuedTokens.of("p", "statistics:read"));
        assertThat(answer.response().headers().allValues("Set-Cookie")).isEmpty();
        // A token opens nothing else.
        assertThat(Programs.get(port, "/api/me", IssuedTokens.of("p", "case:read"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void should_ask_each_call_for_its_scope_and_know_no_other_call() {
        String all =
                IssuedTokens.of("p", "case:read", "verify", "certificates:read", "statistics:read", "webhooks:manage");
        String none = IssuedTokens.of("p", "openid");
        for (String path :
                List.of(CASES + "33260901X0000000", "/api/v1/verifications/x", STATISTICS, "/api/v1/webhooks")) {
            Answer answer = Programs.get(port, path, none);
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope", "scope=");
        }
        assertThat(Programs.post(port, HOLDERS, IssuedTokens.of("p", "case:read"), WANG)
                        .status())
                .isEqualTo(403);
        assertThat(Programs.get(port, "/api/v1/cases", all).status()).isEqualTo(404);
        assertThat(Programs.get(port, "/api/v1/anything", all).body()).contains("no-such-call");
        Answer wrong = Programs.send(port, "DELETE", STATISTICS, all, null, Map.of());
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("Allow")).isEqualTo("GET");
    }

    @Test
    void should_tell_the_status_of_a_case_to_whom_it_may_and_enter_it_into_the_trail() {
        Renewal renewal = submitted();
        Answer answer = Programs.get(port, CASES + renewal.number(), IssuedTokens.of("portal", "case:read"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"status\":\"SUBMITTED\"", "\"office\":\"330200\"")
                .doesNotContain("王海生", "w01", "3302031985");
        assertThat(jdbc.sql("select count(*) from audit_entry where chain = ? and actor = 'client:portal'")
                        .param(renewal.number())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        String restricted = IssuedTokens.of(IssuedTokens.NINGBO_ONLY, "case:read");
        assertThat(Programs.get(port, CASES + renewal.number(), restricted).status())
                .isEqualTo(200);
        jdbc.sql("update case_file set office = '330100' where case_number = ?")
                .param(renewal.number())
                .update();
        assertThat(Programs.get(port, CASES + renewal.number(), restricted).status())
                .isEqualTo(404);
    }

    @Test
    void should_list_certificates_only_where_name_and_number_agree() {
        String token = IssuedTokens.of("portal", "certificates:read");
        Answer found = Programs.post(port, HOLDERS, token, WANG);
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body()).contains("certificateNumber").doesNotContain("王海生");
        assertThat(Programs.post(port, HOLDERS, token, WANG.replace("王海生", "王海"))
                        .body())
                .isEqualTo("{\"certificates\":[]}");
        assertThat(jdbc.sql("select count(*) from audit_entry where chain = ? and deed = 'looked-up-holder'")
                        .param(AuditTrail.ACCOUNT + "client:portal")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(Programs.post(port, HOLDERS, token, WANG).status());
        }
        assertThat(answers).as("look-ups of one number are few").contains(429);
    }

    @Test
    void should_verify_by_the_id_in_the_qr_code() {
        String number = renewals.certificateOf("w01", TestClock.START.plusDays(80));
        String id = "A".repeat(21) + number.charAt(number.length() - 1);
        var subject = new Subject(new org.certrenewal.registry.CertificateNumber(number), 1);
        String known = verifications.idOf(subject).orElseGet(() -> {
            verifications.open(id, subject);
            return id;
        });
        String token = IssuedTokens.of("portal", "verify");
        Answer answer = Programs.get(port, "/api/v1/verifications/" + known, token);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"standing\":\"GENUINE\"", "\"good\":true", number)
                .doesNotContain("王海生");
        assertThat(Programs.get(port, "/api/v1/verifications/" + "z".repeat(22), token)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void should_hide_small_figures_and_refuse_unknown_parameters() {
        String token = IssuedTokens.of("portal", "statistics:read");
        assertThat(Programs.get(port, STATISTICS + "?from=2026-01&to=2026-09", token)
                        .body())
                .doesNotContainPattern("\"n\":[1-4][,}]");
        for (String query : List.of(
                "?from=x", "?office=000000", "?who=w01", "?from=2026-01&from=2026-02", "?from=2027-01&to=2026-01")) {
            assertThat(Programs.get(port, STATISTICS + query, token).status())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    @Test
    void should_limit_each_client_by_itself() {
        List<Integer> answers = new ArrayList<>();
        Answer last = null;
        for (int i = 0; i < 7; i++) {
            last = Programs.get(port, STATISTICS, IssuedTokens.of(IssuedTokens.SLOW, "statistics:read"));
            answers.add(last.status());
        }
        assertThat(answers).containsExactly(200, 200, 200, 200, 200, 429, 429);
        assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 60);
        assertThat(Programs.get(port, STATISTICS, IssuedTokens.of("other", "statistics:read"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void should_keep_each_clients_webhooks_to_itself() {
        String own = IssuedTokens.of("hooks-" + System.nanoTime(), "webhooks:manage");
        String other = IssuedTokens.of("hooks-other", "webhooks:manage");
        String path = "/api/v1/webhooks";
        Answer made =
                Programs.post(port, path, own, "{\"url\":\"https://example.org/h\",\"events\":[\"case.accepted\"]}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("\"secret\":\"whsec_");
        String id = made.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
        assertThat(Programs.get(port, path, own).body()).contains(id).doesNotContain("whsec_");
        assertThat(Programs.get(port, path, other).body()).doesNotContain(id);
        assertThat(Programs.send(port, "DELETE", path + "/" + id, other, null, Map.of())
                        .status())
                .isEqualTo(404);
        String secret = path + "/" + id + "/secret";
        assertThat(Programs.send(port, "POST", secret, other, null, Map.of()).status())
                .isEqualTo(404);
        assertThat(Programs.send(port, "POST", secret, IssuedTokens.of("hooks-x", "verify"), null, Map.of())
                        .status())
                .isEqualTo(403);
        Answer changed = Programs.send(port, "POST", secret, own, null, Map.of());
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(secretIn(changed)).startsWith("whsec_").isNotEqualTo(secretIn(made));
        Answer refused =
                Programs.post(port, path, own, "{\"url\":\"http://10.0.0.1/\",\"events\":[\"case.accepted\"]}");
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(Programs.send(port, "DELETE", path + "/" + id, own, null, Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(Programs.get(port, path, own).body()).isEqualTo("{\"webhooks\":[]}");
    }

    private static String secretIn(Answer answer) {
        return answer.body().replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");
    }
}
