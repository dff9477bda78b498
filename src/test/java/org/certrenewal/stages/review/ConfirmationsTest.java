package org.certrenewal.stages.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.ProcessEngine;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.law.Finding;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RenewalTest
class ConfirmationsTest {

    private static final String OFFICER = "o01";
    private static final String WHY = "已向发证机关调阅原始登记材料并与申请人当面核对";
    private static final String FACTS = "证书登记显示该证由江苏省颁发，持证人未转入本省";

    @Autowired
    private Renewals renewals;

    @Autowired
    private CaseFindings findings;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Papers papers;

    private Renewal renewal;

    @BeforeEach
    void submit() {
        TestClock.atStart();
        renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", LocalDate.of(2026, 11, 20)));
    }

    @AfterEach
    void end() {
        if (!renewal.isOver()) {
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    @Test
    void should_have_a_ground_confirmed_that_the_findings_disprove() {
        assertRefused(refusal("certificate-valid", FACTS, null, null), "confirmation", "系统核查的结果与所选依据不符");
        accept(refusal("certificate-valid", FACTS, null, WHY));
        assertThat(cases.events(renewal.number())).extracting(CaseEvent::text).anyMatch(text -> text.contains(WHY));
        assertThat(cases.section(renewal.number(), Acceptance.SECTION))
                .get()
                .extracting(Acceptance::confirmation)
                .isEqualTo(WHY);
    }

    @Test
    void should_have_facts_confirmed_that_only_say_the_ground_again() {
        renewal.isAccepted(OFFICER);
        Review again = new Review(Review.Verdict.REJECT, "ground-education", "申请人未按规定参加年度安全教育培训或者继续教育");
        assertThatThrownBy(() -> renewal.completes(OFFICER, Tasks.REVIEW_APPLICATION, Direction.NEXT, again))
                .isInstanceOfSatisfying(
                        SectionRefused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.field()).isEqualTo("confirmation");
                                    assertThat(problem.message()).contains("只重复了依据的文字");
                                }));
    }

    @Test
    void should_have_an_approval_confirmed_that_a_finding_speaks_against() {
        renewal.isAccepted(OFFICER);
        findings.replaceFindings(
                renewal.number(),
                List.of(new Finding("violations", Finding.Severity.OFFICER, "2年内违章操作3次", "", "undertaking")));
        assertThatThrownBy(() -> renewal.completes(
                        OFFICER,
                        Tasks.REVIEW_APPLICATION,
                        Direction.NEXT,
                        new Review(Review.Verdict.APPROVE, null, null)))
                .isInstanceOfSatisfying(
                        SectionRefused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(
                                        problem -> assertThat(problem.message()).contains("2年内违章操作3次")));
        renewal.completes(
                OFFICER, Tasks.REVIEW_APPLICATION, Direction.NEXT, new Review(Review.Verdict.APPROVE, null, null, WHY));
        assertThat(renewal.file().decision()).isPresent();
    }

    @Test
    void should_refuse_what_needs_no_permit_or_belongs_to_another_authority() throws Exception {
        assertRefused(refusal("not-competent", FACTS, null, null), "authority", "有权受理的行政机关的全称");
        accept(refusal("not-competent", FACTS, "江苏省住房和城乡建设厅", null));
        assertThat(letter())
                .contains("请向有权受理的行政机关申请：江苏省住房和城乡建设厅。", "《中华人民共和国行政许可法》第三十二条第一款第（二）项", "申请事项依法不属于本机关职权范围")
                .doesNotContain("再次申请");

        submit();
        accept(refusal("no-permit-needed", "所申请的工种已不再列入建筑施工特种作业目录", null, null));
        assertThat(letter()).contains("您不需要取得本项行政许可", "第三十二条第一款第（一）项");
    }

    private static Acceptance refusal(String ground, String reasons, String authority, String confirmation) {
        return new Acceptance(Acceptance.Answer.REFUSE, null, ground, reasons, authority, confirmation);
    }

    private void accept(Acceptance answer) {
        renewal.completes(OFFICER, Tasks.ACCEPT_APPLICATION, Direction.NEXT, answer);
        renewal.runsItsJobs();
    }

    private void assertRefused(Acceptance answer, String field, String words) {
        assertThatThrownBy(() -> accept(answer))
                .isInstanceOfSatisfying(
                        SectionRefused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.field()).isEqualTo(field);
                                    assertThat(problem.message()).contains(words);
                                }));
    }

    private String letter() throws Exception {
        byte[] pdf = papers.find(renewal.number(), PaperKind.NON_ACCEPTANCE, "1")
                .orElseThrow()
                .content()
                .bytes();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s", "");
        }
    }
}
