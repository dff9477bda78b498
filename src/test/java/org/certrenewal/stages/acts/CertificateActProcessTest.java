package org.certrenewal.stages.acts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.law.Eligibility;
import org.certrenewal.law.Finding;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.LetterGrounds;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleSet;
import org.certrenewal.law.adapters.Laws;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.ActProcess;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Renewability;
import org.certrenewal.testing.FlowRecorder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** Walks every way through the process of an act, and proves at the end that no node or flow was left out. */
@RenewalTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateActProcessTest {

    private static final BpmnModelInstance MODEL =
            Bpmn.readModelFromFile(Path.of("processes/certificate-act.bpmn").toFile());

    private static final String OFFICE = "330200";
    private static final LocalDate END = LocalDate.of(2026, 12, 31);

    @Autowired
    private Disposals disposals;

    @Autowired
    private ActGrounds grounds;

    @Autowired
    private LetterGrounds citations;

    @Autowired
    private LawBook law;

    @Autowired
    private Eligibility eligibility;

    @Autowired
    private Renewability renewability;

    @Autowired
    private Papers papers;

    @Autowired
    private Notices notices;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Acts acts;

    @Autowired
    private Certificates certificates;

    @Autowired
    private Renewals renewals;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private HistoryService history;

    @Autowired
    private ManagementService management;

    @Autowired
    private FlowRecorder flows;

    private CertificateNumber number;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        number = new CertificateNumber(renewals.certificateOf("w01", TestClock.START.plusDays(300)));
    }

    @Test
    void should_ask_the_holder_before_it_takes_effect() {
        String act = proposed(ActKind.RESCIND, "act-rescind-unlawful");
        assertThat(act(act).state()).isEqualTo(Act.State.NOTICED);
        assertThat(text(act, PaperKind.ACT_NOTICE))
                .contains("处置事先告知书", "拟作出如下决定：撤销上述证书", "《中华人民共和国行政许可法》第七条", "至2026年9月15日止", "有权陈述和申辩")
                .doesNotContain("听证");
        assertThatThrownBy(() -> disposals.confirm(act, "s02", OFFICE))
                .isInstanceOf(ActRefused.class)
                .hasMessageContaining("等待持证人陈述、申辩");

        disposals.answer(act, "当年的材料是真实的，附有原件可查", true, "w01");
        assertThat(act(act).state()).as("no hearing where the law gives none").isEqualTo(Act.State.WEIGHING);
        disposals.weigh(act, "原件与档案不符，不予采纳", "s01", OFFICE);
        disposals.confirm(act, "s02", OFFICE);

        assertThat(status()).isEqualTo(CertificateStatus.RESCINDED);
        assertThat(act(act).state()).isEqualTo(Act.State.APPLIED);
        assertThat(text(act, PaperKind.RESCISSION))
                .contains(
                        "撤销资格证书决定书",
                        "违章指挥造成事故",
                        "甬建罚决〔2026〕第12号",
                        "依照《中华人民共和国行政许可法》第六十九条第一款，本机关决定：撤销上述证书",
                        "您于2026年9月1日提出陈述、申辩",
                        "原件与档案不符，不予采纳",
                        "60日内向",
                        "6个月内")
                .doesNotContain("不得再次申请");
        assertThat(isOver(act)).isTrue();
    }

    @Test
    void should_hold_the_hearing_that_the_holder_asks_for_before_a_revocation() {
        String act = proposed(ActKind.REVOKE, "act-revoke-penalty");
        assertThat(text(act, PaperKind.ACT_NOTICE))
                .contains("《中华人民共和国行政处罚法》第四十四条、第四十五条", "《中华人民共和国行政处罚法》第六十三条第一款第（三）项", "有权要求举行听证");
        disposals.answer(act, "事故与我无关，要求听证", true, "w01");
        assertThat(act(act).state()).isEqualTo(Act.State.HEARING);
        assertThatThrownBy(() -> disposals.recordHearing(act, "已听证", "s01", OFFICE))
                .hasMessageContaining("请先通知");
        LocalDateTime early = LocalDateTime.of(2026, 9, 10, 9, 0);
        assertThatThrownBy(() -> disposals.appointHearing(act, Optional.of(early), "三楼", "李主持", "s01", OFFICE))
                .hasMessageContaining("须晚于2026年9月10日");
        disposals.appointHearing(act, Optional.of(early.plusDays(1)), "三楼会议室", "李主持", "s01", OFFICE);
        assertThat(text(act, PaperKind.HEARING_NOTICE)).contains("听证通知书", "2026年9月11日9时00分", "三楼会议室", "李主持");
        assertThatThrownBy(() -> disposals.recordHearing(act, "双方到场，听取了意见", "s01", OFFICE))
                .hasMessageContaining("尚未举行");
        TestClock.at(early.plusDays(2).toLocalDate());
        disposals.recordHearing(act, "双方到场，听取了意见", "s01", OFFICE);
        disposals.weigh(act, "理由不成立，不予采纳", "s01", OFFICE);
        disposals.confirm(act, "s02", OFFICE);

        assertThat(status()).isEqualTo(CertificateStatus.REVOKED);
        assertThat(text(act, PaperKind.REVOCATION)).contains("依法举行了听证：双方到场，听取了意见", "理由不成立");
    }

    @Test
    void should_go_on_without_an_answer_when_the_holders_time_is_over() {
        String act = proposed(ActKind.SUSPEND, "act-suspend-penalty");
        TestClock.at(LocalDate.of(2026, 9, 15));
        runJobs(act);
        assertThat(act(act).state()).as("the last day counts").isEqualTo(Act.State.NOTICED);
        TestClock.at(LocalDate.of(2026, 9, 16));
        assertThatThrownBy(() -> disposals.answer(act, "来晚了，请听我说", false, "w01"))
                .hasMessageContaining("期限已过");
        runJobs(act);
        assertThat(act(act).state()).isEqualTo(Act.State.WAITING);
        disposals.confirm(act, "s02", OFFICE);

        assertThat(text(act, PaperKind.SUSPENSION)).contains("您在期限内未提出陈述、申辩", "暂扣上述证书至2026年12月31日止");
        TestClock.at(LocalDate.of(2026, 12, 31));
        runJobs(act);
        assertThat(status()).as("the last day is still of the suspension").isEqualTo(CertificateStatus.SUSPENDED);
        TestClock.at(LocalDate.of(2027, 1, 1));
        runJobs(act);
        assertThat(status()).isEqualTo(CertificateStatus.VALID);
        assertThat(text(act, PaperKind.RETURN)).contains("发还资格证书通知书", "暂扣期限至2026年12月31日止", "自2027年1月1日起恢复有效");
        assertThat(notices.of(List.of("w01"), 1000))
                .anySatisfy(it -> assertThat(it.text()).contains("暂扣期限届满，已经发还"));
        assertThat(isOver(act)).isTrue();
    }

    @Test
    void should_end_the_suspension_early_by_an_act_of_the_office() {
        String suspension = suspended();
        String lift = propose(ActKind.LIFT, "act-lift-changed");
        assertThat(act(lift).state()).as("it favours the holder").isEqualTo(Act.State.WAITING);
        disposals.confirm(lift, "s02", OFFICE);

        assertThat(status()).isEqualTo(CertificateStatus.VALID);
        assertThat(isOver(suspension)).isTrue();
        assertThat(text(lift, PaperKind.RETURN))
                .contains("发还上述证书，自2026年9月1日起恢复有效")
                .doesNotContain("行政复议");
    }

    @Test
    void should_lapse_at_once_what_ended_while_it_was_suspended() {
        number = new CertificateNumber(renewals.certificateOf("w01", LocalDate.of(2026, 10, 31)));
        String suspension = suspended();
        TestClock.at(LocalDate.of(2027, 1, 1));
        runJobs(suspension);
        assertThat(status()).isEqualTo(CertificateStatus.LAPSED);
        assertThat(text(suspension, PaperKind.RETURN)).contains("证书使用期已于2026年10月31日届满");
    }

    @Test
    void should_bar_whoever_got_it_by_fraud_for_three_years() {
        String act = proposed(ActKind.RESCIND, "act-rescind-fraud");
        disposals.answer(act, "没有什么要说的", false, "w01");
        disposals.weigh(act, "持证人没有异议", "s01", OFFICE);
        disposals.confirm(act, "s02", OFFICE);

        assertThat(text(act, PaperKind.RESCISSION)).contains("依照《中华人民共和国行政许可法》第七十九条，您至2029年9月1日止不得再次申请");
        Certificate other = certificates
                .withNumber(new CertificateNumber(renewals.certificateOf("w01", LocalDate.of(2029, 10, 31))))
                .orElseThrow();
        assertThat(findings(other, LocalDate.of(2029, 9, 1)))
                .filteredOn(it -> it.code().equals("barred-fraud"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.text()).contains("至2029年9月1日止不得再次申请");
                    assertThat(it.article()).isEqualTo("《中华人民共和国行政许可法》第七十九条");
                });
        assertThat(findings(other, LocalDate.of(2029, 9, 2)))
                .extracting(Finding::code)
                .doesNotContain("barred-fraud");
        jdbc.sql("delete from holder_record where kind = 'FRAUD_BAR'").update();
    }

    private List<Finding> findings(Certificate certificate, LocalDate on) {
        RuleSet rules = law.rules().inForce(on);
        return eligibility.findings(
                renewability.facts(
                        on,
                        rules,
                        certificate.holder(),
                        certificate.holderName(),
                        Optional.of(certificate),
                        certificates.factsAbout(certificate.holder()),
                        false),
                rules);
    }

    @Test
    void should_offer_grounds_by_the_rules_of_the_day_of_the_act() {
        assertThat(grounds.of(ActKind.RESCIND, LocalDate.of(2026, 5, 31)))
                .extracting(ActGrounds.Ground::code)
                .contains("act-rescind-forged");
        assertThat(grounds.of(ActKind.RESCIND, LocalDate.of(2026, 6, 1)))
                .extracting(ActGrounds.Ground::code)
                .containsExactly("act-rescind-fraud", "act-rescind-unlawful");
        assertThat(grounds.of(ActKind.SUSPEND, LocalDate.of(2028, 1, 10)))
                .extracting(ActGrounds.Ground::code)
                .containsExactly("act-suspend-penalty");
    }

    @Test
    void should_not_let_an_act_stand_on_an_article_that_nobody_has_verified() {
        ActGrounds real = new ActGrounds(law, citations, new MockEnvironment());
        assertThat(real.find(ActKind.CANCEL, "act-cancel-request", LocalDate.of(2026, 9, 1))
                        .orElseThrow()
                        .usable())
                .isFalse();
        assertThat(real.of(ActKind.CANCEL, LocalDate.of(2026, 9, 1)))
                .filteredOn(ActGrounds.Ground::usable)
                .allSatisfy(ground -> assertThat(ground.cited()).contains("《中华人民共和国行政许可法》第七十条"));
        String act = propose(ActKind.CANCEL, "act-cancel-request");
        disposals.confirm(act, "s02", OFFICE);
        assertThat(text(act, PaperKind.CANCELLATION))
                .as("the demonstration shows it, and cites nothing")
                .contains("本机关决定：注销上述证书")
                .doesNotContain("依照办理机关规定", "待核实");
    }

    @Test
    void should_take_effect_at_once_and_hear_afterwards_where_a_rule_allows_it() {
        LawBook.Edition shipped = law.inForce();
        law.replace(
                new LawBook.Edition(Laws.with(law.rules(), RuleKey.ACT_SUSPEND_URGENT, "afterwards"), law.calendar()));
        try {
            String act = propose(ActKind.SUSPEND, "act-suspend-urgent");
            disposals.confirm(act, "s02", OFFICE);
            assertThat(status()).isEqualTo(CertificateStatus.SUSPENDED);
            assertThat(text(act, PaperKind.SUSPENSION)).contains("情况紧急，本决定先行作出并生效", "至2026年9月15日止");
            disposals.answer(act, "现场已经停工，请求发还", false, "w01");
            disposals.weigh(act, "已经另行提出发还", "s01", OFFICE);
            assertThat(acts.word(act, Acts.WordKind.WEIGHING).orElseThrow().text())
                    .isEqualTo("已经另行提出发还");
        } finally {
            law.replace(shipped);
        }
    }

    @Test
    void should_tell_the_holder_when_nothing_comes_of_it() {
        String noticed = proposed(ActKind.REVOKE, "act-revoke-penalty");
        disposals.decline(noticed, "s02", OFFICE);
        String heard = proposed(ActKind.REVOKE, "act-revoke-penalty");
        disposals.answer(heard, "事故与我无关，要求听证", true, "w01");
        disposals.decline(heard, "s01", OFFICE);
        String weighed = proposed(ActKind.REVOKE, "act-revoke-penalty");
        disposals.answer(weighed, "事故与我无关，请查清", false, "w01");
        disposals.decline(weighed, "s01", OFFICE);
        String waiting = proposed(ActKind.REVOKE, "act-revoke-penalty");
        disposals.answer(waiting, "事故与我无关，请查清", false, "w01");
        disposals.weigh(waiting, "理由成立，予以采纳", "s01", OFFICE);
        disposals.decline(waiting, "s02", OFFICE);

        for (String act : List.of(noticed, heard, weighed, waiting)) {
            assertThat(act(act).state()).isEqualTo(Act.State.DECLINED);
            assertThat(text(act, PaperKind.ACT_DROPPED)).contains("不予处置告知书", "拟作出的吊销，现决定不予作出");
            assertThatThrownBy(() -> disposals.confirm(act, "s02", OFFICE)).isInstanceOf(ActRefused.class);
            assertThat(isOver(act)).isTrue();
        }
        assertThat(status()).isEqualTo(CertificateStatus.VALID);
    }

    @Test
    void should_close_itself_after_seven_days() {
        String act = propose(ActKind.CANCEL, "act-cancel-death");
        TestClock.pass(Duration.ofDays(8));
        runJobs(act);

        assertThat(status()).isEqualTo(CertificateStatus.VALID);
        assertThat(act(act).state()).isEqualTo(Act.State.FORGOTTEN);
        assertThat(isOver(act)).isTrue();
    }

    @Test
    void should_refuse_what_the_law_or_the_state_does_not_allow() {
        assertRefused(ActKind.LIFT, "act-lift-term", "暂扣期限届满", "文号", "不能暂扣发还");
        assertRefused(ActKind.REVOKE, "我说了算", "违章指挥造成事故", "文号", "请选择吊销的依据");
        assertRefused(ActKind.RESCIND, "act-rescind-forged", "弄虚作假", "文号", "请选择撤销的依据");
        assertRefused(ActKind.REVOKE, "act-revoke-penalty", "无", "文号", "请写明查明的事实");
        assertRefused(ActKind.REVOKE, "act-revoke-penalty", "违章指挥造成事故", " ", "文号");
        assertThatThrownBy(() -> disposals.propose(
                        proposal(ActKind.SUSPEND, "act-suspend-penalty", LocalDate.of(2026, 9, 15)), "s01", OFFICE))
                .hasMessageContaining("须晚于2026年9月15日");
        proposed(ActKind.SUSPEND, "act-suspend-penalty");
        assertRefused(ActKind.CANCEL, "act-cancel-death", "持证人死亡，予以注销", "", "已有一项处置等待复核");
        assertThatThrownBy(
                        () -> disposals.propose(proposal(ActKind.SUSPEND, "act-suspend-penalty", END), "s11", "330100"))
                .hasMessageContaining("不由您的机关管理");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void should_refuse_and_log_whoever_holds_the_certificate(CapturedOutput log) {
        List<ThrowingCallable> attempts = new ArrayList<>();
        attempts.add(() -> disposals.propose(proposal(ActKind.REVOKE, "act-revoke-penalty", END), "w01", OFFICE));
        String act = proposed(ActKind.REVOKE, "act-revoke-penalty");
        disposals.answer(act, "事故与我无关，请查清", false, "w01");
        attempts.add(() -> disposals.weigh(act, "理由成立，予以采纳", "w01", OFFICE));
        attempts.add(() -> disposals.decline(act, "w01", OFFICE));
        for (ThrowingCallable attempt : attempts) {
            assertThatThrownBy(attempt).isInstanceOf(ActRefused.class).hasMessageContaining("不能处置本人的证书");
        }
        disposals.weigh(act, "理由不成立，不予采纳", "s02", OFFICE);
        assertThatThrownBy(() -> disposals.confirm(act, "w01", OFFICE)).hasMessageContaining("不能处置本人的证书");
        assertThatThrownBy(() -> disposals.confirm(act, "s01", OFFICE)).hasMessageContaining("另一位负责人");
        assertThatThrownBy(() -> disposals.confirm(act, "s02", OFFICE)).hasMessageContaining("须由另一位负责人作出");
        assertThat(act(act).state()).isEqualTo(Act.State.WAITING);
        assertThat(log.getAll().split("conflict of interest: w01 may not dispose of the own certificate", -1))
                .hasSize(5);
        disposals.decline(act, "s02", OFFICE);
    }

    @Test
    void should_let_nobody_answer_for_the_holder() {
        String act = proposed(ActKind.REVOKE, "act-revoke-penalty");
        assertThatThrownBy(() -> disposals.answer(act, "我替他说几句话", false, "w02")).hasMessageContaining("没有这项处置");
        disposals.decline(act, "s01", OFFICE);
    }

    @Test
    void should_let_one_of_two_supervisors_win_and_tell_the_other() {
        String act = propose(ActKind.CANCEL, "act-cancel-death");
        List<Object> outcomes = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        if (i == 0) {
                            disposals.confirm(act, "s02", OFFICE);
                        } else {
                            disposals.decline(act, "s01", OFFICE);
                        }
                        return "done";
                    } catch (ActRefused | ConcurrencyFailureException told) {
                        return told;
                    }
                }))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(Object.class::cast)
                .toList();
        assertThat(outcomes).filteredOn("done"::equals).hasSize(1);
        assertThat(act(act).state()).isIn(Act.State.APPLIED, Act.State.DECLINED);
        assertThat(isOver(act)).isTrue();
    }

    /** What began by the first model has no notice, no ground of the rules and no office: it finishes as it was. */
    @Test
    void should_finish_what_began_by_the_first_model() throws Exception {
        String first = Files.readString(Path.of("src/test/resources/models/certificate-act-1.bpmn"));
        Deployment deployment = repository
                .createDeployment()
                .addString("processes/certificate-act.bpmn", first)
                .deploy();
        String definition = repository
                .createProcessDefinitionQuery()
                .deploymentId(deployment.getId())
                .singleResult()
                .getId();
        try {
            finish(definition);
        } finally {
            repository.deleteDeployment(deployment.getId(), true);
        }
    }

    private void finish(String definition) {
        for (String outcome : List.of("confirm", "forget")) {
            number = new CertificateNumber(renewals.certificateOf("w01", TestClock.START.plusDays(300)));
            String act = PaperDesk.newId();
            jdbc.sql("""
                            insert into certificate_act (id, certificate_number, kind, ground, reason, state, proposed_by,
                                proposed_at, waiting_for) values (?, ?, 'REVOKE', '建质〔2008〕75号第二十九条：弄虚作假骗取资格证书', '甬建罚决第1号', 'WAITING',
                                's01', current_timestamp, ?)
                            """).params(act, number.value(), number.value()).update();
            runtime.startProcessInstanceById(definition, act, Map.of(ActProcess.ACT, act));
            if (outcome.equals("confirm")) {
                disposals.confirm(act, "s02", OFFICE);
                assertThat(status()).isEqualTo(CertificateStatus.REVOKED);
                assertThat(text(act, PaperKind.REVOCATION))
                        .contains("甬建罚决第1号", "弄虚作假骗取资格证书", "本机关决定：吊销上述证书")
                        .doesNotContain("第二十九条");
            } else {
                TestClock.pass(Duration.ofDays(8));
                runJobs(act);
                assertThat(act(act).state()).isEqualTo(Act.State.FORGOTTEN);
            }
            assertThat(isOver(act)).isTrue();
        }
    }

    private void assertRefused(ActKind kind, String ground, String facts, String underlying, String message) {
        assertThatThrownBy(() -> disposals.propose(
                        new Proposal(number, kind, ground, facts, underlying, Optional.of(END)), "s01", OFFICE))
                .isInstanceOf(ActRefused.class)
                .hasMessageContaining(message);
    }

    /** Proposes, and makes sure that the holder has got a notice. */
    private String proposed(ActKind kind, String ground) {
        String act = propose(kind, ground);
        assertThat(notices.of(List.of("w01"), 1000))
                .anySatisfy(it -> assertThat(it.href()).isEqualTo("/my/acts/" + act));
        return act;
    }

    private String propose(ActKind kind, String ground) {
        return disposals.propose(proposal(kind, ground, END), "s01", OFFICE);
    }

    private Proposal proposal(ActKind kind, String ground, LocalDate endsOn) {
        return new Proposal(number, kind, ground, "违章指挥造成事故", "甬建罚决〔2026〕第12号", Optional.of(endsOn));
    }

    private String suspended() {
        String act = proposed(ActKind.SUSPEND, "act-suspend-penalty");
        disposals.answer(act, "没有什么要说的", false, "w01");
        disposals.weigh(act, "持证人没有异议", "s01", OFFICE);
        disposals.confirm(act, "s02", OFFICE);
        assertThat(status()).isEqualTo(CertificateStatus.SUSPENDED);
        return act;
    }

    private Act act(String id) {
        return acts.withId(id).orElseThrow();
    }

    /** Returns the words of a paper without line ends. */
    private String text(String act, PaperKind kind) {
        Paper paper = papers.find(act, kind, "1").orElseThrow();
        try (PDDocument pdf = Loader.loadPDF(paper.bytes())) {
            return new PDFTextStripper().getText(pdf).replaceAll("\\s", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void runJobs(String act) {
        management
                .createJobQuery()
                .processInstanceId(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(act)
                        .singleResult()
                        .getId())
                .executable()
                .list()
                .forEach(job -> management.executeJob(job.getId()));
    }

    private CertificateStatus status() {
        return certificates.withNumber(number).orElseThrow().status();
    }

    private boolean isOver(String act) {
        return runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(act)
                        .count()
                == 0;
    }

    @Test
    void should_be_named_by_the_house() throws IllegalAccessException {
        Bpmn.validateModel(MODEL);
        Process process = MODEL.getModelElementsByType(Process.class).iterator().next();
        assertThat(process.getId()).isEqualTo(ActProcess.KEY).isEqualTo("certificate-act");
        assertThat(MODEL.getModelElementsByType(FlowNode.class)).allSatisfy(node -> {
            assertThat(node.getId()).matches("(StartEvent|EndEvent|BoundaryEvent|Gateway|Task)_[A-Z][A-Za-z]+");
            assertThat(node.getName()).matches(".*\\p{IsHan}.*");
            assertThat(node.getDiagramElement()).isNotNull();
        });
        assertThat(MODEL.getModelElementsByType(Message.class))
                .extracting(Message::getName)
                .containsExactlyInAnyOrder(
                        ActProcess.Messages.STATEMENT_MADE,
                        ActProcess.Messages.HEARING_HELD,
                        ActProcess.Messages.STATEMENT_WEIGHED,
                        ActProcess.Messages.ACT_CONFIRMED,
                        ActProcess.Messages.ACT_DECLINED,
                        ActProcess.Messages.SUSPENSION_ENDED);
    }

    @AfterAll
    void should_have_walked_every_node_and_flow() {
        Set<String> walked = history.createHistoricActivityInstanceQuery().list().stream()
                .map(HistoricActivityInstance::getActivityId)
                .collect(Collectors.toSet());
        assertThat(MODEL.getModelElementsByType(FlowNode.class))
                .extracting(FlowNode::getId)
                .isSubsetOf(walked);
        assertThat(MODEL.getModelElementsByType(SequenceFlow.class))
                .extracting(SequenceFlow::getId)
                .isSubsetOf(flows.taken());
    }
}
