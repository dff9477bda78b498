package org.certrenewal.stages.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.documents.Papers;
import org.certrenewal.notices.Notices;
import org.certrenewal.privacy.Consents;
import org.certrenewal.privacy.PersonRequests;
import org.certrenewal.privacy.PersonRequests.PersonRequest;
import org.certrenewal.privacy.PersonRequests.State;
import org.certrenewal.stages.search.ServiceChoice;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets a person look at what is kept, take consent back, and have it corrected and deleted by the office. */
@RenewalTest
class MyInformationTest {

    private static final String WORKER = "w10";
    private static final String NINGBO = "330200";
    private static final String TEXT = "收件人电话已经换号，请更正为新号码";

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private PersonRequests requests;

    @Autowired
    private Consents consents;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Papers papers;

    @Autowired
    private Notices notices;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ObjectMapper json;

    private Intruder worker;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        clear();
        worker = Intruder.of(WORKER, port);
    }

    @AfterEach
    void clear() {
        TestClock.atStart();
        jdbc.sql("delete from person_request").update();
        jdbc.sql("delete from throttle").update();
    }

    private Renewal submitted() {
        return renewals.atForm(WORKER)
                .fillsTheForm(renewals.certificateOf(WORKER, TestClock.START.plusDays(80)))
                .choosesPost()
                .confirms()
                .signs();
    }

    private PersonRequest asked(String subject, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(Map.of("subject", subject, "office", NINGBO, "text", TEXT));
        form.putAll(more);
        assertThat(worker.form("/my/requests", form).status()).isEqualTo(302);
        return requests.of(WORKER).get(0);
    }

    private void decides(String officer, PersonRequest request, String decision, String reason) {
        assertThat(Intruder.of(officer, port)
                        .form("/office/requests/" + request.number(), Map.of("decision", decision, "reason", reason))
                        .status())
                .isEqualTo(302);
    }

    private PersonRequest now(PersonRequest request) {
        return requests.withNumber(request.number()).orElseThrow();
    }

    @Test
    void should_show_what_is_held_why_until_when_and_who_saw_it_in_words() throws IOException {
        Renewal renewal = submitted().isAccepted("o01");
        Intruder.of("o01", port);
        String page = worker.get("/my/information").body();
        assertThat(page)
                .contains(
                        "331102198410019954",
                        "证书登记信息",
                        "中山东路1号2单元301室",
                        renewal.number(),
                        "第十三条第一款第（三）项",
                        "已签发证书的5年",
                        "办理机关工作人员",
                        "受理通知书");

        Intruder.Answer file = worker.get("/my/information/export.html");
        assertThat(file.header("Content-Disposition")).contains("attachment");
        String text = file.body();
        assertThat(text).contains("叶长青", renewal.number(), "138 0000 0001", "保存期限", "谁查看、处理过");
        List<String> tables = jdbc.sql("""
                        select lower(table_name) from information_schema.tables where lower(table_schema) = 'public'
                           and lower(table_name) like '%\\_%' escape '\\'
                        """).query(String.class).list();
        assertThat(tables).isNotEmpty().noneMatch(text::contains);
        assertThat(text).doesNotContain("o01<", "\"o01\"").doesNotContainPattern(Pattern.compile("<script|<link"));

        JsonNode data = json.readTree(
                new String(worker.get("/my/information/export.json").bytes(), StandardCharsets.UTF_8));
        assertThat(data.get("姓名").asText()).isEqualTo("叶长青");
        assertThat(data.get("内容")).hasSizeGreaterThan(8);
        assertThat(data.toString()).contains(renewal.number(), "中山东路1号2单元301室");

        String other =
                Intruder.of("w02", port).get("/my/information/export.html").body();
        assertThat(other).doesNotContain(renewal.number(), "331102198410019954");
        for (String user : List.of("o01", "s01", "c01", "a01", "admin")) {
            assertThat(Intruder.of(user, port).get("/my/information").status())
                    .as(user)
                    .isEqualTo(403);
        }
        renewal.isRejected("o01");
    }

    @Test
    void should_take_consent_back_for_the_future() {
        consents.answer(WORKER, Consents.Kind.ELECTRONIC_SERVICE, Consents.Answer.GIVEN, Optional.empty());
        assertThat(worker.get("/my/information").body()).contains("consents/ELECTRONIC_SERVICE/withdrawal");
        worker.form("/my/information/consents/ELECTRONIC_SERVICE/withdrawal", Map.of());
        assertThat(consents.newest(WORKER, Consents.Kind.ELECTRONIC_SERVICE)
                        .orElseThrow()
                        .answer())
                .isEqualTo(Consents.Answer.WITHDRAWN);
        assertThat(worker.form("/my/information/consents/NOTICE/withdrawal", Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void should_correct_contact_data_that_an_officer_grants_and_leave_what_was_signed() {
        Renewal renewal = submitted();
        String signed = cases.submission(renewal.number(), 1).orElseThrow();
        Intruder.Answer refused = worker.form(
                "/my/requests",
                Map.of(
                        "subject",
                        "CONTACT",
                        "office",
                        NINGBO,
                        "text",
                        TEXT,
                        "caseNumber",
                        renewal.number(),
                        "phone",
                        "138"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains(TEXT, "value=\"138\"");

        PersonRequest request = asked("CONTACT", Map.of("caseNumber", renewal.number(), "phone", "13900000009"));
        assertThat(request.dueOn()).isEqualTo(TestClock.START.withDayOfMonth(21));
        assertThat(notices.of(List.of("officers-330200"), 10_000))
                .anyMatch(notice -> notice.text().contains(request.number()));
        assertThat(Intruder.of("o01", port).get("/office/requests").body()).contains(request.number(), "叶长青");
        assertThat(Intruder.of("o11", port)
                        .form("/office/requests/" + request.number(), Map.of("decision", "GRANT", "reason", TEXT))
                        .status())
                .isEqualTo(404);
        assertThat(Intruder.of("o01", port)
                        .form("/office/requests/" + request.number(), Map.of("decision", "GRANT", "reason", "好"))
                        .status())
                .isEqualTo(422);

        decides("o01", request, "GRANT", "经核对本人身份，同意更正联系电话");

        Pickup.Address to =
                cases.section(renewal.number(), Section.PICKUP).orElseThrow().address();
        assertThat(to.phone()).contains("13900000009");
        assertThat(to.detail()).isEqualTo("中山东路1号2单元301室");
        assertThat(cases.submission(renewal.number(), 1)).contains(signed);
        assertThat(now(request).state()).isEqualTo(State.GRANTED);
        assertThat(worker.get("/my/cases").body()).contains("已更正办件 " + renewal.number());
    }

    @Test
    void should_hand_on_what_belongs_to_the_register() {
        PersonRequest request = asked("REGISTER", Map.of());
        decides("o01", request, "GRANT", "登记的工种与原始档案不一致，同意更正");
        assertThat(now(request).outcome().orElseThrow()).contains("已转本机关负责人办理证书登记信息的更正");
        assertThat(notices.of(List.of("supervisors-330200"), 10_000))
                .anyMatch(notice -> notice.text().contains("请办理证书登记信息的更正"));
    }

    @Test
    void should_refuse_by_letter_with_remedies() {
        PersonRequest request = asked("OTHER", Map.of());
        decides("o01", request, "REFUSE", "所称错误与档案记载不符，没有证据支持");
        String letter = papers.of(request.number()).get(0).id();
        assertThat(papers.of(request.number()).get(0).servedAt()).isEmpty();
        assertThat(Intruder.of("w02", port)
                        .get("/my/requests/" + request.number() + "/letter")
                        .status())
                .isEqualTo(404);
        assertThat(Intruder.of("o01", port)
                        .get("/office/requests/" + request.number() + "/letter")
                        .status())
                .isEqualTo(200);
        assertThat(papers.of(request.number()).get(0).servedAt()).isEmpty();
        Intruder.Answer mine = worker.get("/my/requests/" + request.number() + "/letter");
        assertThat(mine.bytes()).isEqualTo(papers.find(letter).orElseThrow().bytes());
        assertThat(papers.of(request.number()).get(0).servedAt()).isPresent();
        assertThat(worker.get("/my/information").body()).contains("个人信息请求答复书", "没有证据支持");
    }

    @Test
    void should_delete_what_the_law_lets_and_say_what_stays_and_why() {
        Renewal kept = submitted();
        Renewal closed = renewals.atForm(WORKER).withdraws();
        Renewal open = renewals.atForm(WORKER);
        PersonRequest request = asked("EVERYTHING", Map.of());
        decides("s01", request, "GRANT", "没有提交的办件不再需要，同意删除");
        for (Renewal gone : List.of(closed, open)) {
            assertThat(gone.isOver()).isTrue();
            assertThat(cases.section(gone.number(), ServiceChoice.SECTION)).isEmpty();
            assertThat(gone.file().applicant()).isEmpty();
        }
        assertThat(cases.section(kept.number(), Section.FORM)).isPresent();
        assertThat(now(request).outcome().orElseThrow()).contains("办件 " + kept.number() + "尚未办结", "第四十七条第二款");
    }

    @Test
    void should_let_nobody_decide_on_their_own_request() {
        jdbc.sql("insert into ACT_ID_MEMBERSHIP (USER_ID_, GROUP_ID_) values ('w10', 'officers-330200')")
                .update();
        try {
            PersonRequest request = requests.open(
                    WORKER,
                    PersonRequests.Subject.OTHER,
                    Optional.empty(),
                    NINGBO,
                    new PersonRequests.Content(TEXT, null, null, null));
            assertThat(Intruder.of(WORKER, port)
                            .form("/office/requests/" + request.number(), Map.of("decision", "GRANT", "reason", TEXT))
                            .status())
                    .isEqualTo(404);
            assertThat(now(request).state()).isEqualTo(State.OPEN);
        } finally {
            jdbc.sql("delete from ACT_ID_MEMBERSHIP where USER_ID_ = 'w10' and GROUP_ID_ = 'officers-330200'")
                    .update();
        }
    }

    @Test
    void should_count_a_request_as_overdue_the_day_after_its_last_day() {
        PersonRequest request = asked("OTHER", Map.of());
        TestClock.at(request.dueOn());
        assertThat(requests.overdue()).isZero();
        TestClock.at(request.dueOn().plusDays(1));
        assertThat(requests.overdue()).isEqualTo(1);
        assertThat(Intruder.of("o01", port).get("/office/requests").body()).contains("已超过期限");
    }

    @Test
    void should_show_the_notice_to_everybody() {
        assertThat(new Intruder(port).get("/privacy").body())
                .contains("个人信息处理告知", consents.notice().version(), "Your rights");
    }
}
