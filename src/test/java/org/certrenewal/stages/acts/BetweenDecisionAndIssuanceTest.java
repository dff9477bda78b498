package org.certrenewal.stages.acts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.Direction;
import org.certrenewal.documents.Papers;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Disposes of a certificate when its renewal is decided and the new one isn't issued yet. */
@RenewalTest
class BetweenDecisionAndIssuanceTest {

    private static final String WANG = "w01";
    private static final String OFFICER = "o01";
    private static final String LETTER = "Task_IssueDecisionLetter";
    private static final String ISSUANCE = "Task_IssueCertificate";
    private static final LocalDate END = TestClock.START.plusDays(80);

    @Autowired
    private Renewals renewals;

    @Autowired
    private Certificates certificates;

    @Autowired
    private Papers papers;

    @Autowired
    private Disposals disposals;

    @Autowired
    private Acts acts;

    @Autowired
    private Notices notices;

    @Autowired
    private ManagementService management;

    @Autowired
    private RepositoryService repository;

    private String number;
    private Renewal renewal;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        number = renewals.certificateOf(WANG, END);
    }

    @Test
    void should_deliver_the_decision_and_issue_when_the_certificate_is_given_back() {
        accepted();
        approve();
        dispose(ActKind.SUSPEND);
        renewal.runsItsJobs();

        assertThat(kinds()).as("the decision is delivered").containsExactlyInAnyOrder("ACCEPTANCE", "APPROVAL");
        assertThat(renewal.file().status()).as("the case isn't over").isEqualTo(CaseStatus.APPROVED);
        assertThat(told()).contains("issuance-stayed");
        assertThat(certificate().version()).isEqualTo(1);

        dispose(ActKind.LIFT);
        renewal.runsItsJobs();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        assertThat(certificate().version()).isEqualTo(2);
        assertThat(certificate().status()).isEqualTo(CertificateStatus.VALID);
        assertThat(certificate().validFrom()).as("as the letter says").isEqualTo(END.plusDays(1));
    }

    @Test
    void should_still_issue_when_the_old_term_ended_during_the_suspension() {
        accepted();
        approve();
        dispose(ActKind.SUSPEND);
        renewal.runsItsJobs().livesUntil(END.plusDays(5));
        dispose(ActKind.LIFT);
        renewal.runsItsJobs();

        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        assertThat(certificate().validFrom()).isEqualTo(END.plusDays(1));
        assertThat(renewal.eventKinds()).doesNotContain("expired-undecided");
    }

    @Test
    void should_hold_back_what_is_deemed_renewed_too() {
        accepted();
        renewal.livesUntil(END);
        TestClock.at(END.plusDays(1));
        run("StartEvent_CertificateExpired", "Task_ResolveExpiry");
        assertThat(renewal.file().decision()).contains(CaseFile.Decision.DEEMED_RENEWED);
        dispose(ActKind.SUSPEND);
        renewal.runsItsJobs();

        assertThat(kinds()).contains("APPROVAL").doesNotContain("CERTIFICATE_PDF");
        dispose(ActKind.LIFT);
        renewal.runsItsJobs();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ActKind.class,
            names = {"REVOKE", "RESCIND", "CANCEL"})
    void should_say_in_a_letter_that_nothing_is_issued_any_more(ActKind kind) {
        accepted();
        approve();
        dispose(kind);
        renewal.runsItsJobs();

        assertThat(kinds()).containsExactlyInAnyOrder("ACCEPTANCE", "APPROVAL", "TERMINATION");
        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.INVALIDATED);
        assertThat(renewal.file().decision()).contains(CaseFile.Decision.APPROVED);
        assertThat(certificate().version()).isEqualTo(1);
    }

    @Test
    void should_end_a_suspension_by_revocation_with_a_letter() {
        accepted();
        approve();
        run(LETTER);
        dispose(ActKind.SUSPEND);
        renewal.runsItsJobs();
        dispose(ActKind.REVOKE);
        renewal.runsItsJobs();

        assertThat(kinds()).contains("APPROVAL", "TERMINATION");
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.INVALIDATED);
    }

    @Test
    void should_deliver_a_refusal_whatever_becomes_of_the_certificate() {
        accepted();
        renewal.completes(
                OFFICER,
                Tasks.REVIEW_APPLICATION,
                Direction.NEXT,
                new Review(Review.Verdict.REJECT, "ground-education", "查无本年度安全教育培训和继续教育的合格记录"));
        dispose(ActKind.REVOKE);
        renewal.runsItsJobs();

        assertThat(kinds()).containsExactlyInAnyOrder("ACCEPTANCE", "REJECTION");
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.REJECTED);
    }

    /** Such a case began before the model knew how to wait: its issuance fails while the suspension lasts. */
    @Test
    void should_go_on_with_a_case_of_the_older_model() {
        Deployment older = repository
                .createDeployment()
                .name("older model")
                .addInputStream(
                        "processes/certificate-renewal.bpmn",
                        new ByteArrayInputStream(withoutWaiting().getBytes(StandardCharsets.UTF_8)))
                .deploy();
        try {
            accepted();
        } finally {
            // What begins from here on is of the present model again.
            repository
                    .createDeployment()
                    .name("present model")
                    .addModelInstance("processes/certificate-renewal.bpmn", present())
                    .deploy();
        }
        assertThat(older.getId()).isNotNull();
        approve();
        run(LETTER);
        dispose(ActKind.SUSPEND);
        assertThatThrownBy(() -> run(ISSUANCE)).isInstanceOf(ProcessEngineException.class);
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.APPROVED);

        dispose(ActKind.LIFT);
        renewal.runsItsJobs();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
    }

    private static BpmnModelInstance present() {
        return Bpmn.readModelFromFile(new java.io.File("processes/certificate-renewal.bpmn"));
    }

    private static String withoutWaiting() {
        BpmnModelInstance model = present();
        for (String flow : List.of("Flow_IssuanceStayed", "Flow_SuspensionEnded", "Flow_TerminationNoticeIssued")) {
            SequenceFlow gone = model.getModelElementById(flow);
            gone.getDiagramElement().getParentElement().removeChildElement(gone.getDiagramElement());
            gone.getSource().getOutgoing().remove(gone);
            gone.getTarget().getIncoming().remove(gone);
            gone.getParentElement().removeChildElement(gone);
        }
        SequenceFlow refused = model.getModelElementById("Flow_IssuanceRefused");
        FlowNode notice = model.getModelElementById("Task_IssueTerminationNotice");
        FlowNode end = model.getModelElementById("EndEvent_IssuanceRefused");
        notice.getIncoming().remove(refused);
        refused.setTarget(end);
        end.getIncoming().add(refused);
        for (String node : List.of("Task_IssueTerminationNotice", "BoundaryEvent_IssuanceStayed", "Task_AwaitReturn")) {
            remove(model, node);
        }
        return Bpmn.convertToString(model);
    }

    private static void remove(BpmnModelInstance model, String id) {
        FlowNode gone = model.getModelElementById(id);
        gone.getDiagramElement().getParentElement().removeChildElement(gone.getDiagramElement());
        if (gone instanceof BoundaryEvent event) {
            event.setAttachedTo(model.getModelElementById("Task_PublishCertificate"));
        }
        model.getModelElementsByType(org.camunda.bpm.model.bpmn.instance.Lane.class)
                .forEach(lane -> lane.getFlowNodeRefs().remove(gone));
        gone.getParentElement().removeChildElement(gone);
    }

    private void accepted() {
        renewal = renewals.submittedBy(WANG, number).isAccepted(OFFICER);
    }

    private void approve() {
        renewal.completes(
                OFFICER,
                Tasks.REVIEW_APPLICATION,
                Direction.NEXT,
                new Review(Review.Verdict.APPROVE, null, null, Renewals.CONFIRMED));
    }

    private void run(String... elements) {
        for (String element : elements) {
            management
                    .createJobQuery()
                    .processInstanceId(renewal.instanceId())
                    .activityId(element)
                    .list()
                    .forEach(job -> management.executeJob(job.getId()));
        }
    }

    private void dispose(ActKind kind) {
        Disposing.of(disposals, acts, number, kind, WANG);
    }

    private List<String> kinds() {
        return papers.of(renewal.number()).stream()
                .map(paper -> paper.kind().name())
                .toList();
    }

    private List<String> told() {
        return notices.of(List.of(WANG), 100_000).stream()
                .filter(notice -> renewal.number().equals(notice.caseNumber()))
                .map(Notices.Notice::kind)
                .toList();
    }

    private Certificate certificate() {
        return certificates.withNumber(new CertificateNumber(number)).orElseThrow();
    }
}
