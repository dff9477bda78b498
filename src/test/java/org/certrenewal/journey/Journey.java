package org.certrenewal.journey;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.certrenewal.testing.Browser;
import org.certrenewal.testing.Drawings;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

/**
 * Does over HTTP, logged in as the people do, everything that Tasklist and the forms do; with the real web server, job
 * executor and outbox worker. Runs on each database.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "renewal.data=target/test-data-${renewal.test.fork:1}")
@ActiveProfiles("demo")
@DirtiesContext
abstract class Journey {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @LocalServerPort
    private int port;

    @BeforeEach
    void begin() {
        TestClock.runFromStart();
    }

    @Test
    void should_renew_a_certificate_that_the_officer_approves() throws IOException {
        Browser worker = Browser.of(port, "w01");
        String task = startInTasklist(worker);
        task = throughTheForms(worker, task, "330200", "330200", "浙B012023000123", electronic());
        String number = submit(worker, task);

        Browser officer = Browser.of(port, "o01");
        complete(officer, claim(officer, "待受理", number), Map.of("decision", "ACCEPT"));
        complete(officer, claim(officer, "待审核", number), Map.of("decision", "APPROVE"));

        JsonNode collect = await().atMost(PATIENCE)
                .until(() -> openTask(worker, "Task_CollectCertificate"), Optional::isPresent)
                .orElseThrow();
        String href = collect.at("/context/certificate/downloadHref").asText();
        HttpResponse<byte[]> pdf = worker.download(href);
        assertThat(pdf.statusCode()).isEqualTo(200);
        assertThat(pdf.headers().firstValue("Content-Type").orElse("")).startsWith("application/pdf");
        assertThat(text(pdf.body())).contains("浙B012023000123", "王海生", "建筑电工", "2029年");
        assertThat(Browser.of(port, "w02").get(href).statusCode()).isEqualTo(404);
        complete(worker, collect.get("taskId").asText(), Map.of("rating", 5));
        assertThat(worker.get("/my/certificates").body()).contains("浙B012023000123", "2029年");
        assertThat(worker.get("/my/cases").body()).contains(number, "已办结", "准予延续决定书");
    }

    @Test
    void should_tell_the_worker_why_a_renewal_is_rejected() throws IOException {
        Browser worker = Browser.of(port, "w11");
        String certificate = ownCertificate(worker);
        String number = submit(
                worker,
                throughTheForms(worker, startInTasklist(worker), "330200", "330203", certificate, electronic()));
        Browser officer = Browser.of(port, "o01");
        String accept = claim(officer, "待受理", number);
        assertThat(officer.json("/api/tasks/" + accept).at("/context/findings").toString())
                .contains("继续教育");
        complete(officer, accept, Map.of("decision", "ACCEPT"));
        String review = claim(officer, "待审核", number);
        assertThat(refused(officer, review, Map.of("decision", "REJECT"))).contains("ground", "reasons");
        complete(
                officer,
                review,
                Map.of("decision", "REJECT", "ground", "ground-education", "reasons", "查无本年度继续教育的合格记录"));

        await().atMost(PATIENCE).until(() -> worker.get("/my/cases").body(), page -> page.contains("不予延续决定书"));
        assertThat(text(worker.download(paper(worker, "不予延续决定书")).body())).contains("行政复议", "60", "行政诉讼");
    }

    @Test
    void should_approve_after_a_correction() throws IOException {
        Browser worker = Browser.of(port, "w02");
        String certificate = ownCertificate(worker);
        String number = submit(
                worker, throughTheForms(worker, startInTasklist(worker), "330200", "330200", certificate, byPost()));
        Browser officer = Browser.of(port, "o01");
        String accept = claim(officer, "待受理", number);
        assertThat(refused(officer, accept, Map.of("decision", "CORRECT"))).contains("corrections");
        complete(
                officer,
                accept,
                Map.of(
                        "decision",
                        "CORRECT",
                        "corrections",
                        List.of(Map.of("field", "pickup", "reason", "收件地址不完整，请写明门牌号"))));

        String correct = await().atMost(PATIENCE)
                .until(() -> openTask(worker, "Task_CorrectApplication"), Optional::isPresent)
                .orElseThrow()
                .get("taskId")
                .asText();
        Map<String, Object> pickup = new HashMap<>(byPost());
        pickup.put(
                "address",
                Map.of(
                        "recipient",
                        "测试",
                        "phone",
                        "13800000013",
                        "city",
                        "330200",
                        "district",
                        "330212",
                        "detail",
                        "天童北路100号"));
        String confirm = complete(worker, correct, Map.of("pickup", pickup));
        String sign = complete(worker, confirm, null);
        complete(worker, sign, Map.of("drawing", Drawings.SIGNED));

        String again = claim(officer, "待受理", number);
        assertThat(officer.json("/api/tasks/" + again).at("/context/changes").toString())
                .contains("天童北路100号");
        assertThat(refused(
                        officer,
                        again,
                        Map.of(
                                "decision",
                                "CORRECT",
                                "corrections",
                                List.of(Map.of("field", "pickup", "reason", "收件地址仍不完整，请再次补正")))))
                .contains("第三十二条");
        complete(officer, again, Map.of("decision", "ACCEPT"));
        complete(officer, claim(officer, "待审核", number), Map.of("decision", "APPROVE"));

        Browser clerk = Browser.of(port, "c01");
        String post = claim(clerk, "待寄送", number);
        assertThat(refused(clerk, post, Map.of("carrier", "EMS"))).contains("trackingNumber");
        complete(clerk, post, Map.of("carrier", "EMS", "trackingNumber", "EA123456789CN"));
        assertThat(worker.get("/my/cases").body()).contains("EA123456789CN");
    }

    @Test
    void should_go_back_and_forth_keep_drafts_and_withdraw() throws IOException {
        Browser worker = Browser.of(port, "w16");
        String certificate = ownCertificate(worker);
        String form = passFace(worker, chooseService(worker, startInTasklist(worker)));
        JsonNode view = worker.json("/api/tasks/" + form);
        HttpResponse<String> draft = worker.write(
                "PUT",
                "/api/tasks/" + form + "/draft",
                Map.of(
                        "version",
                        view.get("version").asInt(),
                        "section",
                        Map.of("certificate", Map.of("number", "半个编号"))));
        assertThat(draft.statusCode()).isEqualTo(200);
        Browser elsewhere = Browser.of(port, "w16");
        assertThat(elsewhere
                        .json("/api/tasks/" + form)
                        .at("/section/certificate/number")
                        .asText())
                .isEqualTo("半个编号");

        String pickup = complete(worker, form, form(worker, form, "330700", "330782", certificate));
        String formAgain = go(worker, pickup, "back", null);
        assertThat(worker.json("/api/tasks/" + formAgain)
                        .at("/section/certificate/number")
                        .asText())
                .isEqualTo(certificate);
        pickup = complete(worker, formAgain, null);
        String sign = complete(worker, complete(worker, pickup, electronic()), null);
        String number = submit(worker, sign);
        assertThat(Browser.of(port, "o01")
                        .get(ENGINE + "/task?processInstanceBusinessKey=" + number)
                        .statusCode())
                .isEqualTo(403);
        assertThat(list(Browser.of(port, "o01"), "待受理"))
                .noneMatch(task -> number.equals(Browser.of(port, "o01")
                        .json("/api/tasks/" + task.get("id").asText())
                        .get("caseNumber")
                        .asText()));
        Browser yiwu = Browser.of(port, "o21");
        complete(yiwu, claim(yiwu, "待受理", number), Map.of("decision", "ACCEPT"));

        assertThat(worker.post("/api/cases/" + number + "/withdrawal", Map.of()).statusCode())
                .isEqualTo(200);
        assertThat(worker.get("/my/cases").body()).contains("已撤回");
        assertThat(worker.post("/api/cases/" + number + "/withdrawal", Map.of()).statusCode())
                .isEqualTo(422);
    }

    @Test
    void should_answer_bad_input_at_the_field_and_lose_nothing() throws IOException {
        Browser worker = Browser.of(port, "w03");
        String service = startInTasklist(worker);
        assertThat(refused(worker, service, Map.of("query", "公积金"))).contains("serviceCode");
        String form = passFace(worker, chooseService(worker, service));

        assertThat(refused(worker, form, form(worker, form, "330300", "330302", "")))
                .contains("certificate.number", "请输入证书编号");
        assertThat(refused(worker, form, form(worker, form, "330300", "330302", "T330302198801119936")))
                .contains("新的证书编号");
        assertThat(refused(worker, form, form(worker, form, "330300", "330302", "浙C042024999999")))
                .contains("certificate.number");
        assertThat(refused(worker, form, form(worker, form, "330300", "330302", "浙B992024000077")))
                .contains("certificate.number");
        assertThat(refused(worker, form, form(worker, form, "330300", "330302", "浙C042024000311")))
                .contains("certificate.number");
        assertThat(refused(worker, form, form(worker, form, "330300", "330203", "浙C042024000311")))
                .contains("region.district");
        Map<String, Object> unticked = new HashMap<>(form(worker, form, "330300", "330302", "浙C042024000311"));
        unticked.put("undertaking", Map.of("agreed", false));
        assertThat(refused(worker, form, unticked)).contains("undertaking.agreed");
        assertThat(worker.json("/api/tasks/" + form)
                        .at("/section/region/district")
                        .asText())
                .isEqualTo("330302");

        HttpResponse<String> wrongKind = worker.post(
                "/api/tasks/" + form + "/completion",
                Map.of("version", version(worker, form), "section", Map.of("region", 7)));
        assertThat(wrongKind.statusCode()).isEqualTo(422);
        assertThat(worker.post("/api/tasks/" + form + "/completion", "{").statusCode())
                .isEqualTo(400);
        assertThat(worker.post(
                                ENGINE + "/task/" + form + "/complete",
                                Map.of("variables", Map.of("office", Map.of("value", "330100"))))
                        .statusCode())
                .isBetween(400, 499);
        assertThat(worker.form("/lookup", Map.of("idNumber", "330302198801119937"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(worker.form("/lookup", Map.of("idNumber", "330302198801119936"))
                        .body())
                .contains("陈**", "浙C042024000311", "浙江省住房和城乡建设厅");
    }

    @Test
    void should_let_an_empty_signature_through_nowhere() throws IOException {
        Browser worker = Browser.of(port, "w12");
        String certificate = ownCertificate(worker);
        String sign = throughTheForms(worker, startInTasklist(worker), "330600", "330602", certificate, electronic());
        assertThat(refused(worker, sign, Collections.singletonMap("drawing", null)))
                .contains("drawing");
        assertThat(refused(worker, sign, Map.of("drawing", Drawings.BLANK))).contains("空白");
        assertThat(refused(worker, sign, Map.of("drawing", "data:image/png;base64,AAAA")))
                .contains("drawing");
        assertThat(refused(worker, sign, Map.of("drawing", Drawings.SIGNED + "A".repeat(300_000))))
                .contains("过大");
        assertThat(submit(worker, sign)).isNotBlank();
    }

    /** Starts as Tasklist's start dialog does, and opens the form as Tasklist does. */
    private String startInTasklist(Browser worker) throws IOException {
        JsonNode startable = worker.json(ENGINE
                + "/process-definition?latest=true&active=true&startableInTasklist=true&startablePermissionCheck=true");
        assertThat(startable).hasSize(1);
        String definition = startable.get(0).get("id").asText();
        HttpResponse<String> started = worker.post(
                ENGINE + "/process-definition/" + definition + "/submit-form", Map.of("variables", Map.of()));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        String instance = Browser.tree(started.body()).get("id").asText();
        JsonNode task = StreamSupport.stream(list(worker, "我的任务").spliterator(), false)
                .filter(it -> it.get("processInstanceId").asText().equals(instance))
                .findFirst()
                .orElseThrow();
        String id = task.get("id").asText();
        assertThat(worker.json(ENGINE + "/task/" + id + "/form").get("key").asText())
                .isEqualTo("embedded:deployment:forms/search-service.html");
        assertThat(worker.get(ENGINE + "/task/" + id + "/deployed-form").body())
                .isEqualTo(Files.readString(Path.of("forms/search-service.html")));
        return id;
    }

    /** Lists a filter as Tasklist does. */
    private static JsonNode list(Browser person, String filter) {
        JsonNode filters = person.json(ENGINE + "/filter?resourceType=Task");
        String id = StreamSupport.stream(filters.spliterator(), false)
                .filter(it -> it.get("name").asText().equals(filter))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        HttpResponse<String> list =
                person.post(ENGINE + "/filter/" + id + "/list?firstResult=0&maxResults=50", Map.of());
        assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
        return Browser.tree(list.body());
    }

    /** Takes the case's task from a filter once it is there. */
    private static String claim(Browser official, String filter, String caseNumber) {
        String task = await().atMost(PATIENCE)
                .until(
                        () -> StreamSupport.stream(list(official, filter).spliterator(), false)
                                .map(it -> it.get("id").asText())
                                .filter(id -> official.json("/api/tasks/" + id)
                                        .get("caseNumber")
                                        .asText()
                                        .equals(caseNumber))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(official.post("/api/tasks/" + task + "/claim", Map.of()).statusCode())
                .isEqualTo(204);
        return task;
    }

    private static Optional<JsonNode> openTask(Browser worker, String element) {
        return StreamSupport.stream(list(worker, "我的任务").spliterator(), false)
                .filter(it -> it.get("taskDefinitionKey").asText().equals(element))
                .findFirst()
                .map(it -> worker.json("/api/tasks/" + it.get("id").asText()));
    }

    private static String chooseService(Browser worker, String task) {
        String code = StreamSupport.stream(
                        worker.json("/api/tasks/" + task)
                                .at("/context/services")
                                .spliterator(),
                        false)
                .filter(it -> it.get("handledHere").asBoolean())
                .findFirst()
                .orElseThrow()
                .get("code")
                .asText();
        String privacy =
                worker.json("/api/tasks/" + task).at("/context/privacy/version").asText();
        return complete(
                worker,
                task,
                Map.of("query", "特种作业", "serviceCode", code, "noticeRead", true, "privacyNotice", privacy));
    }

    /** Scans the code as the phone does, then follows where the page is led. */
    private String passFace(Browser worker, String task) {
        String face = "/api/tasks/" + task + "/face";
        assertThat(worker.post(face + "/consent", Map.of("agreed", true)).statusCode())
                .isEqualTo(200);
        String scanned = await().atMost(PATIENCE)
                .until(() -> worker.json(face), it -> it.get("state").asText().equals("WAITING"))
                .get("phoneHref")
                .asText();
        Browser phone = Browser.anonymous(port);
        String path = URI.create(scanned).getPath();
        assertThat(phone.get(path).body()).contains("替身");
        assertThat(phone.form(path, Map.of("answer", "confirm")).statusCode()).isEqualTo(302);
        return worker.json(face).at("/next/taskId").asText();
    }

    private String throughTheForms(
            Browser worker, String task, String city, String district, String certificate, Map<String, Object> pickup) {
        String form = passFace(worker, chooseService(worker, task));
        String pickupTask = complete(worker, form, form(worker, form, city, district, certificate));
        String confirm = complete(worker, pickupTask, pickup);
        return complete(worker, confirm, null);
    }

    private static String submit(Browser worker, String sign) {
        HttpResponse<String> answer = send(worker, sign, "next", Map.of("drawing", Drawings.SIGNED));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = Browser.tree(answer.body());
        assertThat(body.get("message").asText()).contains("申请已提交");
        return body.at("/case/number").asText();
    }

    private static Map<String, Object> form(
            Browser worker, String task, String city, String district, String certificate) {
        String version = worker.json("/api/tasks/" + task)
                .at("/context/undertaking/version")
                .asText();
        return Map.ofEntries(
                entry("region", Map.of("city", city, "district", district)),
                entry("certificate", Map.of("number", certificate)),
                entry("undertaking", Map.of("agreed", true, "version", version)));
    }

    private static Map<String, Object> electronic() {
        return Map.of("method", "ELECTRONIC", "letters", "ELECTRONIC");
    }

    private static Map<String, Object> byPost() {
        return Map.of(
                "method",
                "POST",
                "payer",
                "RECIPIENT",
                "letters",
                "ELECTRONIC",
                "address",
                Map.of(
                        "recipient",
                        "测试",
                        "phone",
                        "13800000013",
                        "city",
                        "330200",
                        "district",
                        "330203",
                        "detail",
                        "中山东路1号"));
    }

    private static String ownCertificate(Browser worker) {
        String page = worker.get("/my/certificates").body();
        var number = Pattern.compile("浙[A-Z][0-9]{12}").matcher(page);
        assertThat(number.find()).isTrue();
        return number.group();
    }

    private static String paper(Browser worker, String title) {
        var link = Pattern.compile("href=\"(/api/papers/[^\"]+)\"[^>]*>" + title)
                .matcher(worker.get("/my/cases").body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    /** Sends a form forwards and returns the next task, if there is one. */
    private static String complete(Browser person, String task, Map<String, Object> section) {
        return go(person, task, "next", section);
    }

    private static String go(Browser person, String task, String direction, Map<String, Object> section) {
        HttpResponse<String> answer = send(person, task, direction, section);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Browser.tree(answer.body()).at("/next/taskId").asText();
    }

    /** Sends a form that is refused, and returns the problem document. */
    private static String refused(Browser person, String task, Map<String, Object> section) {
        HttpResponse<String> answer = send(person, task, "next", section);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        return answer.body();
    }

    private static HttpResponse<String> send(
            Browser person, String task, String direction, Map<String, Object> section) {
        Map<String, Object> body = new HashMap<>();
        body.put("version", version(person, task));
        body.put("direction", direction);
        body.put("section", section);
        return person.post("/api/tasks/" + task + "/completion", body);
    }

    private static int version(Browser person, String task) {
        return person.json("/api/tasks/" + task).get("version").asInt();
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s", "");
        }
    }
}
