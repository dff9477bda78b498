package org.certrenewal.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.certrenewal.privacy.Consents.Answer;
import org.certrenewal.privacy.Consents.Kind;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.outbox.OutboxWorker;
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

/** Lets people read how their data are handled, agree to the face check or not, and be known at a counter instead. */
@RenewalTest
class NoticeAndConsentTest {

    private static final String WORKER = "w03";
    private static final String NINGBO = "330200";

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Consents consents;

    @Autowired
    private OutboxWorker outbox;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient jdbc;

    private Renewal renewal;
    private Intruder worker;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        jdbc.sql("delete from consent where user_id = ?").param(WORKER).update();
        renewal = renewals.begunBy(WORKER);
        worker = Intruder.of(WORKER, port);
    }

    @AfterEach
    void end() {
        TestClock.atStart();
        if (!renewal.isOver()) {
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    private Intruder.Answer search(String more) {
        String task = renewal.task(Tasks.SEARCH_SERVICE).getId();
        return worker.post(
                "/api/tasks/" + task + "/completion",
                "{\"version\":%d,\"direction\":\"next\",\"section\":{\"query\":\"\",\"serviceCode\":\"%s\",\"noticeRead\":true%s}}"
                        .formatted(renewal.file().version(), renewals.serviceCode(), more));
    }

    private String face(String more) {
        return "/api/tasks/" + renewal.task(Tasks.AUTHENTICATE_FACE).getId() + "/face" + more;
    }

    @Test
    void should_show_the_notice_before_the_first_step_and_record_which_version_was_read() {
        String version = consents.notice().version();
        assertThat(worker.get("/api/tasks/" + renewal.task(Tasks.SEARCH_SERVICE).getId())
                        .body())
                .contains("个人信息处理告知", "\"version\":\"" + version + "\"", "\"read\":false", "Your rights");

        Intruder.Answer refused = search("");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("privacyNotice", "请先阅读《个人信息处理告知》");
        assertThat(search(",\"privacyNotice\":\"an older one\"").status()).isEqualTo(422);
        assertThat(consents.hasReadNotice(WORKER)).isFalse();

        assertThat(search(",\"privacyNotice\":\"" + version + "\"").status()).isEqualTo(200);
        Consents.Answered read = consents.newest(WORKER, Kind.NOTICE).orElseThrow();
        assertThat(read.version()).isEqualTo(version);
        assertThat(read.caseNumber()).contains(renewal.number());
        assertThat(read.at().atZone(ZoneId.of("Asia/Shanghai")).toLocalDate()).isEqualTo(TestClock.START);
    }

    @Test
    void should_show_a_new_version_again() {
        consents.answer(WORKER, Kind.NOTICE, Answer.GIVEN, Optional.empty());
        assertThat(consents.hasReadNotice(WORKER)).isTrue();
        jdbc.sql("update consent set version = 'older' where user_id = ?")
                .param(WORKER)
                .update();
        assertThat(search("").status()).isEqualTo(422);
        consents.answer(WORKER, Kind.NOTICE, Answer.GIVEN, Optional.empty());
        assertThat(search("").status()).isEqualTo(200);
    }

    @Test
    void should_show_no_code_before_the_separate_consent_and_take_a_no() {
        renewal.choosesTheService();
        outbox.drain();
        assertThat(worker.get(face("")).body())
                .contains("\"state\":\"CONSENT\"")
                .doesNotContain("http");
        assertThat(worker.get(face("/code.svg")).status()).isEqualTo(404);
        assertThat(worker.post(face("/consent"), "{}").status()).isEqualTo(422);

        assertThat(worker.post(face("/consent"), "{\"agreed\":false}").body()).contains("\"state\":\"CONSENT\"");
        assertThat(consents.newest(WORKER, Kind.FACE).orElseThrow().answer()).isEqualTo(Answer.REFUSED);
        assertThat(worker.get(face("/code.svg")).status()).isEqualTo(404);

        worker.post(face("/consent"), "{\"agreed\":true}");
        outbox.drain();
        assertThat(worker.get(face("")).body()).contains("\"state\":\"WAITING\"", "/face/");
        assertThat(consents.newest(WORKER, Kind.FACE).orElseThrow().caseNumber())
                .contains(renewal.number());
    }

    @Test
    void should_be_known_at_the_counter_instead_by_a_clerk_of_that_office() {
        renewal.choosesTheService();
        assertThat(worker.post(face("/counter"), "{\"office\":\"999999\"}").status())
                .isEqualTo(422);
        assertThat(worker.post(face("/counter"), "{\"office\":\"" + NINGBO + "\"}")
                        .body())
                .contains("\"state\":\"COUNTER\"", "宁波市住房和城乡建设局窗口", renewal.number());
        assertThat(Intruder.of("o01", port).get("/office/counter").status()).isEqualTo(403);
        Intruder clerk = Intruder.of("c01", port);
        String page = clerk.get("/office/counter").body();
        assertThat(page).contains(renewal.number(), "陈国平", "330302198801119936");
        String check = jdbc.sql("select id from counter_check where case_number = ?")
                .param(renewal.number())
                .query(String.class)
                .single();

        // The page's own half hour is over long before somebody has been to a counter.
        TestClock.at(TestClock.START.plusDays(3));
        renewal.runsItsJobs();
        assertThat(renewal.openTasks()).containsExactly(Tasks.AUTHENTICATE_FACE);

        clerk.form("/office/counter/" + check + "/confirmation", Map.of("document", "IDENTITY_CARD"));
        assertThat(renewal.openTasks()).containsExactly(Tasks.AUTHENTICATE_FACE);
        clerk.form(
                "/office/counter/" + check + "/confirmation", Map.of("document", "IDENTITY_CARD", "compared", "true"));

        assertThat(renewal.openTasks()).containsExactly(Tasks.FILL_FORM);
        assertThat(jdbc.sql("select answered_by || ' ' || document from counter_check where id = ?")
                        .param(check)
                        .query(String.class)
                        .single())
                .isEqualTo("c01 IDENTITY_CARD");
        // Other tests may have left cases of this worker's.
        String card = Intruder.of(WORKER, port)
                .get("/my/cases")
                .body()
                .replaceAll("(?s).*(<article[^>]*id=\"" + renewal.number() + "\".*?</article>).*", "$1");
        assertThat(card).contains("窗口工作人员已当面核验身份（居民身份证），未使用人脸识别").doesNotContain("人脸识别认证通过");
        TestClock.at(TestClock.START.plusDays(20));
        assertThat(renewal.file().faceConfirmedAt()).isPresent();
    }

    @Test
    void should_end_clearly_where_the_clerk_sees_somebody_else() {
        renewal.choosesTheService();
        worker.post(face("/counter"), "{\"office\":\"" + NINGBO + "\"}");
        String check = jdbc.sql("select id from counter_check where case_number = ? and state = 'WAITING'")
                .param(renewal.number())
                .query(String.class)
                .single();
        Intruder clerk = Intruder.of("c01", port);
        clerk.form("/office/counter/" + check + "/refusal", Map.of("ground", ""));
        assertThat(renewal.isOver()).isFalse();
        clerk.form("/office/counter/" + check + "/refusal", Map.of("ground", "OTHER_PERSON"));
        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status().label()).isEqualTo("身份认证未通过，已关闭");
        assertThat(Intruder.of(WORKER, port).get("/my/cases").body()).contains("窗口核验身份未通过：本人与身份证件不一致");
        Awaitility.await().until(renewal::isOver);
    }

    @Test
    void should_check_nobody_by_a_clerk_of_another_office_or_by_themselves() {
        renewal.choosesTheService();
        worker.post(face("/counter"), "{\"office\":\"330100\"}");
        String check = jdbc.sql("select id from counter_check where case_number = ? and state = 'WAITING'")
                .param(renewal.number())
                .query(String.class)
                .single();
        Map<String, String> yes = Map.of("document", "IDENTITY_CARD", "compared", "true");
        assertThat(Intruder.of("c01", port)
                        .form("/office/counter/" + check + "/confirmation", yes)
                        .status())
                .isEqualTo(404);
        engine.getIdentityService().createMembership(WORKER, "clerks-330100");
        try {
            assertThat(Intruder.of(WORKER, port)
                            .form("/office/counter/" + check + "/confirmation", yes)
                            .status())
                    .isEqualTo(404);
        } finally {
            engine.getIdentityService().deleteMembership(WORKER, "clerks-330100");
        }
        assertThat(renewal.openTasks()).containsExactly(Tasks.AUTHENTICATE_FACE);
    }
}
