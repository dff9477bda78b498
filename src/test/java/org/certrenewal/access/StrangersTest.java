package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.catalina.Context;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.Stranger;
import org.certrenewal.testing.Stranger.Answer;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.LockedException;

/** Proves that strangers cost little, take nothing from others, and are led nowhere. */
@RenewalTest
class StrangersTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final String NO_ID = "00000000-0000-4000-8000-000000000000";
    private static final String NUMBER = "idNumber=330203198503159914";

    @LocalServerPort
    private int port;

    @Autowired
    private ServletWebServerApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private LoginTries tries;

    @Autowired
    private Renewals renewals;

    @Autowired
    private CaseFiles cases;

    @BeforeEach
    void start() {
        TestClock.atStart();
    }

    private Stranger from(int last) {
        return new Stranger(port, "127.0.1." + last);
    }

    @Test
    void should_keep_nothing_of_strangers() {
        Stranger stranger = from(1);
        String query = "?x=" + "y".repeat(11_000);
        List<String> paths = List.of(
                "/my/cases",
                "/",
                "/nowhere",
                "/api/me",
                "/camunda/app/tasklist/default/",
                "/camunda/app/welcome/default/",
                "/camunda/lib/deps.js",
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/admin/plugin/x/static/y.js",
                "/login",
                "/lookup",
                "/verify/AAAAAAAAAAAAAAAAAAAAAA");
        long before = sessions();
        paths.forEach(path -> stranger.get(path + query));
        long held = usedAfterCollection();
        for (int i = 0; i < 200; i++) {
            for (String path : paths) {
                Answer answer = stranger.get(path + query);
                assertThat(answer.cookie("JSESSIONID")).as(path).isEmpty();
            }
        }
        stranger.form("/login", "username=w01&password=wrong");
        stranger.form("/lookup", NUMBER);
        stranger.form("/logout", "");
        stranger.form("/camunda/api/admin/auth/user/default/logout", "");
        stranger.form("/camunda/api/admin/auth/user/default/login/tasklist", "username=w01&password=demo");
        assertThat(sessions()).isEqualTo(before);
        // 2,400 requests with 11 KB each; kept, they would take more than 26 MB.
        assertThat(usedAfterCollection() - held).isLessThan(15_000_000);
    }

    private long sessions() {
        Context web = (Context)
                ((TomcatWebServer) context.getWebServer()).getTomcat().getHost().findChildren()[0];
        return web.getManager().getSessionCounter();
    }

    private static long usedAfterCollection() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void should_lead_back_to_the_page_that_was_wanted() {
        assertThat(afterLogIn("w01", "/my/cases")).isEqualTo("/my/cases");
        assertThat(afterLogIn("w01", "/camunda/app/tasklist/default/")).isEqualTo("/camunda/app/tasklist/default/");
        assertThat(afterLogIn("a01", "/camunda/app/cockpit/default/")).isEqualTo("/camunda/app/cockpit/default/");
        assertThat(afterLogIn("s01", "/office/certificates?number=1")).isEqualTo("/office/certificates?number=1");
    }

    @Test
    void should_lead_back_to_nothing_else() {
        for (String path : List.of(
                "/apple-touch-icon.png",
                "/favicon.ico",
                "/api/papers/1",
                "/api/me",
                "/my/data",
                "/camunda/lib/deps.js",
                "/camunda/api/welcome/plugin/x/static/y.js",
                "/nowhere",
                "/my/cases?x=" + "y".repeat(2_000))) {
            assertThat(afterLogIn("w01", path)).as(path).isEqualTo("/");
        }
        assertThat(afterLogIn("w01", "/admin/rules")).as("not for this person").isEqualTo("/");
        assertThat(afterLogIn("w01", "/my/cases", "Sec-Fetch-Dest: image"))
                .as("no navigation")
                .isEqualTo("/");
        for (String planted : List.of(
                "//evil.example",
                "/\\evil.example",
                "https://evil.example/",
                "/my/cases\r\nX: y",
                "/%5cevil.example",
                "/%2f%2fevil.example",
                "/my/../..//evil.example",
                "/my/cases//evil.example",
                "evil")) {
            String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(planted.getBytes());
            assertThat(logIn("w01", "Cookie: RENEWAL-NEXT=" + cookie).header("Location"))
                    .as(planted)
                    .isEqualTo("/");
        }
    }

    private String afterLogIn(String user, String path, String... headers) {
        Answer refused = from(2).get(path, headers);
        if (refused.status() == 302) {
            assertThat(refused.header("Location")).isEqualTo("/login");
        }
        return logIn(user, "Cookie: RENEWAL-NEXT=" + refused.cookie("RENEWAL-NEXT"))
                .header("Location");
    }

    private Answer logIn(String user, String... headers) {
        Answer answer = from(2).form("/login", "username=" + user + "&password=demo", headers);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.cookie("JSESSIONID")).isNotEmpty();
        return answer;
    }

    @Test
    void should_check_no_more_passwords_at_the_same_moment_than_one_after_another() throws Exception {
        List<String> answers = atOnce(
                40, () -> from(3).form("/login", "username=w03&password=wrong").header("Location"));
        assertThat(answers.stream().filter("/login?error"::equals)).hasSize(5);
        assertThat(answers.stream().filter("/login?locked"::equals)).hasSize(35);
    }

    /** From outside a password that was looked at too late can't be told from one that wasn't. */
    @Test
    void should_look_at_no_password_that_is_one_too_many() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        atOnce(40, () -> {
            try {
                return tries.make("w03", "192.0.2.1", Optional.empty(), () -> {
                    looks.incrementAndGet();
                    return Optional.empty();
                });
            } catch (LockedException tooMany) {
                return tooMany;
            }
        });
        assertThat(looks).hasValue(5);
    }

    @Test
    void should_let_everybody_in_who_logs_in_at_the_same_moment() throws Exception {
        assertThat(atOnce(
                        12,
                        () -> from(3).form("/login", "username=w04&password=demo")
                                .header("Location")))
                .containsOnly("/");
    }

    @Test
    void should_let_an_owner_in_whose_account_others_have_locked() {
        String known = logIn("w05").cookie("RENEWAL-BROWSER");
        assertThat(known).isNotEmpty();
        for (int address = 10; address < 22; address++) {
            for (int i = 0; i < 5; i++) {
                from(address).form("/login", "username=w05&password=wrong");
            }
        }
        String right = "username=w05&password=demo";
        assertThat(from(30).form("/login", right).header("Location")).isEqualTo("/login?locked");
        assertThat(from(30).form("/login", right, "Cookie: RENEWAL-BROWSER=" + known)
                        .header("Location"))
                .isEqualTo("/");
        // Known for its own account only, and not without end.
        String other = logIn("w06").cookie("RENEWAL-BROWSER");
        assertThat(from(30).form("/login", right, "Cookie: RENEWAL-BROWSER=" + other)
                        .header("Location"))
                .isEqualTo("/login?locked");
        for (int i = 0; i < 5; i++) {
            assertThat(from(30 + i)
                            .form("/login", "username=w05&password=wrong", "Cookie: RENEWAL-BROWSER=" + known)
                            .header("Location"))
                    .isEqualTo("/login?error");
        }
        assertThat(from(40).form("/login", right, "Cookie: RENEWAL-BROWSER=" + known)
                        .header("Location"))
                .isEqualTo("/login?locked");
    }

    @Test
    void should_let_people_in_from_an_address_from_which_others_try() {
        String browser = from(80).get("/login").cookie("RENEWAL-BROWSER");
        for (int i = 0; i < 100; i++) {
            from(80).form("/login", "username=" + "n".repeat(65) + i + "&password=wrong");
        }
        assertThat(from(80).form("/login", "username=w13&password=demo").header("Location"))
                .isEqualTo("/login?locked");
        assertThat(from(80).form("/login", "username=w13&password=demo", "Cookie: RENEWAL-BROWSER=" + browser)
                        .header("Location"))
                .isEqualTo("/");
    }

    @Test
    void should_leave_others_what_strangers_use_up() {
        String path = "/verify/AAAAAAAAAAAAAAAAAAAAAA";
        String known = from(50).get(path).cookie("RENEWAL-BROWSER");
        Intruder person = Intruder.of("w07", port);
        for (int address = 50; address < 70; address++) {
            for (int i = 0; i < 30; i++) {
                from(address).get(path);
            }
        }
        assertThat(from(70).get(path).status()).isEqualTo(404);
        for (int i = 0; i < 270; i++) {
            from(50).get(path);
        }
        assertThat(from(50).get(path).status()).isEqualTo(429);
        assertThat(from(50).form("/lookup", NUMBER).status()).as("another page").isEqualTo(200);
        assertThat(from(50).get(path, "Cookie: RENEWAL-BROWSER=" + known).status())
                .as("a browser that is known again")
                .isEqualTo(404);
        assertThat(from(50).get(
                                path,
                                "Cookie: RENEWAL-BROWSER=" + (known.startsWith("_") ? "-" : "_") + known.substring(1))
                        .status())
                .as("a browser that makes itself known")
                .isEqualTo(429);
        for (int i = 0; i < 28; i++) {
            from(50).get(path, "Cookie: RENEWAL-BROWSER=" + known);
        }
        assertThat(from(50).get(path, "Cookie: RENEWAL-BROWSER=" + known).status())
                .isEqualTo(429);
        String session = "Cookie: JSESSIONID=" + person.cookie("JSESSIONID").orElseThrow();
        assertThat(from(50).get(path, session).status()).as("a person").isEqualTo(404);
    }

    @Test
    void should_answer_under_its_own_names_only() {
        for (String host : List.of("evil.example", "evil.example:8080", "localhost.evil.example", "10.1.2.3")) {
            for (String path : List.of("/login", "/my/cases", "/camunda/app/tasklist/default/", "/nowhere")) {
                Answer answer = from(4).get(path, "Host: " + host);
                assertThat(answer.status()).as(host + path).isIn(400, 421);
                assertThat(answer.head() + answer.body()).as(host + path).doesNotContain("evil", "Location");
            }
        }
        assertThat(from(4).get("/actuator/health/liveness", "Host: 10.1.2.3").status())
                .isEqualTo(200);
        assertThat(from(4).get("/my/cases", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https")
                        .header("Location"))
                .isEqualTo("/login");
        assertThat(from(4).get("/login", "Host: localhost").status()).isEqualTo(200);
    }

    @Test
    void should_ask_for_the_token_at_log_out_too() {
        Intruder person = Intruder.of("w08", port);
        Intruder foreign = new Intruder(port).withoutTokens();
        foreign.keep("JSESSIONID", person.cookie("JSESSIONID").orElseThrow());
        for (String path : List.of("/camunda/api/admin/auth/user/default/logout", ENGINE + "/task", "/logout")) {
            assertThat(foreign.post(path, "{}").status()).as(path).isEqualTo(403);
            assertThat(person.get("/api/me").status()).as("still logged in").isEqualTo(200);
        }
        assertThat(person.post("/camunda/api/admin/auth/user/default/logout", "{}")
                        .status())
                .isEqualTo(204);
        assertThat(person.get("/api/me").status()).isEqualTo(401);
    }

    /** More than once, since who comes first differs from time to time. */
    @RepeatedTest(5)
    void should_start_one_renewal_however_often_one_clicks() throws Exception {
        jdbc.sql("delete from open_draft where applicant = 'w09'").update();
        Intruder worker = Intruder.of("w09", port);
        long before = drafts("w09");
        List<String> places = atOnce(20, () -> {
            Intruder.Answer answer = worker.form("/renewals", Map.of());
            return answer.status() + " " + answer.header("Location");
        });
        assertThat(places.stream().distinct())
                .singleElement()
                .asString()
                .startsWith("302 /camunda/app/tasklist/default/");
        assertThat(drafts("w09")).isEqualTo(before + 1);
        String definition = jdbc.sql("select max(ID_) from ACT_RE_PROCDEF where KEY_ = 'certificate-renewal'")
                .query(String.class)
                .single();
        List<Integer> engine = atOnce(
                5,
                () -> worker.post(ENGINE + "/process-definition/" + definition + "/submit-form", "{\"variables\":{}}")
                        .status());
        assertThat(engine).containsOnly(400);
        assertThat(drafts("w09")).isEqualTo(before + 1);
    }

    @Test
    void should_have_place_for_another_draft_once_one_names_its_certificate() {
        String certificate = renewals.certificateOf("w10", TestClock.START.plusDays(80));
        Renewal named = renewals.atForm("w10").fillsTheForm(certificate);
        Renewal next = renewals.atForm("w10");
        assertThat(next.number()).isNotEqualTo(named.number());
        Intruder worker = Intruder.of("w10", port);
        assertThat(worker.form("/renewals", Map.of()).header("Location"))
                .endsWith(next.task(Tasks.FILL_FORM).getId());
        assertThatThrownBy(() ->
                        next.completes("w10", Tasks.FILL_FORM, Direction.NEXT, renewals.form("330203", certificate)))
                .isInstanceOfSatisfying(
                        SectionRefused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.field()).isEqualTo("certificate.number");
                                    assertThat(problem.message()).contains("已有一件延续申请正在办理");
                                }));
        next.withdraws();
        worker.form("/renewals", Map.of());
        assertThat(drafts("w10")).isEqualTo(2);
        named.withdraws();
    }

    /** Two drafts of one person, from two devices, name the same certificate at the same moment. */
    @Test
    void should_let_one_of_two_drafts_have_the_certificate() throws Exception {
        String certificate = renewals.certificateOf("w14", TestClock.START.plusDays(80));
        List<Renewal> both = List.of(renewals.atForm("w14"), renewals.atForm("w14"));
        Iterator<Renewal> next = both.iterator();
        List<String> results = atOnce(2, () -> {
            Renewal draft;
            synchronized (next) {
                draft = next.next();
            }
            try {
                draft.fillsTheForm(certificate);
                return draft.openTasks().get(0);
            } catch (SectionRefused | DuplicateKeyException refused) {
                return "refused";
            }
        });
        assertThat(results.stream().filter(Tasks.CHOOSE_PICKUP::equals))
                .as("%s", results)
                .hasSize(1);
        assertThat(results).allMatch(List.of(Tasks.CHOOSE_PICKUP, Tasks.FILL_FORM, "refused")::contains);
        both.forEach(Renewal::withdraws);
    }

    private long drafts(String applicant) {
        return cases.ofApplicant(applicant).stream()
                .filter(file -> file.status() == CaseStatus.DRAFT)
                .count();
    }

    /** Whoever asks for what isn't theirs learns nothing from the answer, not even that it is there. */
    @Test
    void should_answer_the_same_for_what_is_not_ones_own_and_what_is_not_there() {
        Renewal other = renewals.atForm("w11");
        String open = other.task(Tasks.FILL_FORM).getId();
        Renewal submitted = renewals.submittedBy("w12", renewals.certificateOf("w12", TestClock.START.plusDays(80)));
        String acceptance = submitted.task(Tasks.ACCEPT_APPLICATION).getId();
        List<String> problems = new ArrayList<>();
        for (String user : List.of("w02", "w12", "o02", "o11", "s01", "c01")) {
            Intruder person = Intruder.of(user, port);
            for (String task : List.of(open, acceptance)) {
                if (user.equals("o02") && task.equals(acceptance)) {
                    continue;
                }
                compare(problems, person, user, task, "GET", "/api/tasks/{}", null);
                for (String body : List.of(
                        "{}",
                        "{\"version\":0,\"direction\":\"next\"}",
                        "{\"version\":0,\"direction\":\"sideways\"}",
                        "{\"version\":0,\"direction\":\"next\",\"section\":{\"x\":[]}}",
                        "{\"section\":7}",
                        "7")) {
                    compare(problems, person, user, task, "POST", "/api/tasks/{}/completion", body);
                    compare(problems, person, user, task, "PUT", "/api/tasks/{}/draft", body);
                }
                compare(problems, person, user, task, "POST", "/api/tasks/{}/claim", "{}");
                compare(problems, person, user, task, "GET", "/api/tasks/{}/face", null);
                compare(problems, person, user, task, "POST", "/api/tasks/{}/face", "{}");
                compare(problems, person, user, task, "GET", "/api/tasks/{}/face/code.svg", null);
                compare(
                        problems,
                        person,
                        user,
                        task,
                        "POST",
                        "/api/tasks/{}/certificate",
                        "{\"number\":\"浙B012024999999\"}");
                compare(problems, person, user, task, "POST", "/api/tasks/{}/certificate", "{\"number\":\"x\"}");
                compare(problems, person, user, task, "POST", "/api/tasks/{}/excluded-time", "{}");
                compare(problems, person, user, task, "DELETE", "/api/tasks/{}/excluded-time", null);
                compare(problems, person, user, task, "GET", ENGINE + "/task/{}", null);
                compare(problems, person, user, task, "GET", ENGINE + "/task/{}/form", null);
                compare(problems, person, user, task, "GET", ENGINE + "/task/{}/deployed-form", null);
                compare(problems, person, user, task, "POST", ENGINE + "/task/{}/submit-form", "{\"variables\":{}}");
                compare(
                        problems,
                        person,
                        user,
                        task,
                        "POST",
                        ENGINE + "/task/{}/claim",
                        "{\"userId\":\"" + user + "\"}");
            }
            if (!user.equals("w12")) {
                compareCases(problems, person, user, submitted.number());
            }
        }
        submitted.withdraws();
        other.withdraws();
        assertThat(problems).isEmpty();
    }

    private static void compareCases(List<String> problems, Intruder person, String user, String number) {
        for (String path : List.of("/api/cases/{}/withdrawal", "/my/cases/{}/withdrawal")) {
            note(
                    problems,
                    user + " " + path,
                    person.post(path.replace("{}", number), "{}"),
                    person.post(path.replace("{}", "33260901XXXXXXXX"), "{}"),
                    number,
                    "33260901XXXXXXXX");
        }
    }

    private static void compare(
            List<String> problems, Intruder person, String user, String task, String method, String path, String body) {
        String type = body == null ? null : "application/json";
        note(
                problems,
                user + " " + method + " " + path + " " + body,
                person.send(method, path.replace("{}", task), type, body),
                person.send(method, path.replace("{}", NO_ID), type, body),
                task,
                NO_ID);
    }

    private static void note(
            List<String> problems, String what, Intruder.Answer foreign, Intruder.Answer none, String id, String noId) {
        String here = foreign.status() + " " + withoutTime(foreign).replace(id, "ID");
        String nowhere = none.status() + " " + withoutTime(none).replace(noId, "ID");
        if (!here.equals(nowhere) || foreign.isSuccess()) {
            problems.add(what + "\n   " + here + "\n   " + nowhere);
        }
    }

    /** A page says when it was written. */
    private static String withoutTime(Intruder.Answer answer) {
        return answer.body().replaceAll("\\d\\d:\\d\\d:\\d\\d", "");
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(
                    IntStream.range(0, times).mapToObj(i -> work).toList())) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
