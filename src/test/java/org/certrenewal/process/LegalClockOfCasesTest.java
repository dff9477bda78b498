package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.certrenewal.testing.LoggedInAs.person;
import static org.certrenewal.testing.Tokens.token;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.ClockLedgers;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.People;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.documents.Papers;
import org.certrenewal.law.ClockEntry;
import org.certrenewal.law.DueDate;
import org.certrenewal.law.HolidayYear;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.WorkingDayCalendar;
import org.certrenewal.law.adapters.LawFiles;
import org.certrenewal.law.adapters.Laws;
import org.certrenewal.notices.Notices;
import org.certrenewal.notices.Notices.Notice;
import org.certrenewal.process.RenewalProcess.Events;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.tasks.Completion;
import org.certrenewal.process.tasks.Drafts.Draft;
import org.certrenewal.process.tasks.TaskGone;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Correction;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Lets the law's clock run over whole cases: late answers, time that doesn't count, outages, new holidays. */
@RenewalTest
class LegalClockOfCasesTest {

    private static final String OFFICER = "o01";
    private static final String SUPERVISOR = "s01";
    private static final String WANG = "w01";
    private static final String OFFICERS = "officers-330200";
    private static final String SUPERVISORS = "supervisors-330200";

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private TaskService taskService;

    @Autowired
    private ManagementService management;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private ClockLedgers ledgers;

    @Autowired
    private CaseFindings found;

    @Autowired
    private Certificates certificates;

    @Autowired
    private People people;

    @Autowired
    private Notices notices;

    @Autowired
    private LawBook law;

    @Autowired
    private Papers papers;

    @Autowired
    private org.springframework.jdbc.core.simple.JdbcClient jdbc;

    @Autowired
    private Recalculation recalculation;

    @Autowired
    private Completion completion;

    @Autowired
    private org.certrenewal.process.tasks.Drafts drafts;

    @Autowired
    private MockMvc web;

    private Renewal renewal;
    private String electrician;
    private LawBook.Edition published;

    @BeforeEach
    void begin() {
        init(engine);
        TestClock.atStart();
        published = law.inForce();
        electrician = renewals.certificateOf(WANG, TestClock.START.plusDays(80));
    }

    @AfterEach
    void end() {
        law.replace(published);
        if (renewal != null && !renewal.isOver()) {
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    @Nested
    class LateAnswers {

        @Test
        void should_refuse_an_acceptance_after_silence_has_accepted() {
            renewal = renewals.submittedBy(WANG, electrician);
            TestClock.at(day("2026-09-09"));

            assertRefused(
                    () -> renewal.isNotAccepted(OFFICER),
                    "decision",
                    "受理期限已于2026年9月8日届满，依照《中华人民共和国行政许可法》第三十二条，自收到申请之日起视为受理，不能再作此决定");
            renewal.runsItsJobs();
            assertThat(renewal.file().deemedAccepted()).isTrue();
        }

        @Test
        void should_refuse_a_decision_after_the_deadline_before_and_after_the_timer_has_run() {
            renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
            String task = renewal.task(Tasks.REVIEW_APPLICATION).getId();
            assertThat(dueOf(Tasks.REVIEW_APPLICATION)).isEqualTo(endOf("2026-09-29"));
            TestClock.at(day("2026-10-09"));

            assertRefused(() -> renewal.isApproved(OFFICER), "decision", "审查决定期限已于2026年9月29日届满，办件已转交负责人处置");
            renewal.runsItsJobs();
            assertThatThrownBy(() -> renewals.as(
                            OFFICER,
                            () -> completion.complete(
                                    task,
                                    OFFICER,
                                    renewal.file().version(),
                                    Direction.NEXT,
                                    new Review(Review.Verdict.APPROVE, null, null))))
                    .isInstanceOf(TaskGone.class)
                    .hasMessage("办理期限已经届满，办件已转交负责人处置，不能再由您作出决定");
            assertThat(renewal.file().decision()).isEmpty();
        }

        @Test
        void should_give_the_officer_one_more_working_day_when_the_supervisor_urges() {
            renewal =
                    renewals.submittedBy(WANG, electrician).isAccepted(OFFICER).livesUntil(day("2026-10-09"));
            renewal.isUrged(SUPERVISOR);
            assertThat(timer(Events.DECISION_OVERDUE)).isEqualTo(endOf("2026-10-10"));

            renewal.livesUntil(day("2026-10-11"));
            assertThat(renewal.instance()).isWaitingAt(Tasks.EXTEND_DECISION);
        }

        @Test
        void should_refuse_a_correction_without_fields_and_a_rejection_without_ground_at_their_fields()
                throws Exception {
            renewal = renewals.submittedBy(WANG, electrician);
            String accept = renewal.task(Tasks.ACCEPT_APPLICATION).getId();
            asOfficer(post("/api/tasks/{id}/claim", accept)).andExpect(status().isNoContent());
            complete(accept, "{\"decision\":\"CORRECT\",\"corrections\":[]}")
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].field").value("corrections"));
            complete(accept, "{\"decision\":\"ACCEPT\"}").andExpect(status().isOk());
            renewal.runsItsJobs();
            String review = renewal.task(Tasks.REVIEW_APPLICATION).getId();
            asOfficer(post("/api/tasks/{id}/claim", review)).andExpect(status().isNoContent());
            complete(review, "{\"decision\":\"REJECT\",\"reasons\":\"不行\"}")
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].field").value("ground"))
                    .andExpect(jsonPath("$.errors[1].field").value("reasons"));
        }

        @Test
        void should_refuse_a_second_correction_with_the_article() {
            renewal = renewals.submittedBy(WANG, electrician).isToBeCorrected(OFFICER, "form.region");
            renewal.corrects(new Correction(renewals.form("330212", null), null))
                    .confirms()
                    .signs();

            assertRefused(
                    () -> renewal.isToBeCorrected(OFFICER, "form.region"),
                    "decision",
                    "本件已告知过一次补正，依照《中华人民共和国行政许可法》第三十二条应当一次性告知，不能再次要求补正");
        }

        private ResultActions complete(String task, String section) throws Exception {
            return asOfficer(post("/api/tasks/{id}/completion", task)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content("{\"version\":" + renewal.file().version() + ",\"section\":" + section + "}"));
        }
    }

