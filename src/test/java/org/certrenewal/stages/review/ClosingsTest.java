package org.certrenewal.stages.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ends submitted cases that can't go on, by two supervisors of the office. */
@RenewalTest
class ClosingsTest {

    private static final String WANG = "w01";
    private static final String REASONS = "系统迁移时本件的签名文件损坏，无法继续审查，请申请人重新提交";

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Papers papers;

    @Autowired
    private OpenRenewals openRenewals;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Closings closings;

    @Autowired
    private JdbcClient jdbc;

    private String certificate;
    private Renewal renewal;

    @BeforeEach
    void submit() {
        TestClock.atStart();
        certificate = renewals.certificateOf(WANG, TestClock.START.plusDays(80));
        renewal = renewals.submittedBy(WANG, certificate);
    }

    @AfterEach
    void end() {
        if (!renewal.isOver()) {
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    @Test
    void should_end_a_case_by_two_supervisors_with_a_sealed_letter() throws Exception {
        renewal.isAccepted("o01");
        Intruder first = Intruder.of("s01", port);
        Intruder second = Intruder.of("s02", port);
        assertThat(first.get("/office/cases?number=" + renewal.number()).body()).contains("提出终止");

        assertThat(propose(first, "FAILURE", REASONS)).contains("等待另一位负责人复核");
        assertThat(propose(second, "FAILURE", REASONS)).contains("已有人提出");
        assertThat(answer(first, "confirmation")).contains("须由另一位负责人复核");
        assertThat(renewal.isOver()).isFalse();
        assertThat(Intruder.of(WANG, port).get("/my/cases").body()).doesNotContain("签名文件损坏");
        assertThat(answer(second, "confirmation")).contains("办件已经终止");

        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.TERMINATED);
        assertThat(renewal.file().closedAt()).isPresent();
        assertThat(openRenewals.caseOf(certificate)).isEmpty();
        assertThat(renewal.eventKinds()).endsWith("letter", "terminated", "closed");
        ListedPaper letter = papers.of(renewal.number()).stream()
                .filter(paper -> paper.kind() == PaperKind.TERMINATION)
                .findFirst()
                .orElseThrow();
        Intruder applicant = Intruder.of(WANG, port);
        Answer file = applicant.get("/api/papers/" + letter.id());
        assertThat(file.status()).isEqualTo(200);
        try (PDDocument pdf = Loader.loadPDF(file.bytes())) {
            assertThat(pdf.getSignatureDictionaries()).isNotEmpty();
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s", ""))
                    .contains("终止办理告知书", REASONS, "系统故障", "行政复议", "再次申请");
        }
        assertThat(applicant.get("/my/cases").body()).contains("已终止办理", "终止办理告知书");
        assertThat(deeds())
                .anyMatch(deed -> deed.startsWith("s01 closing-proposed"))
                .anyMatch(deed -> deed.startsWith("s02 closing-confirmed"));
        // The certificate is free for another application.
        renewals.submittedBy(WANG, certificate).withdraws();
    }

    @Test
    void should_end_what_waits_for_the_applicant() {
        renewal.isToBeCorrected("o01", "form.region");
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.CORRECTING);
        propose(Intruder.of("s01", port), "HOLDER_GONE", "派出所出具死亡证明，持证人已于上月去世");
        answer(Intruder.of("s02", port), "confirmation");
        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.TERMINATED);
    }

    @Test
    void should_refuse_others_other_states_and_empty_words() {
        Intruder supervisor = Intruder.of("s01", port);
        assertThat(propose(supervisor, "", REASONS)).contains("依据");
        assertThat(propose(supervisor, "FAILURE", "坏了")).contains("具体理由");
        assertThat(propose(Intruder.of("s11", port), "FAILURE", REASONS)).contains("不由您的机关办理");
        for (String user : List.of("o01", "c01", "admin", "a01", WANG)) {
            assertThat(Intruder.of(user, port)
                            .form(
                                    "/office/cases/" + renewal.number() + "/closings",
                                    Map.of("ground", "FAILURE", "reasons", REASONS))
                            .status())
                    .isEqualTo(403);
        }
        Renewal draft = renewals.begunBy("w03");
        assertThatThrownBy(() -> closings.propose(draft.number(), "FAILURE", REASONS, "s01", "330200"))
                .isInstanceOf(ClosingRefused.class);
        draft.withdraws();

        propose(supervisor, "FAILURE", REASONS);
        assertThat(answer(Intruder.of("s11", port), "confirmation")).contains("不由您的机关办理");
        renewal.isAccepted("o01").isApproved("o01");
        assertThat(answer(Intruder.of("s02", port), "confirmation")).contains("尚未作出决定");
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        assertThat(papers.of(renewal.number())).noneMatch(paper -> paper.kind() == PaperKind.TERMINATION);
        renewal.hearsFromPartners().collects(5);
    }

    @Test
    void should_forget_what_is_declined_or_not_confirmed_in_time() {
        propose(Intruder.of("s01", port), "FAILURE", REASONS);
        assertThat(answer(Intruder.of("s02", port), "refusal")).contains("这项提议已经终止");
        assertThat(answer(Intruder.of("s02", port), "confirmation")).contains("已经办结");
        assertThat(renewal.openTasks()).containsExactly(Tasks.ACCEPT_APPLICATION);

        propose(Intruder.of("s01", port), "FAILURE", REASONS);
        jdbc.sql("update case_closing set expires_at = proposed_at where state = 'WAITING'")
                .update();
        assertThat(answer(Intruder.of("s02", port), "confirmation")).contains("已逾期");
        assertThat(propose(Intruder.of("s02", port), "FAILURE", REASONS)).contains("等待另一位负责人复核");
    }

    @Test
    void should_hold_the_conflict_of_interest() {
        IdentityService identity = engine.getIdentityService();
        propose(Intruder.of("s01", port), "FAILURE", REASONS);
        identity.createMembership(WANG, "supervisors-330200");
        try {
            Intruder own = Intruder.of(WANG, port);
            assertThat(answer(own, "confirmation")).contains("没有这个办件");
            assertThat(own.get("/office/cases?number=" + renewal.number()).body())
                    .contains("没有这个办件");
            assertThat(renewal.isOver()).isFalse();
        } finally {
            identity.deleteMembership(WANG, "supervisors-330200");
        }
    }

    private String propose(Intruder supervisor, String ground, String reasons) {
        Answer answer = supervisor.form(
                "/office/cases/" + renewal.number() + "/closings", Map.of("ground", ground, "reasons", reasons));
        return message(supervisor, answer);
    }

    private String answer(Intruder supervisor, String how) {
        String id = jdbc.sql("select id from case_closing where case_number = ? order by state desc, proposed_at desc")
                .param(renewal.number())
                .query(String.class)
                .list()
                .get(0);
        return message(supervisor, supervisor.form("/office/closings/" + id + "/" + how, Map.of()));
    }

    /** Returns what the page says after a click. */
    private static String message(Intruder supervisor, Answer answer) {
        String place = answer.header("Location");
        String page = supervisor.get(place.substring(place.indexOf("/office"))).body();
        int note = page.indexOf("class=\"rw-note\"");
        return note < 0 ? "" : page.substring(note, page.indexOf("</p>", note));
    }

    private List<String> deeds() {
        return audit.of(renewal.number()).stream()
                .map(entry -> entry.actor() + " " + entry.deed() + " " + entry.detail())
                .toList();
    }
}
