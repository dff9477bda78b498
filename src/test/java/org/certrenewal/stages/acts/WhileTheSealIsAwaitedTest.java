package org.certrenewal.stages.acts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Incident;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.Press;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.outbox.Outbox;
import org.certrenewal.process.outbox.OutboxWorker;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Verifications;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.SwitchedPress;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets nobody seal for a while, and looks at what waits: certificates that are disposed of meanwhile, and letters. */
@RenewalTest
class WhileTheSealIsAwaitedTest {

    private static final String WANG = "w01";
    private static final String OFFICER = "o01";
    private static final String SEALING = "sealing";

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
    private Outbox messages;

    @Autowired
    private OutboxWorker outbox;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private Press press;

    @Autowired
    private Verifications verifications;

    @Autowired
    private TransactionTemplate transaction;

    private SwitchedPress seals;
    private String number;
    private Renewal renewal;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        number = renewals.certificateOf(WANG, TestClock.START.plusDays(80));
        seals = (SwitchedPress) press;
    }

    @AfterEach
    void end() {
        seals.isAsBefore();
        laterTheOutboxIsTriedAgain();
    }

    @ParameterizedTest
    @EnumSource(
            value = ActKind.class,
            names = {"REVOKE", "RESCIND", "CANCEL"})
    void should_not_seal_a_certificate_that_is_taken_for_good(ActKind kind) {
        approveUnsealed();
        dispose(kind);
        renewal.runsItsJobs();

        assertThat(renewal.isOver()).as("at once, whoever seals is still away").isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.INVALIDATED);
        seals.answers();
        laterTheOutboxIsTriedAgain();
        assertThat(kinds()).containsExactlyInAnyOrder("ACCEPTANCE", "APPROVAL", "TERMINATION");
        assertThat(messages.hasUndelivered("seal", renewal.number())).isFalse();
        assertThat(certificate().status().label())
                .isEqualTo(kind.status().orElseThrow().label());
        assertThat(told()).contains("closed");
    }

    @Test
    void should_wait_with_a_suspended_certificate_until_it_is_given_back() {
        approveUnsealed();
        assertThat(incidents()).isNotEmpty();
        dispose(ActKind.SUSPEND);
        renewal.runsItsJobs();

        assertThat(waitsAt()).contains("Task_AwaitReturn");
        assertThat(incidents()).as("no seal is what it waits for").isEmpty();
        assertThat(told()).contains("issuance-stayed");
        seals.answers();
        laterTheOutboxIsTriedAgain();
        assertThat(kinds()).containsExactlyInAnyOrder("ACCEPTANCE", "APPROVAL");
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.APPROVED);

        dispose(ActKind.LIFT);
        renewal.runsItsJobs();
        assertThat(waitsAt()).contains("Task_AwaitSeal");
        laterTheOutboxIsTriedAgain();
        renewal.runsItsJobs();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        assertThat(certificate().version()).isEqualTo(2);
        assertThat(kinds()).containsExactlyInAnyOrder("ACCEPTANCE", "APPROVAL", "CERTIFICATE_OFD", "CERTIFICATE_PDF");
    }

    @Test
    void should_end_a_suspension_that_began_before_the_seal_by_revocation() {
        approveUnsealed();
        dispose(ActKind.SUSPEND);
        renewal.runsItsJobs();
        dispose(ActKind.REVOKE);
        seals.answers();
        renewal.runsItsJobs();
        laterTheOutboxIsTriedAgain();

        assertThat(renewal.file().status()).isEqualTo(CaseStatus.INVALIDATED);
        assertThat(kinds()).containsExactlyInAnyOrder("ACCEPTANCE", "APPROVAL", "TERMINATION");
    }

    /** The disposal comes between the call outside and the transaction that would store its files. */
    @ParameterizedTest
    @EnumSource(
            value = ActKind.class,
            names = {"SUSPEND", "REVOKE"})
    void should_drop_files_that_were_sealed_while_the_certificate_was_taken(ActKind kind) {
        approveUnsealed();
        seals.answersWhile(() -> dispose(kind));
        laterTheOutboxIsTriedAgain();
        renewal.runsItsJobs();
        laterTheOutboxIsTriedAgain();

        assertThat(certificate().status()).isEqualTo(kind.status().orElseThrow());
        assertThat(kinds()).contains("APPROVAL").doesNotContain("CERTIFICATE_OFD", "CERTIFICATE_PDF");
        assertThat(renewal.file().status())
                .isEqualTo(kind == ActKind.REVOKE ? CaseStatus.INVALIDATED : CaseStatus.APPROVED);
    }

    /** A correction has taken the place of the wrong version already: its file is what is given back later. */
    @ParameterizedTest
    @EnumSource(
            value = ActKind.class,
            names = {"SUSPEND", "REVOKE"})
    void should_seal_a_corrected_certificate_that_is_suspended_and_none_that_is_revoked(ActKind kind) {
        seals.goesAway();
        String act = "act-" + number;
        Certificate corrected = certificate();
        messages.put("seal", act, "certificate " + number + " " + corrected.version());
        openVerification(corrected);
        outbox.drain();
        dispose(kind);
        seals.answers();
        laterTheOutboxIsTriedAgain();

        assertThat(papers.find(act, PaperKind.CERTIFICATE_PDF, "1").isPresent()).isEqualTo(kind == ActKind.SUSPEND);
        assertThat(messages.hasUndelivered("seal", act)).isFalse();
    }

    @Test
    void should_say_once_that_a_letter_waits_and_take_the_incident_away() {
        renewal = renewals.submittedBy(WANG, number);
        seals.goesAway();
        renewal.isAccepted(OFFICER);
        outbox.drain();

        assertThat(renewal.openTasks()).as("nobody waits for a letter").containsExactly(Tasks.REVIEW_APPLICATION);
        assertThat(incidents())
                .singleElement()
                .satisfies(incident -> assertThat(incident.getIncidentMessage())
                        .contains("时间戳机构没有在 10 秒内答复", "自动继续", "renewal.seals"));
        assertThat(told()).doesNotContain("letter-waits");
        laterTheOutboxIsTriedAgain();
        laterTheOutboxIsTriedAgain();
        assertThat(incidents()).hasSize(1);
        assertThat(told()).containsOnlyOnce("letter-waits");
        assertThat(notices.of(List.of(WANG), 100_000).stream()
                        .filter(it -> it.kind().equals("letter-waits")
                                && renewal.number().equals(it.caseNumber())))
                .singleElement()
                .satisfies(it -> assertThat(it.text()).contains("等待电子签章", "不需要您做什么", "受理"));
        assertThat(renewal.eventKinds()).contains("letter-waits");

        seals.answers();
        laterTheOutboxIsTriedAgain();
        assertThat(incidents()).isEmpty();
        assertThat(kinds()).containsExactly("ACCEPTANCE");
        renewal.isApproved(OFFICER);
        assertThat(renewal.file().decision()).isPresent();
    }

    @Test
    void should_keep_an_incident_for_each_paper_that_waits() {
        renewal = renewals.submittedBy(WANG, number);
        seals.goesAway();
        renewal.isAccepted(OFFICER).isApproved(OFFICER);
        outbox.drain();

        assertThat(incidents())
                .extracting(Incident::getConfiguration)
                .doesNotHaveDuplicates()
                .hasSize(3);
        seals.answers();
        laterTheOutboxIsTriedAgain();
        renewal.runsItsJobs();
        assertThat(incidents()).isEmpty();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
    }

    /** The instance of a refusal is over before its letter is sealed: nothing of the engine is left to stand at. */
    @Test
    void should_tell_the_applicant_of_a_letter_that_ends_the_case_too() {
        renewal = renewals.submittedBy(WANG, number).isAccepted(OFFICER);
        seals.goesAway();
        renewal.isRejected(OFFICER);
        outbox.drain();
        laterTheOutboxIsTriedAgain();

        assertThat(renewal.isOver()).isTrue();
        assertThat(told()).containsOnlyOnce("letter-waits");
        seals.answers();
        laterTheOutboxIsTriedAgain();
        assertThat(kinds()).containsExactlyInAnyOrder("ACCEPTANCE", "REJECTION");
    }

    @Test
    void should_tell_the_holder_that_the_letter_of_an_act_waits() {
        seals.goesAway();
        String act = disposals.propose(
                new Proposal(
                        new CertificateNumber(number),
                        ActKind.SUSPEND,
                        "act-suspend-penalty",
                        "违章指挥造成事故",
                        "甬建罚决〔2026〕第12号",
                        Optional.of(TestClock.START.plusDays(200))),
                "s01",
                "330200");
        outbox.drain();
        laterTheOutboxIsTriedAgain();

        assertThat(notices.of(List.of(WANG), 100_000).stream()
                        .filter(it -> it.kind().equals("letter-waits") && it.caseNumber() == null))
                .singleElement()
                .satisfies(it -> assertThat(it.text()).contains("给您的文书", "等待电子签章"));
        assertThat(incidentsOf(act)).hasSize(1);
        seals.answers();
        laterTheOutboxIsTriedAgain();
        assertThat(incidentsOf(act)).isEmpty();
        assertThat(papers.of(act)).hasSize(1);
    }

    private void openVerification(Certificate certificate) {
        transaction.executeWithoutResult(status -> verifications.open(
                PaperDesk.newId(), new Verifications.Subject(certificate.number(), certificate.version())));
    }

    private void approveUnsealed() {
        renewal = renewals.submittedBy(WANG, number).isAccepted(OFFICER);
        seals.goesAway();
        renewal.isApproved(OFFICER);
        outbox.drain();
        assertThat(waitsAt()).contains("Task_AwaitSeal");
        assertThat(certificate().status()).isEqualTo(CertificateStatus.VALID);
    }

    private void laterTheOutboxIsTriedAgain() {
        TestClock.pass(Duration.ofMinutes(3));
        outbox.drain();
    }

    private List<String> waitsAt() {
        return runtime.getActiveActivityIds(renewal.instanceId());
    }

    private List<Incident> incidents() {
        return runtime.createIncidentQuery()
                .processInstanceId(renewal.instanceId())
                .incidentType(SEALING)
                .list();
    }

    private List<Incident> incidentsOf(String act) {
        return runtime.createIncidentQuery()
                .incidentType(SEALING)
                .processInstanceId(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(act)
                        .singleResult()
                        .getId())
                .list();
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
