package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.casefile.Section;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.seal.SealRegister;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.RenewalProcess.Messages;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.outbox.Inquiry;
import org.certrenewal.process.outbox.OutboxWorker;
import org.certrenewal.process.outbox.PartnerCall;
import org.certrenewal.process.parcels.Courier.Kind;
import org.certrenewal.process.parcels.Courier.Step;
import org.certrenewal.process.parcels.Parcels;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.stages.review.Correction;
import org.certrenewal.stages.review.Review;
import org.certrenewal.stages.search.ServiceChoice;
import org.certrenewal.testing.FlowRecorder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Walks every way through the process with the real beans, and proves at the end that no node or flow was left out. */
@RenewalTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateRenewalProcessTest {

    private static final String OFFICER = "o01";
    private static final String SUPERVISOR = "s01";
    private static final String CLERK = "c01";
    private static final String WANG = "w01";

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private HistoryService history;

    @Autowired
    private TaskService taskService;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private OpenRenewals openRenewals;

    @Autowired
    private CaseFindings found;

    @Autowired
    private Certificates certificates;

    @Autowired
    private Papers papers;

    @Autowired
    private SealRegister register;

    @Autowired
    private OutboxWorker outbox;

    @Autowired
    private Notices notices;

    @Autowired
    private ServiceCatalogue catalogue;

    @Autowired
    private RenewalInstances instances;

    @Autowired
    private FlowRecorder flows;

    @Autowired
    private Parcels parcels;

    @Autowired
    private List<Inquiry> inquiries;

    @Autowired
    private List<PartnerCall> calls;

    @Autowired
    private TransactionTemplate transaction;

    private Renewal renewal;

    /** Wang's certificate, fresh for each test. */
    private String electrician;

    @BeforeEach
    void begin() {
        init(engine);
        TestClock.atStart();
        electrician = renewals.certificateOf(WANG, TestClock.START.plusDays(80));
    }

    /** Frees the certificate for the next test. */
    @AfterEach
    void end() {
        if (renewal != null && !renewal.isOver()) {
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    @Test
    void should_issue_the_renewed_certificate_after_approval() {
        LocalDate oldEnd = certificate().validTo();
        int oldVersion = certificate().version();
        renewal = renewals.submittedBy(WANG, electrician);

        assertThat(renewal.instance()).isWaitingAt(Tasks.ACCEPT_APPLICATION);
        assertThat(renewal.instance())
                .task()
                .hasCandidateGroup("officers-330200")
                .isNotAssigned();
        renewal.isAccepted(OFFICER).isApproved(OFFICER).hearsFromPartners();

        assertThat(certificate().validFrom()).isEqualTo(oldEnd.plusDays(1));
        assertThat(certificate().validTo()).isEqualTo(oldEnd.plusYears(3));
        assertThat(certificate().version()).isEqualTo(oldVersion + 1);
        assertThat(papers.of(renewal.number()))
                .extracting(paper -> paper.kind().name())
                .containsExactlyInAnyOrder("ACCEPTANCE", "APPROVAL", "CERTIFICATE_OFD", "CERTIFICATE_PDF");
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        assertThat(renewal.instance()).isWaitingAt(Tasks.COLLECT_CERTIFICATE);
        assertThat(renewal.instance()).task().isAssignedTo(WANG);

        renewal.collects(5);
        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        assertThat(renewal.file().closedAt()).isPresent();
    }

    @Test
    void should_keep_personal_data_out_of_the_variables() {
        renewal = renewals.submittedBy(WANG, electrician);

        assertThat(renewal.variables().keySet())
                .containsExactlyInAnyOrder(
                        "caseNumber", "applicant", "office", "informationConfirmed", "correctionRequested", "byPost");
        assertThat(renewal.variables().values().toString()).doesNotContain("王海生", "330203198503159914", electrician);
    }

    @Test
    void should_lead_back_from_a_service_that_is_handled_elsewhere() {
        renewal = renewals.begunBy(WANG);
        String elsewhere = catalogue.all().stream()
                .filter(item -> !item.handledHere())
                .findFirst()
                .orElseThrow()
                .code();
        completeInTasklist(
                WANG,
                Tasks.SEARCH_SERVICE,
                ServiceChoice.SECTION,
                new ServiceChoice("", elsewhere, true, renewals.privacyNotice()));

        assertThat(renewal.instance()).isWaitingAt(Tasks.SEARCH_SERVICE);
        assertThat(found.problems(renewal.number(), Tasks.SEARCH_SERVICE))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("不在本系统办理"));
    }

    @Test
    void should_take_a_completion_without_direction_as_the_next_step() {
        renewal = renewals.atForm(WANG).fillsTheForm(electrician).choosesElectronic();
        renewal.goesBackFrom(Tasks.CONFIRM_INFORMATION);

        renewals.as(WANG, () -> {
            taskService.complete(renewal.task(Tasks.CHOOSE_PICKUP).getId());
            return null;
        });

        assertThat(renewal.instance()).isWaitingAt(Tasks.CONFIRM_INFORMATION);
    }

    @Test
    void should_go_back_from_the_face_check() {
        renewal = renewals.begunBy(WANG).choosesTheService().goesBackFrom(Tasks.AUTHENTICATE_FACE);

        assertThat(renewal.instance()).isWaitingAt(Tasks.SEARCH_SERVICE);
    }

    @Test
    void should_lead_back_when_nobody_confirms_the_face_in_time() {
        renewal = renewals.begunBy(WANG).choosesTheService();
        TestClock.pass(Duration.ofMinutes(31));
        renewal.runsItsJobs();

        assertThat(renewal.instance()).isWaitingAt(Tasks.SEARCH_SERVICE);
    }

    @Test
    void should_offer_another_face_check_after_a_refusal() {
        renewal = renewals.begunBy(WANG).choosesTheService().refusesTheFace();

        assertThat(renewal.instance()).isWaitingAt(Tasks.AUTHENTICATE_FACE);
        TestClock.pass(Duration.ofSeconds(5));
        renewal.confirmsTheFace();
        assertThat(renewal.instance()).isWaitingAt(Tasks.FILL_FORM);
    }

    @Test
    void should_end_after_too_many_refused_face_checks() {
        renewal = renewals.begunBy(WANG).choosesTheService();
        for (int i = 0; i < 3; i++) {
            TestClock.pass(Duration.ofSeconds(5));
            renewal.refusesTheFace();
        }

        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.AUTHENTICATION_FAILED);
    }

    /** However a case came past its review: without a decision it goes nowhere. */
    @Test
    void should_issue_nothing_that_nobody_approved() {
        renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);

        assertThatThrownBy(() -> engine.getRuntimeService()
                        .createProcessInstanceModification(renewal.instanceId())
                        .startBeforeActivity("Gateway_Outcome")
                        .execute())
                .isInstanceOf(ProcessEngineException.class)
                .hasMessageContaining("Gateway_Outcome");
        assertThat(renewal.instance()).isWaitingAt(Tasks.REVIEW_APPLICATION);
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ACCEPTED);
    }

    @Test
    void should_not_repeat_a_fresh_face_check() {
        renewal = renewals.atForm(WANG).goesBackFrom(Tasks.FILL_FORM);

        assertThat(renewal.instance()).isWaitingAt(Tasks.SEARCH_SERVICE);
        renewal.choosesTheService();
        assertThat(renewal.instance()).isWaitingAt(Tasks.FILL_FORM);
    }

    @Test
    void should_bring_a_form_back_that_the_registry_refuses() {
        renewal = renewals.atForm("w03");
        completeInTasklist("w03", Tasks.FILL_FORM, Section.FORM, renewals.form("330302", "浙C042024000311"));

        assertThat(renewal.instance()).isWaitingAt(Tasks.FILL_FORM);
        assertThat(found.problems(renewal.number(), Tasks.FILL_FORM))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("certificate.number"));
    }

    @Test
    void should_go_back_and_forth_without_losing_anything() {
        renewal = renewals.atForm(WANG).fillsTheForm(electrician).goesBackFrom(Tasks.CHOOSE_PICKUP);
        assertThat(renewal.instance()).isWaitingAt(Tasks.FILL_FORM);
        renewal.fillsTheForm(electrician).choosesPost().goesBackFrom(Tasks.CONFIRM_INFORMATION);
        assertThat(renewal.instance()).isWaitingAt(Tasks.CHOOSE_PICKUP);
        assertThat(cases.section(renewal.number(), Section.PICKUP)).contains(Renewals.byPost());
        renewal.choosesPost().confirms().goesBackFrom(Tasks.SIGN_APPLICATION);
        assertThat(renewal.instance()).isWaitingAt(Tasks.CONFIRM_INFORMATION);
        renewal.confirms().signs();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.SUBMITTED);
    }

    @Test
    void should_repeat_an_old_face_check_before_signing() {
        renewal = renewals.atForm(WANG).fillsTheForm(electrician).choosesElectronic();
        TestClock.pass(Duration.ofMinutes(31));
        renewal.confirms();

        assertThat(renewal.instance()).isWaitingAt(Tasks.AUTHENTICATE_FACE);
        renewal.confirmsTheFace();
        assertThat(renewal.instance()).isWaitingAt(Tasks.SIGN_APPLICATION);
    }

    @Test
    void should_take_a_correction_confirmed_and_signed_anew() {
        renewal = renewals.submittedBy(WANG, electrician).isToBeCorrected(OFFICER, "form.region");

        assertThat(renewal.instance()).isWaitingAt(Tasks.CORRECT_APPLICATION);
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.CORRECTING);
        renewal.corrects(new Correction(renewals.form("330212", "浙B999999999999"), null));
        assertThat(renewal.instance()).isWaitingAt(Tasks.CONFIRM_INFORMATION);
        renewal.goesBackFrom(Tasks.CONFIRM_INFORMATION);
        assertThat(renewal.instance()).isWaitingAt(Tasks.CORRECT_APPLICATION);
        renewal.corrects(new Correction(renewals.form("330212", null), null))
                .confirms()
                .signs();

        Section.RenewalForm form = cases.section(renewal.number(), Section.FORM).orElseThrow();
        assertThat(form.region().district()).isEqualTo("330212");
        assertThat(form.certificate().number()).isEqualTo(electrician);
        renewal.isAccepted(OFFICER).isApproved(OFFICER);
        assertThat(renewal.file().decision()).contains(CaseFile.Decision.APPROVED);
    }

    @Test
    void should_close_a_correction_that_never_comes() {
        renewal = renewals.submittedBy(WANG, electrician)
                .isToBeCorrected(OFFICER, "pickup")
                .livesUntil(TestClock.START.plusDays(40));

        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ABANDONED);
    }

    @Test
    void should_end_when_the_application_is_not_accepted() {
        renewal = renewals.submittedBy(WANG, electrician).isNotAccepted(OFFICER);

        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.NOT_ACCEPTED);
        assertThat(openRenewals.caseOf(electrician)).isEmpty();
    }

    @Test
    void should_accept_by_silence_from_the_day_of_receipt() {
        renewal = renewals.submittedBy(WANG, electrician).livesUntil(LocalDate.of(2026, 9, 9));

        assertThat(renewal.file().deemedAccepted()).isTrue();
        assertThat(renewal.file().received().accepted()).contains(TestClock.START);
        assertThat(renewal.eventKinds()).contains("reminded", "deemed-accepted");
        assertThat(renewal.instance()).isWaitingAt(Tasks.REVIEW_APPLICATION);
    }

    @Test
    void should_bring_a_late_decision_before_the_supervisor_who_urges() {
        renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER).livesUntil(LocalDate.of(2026, 10, 9));

        assertThat(renewal.instance()).isWaitingAt(Tasks.EXTEND_DECISION);
        renewal.isUrged(SUPERVISOR);
        assertThat(renewal.instance()).isWaitingAt(Tasks.REVIEW_APPLICATION);
        renewal.isRejected(OFFICER);
        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.REJECTED);
        assertThat(papers.of(renewal.number()))
                .extracting(paper -> paper.kind().name())
                .contains("REJECTION");
    }

    @Test
    void should_extend_a_decision_before_its_time_is_over() {
        renewal = renewals.submittedBy(WANG, electrician)
                .isAccepted(OFFICER)
                .livesUntil(LocalDate.of(2026, 9, 28))
                .proposesExtension(OFFICER);
        assertThat(renewal.instance()).isWaitingAt(Tasks.EXTEND_DECISION);
        renewal.isExtended(SUPERVISOR);

        assertThat(papers.of(renewal.number()))
                .extracting(paper -> paper.kind().name())
                .contains("EXTENSION");
        assertThat(renewal.instance()).isWaitingAt(Tasks.REVIEW_APPLICATION);
        renewal.isApproved(OFFICER);
        assertThat(renewal.file().decision()).contains(CaseFile.Decision.APPROVED);
    }

    @Test
    void should_renew_by_silence_what_was_applied_for_in_time() {
        LocalDate end = certificate().validTo();
        renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER).livesUntil(end.plusDays(2));

        assertThat(renewal.file().decision()).contains(CaseFile.Decision.DEEMED_RENEWED);
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        assertThat(certificate().validFrom()).isEqualTo(end.plusDays(1));
    }

    @Test
    void should_alert_the_supervisor_when_a_late_application_reaches_expiry() {
        LocalDate end = TestClock.START.plusDays(20);
        renewal = renewals.submittedBy(WANG, renewals.certificateOf(WANG, end))
                .isAccepted(OFFICER)
                .livesUntil(end.plusDays(2));

        assertThat(renewal.file().decision()).isEmpty();
        assertThat(renewal.eventKinds()).contains("expired-undecided", "reminded");
    }

    @Test
    void should_let_the_applicant_withdraw_a_draft() {
        renewal = renewals.atForm(WANG).withdraws();

        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.WITHDRAWN);
    }

    @Test
    void should_let_the_applicant_withdraw_until_the_decision() {
        renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER).withdraws();

        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.WITHDRAWN);
        assertThat(openRenewals.caseOf(electrician)).isEmpty();
    }

    @Test
    void should_end_clearly_when_the_certificate_is_suspended_while_a_draft_is_open() {
        renewal = renewals.atForm(WANG).fillsTheForm(electrician);
        suspendAndTell();

        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.INVALIDATED);
    }

    @Test
    void should_end_clearly_when_the_certificate_is_suspended_before_the_decision() {
        renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
        suspendAndTell();

        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.INVALIDATED);
        assertThat(openRenewals.caseOf(electrician)).isEmpty();
    }

    @Test
    void should_hold_an_approved_certificate_back_while_it_is_suspended() {
        approveAndSuspend();

        assertThat(renewal.instance()).isWaitingAt("Task_AwaitReturn");
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.APPROVED);
        become(CertificateStatus.VALID);

        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        assertThat(certificate().version()).isEqualTo(2);
    }

    @Test
    void should_end_with_a_letter_when_an_approved_certificate_is_revoked() {
        approveAndSuspend();
        become(CertificateStatus.REVOKED);

        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.INVALIDATED);
        assertThat(certificate().version()).isEqualTo(1);
        assertThat(papers.of(renewal.number()))
                .extracting(paper -> paper.kind().name())
                .containsExactlyInAnyOrder("ACCEPTANCE", "APPROVAL", "TERMINATION");
    }

    /**
     * Somebody ends a key in the register while the program runs; it is named again, and everything goes on by itself.
     */
    @Test
    void should_wait_with_an_incident_as_long_as_nothing_can_be_sealed_and_go_on_by_itself() {
        renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
        SealRegister.Named key = register.all().stream()
                .filter(it -> it.purpose() == TrustList.Purpose.PDF)
                .findFirst()
                .orElseThrow();
        register.change(key.ended(key.from().plusSeconds(1), "admin"));
        try {
            renewal.isApproved(OFFICER).hearsFromPartners();

            assertThat(renewal.instance()).isWaitingAt("Task_AwaitSeal");
            assertThat(renewal.file().status()).isEqualTo(CaseStatus.APPROVED);
            assertThat(papers.of(renewal.number()))
                    .extracting(ListedPaper::kind)
                    .containsExactly(PaperKind.ACCEPTANCE);
            assertThat(sealingIncidents())
                    .as("of the certificate and of the decision's letter")
                    .hasSize(2)
                    .allSatisfy(incident -> assertThat(incident.getIncidentMessage())
                            .contains("印章名册", "停用", "--renewal.seals.propose", "/admin/seals", "自动继续"));
            TestClock.pass(Duration.ofMinutes(3));
            outbox.drain();
            outbox.drain();
            assertThat(sealingIncidents()).hasSize(2);
            assertThat(notices.of(List.of(WANG), 100_000).stream().map(Notices.Notice::text))
                    .anySatisfy(text -> assertThat(text).contains("正在制证", "电子签章服务暂时不能使用"));
        } finally {
            register.change(key);
        }
        TestClock.pass(Duration.ofMinutes(3));
        outbox.drain();
        renewal.runsItsJobs();

        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        assertThat(papers.of(renewal.number()))
                .extracting(ListedPaper::kind)
                .containsExactlyInAnyOrder(
                        PaperKind.ACCEPTANCE, PaperKind.APPROVAL, PaperKind.CERTIFICATE_OFD, PaperKind.CERTIFICATE_PDF);
        assertThat(engine.getRuntimeService()
                        .createIncidentQuery()
                        .processInstanceId(renewal.instanceId())
                        .count())
                .isZero();
    }

    private List<Incident> sealingIncidents() {
        return engine.getRuntimeService()
                .createIncidentQuery()
                .processInstanceId(renewal.instanceId())
                .incidentType("sealing")
                .list();
    }

    private void approveAndSuspend() {
        renewal = renewals.submittedBy(WANG, electrician).isAccepted(OFFICER);
        renewal.completes(
                OFFICER, Tasks.REVIEW_APPLICATION, Direction.NEXT, new Review(Review.Verdict.APPROVE, null, null));
        certificates.changeStatus(
                new CertificateNumber(electrician), CertificateStatus.SUSPENDED, TestClock.START, "行政处罚");
        renewal.runsItsJobs();
    }

    private void become(CertificateStatus status) {
        certificates.changeStatus(new CertificateNumber(electrician), status, TestClock.START, "处罚决定");
        instances.correlate(renewal.number(), Messages.SUSPENSION_ENDED, Map.of());
        renewal.runsItsJobs();
    }

    private void suspendAndTell() {
        certificates.changeStatus(
                new CertificateNumber(electrician), CertificateStatus.SUSPENDED, TestClock.START, "行政处罚");
        instances.correlate(renewal.number(), Messages.CERTIFICATE_INVALIDATED, Map.of());
    }

    @Test
    void should_close_an_abandoned_draft_after_a_reminder() {
        renewal = renewals.atForm(WANG).livesUntil(TestClock.START.plusDays(27));
        assertThat(renewal.eventKinds()).contains("reminded");
        assertThat(renewal.isOver()).isFalse();

        renewal.livesUntil(TestClock.START.plusDays(32));
        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ABANDONED);
    }

    @Test
    void should_post_a_paper_copy_and_close_by_itself() {
        renewal = renewals.atForm(WANG)
                .fillsTheForm(electrician)
                .choosesPost()
                .confirms()
                .signs()
                .isAccepted(OFFICER)
                .isApproved(OFFICER);

        assertThat(renewal.openTasks()).containsExactly(Tasks.COLLECT_CERTIFICATE, Tasks.POST_CERTIFICATE);
        TestClock.pass(Duration.ofDays(2));
        renewal.runsItsJobs();
        renewal.hearsFromPartners().livesUntil(TestClock.START.plusDays(30));
        assertThat(renewal.openTasks()).containsExactly(Tasks.POST_CERTIFICATE);
        assertThat(renewal.eventKinds()).contains("published", "reminded");
        renewal.isPosted(CLERK);
        assertThat(renewal.isOver()).isTrue();
    }

    @Test
    void should_end_when_the_courier_has_delivered_the_paper_copy() {
        renewal = issuedForPost().isGivenToTheCourier(CLERK).hearsFromPartners();
        renewal.collects(5);
        assertThat(renewal.instance()).isWaitingAt("Task_AwaitParcel");
        assertThat(renewal.eventKinds()).contains("parcel-ordered", "posted");

        TestClock.pass(Duration.ofHours(1));
        inquiries.forEach(Inquiry::ask);
        renewal.hearsFromPartners();

        assertThat(renewal.eventKinds()).contains("parcel-delivered");
        assertThat(renewal.isOver()).isTrue();
        assertThat(parcels.steps(parcel())).extracting(Step::kind).endsWith(Kind.DELIVERED);
    }

    @Test
    void should_bring_a_returned_parcel_back_to_the_clerk() {
        renewal = issuedForPost().isGivenToTheCourier(CLERK).hearsFromPartners();
        String returned = "[{\"at\":1788310800000,\"kind\":\"RETURNED\",\"reason\":\"REFUSED\"}]";
        transaction.executeWithoutResult(
                status -> call("parcel-tracking").answered(renewal.number(), parcel(), returned));
        transaction.executeWithoutResult(
                status -> call("parcel-tracking").answered(renewal.number(), parcel(), returned));

        assertThat(renewal.openTasks()).containsExactly(Tasks.COLLECT_CERTIFICATE, Tasks.POST_CERTIFICATE);
        assertThat(renewal.task(Tasks.POST_CERTIFICATE).getAssignee()).isNull();
        assertThat(renewal.eventKinds()).containsOnlyOnce("parcel-returned");
        assertThat(notices.of(List.of("clerks-330200"), 100_000))
                .anySatisfy(notice -> assertThat(notice.text()).contains(renewal.number(), "收件人拒收"));
        renewal.isPosted(CLERK).collects(5);
        assertThat(renewal.isOver()).isTrue();
    }

    @Test
    void should_give_a_parcel_that_nobody_hears_of_back_to_the_clerk() {
        renewal = issuedForPost().isGivenToTheCourier(CLERK).hearsFromPartners();
        TestClock.pass(Duration.ofDays(31));
        renewal.runsItsJobs();

        assertThat(renewal.openTasks()).contains(Tasks.POST_CERTIFICATE);
        renewal.isGivenToTheCourier(CLERK).hearsFromPartners();
        assertThat(renewal.openTasks()).doesNotContain(Tasks.POST_CERTIFICATE);
        assertThat(cases.events(renewal.number()).stream()
                        .filter(event -> event.kind().equals("posted")))
                .hasSize(2);
    }

    private Renewal issuedForPost() {
        return renewals.atForm(WANG)
                .fillsTheForm(electrician)
                .choosesPost()
                .confirms()
                .signs()
                .isAccepted(OFFICER)
                .isApproved(OFFICER)
                .hearsFromPartners();
    }

    private String parcel() {
        return parcels.newest(renewal.number()).orElseThrow().id();
    }

    private PartnerCall call(String kind) {
        return calls.stream().filter(it -> it.kind().equals(kind)).findFirst().orElseThrow();
    }

    /** Completes a task as Tasklist's own button does, without the form's look ahead. */
    private <T> void completeInTasklist(String user, String element, Section<T> section, T content) {
        cases.save(renewal.number(), section, content, false);
        renewals.as(user, () -> {
            taskService.complete(renewal.task(element).getId(), Map.of("direction", Direction.NEXT.value()));
            return null;
        });
    }

    private Certificate certificate() {
        return certificates.withNumber(new CertificateNumber(electrician)).orElseThrow();
    }

    /** The history leaves link events out; they were passed where one of their flows was taken. */
    @AfterAll
    void should_have_walked_every_node_and_flow() {
        BpmnModelInstance model =
                Bpmn.readModelFromStream(getClass().getResourceAsStream("/processes/certificate-renewal.bpmn"));
        Set<String> walked = history.createHistoricActivityInstanceQuery().list().stream()
                .map(HistoricActivityInstance::getActivityId)
                .collect(Collectors.toSet());
        model.getModelElementsByType(LinkEventDefinition.class).stream()
                .map(link -> (FlowNode) link.getParentElement())
                .filter(this::hasTakenFlow)
                .forEach(link -> walked.add(link.getId()));
        assertThat(model.getModelElementsByType(FlowNode.class))
                .extracting(FlowNode::getId)
                .as("nodes that a test reached")
                .isSubsetOf(walked);
        assertThat(model.getModelElementsByType(SequenceFlow.class))
                .extracting(SequenceFlow::getId)
                .as("flows that a test took")
                .isSubsetOf(flows.taken());
    }

    private boolean hasTakenFlow(FlowNode link) {
        return Stream.concat(link.getIncoming().stream(), link.getOutgoing().stream())
                .map(SequenceFlow::getId)
                .anyMatch(flows.taken()::contains);
    }
}