    @Nested
    class TimeThatDoesNotCount {

        @Test
        void should_let_the_clock_stand_still_and_run_again() throws Exception {
            renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
            String task = renewal.task(Tasks.REVIEW_APPLICATION).getId();
            asOfficer(post("/api/tasks/{id}/claim", task)).andExpect(status().isNoContent());
            TestClock.at(day("2026-09-07"));

            start(task, "需要组织专家评审操作记录", 5).andExpect(status().isOk());

            assertThat(dueOf(Tasks.REVIEW_APPLICATION)).isNull();
            assertThat(timer(Events.DECISION_OVERDUE)).isAfter(endOf("2027-01-01"));
            assertThat(ledger(ClockEntry.Kind.EXCLUDED).due()).isEmpty();
            assertThat(told(WANG))
                    .anySatisfy(notice -> assertThat(notice.text())
                            .contains("自2026年9月7日起暂停计算审查决定期限", "专家评审", "预计5个工作日", "《中华人民共和国行政许可法》第四十五条"));
            assertRefused(() -> renewal.isApproved(OFFICER), "decision", "审查期限正在暂停计算，请先恢复计时，再作出决定");
            renewal.livesUntil(day("2026-10-12"));
            assertThat(renewal.instance()).isWaitingAt(Tasks.REVIEW_APPLICATION);

            asOfficer(delete("/api/tasks/{id}/excluded-time", task)
                            .param("version", "" + renewal.file().version()))
                    .andExpect(status().isOk());

            // 2 to 4 September are counted, 7 September to 11 October are not, 12 October is; 17 days are left.
            assertThat(dueOf(Tasks.REVIEW_APPLICATION)).isEqualTo(endOf("2026-11-03"));
            assertThat(timer(Events.DECISION_OVERDUE)).isEqualTo(endOf("2026-11-03"));
            assertThat(timer(Events.DECISION_REMINDER_DUE)).isEqualTo(startOf("2026-10-30"));
            assertThat(ledger(ClockEntry.Kind.EXCLUDED).due()).contains(day("2026-10-11"));
            assertThat(told(WANG))
                    .anySatisfy(notice -> assertThat(notice.text()).contains("最后一日为2026年11月3日"));
            assertThat(papers.of(renewal.number()))
                    .extracting(paper -> paper.label())
                    .contains("暂停计算期限告知书", "恢复计算期限告知书");
        }

