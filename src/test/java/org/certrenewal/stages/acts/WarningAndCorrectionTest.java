package org.certrenewal.stages.acts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certrenewal.testing.LoggedInAs.person;
import static org.certrenewal.testing.Tokens.token;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.People;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.law.Finding;
import org.certrenewal.notices.Notices;
import org.certrenewal.privacy.Consents;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.outbox.OutboxWorker;
import org.certrenewal.process.outbox.PartnerCall;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.OperationCode;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.RegistryFacts;
import org.certrenewal.registry.reference.Gender;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.PrintedCode;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Warns whoever gave false papers, and corrects a wrong name: acts that leave the certificate's state alone. */
@RenewalTest
class WarningAndCorrectionTest {

    private static final String OFFICE = "330200";
    private static final String OFFICER = "o01";
    private static final String ZHOU = "w08";
    private static final String WORKER = "w13";

    @Autowired
    private Disposals disposals;

    @Autowired
    private Acts acts;

    @Autowired
    private Certificates certificates;

    @Autowired
    private CaseFindings found;

    @Autowired
    private People people;

    @Autowired
    private Consents consents;

    @Autowired
    private Papers papers;

    @Autowired
    private Notices notices;

    @Autowired
    private Renewals renewals;

    @Autowired
    private OutboxWorker outbox;

    @Autowired
    private List<PartnerCall> calls;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc web;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    @AfterEach
    void end() {
        jdbc.sql("delete from holder_record where kind in ('WARNED', 'FALSE_PAPERS_BAR')")
                .update();
    }

    @Test
    void should_warn_whoever_gave_false_papers_after_hearing_them() throws Exception {
        String number = renewals.certificateOf(WORKER, TestClock.START.plusDays(80));
        Renewal renewal = renewals.submittedBy(WORKER, number).isAccepted(OFFICER);
        renewal.completes(
                OFFICER,
                Tasks.REVIEW_APPLICATION,
                Direction.NEXT,
                new Review(Review.Verdict.REJECT, "true-statements", "提交的培训证明系伪造", Renewals.CONFIRMED));
        renewal.runsItsJobs();
        assertThat(facts(WORKER)).as("a refusal warns nobody").doesNotContain(RegistryFacts.Kind.WARNED);

        String offered = notices.of(List.of("supervisors-" + OFFICE), 100_000).stream()
                .filter(it ->
                        renewal.number().equals(it.caseNumber()) && it.text().contains("警告"))
                .findFirst()
                .orElseThrow()
                .href();
        String page = page(offered.replaceFirst("#.*", ""), "s01");
        String refusal = papers.of(renewal.number()).stream()
                .filter(it -> it.kind() == PaperKind.REJECTION)
                .map(ListedPaper::number)
                .findFirst()
                .orElseThrow();
        assertThat(page).contains("警告持证人", "提交的培训证明系伪造</textarea>", "value=\"" + refusal + "\"");
        assertThat(page(offered.replaceFirst("#.*", ""), "s11"))
                .as("of another office")
                .doesNotContain("提交的培训证明系伪造");

        String act = propose(number, "WARN", "act-warn-false", "提交的培训证明系伪造", refusal, "");
        assertThat(text(act, PaperKind.ACT_NOTICE))
                .contains(
                        "拟作出如下决定：给予您警告的行政处罚",
                        "依照《中华人民共和国行政许可法》第七十八条",
                        "《中华人民共和国行政处罚法》第四十四条、第四十五条",
                        "有权陈述和申辩",
                        "不会因陈述、申辩作出更重的决定");
        assertThatThrownBy(() -> disposals.confirm(act, "s02", OFFICE)).hasMessageContaining("等待持证人陈述、申辩");
        disposals.answer(act, "证明是培训机构给我的，我不知情", false, WORKER);
        disposals.weigh(act, "经向培训机构核实，本人知情，不予采纳", "s01", OFFICE);
        disposals.confirm(act, "s02", OFFICE);

        assertThat(text(act, PaperKind.WARNING))
                .contains(
                        "行政处罚决定书（警告）",
                        "提交的培训证明系伪造",
                        refusal,
                        "您于2026年9月1日提出陈述、申辩",
                        "本人知情，不予采纳",
                        "依照《中华人民共和国行政许可法》第七十八条，本机关决定：给予您警告的行政处罚",
                        "60日内向",
                        "6个月内")
                .doesNotContain("待核实");
        assertThat(facts(WORKER)).contains(RegistryFacts.Kind.WARNED);
        assertThat(certificate(number).status()).isEqualTo(CertificateStatus.VALID);
        assertThat(operations(number)).containsExactly(OperationCode.ISSUED);
        assertThat(page("/my/acts/" + act, WORKER)).contains("行政处罚决定书（警告）");
        String kept = page("/my/information/export.html", WORKER);
        assertThat(kept)
                .as("what is kept, in words")
                .contains("警告持证人（证书 " + number + "）", "我不知情", "本人知情，不予采纳", "受到警告")
                .doesNotContain("复核 s02");
        assertThat(page("/my/certificates/" + number, WORKER)).contains("警告持证人", "/my/acts/" + act);
    }

