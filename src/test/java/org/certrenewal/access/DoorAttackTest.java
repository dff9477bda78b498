package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.Intruder.Answer;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Comes over HTTP, logged in as each role, and tries what was seen to work against the stock web applications. */
@RenewalTest
class DoorAttackTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final String WANG = "w01";
    private static final String STRANGER = "w02";
    private static final String OFFICER = "o01";

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient jdbc;

    private Renewal renewal;
    private Task task;

    @BeforeEach
    void submit() {
        TestClock.atStart();
        renewal = renewals.submittedBy(WANG, renewals.certificateOf(WANG, TestClock.START.plusDays(80)));
        task = renewal.task(Tasks.ACCEPT_APPLICATION);
        engine.getTaskService().claim(task.getId(), OFFICER);
    }

    @AfterEach
    void end() {
        if (!renewal.isOver()) {
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    private record Call(String method, String path, String body) {}

    @TestFactory
    Stream<DynamicTest> should_refuse_what_no_screen_does() {
        String instance = renewal.instanceId();
        String id = task.getId();
        String variable = "{\"value\":\"w02\",\"type\":\"String\"}";
        List<Call> calls = List.of(
                new Call(
                        "POST",
                        ENGINE + "/process-definition/key/certificate-renewal/start",
                        "{\"startInstructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"Task_IssueCertificate\"}]}"),
                new Call(
                        "POST",
                        ENGINE + "/process-definition/key/certificate-renewal/submit-form",
                        "{\"variables\":{\"applicant\":" + variable + "}}"),
                new Call("POST", ENGINE + "/task/" + id + "/bpmnError", "{\"errorCode\":\"unknown\"}"),
                new Call("POST", ENGINE + "/task/" + id + "/bpmnEscalation", "{\"escalationCode\":\"unknown\"}"),
                new Call("POST", ENGINE + "/task/" + id + "/claim", "{\"userId\":\"o11\"}"),
                new Call("POST", ENGINE + "/task/" + id + "/complete", "{}"),
                new Call(
                        "POST", ENGINE + "/task/" + id + "/complete", "{\"variables\":{\"outcome\":" + variable + "}}"),
                new Call(
                        "POST",
                        ENGINE + "/task/" + id + "/submit-form",
                        "{\"variables\":{\"outcome\":" + variable + "}}"),
                new Call("POST", ENGINE + "/task/" + id + "/resolve", "{\"variables\":{\"outcome\":" + variable + "}}"),
                new Call("PUT", ENGINE + "/task/" + id + "/variables/applicant", variable),
                new Call(
                        "POST",
                        ENGINE + "/task/" + id + "/variables",
                        "{\"modifications\":{\"applicant\":" + variable + "}}"),
                new Call("PUT", ENGINE + "/task/" + id + "/localVariables/applicant", variable),
                new Call("DELETE", ENGINE + "/task/" + id + "/variables/applicant", null),
                new Call("PUT", ENGINE + "/process-instance/" + instance + "/variables/applicant", variable),
                new Call(
                        "POST",
                        ENGINE + "/process-instance/" + instance + "/variables",
                        "{\"modifications\":{\"applicant\":" + variable + "}}"),
                new Call(
                        "POST",
                        ENGINE + "/process-instance/variables-async",
                        "{\"processInstanceIds\":[\"" + instance + "\"],\"variables\":{\"applicant\":" + variable
                                + "}}"),
                new Call("PUT", ENGINE + "/execution/" + instance + "/localVariables/applicant", variable),
                new Call("POST", ENGINE + "/task/" + id + "/assignee", "{\"userId\":\"w02\"}"),
                new Call("POST", ENGINE + "/task/" + id + "/unclaim", "{}"),
                new Call("POST", ENGINE + "/task/" + id + "/delegate", "{\"userId\":\"w02\"}"),
                new Call(
                        "PUT",
                        ENGINE + "/task/" + id,
                        "{\"assignee\":\"w02\",\"delegationState\":\"RESOLVED\",\"name\":\"x\"}"),
                new Call("DELETE", ENGINE + "/task/" + id, null),
                new Call("POST", ENGINE + "/task/create", "{\"name\":\"x\"}"),
                new Call(
                        "POST",
                        ENGINE + "/task/" + id + "/identity-links",
                        "{\"userId\":\"w02\",\"type\":\"candidate\"}"),
                new Call("POST", ENGINE + "/task/" + id + "/comment/create", "{\"message\":\"x\"}"),
                new Call("GET", ENGINE + "/task/" + id + "/comment", null),
                new Call("GET", ENGINE + "/task/" + id + "/attachment", null),
                new Call("GET", ENGINE + "/task/" + id + "/variables", null),
                new Call("GET", ENGINE + "/task/" + id + "/form-variables", null),
                new Call("GET", ENGINE + "/task", null),
                new Call("GET", ENGINE + "/task/count", null),
                new Call(
                        "POST",
                        ENGINE + "/message",
                        "{\"messageName\":\"RenewalWithdrawn\",\"businessKey\":\"" + renewal.number() + "\"}"),
                new Call("POST", ENGINE + "/signal", "{\"name\":\"x\"}"),
                new Call(
                        "POST",
                        ENGINE + "/process-instance/" + instance + "/modification",
                        "{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"Task_IssueCertificate\"}]}"),
                new Call("PUT", ENGINE + "/process-instance/" + instance + "/suspended", "{\"suspended\":true}"),
                new Call("DELETE", ENGINE + "/process-instance/" + instance, null),
                new Call(
                        "POST",
                        ENGINE + "/filter/create",
                        "{\"name\":\"x\",\"resourceType\":\"Task\",\"query\":{\"assigneeExpression\":\"${''.getClass()}\"}}"),
                new Call("GET", ENGINE + "/history/process-instance", null),
                new Call("GET", ENGINE + "/history/task", null),
                new Call("GET", ENGINE + "/history/variable-instance", null),
                new Call("GET", ENGINE + "/history/activity-instance", null),
                new Call("GET", ENGINE + "/history/detail", null),
                new Call("GET", ENGINE + "/history/decision-instance", null),
                new Call("GET", ENGINE + "/user", null),
                new Call("GET", ENGINE + "/user/o01/profile", null),
                new Call("GET", ENGINE + "/group", null),
                new Call("GET", ENGINE + "/authorization", null),
                new Call(
                        "POST",
                        ENGINE + "/user/create",
                        "{\"profile\":{\"id\":\"x\"},\"credentials\":{\"password\":\"x\"}}"),
                new Call("PUT", ENGINE + "/group/camunda-admin/members/w02", "{}"),
                new Call("POST", ENGINE + "/deployment/create", "{}"),
                new Call("GET", ENGINE + "/deployment", null),
                new Call("GET", "/camunda/api/cockpit/plugin/base/default/process-definition/statistics", null),
                new Call("POST", "/camunda/api/cockpit/plugin/base/default/process-instance", "{}"),
                new Call("POST", "/camunda/api/cockpit/plugin/base/default/incident/", "{}"),
                new Call("GET", "/camunda/app/cockpit/default/", null),
                new Call("GET", "/camunda/app/admin/default/", null),
                new Call("GET", "/engine-rest/engine", null),
                new Call("GET", "/actuator", null),
                new Call("GET", "/h2-console", null));
        return Stream.of(STRANGER, WANG, "o02", "o11", "s01", "c11").flatMap(user -> {
            Intruder intruder = Intruder.of(user, port);
            return calls.stream()
                    .map(call -> DynamicTest.dynamicTest(user + " " + call.method() + " " + call.path(), () -> {
                        String before = renewal.variables() + state();
                        Answer answer = intruder.send(
                                call.method(),
                                call.path(),
                                call.body() == null ? null : "application/json",
                                call.body());
                        assertThat(answer.status()).isIn(400, 403, 404);
                        assertThat(answer.body()).doesNotContain("org.camunda", "\tat ");
                        assertThat(renewal.variables() + state()).isEqualTo(before);
                    }));
        });
    }

    private String state() {
        Task now = renewal.task(Tasks.ACCEPT_APPLICATION);
        return renewal.openTasks() + "|" + now.getAssignee() + "|" + now.getOwner() + "|" + now.isSuspended() + "|"
                + renewal.file().version();
    }

    /** As long as nobody is in the administrators' group, the shipped resource makes whoever asks one. */
    @Test
    void should_let_nobody_make_the_first_administrator() {
        List<Intruder> intruders = List.of(new Intruder(port), Intruder.of(STRANGER, port), Intruder.of("admin", port));
        // The program doesn't let the last one go; a database without one is somebody else's work.
        jdbc.sql("delete from ACT_ID_MEMBERSHIP where GROUP_ID_ = 'camunda-admin'")
                .update();
        try {
            for (Intruder intruder : intruders) {
                intruder.get("/login");
                intruder.get("/camunda/app/admin/default/setup/");
                for (String path : List.of(
                        "/camunda/api/admin/setup/default/user/create",
                        "/camunda/api/admin/setup/default/user/create/",
                        "/camunda/api/admin/auth/user/default/login/tasklist")) {
                    Answer answer = intruder.send(
                            "POST",
                            path,
                            "application/json",
                            "{\"profile\":{\"id\":\"evil\"},\"credentials\":{\"password\":\"evil\"}}");
                    assertThat(answer.status()).as(path).isIn(401, 403);
                }
            }
            assertThat(engine.getIdentityService()
                            .createUserQuery()
                            .userId("evil")
                            .count())
                    .isZero();
        } finally {
            engine.getIdentityService().createMembership("admin", "camunda-admin");
            engine.getIdentityService().createMembership("admin2", "camunda-admin");
        }
    }

    /**
     * The web applications' own completion works, and carries the direction; what it would fail at never reaches it.
     */
    @Test
    void should_let_only_the_direction_pass_with_a_form() {
        Renewal own = renewals.atForm("w03").goesBackFrom(Tasks.FILL_FORM);
        Intruder applicant = Intruder.of("w03", port);
        String first = own.openTasks().get(0);
        String path = ENGINE + "/task/" + own.task(first).getId() + "/submit-form";
        for (String body : List.of(
                "{\"variables\":{\"x\":{\"value\":{},\"type\":\"File\"}}}",
                "{\"variables\":{\"direction\":{\"value\":{},\"type\":\"Object\"}}}",
                "{\"variables\":[]}",
                "[",
                "null",
                "7")) {
            assertThat(applicant.post(path, body).status()).as(body).isEqualTo(400);
        }
        assertThat(own.openTasks()).containsExactly(first);
        Answer answer = applicant.post(path, "{\"variables\":{\"direction\":{\"value\":\"next\"}}}");
        assertThat(answer.isSuccess()).as(answer.body()).isTrue();
        assertThat(own.openTasks()).doesNotContain(first);
        own.withdraws();
    }

    @Test
    void should_redirect_nobody_to_a_foreign_site() {
        Intruder intruder = Intruder.of(STRANGER, port);
        for (String path : List.of(
                "//evil.example/..;/camunda/app",
                "//evil.example/camunda/app",
                "/%2fevil.example/camunda/app",
                "/camunda/app/..//evil.example",
                "/;@evil.example/camunda/app")) {
            Answer answer = intruder.get(path);
            assertThat(answer.header("Location")).as(path).doesNotContain("evil.example");
            assertThat(answer.status()).as(path).isGreaterThanOrEqualTo(400);
        }
        assertThat(new Intruder(port).get("/camunda/app/tasklist/default/").header("Location"))
                .endsWith("/login");
    }

    @Test
    void should_change_nothing_without_the_token() {
        Intruder intruder = Intruder.of(OFFICER, port);
        Intruder script = intruder.withoutTokens();
        assertThat(script.post("/api/tasks/" + task.getId() + "/completion", "{\"version\":0}")
                        .status())
                .isEqualTo(403);
        assertThat(script.put("/api/tasks/" + task.getId() + "/draft", "{\"version\":0}")
                        .status())
                .isEqualTo(403);
        assertThat(script.form("/renewals", Map.of()).status()).isEqualTo(403);
        assertThat(script.form("/logout", Map.of()).status()).isEqualTo(403);
        assertThat(script.form("/lookup", Map.of("idNumber", "330203198503159914"))
                        .status())
                .isEqualTo(403);
        assertThat(script.post(ENGINE + "/task/" + task.getId() + "/submit-form", "{}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void should_show_an_applicant_nothing_of_another() {
        Intruder stranger = Intruder.of(STRANGER, port);
        assertThat(stranger.get("/api/tasks/" + task.getId()).status()).isEqualTo(404);
        assertThat(stranger.get("/api/tasks/" + task.getId() + "/face").status())
                .isEqualTo(404);
        assertThat(stranger.post("/api/cases/" + renewal.number() + "/withdrawal", "{}")
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get("/my/certificates/"
                                + renewal.file().certificateNumber().orElseThrow())
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get("/my/cases").body()).doesNotContain(renewal.number());
        assertThat(stranger.get("/").body()).doesNotContain(renewal.number());
    }

    @Test
    void should_show_papers_to_the_applicant_and_the_office_only() {
        renewal.isAccepted(OFFICER);
        String paper =
                Intruder.of(WANG, port).get("/my/cases").body().replaceAll("(?s).*?(/api/papers/[^\"?]+).*", "$1");
        assertThat(Intruder.of(WANG, port).get(paper).status()).isEqualTo(200);
        assertThat(Intruder.of("o02", port).get(paper).status()).isEqualTo(200);
        assertThat(Intruder.of(STRANGER, port).get(paper).status()).isEqualTo(404);
        assertThat(Intruder.of("o11", port).get(paper).status()).isEqualTo(404);
        assertThat(Intruder.of("s21", port).get(paper).status()).isEqualTo(404);
        assertThat(Intruder.of("a01", port).get(paper).status()).isEqualTo(403);
        assertThat(new Intruder(port).get(paper).status()).isEqualTo(401);
    }

    @Test
    void should_show_nobody_the_lists_of_others() {
        String waiting = engine.getFilterService()
                .createTaskFilterQuery()
                .filterName("待受理")
                .singleResult()
                .getId();
        String list = ENGINE + "/filter/" + waiting + "/list";
        assertThat(Intruder.of("o02", port).post(list, "{}").body()).contains(task.getId());
        assertThat(Intruder.of("o11", port).post(list, "{}").body())
                .startsWith("[")
                .doesNotContain(task.getId(), renewal.instanceId());
        for (String user : List.of(WANG, STRANGER, "s01", "c01")) {
            Intruder other = Intruder.of(user, port);
            assertThat(other.get(ENGINE + "/filter").body())
                    .as(user)
                    .startsWith("[")
                    .doesNotContain(waiting);
            for (String path : List.of(list, ENGINE + "/filter/" + waiting + "/count")) {
                assertThat(other.post(path, "{}").status())
                        .as(user + " " + path)
                        .isIn(403, 404);
            }
        }
    }

    @Test
    void should_name_the_case_of_a_listed_task_to_its_office_only() {
        String path = "/api/tasks?ids=" + task.getId() + ",nothing";
        assertThat(Intruder.of("o02", port).get(path).body())
                .isEqualTo("[{\"taskId\":\"" + task.getId() + "\",\"caseNumber\":\"" + renewal.number() + "\"}]");
        for (String user : List.of(STRANGER, "o11", "s01", "c01")) {
            assertThat(Intruder.of(user, port).get(path).body()).as(user).isEqualTo("[]");
        }
        assertThat(Intruder.of("o02", port).get("/api/tasks").body()).isEqualTo("[]");
        assertThat(Intruder.of("a01", port).get(path).status()).isEqualTo(403);
    }

    @Test
    void should_tell_nothing_about_the_certificates_of_others() {
        Renewal own = renewals.atForm("w03");
        Intruder applicant = Intruder.of("w03", port);
        String path = "/api/tasks/" + own.task(Tasks.FILL_FORM).getId() + "/certificate";
        String number = renewal.file().certificateNumber().orElseThrow();
        Answer foreign = applicant.post(path, "{\"number\":\"" + number + "\"}");
        Answer none = applicant.post(path, "{\"number\":\"浙B012024999999\"}");
        assertThat(foreign.status()).isEqualTo(422);
        assertThat(foreign.body()).isEqualTo(none.body());
        own.withdraws();
    }

    @Test
    void should_take_what_people_write_for_text() {
        renewal.isAccepted(OFFICER);
        Task review = renewal.task(Tasks.REVIEW_APPLICATION);
        engine.getTaskService().claim(review.getId(), OFFICER);
        String body = "{\"version\":" + renewal.file().version()
                + ",\"purpose\":\"INSPECTION\",\"document\":\"核查通知〔2026〕3号\",\"reason\":\"需要实地核查 <script>alert(1)</script> ${7*7} [[${7*7}]] __${7*7}__\",\"workingDays\":3}";
        Answer answer = Intruder.of(OFFICER, port).post("/api/tasks/" + review.getId() + "/excluded-time", body);
        assertThat(answer.isSuccess()).as(answer.body()).isTrue();
        assertThat(Intruder.of(WANG, port).get("/my/cases").body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; ${7*7} [[${7*7}]] __${7*7}__")
                .doesNotContain("<script>alert(1)");
    }
}
