package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.Intruder.Answer;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Does what a client or a colleague does wrong; each is said to the reader, and none is called the server's fault. */
@RenewalTest
@ExtendWith(OutputCaptureExtension.class)
class RefusalsTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final String WANG = "w01";
    private static final String OFFICER = "o01";
    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    private Renewal renewal;
    private Task task;

    @BeforeEach
    void submit() {
        TestClock.atStart();
        renewal = renewals.submittedBy(WANG, renewals.certificateOf(WANG, TestClock.START.plusDays(80)));
        task = renewal.task(Tasks.ACCEPT_APPLICATION);
    }

    @AfterEach
    void end() {
        engine.getRepositoryService().activateProcessDefinitionByKey(RenewalProcess.KEY);
        if (!renewal.isOver()) {
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    /** Sees that it is refused in Chinese, and in English to who reads that, without a word of the engine's. */
    private static void refused(Answer answer, int status, String sentence) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .contains(sentence)
                .doesNotContain("ENGINE-", "Exception", "org.camunda", "\tat ", "<html");
    }

    @Test
    void should_tell_all_but_one_who_claim_at_once_that_it_is_taken() throws Exception {
        List<Intruder> officers = IntStream.range(0, 8)
                .mapToObj(i -> Intruder.of(i % 2 == 0 ? "o01" : "o02", port))
                .toList();
        ExecutorService together = Executors.newFixedThreadPool(officers.size());
        try {
            List<Future<Answer>> answers = IntStream.range(0, officers.size())
                    .mapToObj(i -> together.submit(() -> i < 4
                            ? officers.get(i).post("/api/tasks/" + task.getId() + "/claim", "")
                            : officers.get(i)
                                    .post(
                                            ENGINE + "/task/" + task.getId() + "/claim",
                                            "{\"userId\":\"" + (i % 2 == 0 ? "o01" : "o02") + "\"}")))
                    .toList();
            int done = 0;
            for (Future<Answer> future : answers) {
                Answer answer = future.get();
                assertThat(answer.status()).as(answer.body()).isLessThan(500);
                done += answer.isSuccess() ? 1 : 0;
                assertThat(answer.body()).doesNotContain("ENGINE-", "Exception", "<html");
            }
            assertThat(done).isPositive();
        } finally {
            together.shutdown();
        }
        String other = "o01".equals(renewal.task(Tasks.ACCEPT_APPLICATION).getAssignee()) ? "o02" : "o01";
        refused(
                Intruder.of(other, port)
                        .post(ENGINE + "/task/" + task.getId() + "/claim", "{\"userId\":\"" + other + "\"}"),
                409,
                "已由别人领取");
    }

    @Test
    void should_say_that_a_task_is_gone_and_a_direction_none(CapturedOutput output) throws IOException {
        Intruder officer = Intruder.of(OFFICER, port);
        engine.getTaskService().claim(task.getId(), OFFICER);
        refused(
                officer.post(
                        ENGINE + "/task/" + task.getId() + "/submit-form",
                        "{\"variables\":{\"direction\":{\"value\":\"sideways\"}}}"),
                400,
                "direction 只能是 next 或 back");
        int before = output.getAll().length();
        refused(officer.post(ENGINE + "/task/" + UUID.randomUUID() + "/submit-form", "{}"), 404, "已经不在了");
        String said = output.getAll().substring(before);
        assertThat(said).contains("answered 404").doesNotContain("\tat ");
        assertThat(said.lines().filter(line -> line.contains("answered"))).hasSize(1);

        JsonNode english = JSON.readTree(
                officer.get(ENGINE + "/task/" + UUID.randomUUID() + "/form", "Accept-Language", "en-GB,zh;q=0.5")
                        .body());
        assertThat(english.path("message").asText()).startsWith("It is no longer there");
        assertThat(english.path("type").asText()).isEqualTo("NotFound");
    }

    @Test
    void should_refuse_a_number_of_ones_own_choice() {
        String definition = renewal.instance().getProcessDefinitionId();
        refused(
                Intruder.of("w02", port)
                        .post(
                                ENGINE + "/process-definition/" + definition + "/submit-form",
                                "{\"businessKey\":\"mine\"}"),
                400,
                "办件编号由系统生成");
    }

    @Test
    void should_say_that_a_case_or_the_service_is_suspended() {
        engine.getTaskService().claim(task.getId(), OFFICER);
        Intruder officer = Intruder.of(OFFICER, port);
        engine.getRuntimeService().suspendProcessInstanceById(renewal.instanceId());
        refused(officer.post(ENGINE + "/task/" + task.getId() + "/submit-form", "{}"), 409, "暂停办理");
        Answer completion = officer.post(
                "/api/tasks/" + task.getId() + "/completion",
                "{\"version\":" + renewal.file().version()
                        + ",\"direction\":\"next\",\"section\":{\"decision\":\"ACCEPT\",\"corrections\":[]}}");
        refused(completion, 409, "暂停办理");

        engine.getRepositoryService().suspendProcessDefinitionByKey(RenewalProcess.KEY);
        Intruder worker = Intruder.of("w02", port);
        refused(
                worker.post(
                        ENGINE + "/process-definition/" + renewal.instance().getProcessDefinitionId() + "/submit-form",
                        "{}"),
                409,
                "暂停办理");
        Answer page = worker.form("/renewals", Map.of());
        assertThat(page.status()).isEqualTo(409);
        assertThat(page.body()).contains("暂停办理").doesNotContain("ENGINE-");
    }

    @Test
    void should_tell_somebody_without_a_person_that_only_persons_apply() {
        engine.getIdentityService().saveUser(engine.getIdentityService().newUser("nobody7"));
        try {
            var user = engine.getIdentityService()
                    .createUserQuery()
                    .userId("nobody7")
                    .singleResult();
            user.setPassword("demo");
            engine.getIdentityService().saveUser(user);
            engine.getIdentityService().createMembership("nobody7", Role.APPLICANT.group());
            Answer answer = Intruder.of("nobody7", port).form("/renewals", Map.of());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("只有经过实名登录的申请人才能申请延续");
        } finally {
            engine.getIdentityService().deleteUser("nobody7");
        }
    }

    @Test
    void should_say_that_a_filter_of_nothing_is_none() {
        String filter = engine.getFilterService()
                .createTaskFilterQuery()
                .filterName("待审核")
                .singleResult()
                .getId();
        Intruder officer = Intruder.of(OFFICER, port);
        for (String body : List.of("null", "[]", "7", "{", "\"x\"")) {
            Answer answer = officer.post(ENGINE + "/filter/" + filter + "/list", body);
            refused(answer, 400, "无法识别");
        }
        assertThat(officer.post(ENGINE + "/filter/" + filter + "/list", "{}").status())
                .isEqualTo(200);
    }

    @Test
    void should_say_that_a_content_of_no_type_cannot_be_read() {
        engine.getTaskService().claim(task.getId(), OFFICER);
        Intruder officer = Intruder.of(OFFICER, port);
        for (String type : List.of("*/*", "text/*", "nonsense", "multipart/form-data")) {
            for (String path : List.of(
                    "/api/tasks/" + task.getId() + "/completion", ENGINE + "/task/" + task.getId() + "/submit-form")) {
                Answer answer = officer.send("POST", path, type, "{}");
                assertThat(answer.status()).as(type + " " + path).isIn(400, 415);
                assertThat(answer.body()).startsWith("{").doesNotContain("Exception", "<html");
            }
            Answer page = officer.send("POST", "/verify", type, "x");
            assertThat(page.status()).as(type).isIn(400, 415, 422);
        }
    }

    @Test
    void should_take_a_file_with_a_long_name_and_say_what_is_wrong_with_a_broken_one() throws IOException {
        assertThat(upload("multipart/form-data; boundary=x", "字".repeat(500) + ".pdf"))
                .isEqualTo(200);
        assertThat(upload("multipart/form-data; boundary=x", "字".repeat(5000) + ".pdf"))
                .isEqualTo(400);
        assertThat(upload("multipart/form-data", "a.pdf")).isEqualTo(400);
        assertThat(upload("multipart/form-data; boundary=" + "y".repeat(200), "a.pdf"))
                .isIn(400, 422);
    }

    private int upload(String type, String name) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/verify").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", type);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                            + "\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7 nothing\r\n--x--\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return connection.getResponseCode();
    }

    @Test
    void should_say_that_a_user_is_there_already_and_name_no_class() {
        Intruder admin = Intruder.of("admin", port);
        refused(
                admin.post(
                        ENGINE + "/user/create",
                        "{\"profile\":{\"id\":\"w01\",\"firstName\":\"x\",\"lastName\":\"x\"},\"credentials\":{\"password\":\"Correct-Horse-9\"}}"),
                409,
                "已经存在");
    }

    @Test
    void should_answer_programs_in_json_whatever_they_accept() {
        Intruder worker = Intruder.of(WANG, port);
        for (String path : List.of(
                "/api/tasks/" + task.getId(),
                "/api/nothing",
                "/camunda/api/engine/engine/default/user",
                "/camunda/api/x")) {
            Answer answer = worker.get(path, "Accept", "text/html,*/*");
            assertThat(answer.status()).as(path).isIn(401, 403, 404);
            assertThat(answer.header("Content-Type")).as(path).contains("json");
            assertThat(answer.body()).as(path).doesNotContain("<html", "Exception");
        }
    }

    @Test
    void should_show_a_page_to_a_person_who_follows_a_link() {
        Intruder worker = Intruder.of(WANG, port);
        Answer old = follow(worker, "/api/papers/gone");
        assertThat(old.status()).isEqualTo(404);
        assertThat(old.header("Content-Type")).contains("text/html");
        assertThat(old.body()).contains("没有找到这个页面", "返回办事首页");

        for (String nowhere : List.of("/nowhere", "/my/nothing", "/camunda/nothing", "/api/nothing")) {
            Answer none = follow(worker, nowhere);
            assertThat(none.status()).as(nowhere).isEqualTo(404);
            assertThat(none.body()).as(nowhere).contains("没有找到这个页面");
        }
        Answer others = follow(worker, "/admin/seals");
        assertThat(others.status()).isEqualTo(403);
        assertThat(others.body()).contains("您不能打开这个页面");

        Answer program = worker.get("/api/papers/gone", "Sec-Fetch-Dest", "empty");
        assertThat(program.header("Content-Type")).contains("json");
    }

    /** Programs of ours and of partners ask elsewhere too. */
    @Test
    void should_tell_a_program_its_own_problem_wherever_it_asks() {
        Answer callback = new Intruder(port).post("/partners/face/callback", "{}");
        assertThat(callback.status()).isEqualTo(404);
        assertThat(callback.header("Content-Type")).contains("problem+json");
        assertThat(callback.body()).contains("没有接入人脸识别服务");
    }

    private static Answer follow(Intruder person, String link) {
        return person.get(link, "Sec-Fetch-Dest", "document", "Accept", "text/html,*/*");
    }

    @Test
    void should_lead_a_stranger_who_follows_a_link_to_the_log_in() {
        Intruder stranger = new Intruder(port);
        Answer letter = stranger.get("/api/papers/some", "Sec-Fetch-Dest", "document");
        assertThat(letter.status()).isEqualTo(302);
        assertThat(letter.header("Location")).endsWith("/login");
        assertThat(stranger.get("/api/papers/some", "Sec-Fetch-Dest", "empty").status())
                .isEqualTo(401);
        assertThat(stranger.get("/nowhere", "Sec-Fetch-Dest", "document").status())
                .isEqualTo(404);
    }
}