    /** Art 78 knows both: not accepted, or not granted. */
    @Test
    void should_bar_and_want_a_warning_where_falsehood_is_found_before_acceptance() throws Exception {
        String number = renewals.certificateOf(WORKER, TestClock.START.plusDays(80));
        Renewal renewal = renewals.submittedBy(WORKER, number);
        renewal.completes(
                OFFICER,
                Tasks.ACCEPT_APPLICATION,
                Direction.NEXT,
                new Acceptance(
                        Acceptance.Answer.REFUSE, null, "true-statements", "提交的培训证明系伪造", null, Renewals.CONFIRMED));
        renewal.runsItsJobs();
        Paper refusal =
                papers.find(renewal.number(), PaperKind.NON_ACCEPTANCE, "1").orElseThrow();
        assertThat(words(refusal))
                .contains(
                        "隐瞒有关情况或者提供虚假材料：提交的培训证明系伪造",
                        "依照《中华人民共和国行政许可法》第七十八条、第三十二条第二款的规定，本机关决定不予受理",
                        "依照《中华人民共和国行政许可法》第七十八条，至2027年9月1日止，您不得再次申请");
        assertThat(facts(WORKER))
                .contains(RegistryFacts.Kind.FALSE_PAPERS_BAR)
                .doesNotContain(RegistryFacts.Kind.WARNED);
        String offered = notices.of(List.of("supervisors-" + OFFICE), 100_000).stream()
                .filter(it ->
                        renewal.number().equals(it.caseNumber()) && it.text().contains("虚假材料不予受理"))
                .findFirst()
                .orElseThrow()
                .href();
        assertThat(page(offered.replaceFirst("#.*", ""), "s01"))
                .contains("提交的培训证明系伪造</textarea>", "value=\"" + refusal.number() + "\"");
    }

