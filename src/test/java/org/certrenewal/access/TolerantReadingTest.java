package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.ProcessEngine;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Section;
import org.certrenewal.documents.Papers;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.signature.Signature;
import org.certrenewal.testing.Browser;
import org.certrenewal.testing.Drawings;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.Intruder.Answer;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.certrenewal.typed.Prose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ContentDisposition;

/** Types as people do, at every place where something is typed, by the paths that clients take. */
@RenewalTest
class TolerantReadingTest {

    private static final String CANONICAL = "13800000013";
    private static final String ENGINE = "/camunda/api/engine/engine/default";

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Papers papers;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private ObjectMapper json;

    private final List<Renewal> opened = new ArrayList<>();

    @AfterEach
    void end() {
        opened.stream()
                .filter(renewal -> !renewal.isOver())
                .forEach(renewal -> engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test"));
        TestClock.atStart();
    }

    private Renewal filled() {
        return keep(renewals.atForm("w01").fillsTheForm(certificate()));
    }

    private String certificate() {
        return renewals.certificateOf("w01", TestClock.START.plusDays(80));
    }

    private Renewal keep(Renewal renewal) {
        opened.add(renewal);
        return renewal;
    }

    private static Map<String, Object> byPost(String phone) {
        return Map.of(
                "letters",
                "ELECTRONIC",
                "method",
                "POST",
                "payer",
                "RECIPIENT",
                "address",
                Map.of("recipient", "王海生", "phone", phone, "city", "330200", "district", "330203", "detail", "中山东路1号"));
    }

    private Answer complete(Intruder person, Renewal renewal, String element, Object section) {
        return person.post(
                "/api/tasks/" + renewal.task(element).getId() + "/completion",
                text(Map.of("version", renewal.file().version(), "direction", "next", "section", section)));
    }

    private String text(Object body) {
        return json.valueToTree(body).toString();
    }

    private static List<String> fields(Answer answer) {
        return StreamSupport.stream(Browser.tree(answer.body()).path("errors").spliterator(), false)
                .map(error -> error.path("field").asText())
                .toList();
    }

    private static String message(Answer answer) {
        return Browser.tree(answer.body()).at("/errors/0/message").asText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+8613800000013",
                "\u202D+86 138 0000 0013\u202C",
                "１３８００００００１３",
                "008613800000013",
                "138-0000-0013"
            })
    void should_keep_one_telephone_and_show_it_as_people_read_it(String typed) {
        Renewal renewal = filled();
        Intruder worker = Intruder.of("w01", port);

        Answer answer = complete(worker, renewal, Tasks.CHOOSE_PICKUP, byPost(typed));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(phoneOf(renewal)).isEqualTo(CANONICAL);
        assertThat(worker.get("/api/tasks/"
                                + renewal.task(Tasks.CONFIRM_INFORMATION).getId())
                        .body())
                .contains("138 0000 0013");
        renewal.goesBackFrom(Tasks.CONFIRM_INFORMATION);
        JsonNode view = Browser.tree(
                worker.get("/api/tasks/" + renewal.task(Tasks.CHOOSE_PICKUP).getId())
                        .body());
        assertThat(view.at("/section/address/phone").asText()).isEqualTo(CANONICAL);
        assertThat(view.at("/lengths/address.detail").asInt()).isEqualTo(120);
    }

    private String phoneOf(Renewal renewal) {
        return cases.section(renewal.number(), Section.PICKUP)
                .orElseThrow()
                .address()
                .phone();
    }

    @Test
    void should_keep_the_same_when_the_engine_completes_by_itself() {
        Renewal renewal = filled();
        Intruder worker = Intruder.of("w01", port);
        String task = renewal.task(Tasks.CHOOSE_PICKUP).getId();
        Answer draft = worker.put(
                "/api/tasks/" + task + "/draft",
                text(Map.of("version", renewal.file().version(), "section", byPost(" 0574－87654321－801 "))));
        assertThat(draft.status()).as(draft.body()).isEqualTo(200);
        assertThat(phoneOf(renewal))
                .as("a draft stays as typed, but for the blanks around")
                .isEqualTo("0574－87654321－801");

        Answer answer = worker.post(ENGINE + "/task/" + task + "/submit-form", "{\"variables\":{}}");

        assertThat(answer.isSuccess()).as(answer.body()).isTrue();
        assertThat(phoneOf(renewal)).isEqualTo("0574-87654321转801");
    }

