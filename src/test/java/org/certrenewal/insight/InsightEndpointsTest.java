package org.certrenewal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.certrenewal.casefile.Direction;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.delivery.Rating;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.Intruder.Answer;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Calls what the analysts' screens call. */
@RenewalTest
class InsightEndpointsTest {

    private static final String ROOT = "/camunda/api/cockpit/plugin/insight/default/";
    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private CatchUp catchUp;

    @Autowired
    private RepositoryService repository;

    private Intruder analyst;
    private final List<Renewal> begun = new ArrayList<>();

    @BeforeEach
    void logIn() {
        TestClock.atStart();
        analyst = Intruder.of("a01", port);
    }

    @AfterEach
    void end() {
        begun.stream()
                .filter(it -> !it.isOver() && it.file().status().isWithdrawable())
                .forEach(Renewal::withdraws);
        begun.clear();
        TestClock.atStart();
    }

    private Renewal finished() {
        Renewal renewal = renewals.atForm("w01")
                .fillsTheForm(renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .choosesPost()
                .confirms()
                .signs()
                .isAccepted("o01")
                .isApproved("o01")
                .isPosted("c01")
                .hearsFromPartners();
        renewal.completes("w01", Tasks.COLLECT_CERTIFICATE, Direction.NEXT, new Rating(5, "联系13800000001王海生，很好"));
        renewal.runsItsJobs();
        catchUp.run();
        return renewal;
    }

    private Renewal running() {
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .isAccepted("o01");
        begun.add(renewal);
        catchUp.run();
        return renewal;
    }

    private JsonNode get(String path) throws IOException {
        Answer answer = analyst.get(ROOT + path);
        assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Test
    void should_list_a_finished_case_and_tell_its_way() throws IOException {
        Renewal renewal = finished();
        JsonNode listed = get("cases?state=finished&caseNumber=" + renewal.number());
        assertThat(listed.get("total").asInt()).isEqualTo(1);
        assertThat(listed.at("/cases/0/outcome").asText()).isEqualTo("ISSUED");
        JsonNode audit = get("case/" + renewal.number());
        assertThat(audit.get("definitionId").asText()).startsWith("certificate-renewal:");
        assertThat(audit.get("steps").findValuesAsText("activity"))
                .contains(Tasks.REVIEW_APPLICATION, Tasks.COLLECT_CERTIFICATE, "EndEvent_CertificateCollected");
        assertThat(audit.get("ledger").findValuesAsText("kind")).contains("ACCEPTANCE", "DECISION", "DELIVERY");
        assertThat(get("instance/" + renewal.instanceId())
                        .at("/case/caseNumber")
                        .asText())
                .isEqualTo(renewal.number());
    }

    @Test
    void should_show_every_figure_with_its_definition() throws IOException {
        finished();
        running();
        JsonNode definitions = get("definitions");
        assertThat(definitions.get("figures"))
                .hasSize(Figure.values().length)
                .allSatisfy(
                        figure -> assertThat(figure.get("definition").asText()).isNotBlank());
        JsonNode dashboard = get("dashboard?from=2026-01&to=2026-12");
        assertThat(dashboard.get("figures").findValuesAsText("code"))
                .containsExactlyElementsOf(
                        java.util.Arrays.stream(Figure.values()).map(Enum::name).toList());
        assertThat(dashboard.get("offices")).hasSize(12);
        assertThat(dashboard.get("months")).hasSize(12);
        assertThat(get("quality").get("offices")).isNotEmpty();
        String definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(RenewalProcess.KEY)
                .latestVersion()
                .singleResult()
                .getId();
        assertThat(get("heat?definition=" + definition).get("steps").findValuesAsText("activity"))
                .contains(Tasks.REVIEW_APPLICATION);
    }

    @Test
    void should_never_tell_a_figure_below_five() throws IOException {
        finished();
        for (String view : List.of("dashboard", "quality", "dashboard?office=330200", "heat", "heat?office=330200")) {
            JsonNode answer = get(view);
            for (String name : List.of("n", "visits", "dropped", "there", "part", "whole", "SUBMITTED", "OPEN")) {
                assertThat(answer.findValues(name))
                        .as(view + " " + name)
                        .noneMatch(it -> it.isNumber() && it.asLong() > 0 && it.asLong() < 5);
            }
        }
    }

    @Test
    void should_export_what_is_listed() throws IOException {
        Renewal renewal = finished();
        Answer csv = analyst.get(ROOT + "export?format=csv&state=finished&caseNumber=" + renewal.number());
        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.header("Content-Disposition")).contains("cases.csv");
        assertThat(csv.body().lines()).hasSize(2).last().asString().contains(renewal.number(), "宁波市", "已办结");
        Answer xlsx = analyst.get(ROOT + "export?format=xlsx&language=en&office=330200");
        assertThat(xlsx.status()).isEqualTo(200);
        assertThat(xlsx.body()).startsWith("PK");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dashboard?from=2026-13|不是月份",
                "dashboard?from=0001-01|年份应在",
                "dashboard?from=2026-05&to=2026-01|晚于",
                "dashboard?from=2016-01&to=2026-01|最多查看",
                "dashboard?office=999999|没有",
                "dashboard?office=330200&office=330100|只能出现一次",
                "dashboard?nonsense=1|没有“nonsense”这个参数",
                "quality?trade=77|没有",
                "heat?definition=certificate-act:1:x|没有这个流程定义",
                "heat?definition=%3Cscript%3E|格式不正确",
                "cases?sort=applicant|没有",
                "cases?sort=case_number;drop|没有",
                "cases?order=sideways|没有",
                "cases?page=0|1 到 100 之间",
                "cases?page=-1|1 到 100 之间",
                "cases?page=99999999999|1 到 100 之间",
                "cases?page=abc|1 到 100 之间",
                "cases?size=1000000|1 到 100 之间",
                "cases?openedFrom=2026-02-30|不是日期",
                "cases?openedFrom=9999-12-31|年份应在",
                "cases?openedFrom=2026-05-01&openedTo=2026-04-01|晚于",
                "cases?state=maybe|没有",
                "cases?outcome=EVERYTHING|没有",
                "cases?missed=perhaps|没有",
                "export?format=exe|没有",
                "export|请选择导出格式",
                "case/not-a-number|数字和大写字母",
                "instance/a'b|字母、数字和连字符"
            })
    void should_say_what_is_wrong_with_a_call(String path, String reason) throws IOException {
        Answer answer = analyst.get(ROOT + path.replace("'", "%27"));
        assertThat(answer.status()).as(answer.body()).isIn(400, path.contains("certificate-act") ? 404 : 400);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(JSON.readTree(answer.body()).get("detail").asText()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' or '1'='1",
                "330200' --",
                "\"; drop table insight_case; --",
                "${7*7}",
                "<script>alert(1)</script>",
                "330200\u0000"
            })
    void should_take_no_injection(String attack) throws IOException {
        String encoded = URLEncoder.encode(attack, StandardCharsets.UTF_8);
        for (String call : List.of(
                "dashboard?office=",
                "dashboard?trade=",
                "dashboard?from=",
                "quality?to=",
                "heat?definition=",
                "cases?caseNumber=",
                "cases?sort=",
                "cases?outcome=",
                "cases?openedFrom=",
                "export?format=csv&state=")) {
            Answer answer = analyst.get(ROOT + call + encoded);
            assertThat(answer.status()).as(call + attack).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("<script", "SQL");
        }
        assertThat(get("cases").get("total").asInt()).isPositive();
    }

    @Test
    void should_be_closed_to_everybody_but_analysts_and_administrators() {
        for (String user : List.of("w01", "o01", "s01", "c01")) {
            Intruder other = Intruder.of(user, port);
            for (String view : List.of("definitions", "dashboard", "quality", "heat", "cases", "export?format=csv")) {
                assertThat(other.get(ROOT + view).status())
                        .as(user + " " + view)
                        .isEqualTo(403);
            }
        }
        assertThat(new Intruder(port).get(ROOT + "dashboard").status()).isEqualTo(401);
        assertThat(Intruder.of("admin", port).get(ROOT + "dashboard").status()).isEqualTo(200);
    }
}