    /** What the worker 周晓明 meets, whose certificate is in the name of 周小明, and in the wrong gender. */
    @Test
    void should_correct_a_wrong_name_through_to_the_renewed_certificate() throws Exception {
        String number = wrongCertificate("浙L012024700001");
        Renewal renewal = renewals.submittedBy(ZHOU, number).isAccepted(OFFICER);
        assertThat(codes(renewal)).contains("name-differs", "gender-differs");

        assertRefused(number, "", "请输入姓名");
        assertRefused(number, "周晓民", "与持证人实名认证的姓名不一致");
        String act = propose(number, "CORRECT", "act-correct-error", "登记时误将“晓”录为“小”", "", "周晓明");
        assertThat(acts.withId(act).orElseThrow().state())
                .as("it favours the holder")
                .isEqualTo(Act.State.WAITING);
        assertThat(certificate(number).version())
                .as("not before the second person")
                .isEqualTo(1);
        disposals.confirm(act, "s02", OFFICE);

        Certificate corrected = certificate(number);
        assertThat(corrected.version()).isEqualTo(2);
        assertThat(corrected.holderName().value()).isEqualTo("周晓明");
        assertThat(corrected.gender()).isEqualTo(Gender.FEMALE);
        assertThat(corrected.validTo()).isEqualTo(TestClock.START.plusDays(95));
        assertThat(operations(number)).containsExactly(OperationCode.ISSUED, OperationCode.CHANGED);
        assertThat(text(act, PaperKind.RECTIFICATION))
                .contains(
                        "更正资格证书决定书",
                        "周晓明（公民身份号码",
                        "依照《中华人民共和国个人信息保护法》第四十六条，本机关决定：将上述证书登记的姓名由“周小明”更正为“周晓明”",
                        "将上述证书登记的性别由“男”更正为“女”",
                        "自2026年9月1日起使用更正后的证书",
                        "60日内向");
        Paper file = papers.find(act, PaperKind.CERTIFICATE_PDF, "2").orElseThrow();
        assertThat(words(file)).contains("周晓明", "女").doesNotContain("周小明");
        assertThat(page(URI.create(PrintedCode.on(file.bytes())).getPath(), null))
                .contains("证照真实有效", "周**");
        assertThat(download(file, ZHOU).getStatus()).isEqualTo(200);
        assertThat(download(file, "s01").getStatus()).isEqualTo(200);
        assertThat(download(file, "w02").getStatus()).isEqualTo(404);
        assertThat(page("/my/certificates/" + number, ZHOU)).contains("/api/papers/" + file.id());

        assertThat(codes(renewal)).doesNotContain("name-differs", "gender-differs");
        assertThat(renewal.eventKinds()).contains("findings-settled");
        renewal.completes(
                OFFICER, Tasks.REVIEW_APPLICATION, Direction.NEXT, new Review(Review.Verdict.APPROVE, null, null));
        renewal.runsItsJobs();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        assertThat(certificate(number).version()).isEqualTo(3);
        assertThat(certificate(number).holderName().value()).isEqualTo("周晓明");
        assertThat(words(papers.find(renewal.number(), PaperKind.CERTIFICATE_PDF, "3")
                        .orElseThrow()))
                .contains("周晓明")
                .doesNotContain("周小明");
        assertThat(page(URI.create(PrintedCode.on(file.bytes())).getPath(), null))
                .contains("目前有效。已准予延续，期满由第3版接续");
        TestClock.at(TestClock.START.plusDays(96));
        assertThat(page(URI.create(PrintedCode.on(file.bytes())).getPath(), null))
                .contains("证照已被新版本取代");
        assertThat(download(file, ZHOU).getHeader("Content-Disposition"))
                .as("of a certificate whose file no case has issued")
                .contains("SUPERSEDED");
    }

    @Test
    void should_correct_after_the_law_has_renewed_by_silence() {
        String number = wrongCertificate("浙L012024700002");
        Renewal renewal = renewals.submittedBy(ZHOU, number).isAccepted(OFFICER);
        renewal.livesUntil(TestClock.START.plusDays(96));
        renewal.runsItsJobs();
        assertThat(certificate(number).version()).isEqualTo(2);

        String act = disposals.propose(
                new Proposal(
                        new CertificateNumber(number),
                        ActKind.CORRECT,
                        "act-correct-error",
                        "登记时误将“晓”录为“小”",
                        "",
                        Optional.empty(),
                        "周晓明"),
                "s01",
                OFFICE);
        disposals.confirm(act, "s02", OFFICE);
        assertThat(certificate(number).version()).isEqualTo(3);
        assertThat(words(papers.find(act, PaperKind.CERTIFICATE_PDF, "3").orElseThrow()))
                .contains("周晓明");
    }

    @Test
    void should_keep_the_files_of_a_certificate_that_is_taken_away_from_its_holder() throws Exception {
        String number = wrongCertificate("浙B012024700003");
        String act = propose(number, "CORRECT", "act-correct-error", "登记时误将“晓”录为“小”", "", "周晓明");
        disposals.confirm(act, "s02", OFFICE);
        Disposing.of(disposals, acts, number, ActKind.REVOKE, ZHOU);
        Paper file = papers.find(act, PaperKind.CERTIFICATE_PDF, "2").orElseThrow();
        assertThat(download(file, ZHOU).getStatus()).isEqualTo(403);
        assertThat(download(file, "s01").getStatus()).isEqualTo(200);
    }