        @Test
        void should_cost_nothing_to_stop_and_resume_within_a_day_and_tell_the_supervisor_each_time() throws Exception {
            renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
            String task = renewal.task(Tasks.REVIEW_APPLICATION).getId();
            asOfficer(post("/api/tasks/{id}/claim", task)).andExpect(status().isNoContent());
            TestClock.at(day("2026-09-07"));
            for (int times = 1; times <= 3; times++) {
                start(task, "需要组织专家评审操作记录", 5).andExpect(status().isOk());
                asOfficer(delete("/api/tasks/{id}/excluded-time", task)
                                .param("version", "" + renewal.file().version()))
                        .andExpect(status().isOk());
            }

            assertThat(dueOf(Tasks.REVIEW_APPLICATION)).isEqualTo(endOf("2026-09-29"));
            assertThat(ledger(ClockEntry.Kind.EXCLUDED).note()).contains("当日恢复计算，期限不受影响");
            assertThat(told(SUPERVISORS))
                    .filteredOn(notice -> notice.kind().equals("excluded-time"))
                    .hasSize(6)
                    .anySatisfy(notice -> assertThat(notice.text()).contains("（第3次）", "专家评审", "评审通知〔2026〕7号"));
            assertThat(papers.of(renewal.number()))
                    .filteredOn(paper -> paper.label().endsWith("计算期限告知书"))
                    .hasSize(6);
        }