    @Test
    void should_say_at_its_field_what_is_no_telephone() {
        Renewal renewal = filled();
        Intruder worker = Intruder.of("w01", port);

        Answer wrong = complete(worker, renewal, Tasks.CHOOSE_PICKUP, byPost("1380000001"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(fields(wrong)).containsExactly("address.phone");
        Answer local = complete(worker, renewal, Tasks.CHOOSE_PICKUP, byPost("87654321"));
        assertThat(message(local)).contains("区号");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", " \u200B%s\u202C", "bare", "ｗｉｄｅ", "grouped"})
    void should_find_and_keep_a_certificate_by_its_number_however_it_is_typed(String way) {
        String number = certificate();
        String typed = switch (way) {
            case "bare" -> number.substring(1).toLowerCase();
            case "ｗｉｄｅ" -> number.replace("B", "Ｂ").replace("0", "０");
            case "grouped" -> number.substring(0, 4) + " " + number.substring(4, 8) + "\u00A0" + number.substring(8);
            default -> way.formatted(number);
        };
        Renewal renewal = keep(renewals.atForm("w01"));
        Intruder worker = Intruder.of("w01", port);
        String task = renewal.task(Tasks.FILL_FORM).getId();

        Answer found = worker.post("/api/tasks/" + task + "/certificate", text(Map.of("number", typed)));
        assertThat(found.status()).as(found.body()).isEqualTo(200);
        assertThat(found.body()).contains(number);

        assertThat(complete(worker, renewal, Tasks.FILL_FORM, renewals.form("330203", typed))
                        .status())
                .isEqualTo(200);
        assertThat(cases.section(renewal.number(), Section.FORM)
                        .orElseThrow()
                        .certificate()
                        .number())
                .isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "330302 19880111 9936",
                "330302-19880111-9936",
                "330302\u00A019880111\u00A09936",
                "\u200B330302198801119936\uFEFF",
                "３３０３０２１９８８０１１１９９３６"
            })
    void should_look_up_by_the_identity_number_however_it_is_typed(String typed) {
        Intruder stranger = new Intruder(port);
        stranger.get("/lookup");

        Answer page = stranger.form("/lookup", Map.of("idNumber", typed));

        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("浙C042024000311");
    }

    @ParameterizedTest
    @CsvSource({
        "浙B012023000123, 证书 浙B012023000123",
        "b012023000123, 证书 浙B012023000123",
        "'\u202D浙Ｂ01 2023\u00A0000123\u202C', 证书 浙B012023000123",
        "B01 2023, 以“浙”开头",
        "330200-2019-00123, 旧编号",
        "粤A012023000123, 不是浙江省的编号"
    })
    void should_find_an_offices_certificate_however_its_number_is_typed(String typed, String said) {
        Answer page = Intruder.of("s01", port)
                .get("/office/certificates?number=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));

        assertThat(page.body()).contains(said);
    }

    @Test
    void should_give_back_the_reason_of_an_act_that_is_refused() {
        Intruder supervisor = Intruder.of("s01", port);
        String path = "/office/certificates/" + URLEncoder.encode("浙B012023000123", StandardCharsets.UTF_8);
        String reason = "字".repeat(401);

        Answer answer =
                supervisor.form(path + "/acts", Map.of("kind", "SUSPEND", "ground", "（不在表内）", "reason", reason));

        assertThat(answer.status()).isEqualTo(302);
        Answer page = supervisor.get(answer.header("Location").replaceFirst("^https?://[^/]+", ""));
        assertThat(page.body()).contains(reason).contains("data-longest=\"400\"");
    }

    @Test
    void should_log_in_by_a_name_in_full_width() {
        assertThat(Intruder.of(" ｗ０１\u200B", port).get("/api/me").body()).contains("w01");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'decision':0} | decision",
                "{'decision':'ACCEPT','decision':'REFUSE'} | decision",
                "{'decision':''} | decision",
                "{'decision':'ACCEPT','outcome':'APPROVED'} | outcome",
                "{'decision':'REFUSE','reasons':true} | reasons",
                "{'decision':'REFUSE','reasons':'x\\uD800y'} | reasons"
            })
    void should_take_no_decision_that_nobody_made(String section, String field) {
        Renewal renewal = keep(filled().choosesElectronic().confirms().signs());
        String task = renewal.task(Tasks.ACCEPT_APPLICATION).getId();
        Intruder officer = Intruder.of("o01", port);
        officer.post("/api/tasks/" + task + "/claim", "{}");
        String body = "{\"version\":%d,\"direction\":\"next\",\"section\":%s}"
                .formatted(renewal.file().version(), section.replace('\'', '"'));

        Answer answer = officer.post("/api/tasks/" + task + "/completion", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(fields(answer)).containsExactly(field);
        assertThat(renewal.openTasks()).containsExactly(Tasks.ACCEPT_APPLICATION);
        assertThat(cases.section(renewal.number(), Acceptance.SECTION)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'version':'1','reason':'专家评审需要一段时间','workingDays':5}",
                "{'version':1,'reason':'专家评审需要一段时间','workingDays':'5'}",
                "{'version':1,'reason':'专家评审需要一段时间','workingDays':5.5}",
                "{'reason':'专家评审需要一段时间','workingDays':5}",
                "{'version':1,'reason':12345678901,'workingDays':5}",
                "{'version':1,'reason':'专家评审需要一段时间','days':5}",
                "{'version':1} {'version':1}",
                "[]",
                "'version'",
                "7"
            })
    void should_read_every_body_to_the_letter(String body) {
        Renewal renewal = keep(filled().choosesElectronic().confirms().signs().isAccepted("o01"));
        String task = renewal.task(Tasks.REVIEW_APPLICATION).getId();
        Intruder officer = Intruder.of("o01", port);
        officer.post("/api/tasks/" + task + "/claim", "{}");

        Answer answer = officer.post("/api/tasks/" + task + "/excluded-time", body.replace('\'', '"'));

        assertThat(answer.status()).as(answer.body()).isIn(400, 422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void should_count_lengths_in_characters_and_have_room_for_as_many() {
        Renewal renewal = keep(filled().choosesElectronic().confirms().signs().isAccepted("o01"));
        Intruder officer = Intruder.of("o01", port);
        String task = renewal.task(Tasks.REVIEW_APPLICATION).getId();
        officer.post("/api/tasks/" + task + "/claim", "{}");
        String longest = "需要向外省核实" + "\uD873\uDD6C".repeat(493);

        Answer tooLong = complete(
                officer,
                renewal,
                Tasks.REVIEW_APPLICATION,
                Map.of("decision", "REJECT", "ground", "ground-education", "reasons", longest + "一"));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(fields(tooLong)).containsExactly("reasons");
        assertThat(message(tooLong)).contains("不能超过500个字", "501");

        Answer stopped = officer.post(
                "/api/tasks/" + task + "/excluded-time",
                text(Map.of(
                        "version",
                        renewal.file().version(),
                        "purpose",
                        "TEST",
                        "reason",
                        "需要向外省核实" + "\uD873\uDD6C".repeat(243),
                        "document",
                        "\uD873\uDD6C".repeat(100),
                        "workingDays",
                        250)));
        assertThat(stopped.status()).as(stopped.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"王海生, 200", "' 王 海生\u200B ', 200", "tian, 422", "王海, 422", "'', 422", "王海升, 422"})
    void should_take_a_typed_signature_only_in_the_applicants_name(String name, int status) {
        Renewal renewal = filled().choosesElectronic().confirms();

        Answer answer = complete(
                Intruder.of("w01", port),
                renewal,
                Tasks.SIGN_APPLICATION,
                Map.of("drawing", Drawings.SIGNED, "typedName", name));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        if (status == 422) {
            assertThat(fields(answer)).containsExactly("typedName");
        } else {
            assertThat(cases.section(renewal.number(), Signature.SECTION)
                            .orElseThrow()
                            .typedName())
                    .isEqualTo(Prose.line(name));
        }
    }

    @Test
    void should_name_every_file_for_old_clients_too() {
        Renewal renewal = keep(filled().choosesElectronic().confirms().signs().isAccepted("o01"));
        Intruder worker = Intruder.of("w01", port);
        String paper = "/api/papers/" + papers.of(renewal.number()).get(0).id();

        assertFileName(worker.get(paper + "?download"), "受理通知书", "attachment; filename=\"acceptance-[^\"]+\\.pdf\"");
        assertFileName(worker.get(paper), "受理通知书", "inline; filename=\"acceptance-[^\"]+\\.pdf\"");
        assertFileName(worker.get("/my/data"), "个人信息", "attachment; filename=\"personal-data-[0-9-]+\\.zip\"");
        for (String format : List.of("csv", "xlsx")) {
            assertFileName(
                    Intruder.of("a01", port).get("/camunda/api/cockpit/plugin/insight/default/export?format=" + format),
                    "办件",
                    "attachment; filename=\"cases\\." + format + "\"");
        }
        assertThat(renewal.isOver()).isFalse();
    }

    private static void assertFileName(Answer file, String name, String begin) {
        assertThat(file.status()).as(file.body()).isEqualTo(200);
        String header = file.header("Content-Disposition");
        assertThat(header).matches(begin + "; filename\\*=UTF-8''[\\x21-\\x7E]+");
        assertThat(ContentDisposition.parse(header).getFilename()).contains(name);
    }
}