    /** Each operation with its code of C0304-2022, once, and none before what was done earlier. */
    @Test
    void should_report_to_the_province_what_becomes_of_a_certificate() throws Exception {
        String number = wrongCertificate("浙B012024700005");
        Disposing.of(disposals, acts, number, ActKind.SUSPEND, ZHOU);
        Disposing.of(disposals, acts, number, ActKind.LIFT, ZHOU);
        List<String> waiting = reports(number);
        assertThat(waiting).hasSize(2);
        assertThatThrownBy(() -> report(number, waiting.get(1), "3")).hasMessageContaining("earlier report");
        assertThat(report(number, waiting.get(0), "2")).isEqualTo("演示回执-" + number + "-03-2");
        outbox.drain();
        assertThat(reports(number)).isEmpty();
        assertThat(report(number, waiting.get(1), "3")).isEqualTo("演示回执-" + number + "-06-3");

        Disposing.of(disposals, acts, number, ActKind.WARN, ZHOU);
        assertThat(reports(number)).as("of what the standard doesn't know").isEmpty();
        disposals.confirm(propose(number, "CORRECT", "act-correct-error", "登记时误将“晓”录为“小”", "", "周晓明"), "s02", OFFICE);
        assertThat(report(number, reports(number).get(0), "4")).isEqualTo("演示回执-" + number + "-08-4");
        outbox.drain();
        Disposing.of(disposals, acts, number, ActKind.REVOKE, ZHOU);
        assertThat(report(number, reports(number).get(0), "5")).isEqualTo("演示回执-" + number + "-05-5");
        outbox.drain();
        assertThat(reports(number)).isEmpty();
    }

    private List<String> reports(String number) {
        return jdbc.sql("""
                        select id from outbox_message
                         where kind = 'certificate-status' and case_number = ? and done_at is null
                         order by cast(payload as integer)
                        """).param(number).query(String.class).list();
    }

    private String report(String number, String message, String sequence) {
        return calls.stream()
                .filter(call -> call.kind().equals("certificate-status"))
                .findFirst()
                .orElseThrow()
                .call(message, number, sequence);
    }

    /** Electronic service wants consent; whoever took it back, or has no login, is served on paper by a clerk. */
    @Test
    void should_serve_the_papers_of_an_act_on_paper_where_that_was_chosen() throws Exception {
        String number = renewals.certificateOf(ZHOU, TestClock.START.plusDays(300));
        consents.answer(ZHOU, Consents.Kind.ELECTRONIC_SERVICE, Consents.Answer.WITHDRAWN, Optional.empty());
        String act = propose(number, "WARN", "act-warn-false", "提交的培训证明系伪造", "浙建特延甬不准〔2026〕7号", "");
        consents.answer(ZHOU, Consents.Kind.ELECTRONIC_SERVICE, Consents.Answer.GIVEN, Optional.empty());
        Paper notice = papers.find(act, PaperKind.ACT_NOTICE, "1").orElseThrow();

        assertThat(page("/office/post", "c01")).contains("处置事先告知书", "/api/papers/" + notice.id());
        assertThat(page("/office/post", "c11")).doesNotContain(notice.id());
        assertThat(download(notice, "c01").getStatus()).isEqualTo(200);
        assertThat(download(notice, "c11").getStatus()).isEqualTo(404);
        assertThat(download(notice, ZHOU).getStatus()).isEqualTo(200);
        assertThat(papers.of(act).get(0).servedAt())
                .as("opening the copy serves nothing")
                .isEmpty();
        web.perform(post("/office/post/" + notice.id() + "/receipt")
                .param("day", TestClock.START.toString())
                .with(token())
                .with(person("c01")));
        assertThat(papers.of(act).get(0).servedAt()).isPresent();
        assertThat(notices.of(List.of(ZHOU), 100_000))
                .anySatisfy(it -> assertThat(it.text()).contains("处置事先告知书", "签收，视为送达"));
        disposals.decline(act, "s01", OFFICE);
    }