        @Test
        void should_refuse_to_stop_without_reason_twice_or_after_the_deadline() throws Exception {
            renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
            String task = renewal.task(Tasks.REVIEW_APPLICATION).getId();
            asOfficer(post("/api/tasks/{id}/claim", task)).andExpect(status().isNoContent());

            start(task, "评审", 5)
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].field").value("excludedReason"));
            start(task, "需要组织专家评审操作记录", 0)
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].field").value("excludedDays"));
            asOfficer(post("/api/tasks/{id}/excluded-time", task)
                            .contentType(MediaType.APPLICATION_JSON)
                            .content("{\"version\":" + renewal.file().version() + ",\"workingDays\":5}"))
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[*].field")
                            .value(org.hamcrest.Matchers.contains(
                                    "excludedPurpose", "excludedReason", "excludedDocument")));
            asOfficer(delete("/api/tasks/{id}/excluded-time", task)
                            .param("version", "" + renewal.file().version()))
                    .andExpect(status().isUnprocessableEntity());
            start(task, "需要组织专家评审操作记录😀", 5)
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].field").value("excludedReason"));
            TestClock.at(day("2026-10-09"));
            start(task, "需要组织专家评审操作记录", 5)
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(content().string(org.hamcrest.Matchers.containsString("2026年9月29日届满，不能再暂停")));
        }

        private ResultActions start(String task, String reason, int days) throws Exception {
            return asOfficer(post("/api/tasks/{id}/excluded-time", task)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(
                            "{\"version\":%d,\"purpose\":\"EXPERT_REVIEW\",\"reason\":\"%s\",\"document\":\"评审通知〔2026〕7号\",\"workingDays\":%d}"
                                    .formatted(renewal.file().version(), reason, days)));
        }
    }

    @Nested
    class Reminders {

        @Test
        void should_remind_before_a_deadline_and_tell_the_supervisor_at_it() {
            renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);

            renewal.livesUntil(day("2026-09-28"));
            assertThat(told(OFFICERS))
                    .extracting(Notice::text)
                    .containsExactly("办件 " + renewal.number() + " 至2026年9月29日止应作出决定");
            assertThat(told(SUPERVISORS)).isEmpty();
            renewal.livesUntil(day("2026-10-08"));
            assertThat(told(SUPERVISORS))
                    .extracting(Notice::text)
                    .containsExactly("办件 " + renewal.number() + " 至2026年9月29日止应作出决定而未作出，请进行期限处置");
        }

        @Test
        void should_catch_up_after_an_outage_and_tell_everything_once() throws Exception {
            renewal = renewals.submittedBy(WANG, electrician);
            TestClock.at(day("2026-10-20"));

            renewal.runsItsJobs().runsItsJobs();

            assertThat(renewal.file().deemedAccepted()).isTrue();
            assertThat(renewal.file().received().accepted()).contains(TestClock.START);
            assertThat(letter("受理通知书")).contains("法定期限已于2026年9月29日届满").doesNotContain("至2026年9月29日止");
            assertThat(renewal.instance()).isWaitingAt(Tasks.EXTEND_DECISION);
            assertThat(told(SUPERVISORS))
                    .extracting(Notice::text)
                    .containsExactlyInAnyOrder(
                            "办件 " + renewal.number() + " 在受理期限内未答复，自收到申请之日起视为受理",
                            "办件 " + renewal.number() + " 至2026年9月29日止应作出决定而未作出，请进行期限处置");
            assertThat(told(OFFICERS)).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(2);
        }

        @Test
        void should_close_an_unanswered_correction_with_the_right_words_after_an_outage_over_reminder_and_end() {
            renewal = renewals.submittedBy(WANG, electrician).isToBeCorrected(OFFICER, "form.region");
            TestClock.at(day("2026-10-20"));
            renewal.runsItsJobs();

            assertThat(renewal.isOver()).isTrue();
            assertThat(renewal.file().status()).isEqualTo(CaseStatus.ABANDONED);
            assertThat(told(WANG))
                    .filteredOn(notice -> List.of("closed", "reminder").contains(notice.kind()))
                    .extracting(Notice::text)
                    .containsExactly("您的办件 " + renewal.number() + "：逾期未补正，本次申请终结。仍可重新申请，期限至2026年11月20日止");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void should_close_a_draft_alike_whichever_of_two_overdue_timers_runs_first(boolean reminderFirst) {
            renewal = renewals.atForm(WANG);
            TestClock.at(day("2026-11-20"));
            List<String> both = List.of(Events.DRAFT_REMINDER_DUE, Events.APPLICATION_ABANDONED);
            for (String element : reminderFirst ? both : List.of(both.get(1), both.get(0))) {
                management
                        .createJobQuery()
                        .processInstanceId(renewal.instanceId())
                        .activityId(element)
                        .list()
                        .forEach(job -> management.executeJob(job.getId()));
            }
            renewal.runsItsJobs();

            assertThat(renewal.isOver()).isTrue();
            assertThat(renewal.file().status()).isEqualTo(CaseStatus.ABANDONED);
            assertThat(told(WANG))
                    .noneSatisfy(notice -> assertThat(notice.text()).contains("尚未提交的延续申请"));
        }

        @Test
        void should_keep_a_withdrawal_a_withdrawal_while_a_reminder_still_waits_to_be_sent() {
            renewal = renewals.atForm(WANG);
            TestClock.at(day("2026-09-27"));
            String reminder = management
                    .createJobQuery()
                    .processInstanceId(renewal.instanceId())
                    .activityId(Events.DRAFT_REMINDER_DUE)
                    .singleResult()
                    .getId();
            management.executeJob(reminder);
            renewal.withdraws().runsItsJobs();

            assertThat(renewal.isOver()).isTrue();
            assertThat(renewal.file().status()).isEqualTo(CaseStatus.WITHDRAWN);
        }

        @Test
        void should_give_no_order_about_a_deadline_when_silence_has_renewed() {
            renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
            TestClock.at(TestClock.START.plusDays(83));
            renewal.runsItsJobs();

            assertThat(renewal.file().decision()).contains(CaseFile.Decision.DEEMED_RENEWED);
            assertThat(told(SUPERVISORS)).isEmpty();
            assertThat(told(OFFICERS)).isEmpty();
        }

        @Test
        void should_renew_by_silence_although_an_outage_lasted_over_the_whole_case() {
            LocalDate end = TestClock.START.plusDays(80);
            renewal = renewals.submittedBy(WANG, electrician);
            TestClock.at(end.plusDays(3));

            String expiry = management
                    .createJobQuery()
                    .processInstanceId(renewal.instanceId())
                    .activityId("StartEvent_CertificateExpired")
                    .singleResult()
                    .getId();
            management.executeJob(expiry);
            renewal.runsItsJobs();

            assertThat(renewal.file().deemedAccepted()).isTrue();
            assertThat(renewal.file().decision()).contains(CaseFile.Decision.DEEMED_RENEWED);
            assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
            assertThat(renewal.eventKinds()).containsOnlyOnce("deemed-accepted", "deemed-renewed", "issued");
        }

        @Test
        void should_tell_the_supervisor_of_a_paper_copy_that_was_not_sent() {
            renewal = renewals.atForm(WANG)
                    .fillsTheForm(electrician)
                    .choosesPost()
                    .confirms()
                    .signs()
                    .isAccepted(OFFICER)
                    .isApproved(OFFICER)
                    .livesUntil(day("2026-09-16"));

            assertThat(told(SUPERVISORS))
                    .extracting(Notice::text)
                    .containsExactly("办件 " + renewal.number() + " 至2026年9月15日止应寄送完毕而未寄送，请督促");
        }
    }

    @Nested
    class Drafts {

        @Test
        void should_keep_a_draft_from_the_last_save_on_and_say_so_each_time() {
            renewal = renewals.atForm(WANG).livesUntil(day("2026-09-26"));
            assertThat(told(WANG))
                    .extracting(Notice::text)
                    .singleElement()
                    .satisfies(text -> assertThat(text).contains("至2026年10月1日止未再填写或提交的，将自动关闭"));

            TestClock.at(day("2026-09-29"));
            String task = renewal.task(Tasks.FILL_FORM).getId();
            renewals.as(
                    WANG,
                    () -> drafts.save(
                            task,
                            WANG,
                            open -> new Draft(renewal.file().version(), renewals.form("330203", electrician))));

            assertThat(timer(Events.APPLICATION_ABANDONED)).isEqualTo(endOf("2026-10-29"));
            renewal.livesUntil(day("2026-10-25"));
            assertThat(renewal.isOver()).isFalse();
            assertThat(told(WANG))
                    .extracting(Notice::text)
                    .anySatisfy(text -> assertThat(text).contains("至2026年10月29日止未再填写或提交的"));
            renewal.livesUntil(day("2026-10-30"));
            assertThat(renewal.file().status()).isEqualTo(CaseStatus.ABANDONED);
        }
    }

    @Nested
    class AfterARejection {

        @Test
        void should_let_the_applicant_apply_again_and_say_until_when() {
            renewal =
                    renewals.submittedBy(WANG, electrician).isAccepted(OFFICER).isRejected(OFFICER);
            assertThat(told(WANG))
                    .anySatisfy(notice -> assertThat(notice.text()).contains("不予延续。上述情形消除后，可以再次申请，期限至2026年11月20日止。"));

            renewal = renewals.submittedBy(WANG, electrician);
            assertThat(renewal.file().status()).isEqualTo(CaseStatus.SUBMITTED);
        }

        @Test
        void should_bar_for_false_papers_and_show_the_bar_to_the_officer_of_the_next_case() {
            String worker = "w02";
            String certificate = renewals.certificateOf(worker, TestClock.START.plusDays(80));
            renewal = renewals.submittedBy(worker, certificate).isAccepted(OFFICER);
            renewal.completes(
                    OFFICER,
                    Tasks.REVIEW_APPLICATION,
                    Direction.NEXT,
                    new Review(Review.Verdict.REJECT, "true-statements", "提交的继续教育证明经核实系伪造，培训机构无此记录"));
            renewal.runsItsJobs();
            assertThat(told(worker))
                    .anySatisfy(
                            notice -> assertThat(notice.text()).contains("依照《中华人民共和国行政许可法》第七十八条，至2027年9月1日止，您不得再次申请。"));

            assertThat(told("supervisors-330200"))
                    .as("the warning is a penalty with a procedure of its own")
                    .anySatisfy(
                            notice -> assertThat(notice.text()).contains(renewal.number(), "第七十八条应当给予警告", "听取陈述和申辩"));
            assertThat(certificates
                            .factsAbout(people.withUserId(worker).idNumber())
                            .entries())
                    .as("nobody has warned anybody yet")
                    .isNotEmpty()
                    .noneMatch(entry -> entry.detail().contains("警告"));

            renewal = renewals.submittedBy(worker, certificate);
            assertThat(found.findings(renewal.number()))
                    .anySatisfy(finding -> assertThat(finding.text()).contains("至2027年9月1日止不得再次申请"));
            renewal.completes(
                    OFFICER,
                    Tasks.ACCEPT_APPLICATION,
                    Direction.NEXT,
                    new Acceptance(Acceptance.Answer.REFUSE, null, "false-papers-bar-years", "上次申请提供虚假材料被警告，尚在一年限制期内"));
            renewal.runsItsJobs();
            assertThat(renewal.file().status()).isEqualTo(CaseStatus.NOT_ACCEPTED);
        }
    }

    @Nested
    class TwoRegimes {

        @Test
        void should_decide_by_the_document_of_2008_and_grant_by_the_order_of_2025() {
            straddling().livesUntil(day("2026-06-02")).isApproved(OFFICER);

            assertThat(certificate().validTo()).isEqualTo(day("2029-07-20"));
            assertThat(ledger(ClockEntry.Kind.DECISION).article()).contains("《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十五条");
        }

        @Test
        void should_grant_two_years_where_the_decision_still_falls_under_the_document_of_2008() {
            straddling().livesUntil(day("2026-05-29")).isApproved(OFFICER);

            assertThat(certificate().validTo()).isEqualTo(day("2028-07-20"));
        }

        /** Accepted on 2026-05-20: ten working days end on 3 June, when the order is in force. */
        private Renewal straddling() {
            TestClock.at(day("2026-05-20"));
            electrician = renewals.certificateOf(WANG, day("2026-07-20"));
            renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
            assertThat(dueOf(Tasks.REVIEW_APPLICATION)).isEqualTo(endOf("2026-06-03"));
            return renewal;
        }
    }

    @Nested
    class Extension {

        @Test
        void should_be_proposed_from_a_day_on_and_approved_before_the_last_day_is_over() throws Exception {
            renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
            String task = renewal.task(Tasks.REVIEW_APPLICATION).getId();
            asOfficer(post("/api/tasks/{id}/claim", task)).andExpect(status().isNoContent());
            TestClock.at(day("2026-09-18"));
            propose(task, "需要向外省核实继续教育记录，尚未收到复函")
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].message").value("还不能提请延长，最早可在2026年9月21日提请"));
            TestClock.at(day("2026-09-21"));
            propose(task, "不行")
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].field").value("extensionReasons"));
            propose(task, "需要向外省核实继续教育记录，尚未收到复函").andExpect(status().isNoContent());

            assertThat(told(SUPERVISORS))
                    .anySatisfy(notice -> assertThat(notice.text()).endsWith("经办人提请延长期限，须在届满之前批准"));
            assertThat(dueOf(Tasks.EXTEND_DECISION)).isEqualTo(endOf("2026-09-29"));
            TestClock.at(day("2026-09-29"));
            renewal.isExtended(SUPERVISOR);
            assertThat(dueOf(Tasks.REVIEW_APPLICATION)).isEqualTo(endOf("2026-10-19"));
            assertThat(letter("延长办理期限告知书")).contains("2026年10月19日");
            TestClock.at(day("2026-10-19"));
            String again = renewal.task(Tasks.REVIEW_APPLICATION).getId();
            asOfficer(post("/api/tasks/{id}/claim", again)).andExpect(status().isNoContent());
            propose(again, "需要向外省核实继续教育记录，尚未收到复函")
                    .andExpect(jsonPath("$.errors[0].message").value("期限已延长过一次，依照《中华人民共和国行政许可法》第四十二条不能再次延长"));
        }

        @Test
        void should_not_be_approved_any_more_when_the_last_day_is_over() {
            renewal = renewals.submittedBy(WANG, electrician)
                    .isAccepted(OFFICER)
                    .livesUntil(day("2026-09-28"))
                    .proposesExtension(OFFICER);
            TestClock.at(day("2026-09-30"));

            assertRefused(
                    () -> renewal.isExtended(SUPERVISOR), "disposition", "审查决定期限已经届满，依照《中华人民共和国行政许可法》第四十二条不能再延长，请督办");
            renewal.isUrged(SUPERVISOR);
            assertThat(renewal.file().received().extended()).isEmpty();
            renewal.isApproved(OFFICER);
            assertThat(renewal.file().decision()).contains(CaseFile.Decision.APPROVED);
        }

        @Test
        void should_go_back_to_the_officer_where_the_supervisor_declines_in_time() {
            renewal = renewals.submittedBy(WANG, electrician)
                    .isAccepted(OFFICER)
                    .livesUntil(day("2026-09-25"))
                    .proposesExtension(OFFICER)
                    .isUrged(SUPERVISOR);

            assertThat(renewal.file().urgedOn()).isEmpty();
            assertThat(dueOf(Tasks.REVIEW_APPLICATION)).isEqualTo(endOf("2026-09-29"));
            assertThat(timer(Events.DECISION_OVERDUE)).isEqualTo(endOf("2026-09-29"));
        }

        @Test
        void should_be_proposed_for_a_case_whose_model_knows_no_proposal_yet() {
            renewal =
                    renewals.submittedBy(WANG, electrician).isAccepted(OFFICER).livesUntil(day("2026-09-28"));
            jdbc.sql("delete from ACT_RU_EVENT_SUBSCR where PROC_INST_ID_ = ? and EVENT_NAME_ = 'ExtensionProposed'")
                    .param(renewal.instanceId())
                    .update();

            renewal.proposesExtension(OFFICER);
            assertThat(renewal.openTasks()).containsExactly(Tasks.EXTEND_DECISION);
            renewal.isExtended(SUPERVISOR).isApproved(OFFICER);
            assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        }

        private ResultActions propose(String task, String reasons) throws Exception {
            return asOfficer(post("/api/tasks/{id}/extension-proposal", task)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content("{\"version\":" + renewal.file().version() + ",\"reasons\":\"" + reasons + "\"}"));
        }
    }

    @Nested
    class LateApplications {

        private static final String END = "2026-09-18";

        @Test
        void should_tell_applicant_and_supervisor_each_their_own_when_the_certificate_ends_undecided()
                throws Exception {
            renewal = lateBy10Days().livesUntil(day("2026-09-19"));

            assertThat(told(SUPERVISORS))
                    .anySatisfy(notice -> assertThat(notice.text()).contains("请立即处理"));
            assertThat(told(WANG))
                    .anySatisfy(
                            notice -> assertThat(notice.text()).contains("已于2026年9月18日到期", "尚未作出决定，仍在办理", "不能凭该证书从业"));
            renewal.livesUntil(day("2026-10-15"));
            assertThat(told(SUPERVISORS))
                    .anySatisfy(notice -> assertThat(notice.text()).contains("请进行期限处置"));
            web.perform(org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get("/my/cases")
                            .with(person(WANG)))
                    .andExpect(content().string(org.hamcrest.Matchers.containsString(renewal.number())))
                    .andExpect(
                            content().string(org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("请立即处理"))))
                    .andExpect(content()
                            .string(org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("请进行期限处置"))))
                    .andExpect(
                            content().string(org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("应作出决定"))));
        }

        @Test
        void should_grant_from_the_day_of_the_decision_and_say_which_days_are_not_covered() throws Exception {
            renewal = lateBy10Days().livesUntil(day("2026-09-28")).isApproved(OFFICER);

            assertThat(certificate().validFrom()).isEqualTo(day("2026-09-28"));
            assertThat(certificate().validTo()).isEqualTo(day("2029-09-27"));
            assertThat(letter("准予延续决定书")).contains("2026年9月19日至2026年9月27日不在使用期内", "使用期自2026年9月28日起至2029年9月27日止");
        }

        @Test
        void should_grant_from_the_old_end_where_the_rules_say_so() throws Exception {
            law.replace(new LawBook.Edition(
                    Laws.with(law.rules(), RuleKey.TERM_AFTER_EXPIRY, "from-old-end"), law.calendar()));
            renewal = lateBy10Days().livesUntil(day("2026-09-28")).isApproved(OFFICER);

            assertThat(certificate().validFrom()).isEqualTo(day("2026-09-19"));
            assertThat(letter("准予延续决定书")).doesNotContain("不在使用期内");
        }

        private Renewal lateBy10Days() {
            TestClock.at(day("2026-09-08"));
            electrician = renewals.certificateOf(WANG, day(END));
            return renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
        }
    }

    private String letter(String title) throws IOException {
        byte[] pdf = papers.of(renewal.number()).stream()
                .filter(paper -> paper.title().equals(title))
                .reduce((one, last) -> last)
                .flatMap(paper -> papers.find(paper.id()))
                .orElseThrow()
                .content()
                .bytes();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s", "");
        }
    }

    @Nested
    class NewHolidays {

        @Test
        void should_move_due_dates_and_timers_of_open_cases_and_record_it() throws Exception {
            renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
            int version = renewal.file().version();
            law.replace(withHolidays(published, "2026-09-28", "2026-09-29"));
            computeAnew("2026年放假安排更正");

            assertThat(dueOf(Tasks.REVIEW_APPLICATION)).isEqualTo(endOf("2026-10-08"));
            assertThat(timer(Events.DECISION_OVERDUE)).isEqualTo(endOf("2026-10-08"));
            assertThat(timer(Events.DECISION_REMINDER_DUE)).isEqualTo(startOf("2026-09-24"));
            assertThat(ledger(ClockEntry.Kind.DECISION).due()).contains(day("2026-10-08"));
            assertThat(cases.events(renewal.number()))
                    .anySatisfy(event ->
                            assertThat(event.text()).isEqualTo("2026年放假安排更正，期限重新计算：审查决定期限由2026年9月29日改为2026年10月8日"));
            assertThat(told(WANG))
                    .anySatisfy(notice -> assertThat(notice.text())
                            .isEqualTo("您的办件 " + renewal.number() + "：因法定节假日安排公布或者调整，审查决定期限由2026年9月29日改为2026年10月8日"));
            assertThat(told(OFFICERS))
                    .anySatisfy(notice -> assertThat(notice.text()).contains("由2026年9月29日改为2026年10月8日"));
            assertThat(letter("办理期限变更告知书")).contains("审查决定期限原告知至2026年9月29日止", "变更为至2026年10月8日止");
            assertThat(renewal.file().version())
                    .as("a form that is open stays good")
                    .isEqualTo(version);

            int events = cases.events(renewal.number()).size();
            computeAnew("再次核对");
            assertThat(cases.events(renewal.number()))
                    .as("nothing is left to do")
                    .hasSize(events);

            assertThat(papers.of(renewal.number()))
                    .filteredOn(paper -> paper.title().equals("办理期限变更告知书"))
                    .hasSize(1);

            TestClock.at(day("2026-09-02"));
            law.replace(published);
            computeAnew("恢复");
            assertThat(letter("办理期限变更告知书")).contains("变更为至2026年9月29日止");
            assertThat(dueOf(Tasks.REVIEW_APPLICATION)).isEqualTo(endOf("2026-09-29"));
        }

        @Test
        void should_make_a_provisional_date_definite_when_the_year_is_published() {
            TestClock.at(day("2026-12-10"));
            electrician = renewals.certificateOf(WANG, day("2027-03-20"));
            renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
            assertThat(ledger(ClockEntry.Kind.DECISION).provisional()).isTrue();

            law.replace(withHolidays(published, "2027-01-01", "2027-01-04"));
            computeAnew("2027年放假安排公布");
            assertThat(ledger(ClockEntry.Kind.DECISION).provisional()).isFalse();
            assertThat(ledger(ClockEntry.Kind.DECISION).due()).contains(day("2027-01-11"));
        }

        @Test
        void should_begin_a_run_anew_that_was_broken_off() {
            recalculation.run("an edition", "核对");
            assertThat(recalculation.isDue("an edition")).isFalse();
            assertThat(recalculation.isDue("another edition")).isTrue();
        }

        private void computeAnew(String reason) {
            recalculation.run(LawFiles.fingerprint(law.inForce()), reason);
            assertThat(recalculation.last().orElseThrow().failed()).isZero();
        }

        private LawBook.Edition withHolidays(LawBook.Edition edition, String... days) {
            List<HolidayYear> years =
                    new java.util.ArrayList<>(edition.calendar().years().values());
            int year = day(days[0]).getYear();
            Optional<HolidayYear> old =
                    years.stream().filter(it -> it.year() == year).findFirst();
            java.util.Set<LocalDate> off =
                    new java.util.TreeSet<>(old.map(HolidayYear::off).orElse(java.util.Set.of()));
            for (String day : days) {
                off.add(day(day));
            }
            old.ifPresent(years::remove);
            years.add(new HolidayYear(
                    year, "test", off, old.map(HolidayYear::worked).orElse(java.util.Set.of())));
            return new LawBook.Edition(edition.rules(), new WorkingDayCalendar(years));
        }
    }

    private ResultActions asOfficer(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(token()).with(person(OFFICER)));
    }

    private static void assertRefused(Runnable work, String field, String message) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        SectionRefused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.field()).isEqualTo(field);
                                    assertThat(problem.message()).isEqualTo(message);
                                }));
    }

    private Date dueOf(String element) {
        return renewal.task(element).getDueDate();
    }

    private Date timer(String element) {
        return management
                .createJobQuery()
                .processInstanceId(renewal.instanceId())
                .activityId(element)
                .singleResult()
                .getDuedate();
    }

    private ClockEntry ledger(ClockEntry.Kind kind) {
        return ledgers.of(renewal.number()).stream()
                .filter(entry -> entry.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private List<Notice> told(String recipient) {
        return notices.of(List.of(recipient), 100_000).stream()
                .filter(notice -> renewal.number().equals(notice.caseNumber()))
                .toList();
    }

    private org.certrenewal.registry.Certificate certificate() {
        return certificates.withNumber(new CertificateNumber(electrician)).orElseThrow();
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    private static Date endOf(String day) {
        return Date.from(new DueDate(day(day), false).endsAt());
    }

    private static Date startOf(String day) {
        return Date.from(new DueDate(day(day).minusDays(1), false).endsAt());
    }
}