    /** 金华 and 义乌 have the same letter: both may see the certificate, but an act is seen to its end where it began. */
    @Test
    void should_have_both_persons_from_one_office() {
        CertificateNumber number = new CertificateNumber(wrongCertificate("浙G012024700004"));
        String act = disposals.propose(
                new Proposal(number, ActKind.CANCEL, "act-cancel-death", "持证人死亡，有死亡证明", "", Optional.empty()),
                "s21",
                "330782");
        assertThatThrownBy(() -> disposals.confirm(act, "s31", "330700")).hasMessageContaining("不由您的机关管理");
        assertThatThrownBy(() -> disposals.decline(act, "s31", "330700")).hasMessageContaining("不由您的机关管理");
        disposals.decline(act, "s21", "330782");
    }

    private void assertRefused(String number, String rightName, String message) {
        assertThatThrownBy(() -> disposals.propose(
                        new Proposal(
                                new CertificateNumber(number),
                                ActKind.CORRECT,
                                "act-correct-error",
                                "登记时误将“晓”录为“小”",
                                "",
                                Optional.empty(),
                                rightName),
                        "s01",
                        OFFICE))
                .isInstanceOf(ActRefused.class)
                .hasMessageContaining(message);
    }

    /** Proposes over the page, and returns the act's id. */
    private String propose(
            String number, String kind, String ground, String reason, String underlying, String rightName)
            throws Exception {
        web.perform(post("/office/certificates/" + number + "/acts")
                .param("kind", kind)
                .param("ground", ground)
                .param("reason", reason)
                .param("underlying", underlying)
                .param("rightName", rightName)
                .with(token())
                .with(person("s01")));
        return acts.on(new CertificateNumber(number)).stream()
                .filter(Act::isOpen)
                .map(Act::id)
                .findFirst()
                .orElseThrow();
    }

    private String wrongCertificate(String number) {
        People.Person zhou = people.withUserId(ZHOU);
        LocalDate end = TestClock.START.plusDays(95);
        certificates.add(new Certificate(
                new CertificateNumber(number),
                zhou.idNumber(),
                PersonName.of("周小明"),
                Gender.MALE,
                "01",
                "建筑电工",
                LocalDate.of(2021, 7, 7),
                end.plusDays(1).minusYears(2),
                end,
                end.plusDays(1).minusYears(2),
                "浙江省住房和城乡建设厅",
                "113300000000000000",
                CertificateStatus.VALID,
                1,
                Optional.empty()));
        return number;
    }

    private Certificate certificate(String number) {
        return certificates.withNumber(new CertificateNumber(number)).orElseThrow();
    }

    private List<OperationCode> operations(String number) {
        return certificates.operationsOn(new CertificateNumber(number)).stream()
                .map(it -> it.code())
                .toList();
    }

    private List<RegistryFacts.Kind> facts(String worker) {
        return certificates.factsAbout(people.withUserId(worker).idNumber()).entries().stream()
                .map(RegistryFacts.Entry::kind)
                .toList();
    }

    private List<String> codes(Renewal renewal) {
        return found.findings(renewal.number()).stream().map(Finding::code).toList();
    }

    private MockHttpServletResponse download(Paper paper, String user) throws Exception {
        return web.perform(get("/api/papers/" + paper.id() + "?download").with(person(user)))
                .andReturn()
                .getResponse();
    }

    private String page(String address, String user) throws Exception {
        var request = get(address);
        return web.perform(user == null ? request : request.with(person(user)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private String text(String act, PaperKind kind) {
        return words(papers.find(act, kind, "1").orElseThrow());
    }

    /** Returns the words of a paper without line ends. */
    private static String words(Paper paper) {
        try (PDDocument pdf = Loader.loadPDF(paper.bytes())) {
            return new PDFTextStripper().getText(pdf).replaceAll("\\s", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
