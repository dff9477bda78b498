package org.certrenewal.stages.acts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.certrenewal.audit.AuditSeals;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.Section.Acceptance;
import org.certrenewal.casefile.Section.DeadlineDisposition;
import org.certrenewal.casefile.Section.Review;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs in the tree of commit 02fe628, into which {@code fill} copies it: fills a database with cases that wait at every
 * user task, timer, message and background step of that day's models, and writes down which case waits for what.
 */
@ExtendWith(FilledByTheOldOne.Stop.class)
@DirtiesContext
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "camunda.bpm.job-execution.enabled=false",
            "renewal.outbox.poll=PT0S",
            "renewal.base-url=http://localhost:8080",
            "renewal.expiry.poll=PT0S",
            "renewal.audit.seal-every=PT0S",
            "renewal.reconciliation.poll=PT0S",
            "renewal.retention.poll=PT0S",
            "renewal.insight.poll=PT0S",
            "renewal.data=${upgrade.data}"
        })
@ActiveProfiles("demo")
@AutoConfigureMockMvc
@Import(Renewals.class)
@ContextConfiguration(initializers = FilledByTheOldOne.Clock.class)
class FilledByTheOldOne {

    /** The day on which the old program is stopped: every long case is then where it should be. */
    private static final LocalDate STOPPED = LocalDate.of(2026, 10, 28);

    private static final List<String> WORKERS = List.of("w01", "w02", "w03", "w04", "w13", "w14");

    private static final Path DATA = Path.of(System.getProperty("upgrade.data"));

    static class Clock implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestClock.atStart();
        }
    }

    /** A timer that shall fire in the old program, and what is done then. */
    private record Step(Renewal renewal, String timer, Runnable then) {}

    @Autowired
    private Renewals renewals;

    @Autowired
    private Disposals disposals;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    @Autowired
    private TaskService tasks;

    @Autowired
    private AuditSeals seals;

    @Autowired
    private JdbcClient jdbc;

    private final List<String> manifest = new ArrayList<>();
    private final Map<String, String> kept = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private int next;
    private String applicant;
    private String certificate;

    @Test
    void fill() throws IOException {
        longOnes();
        while (!steps.isEmpty()) {
            Step step = steps.stream()
                    .min(Comparator.comparing(it -> timer(it).getDuedate()))
                    .orElseThrow();
            steps.remove(step);
            Job due = timer(step);
            if (due.getDuedate().after(ClockUtil.getCurrentTime())) {
                ClockUtil.setCurrentTime(due.getDuedate());
            }
            management.executeJob(due.getId());
            step.then().run();
        }
        assertThat(TestClock.today()).isBefore(STOPPED);
        // What follows is in the trail without a seal.
        seals.seal();
        TestClock.at(STOPPED);
        timers();
        messages();
        steps();
        over();
        unpublished();
        stillThere();
        Files.write(DATA.resolve("cases.csv"), manifest);
    }

    /** Cases whose timers fire in the old program, in the order of the law's clock; what follows them waits. */
    private void longOnes() {
        Renewal it = submitted(fromStart(80));
        on(it, "BoundaryEvent_AcceptanceReminderDue", "Task_RemindAcceptance");
        it = submitted(fromStart(80));
        on(it, "BoundaryEvent_AcceptanceOverdue", "Task_RecordDeemedAcceptance");
        it = accepted(fromStart(80));
        steps.add(new Step(it, "BoundaryEvent_DecisionReminderDue", () -> {}));
        on(it, "BoundaryEvent_DecisionOverdue", "Task_RemindDecision Task_ExtendDecision");

        Renewal extended = accepted(fromStart(80));
        String line = line(extended);
        steps.add(new Step(extended, "BoundaryEvent_DecisionOverdue", () -> {
            extendsIt(extended);
            keep("Task_IssueExtensionNotice", extended, line);
        }));
        Renewal again = accepted(fromStart(80));
        String lineAgain = line(again);
        steps.add(new Step(again, "BoundaryEvent_DecisionOverdue", () -> {
            extendsIt(again);
            again.runsItsJobs();
            keep("Task_ReviewApplication", again, lineAgain);
        }));

        it = accepted(fromStart(20));
        on(it, "StartEvent_CertificateExpired", "Task_ResolveExpiry");
        Renewal late = accepted(fromStart(20));
        String lineLate = line(late);
        steps.add(new Step(late, "StartEvent_CertificateExpired", () -> {
            management.executeJob(job(late, "Task_ResolveExpiry").getId());
            keep("Task_AlertSupervisor", late, lineLate);
        }));
        Renewal silent = accepted(fromStart(54));
        String lineSilent = line(silent);
        steps.add(new Step(silent, "StartEvent_CertificateExpired", () -> {
            management.executeJob(job(silent, "Task_ResolveExpiry").getId());
            keep("Task_IssueCertificate", silent, lineSilent);
        }));

        Renewal unsent = issued(true);
        String lineUnsent = line(unsent);
        steps.add(new Step(unsent, "BoundaryEvent_DeliveryReminderDue", () -> {}));
        steps.add(new Step(unsent, "BoundaryEvent_DeliveryOverdue", () -> keep(
                "Task_RemindDelivery Task_EscalateDelivery Task_PostCertificate",
                unsent,
                lineUnsent)));
        it = atForm(fromStart(80));
        on(it, "BoundaryEvent_DraftReminderDue", "Task_RemindApplicant");
    }

    /** Cases whose timers are set when the old program stops. */
    private void timers() {
        keep("BoundaryEvent_FaceTimedOut", begun().choosesTheService());
        keep("BoundaryEvent_DraftReminderDue", atForm(in(80)));
        keep("BoundaryEvent_ApplicationAbandoned", atForm(in(80)).fillsTheForm(certificate));
        keep("BoundaryEvent_ApplicationAbandoned", submitted(in(80)).isToBeCorrected("o01", "form.region"));
        keep("BoundaryEvent_DraftReminderDue", submitted(in(80)).isToBeCorrected("o01", "pickup"));
        keep("BoundaryEvent_AcceptanceReminderDue", submitted(in(80)));
        keep("BoundaryEvent_AcceptanceOverdue", submitted(in(80)));
        keep("BoundaryEvent_DecisionReminderDue BoundaryEvent_DecisionOverdue", accepted(in(80)));
        keep("StartEvent_CertificateExpired", accepted(in(20)));
        keep("StartEvent_CertificateExpired", accepted(in(45)));
        keep(
                "BoundaryEvent_DeliveryReminderDue BoundaryEvent_DeliveryOverdue BoundaryEvent_CollectionClosed",
                issued(true));
        act("BoundaryEvent_ActForgotten", ActKind.CANCEL, renewals.certificateOf("w01", in(300)));
    }

    /** Cases that are left by a message. */
    private void messages() {
        keep("BoundaryEvent_FaceAuthenticated", begun().choosesTheService());
        keep("BoundaryEvent_FaceRefused", begun().choosesTheService());
        keep("BoundaryEvent_DraftWithdrawn", atForm(in(80)).fillsTheForm(certificate));
        keep("BoundaryEvent_ApplicationWithdrawn", accepted(in(80)));
        keep("BoundaryEvent_DraftInvalidated", atForm(in(80)).fillsTheForm(certificate));
        act("Task_AwaitConfirmation", ActKind.SUSPEND, certificate);
        keep("BoundaryEvent_ApplicationInvalidated", accepted(in(80)));
        act("Task_AwaitConfirmation", ActKind.REVOKE, certificate);
        act("BoundaryEvent_ActDeclined", ActKind.RESCIND, renewals.certificateOf("w02", in(300)));
    }

    /** Cases that wait for a person or for a step of the program itself. */
    private void steps() {
        keep("Task_SearchService", begun());
        keep("Task_AuthenticateFace", begun().choosesTheService());
        keep("Task_FillForm", atForm(in(80)));
        keep("Task_ChoosePickup", atForm(in(80)).fillsTheForm(certificate));
        keep("Task_ConfirmInformation", atForm(in(80)).fillsTheForm(certificate).choosesPost());
        keep("Task_SignApplication", atForm(in(80)).fillsTheForm(certificate).choosesPost().confirms());
        keep("Task_AcceptApplication", submitted(in(80)));
        keep("Task_CorrectApplication", submitted(in(80)).isToBeCorrected("o01", "form.region"));
        keep("Task_ReviewApplication", accepted(in(80)));

        Renewal it = submitted(in(80));
        answers(it, new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
        keep("Task_IssueAcceptanceNotice", it);
        it = submitted(in(80));
        answers(it, new Acceptance(
                Acceptance.Answer.CORRECT,
                List.of(new Acceptance.Missing("form.region", "与继续教育记录不一致，请核对后重新填写")),
                null,
                null));
        keep("Task_IssueCorrectionNotice", it);
        it = submitted(in(80));
        answers(it, new Acceptance(Acceptance.Answer.REFUSE, null, "holder-only", "申请人与证书登记的持证人不一致，不是本人申请"));
        keep("Task_IssueNonAcceptanceDecision", it);
        it = accepted(in(80));
        decides(it, new Review(Review.Verdict.REJECT, "ground-education", "查无本年度安全教育培训和继续教育的合格记录"));
        keep("Task_IssueDecisionLetter", it);
        it = accepted(in(80));
        decides(it, new Review(Review.Verdict.APPROVE, null, null));
        keep("Task_IssueDecisionLetter", it);
        it = accepted(in(80));
        decides(it, new Review(Review.Verdict.APPROVE, null, null));
        run(it, "Task_IssueDecisionLetter");
        keep("Task_IssueCertificate", it);
        it = accepted(in(80));
        decides(it, new Review(Review.Verdict.APPROVE, null, null));
        run(it, "Task_IssueDecisionLetter", "Task_IssueCertificate");
        keep("Task_PublishCertificate Task_Notify", it);
    }

    /** Cases that are over, with their papers. */
    private void over() {
        keep("-", issued(false).hearsFromPartners().collects(5));
        keep("-", accepted(in(80)).isRejected("o01"));
        keep("-", submitted(in(80)).isNotAccepted("o01"));
        keep("-", atForm(in(80)).withdraws());
    }

    /** Packs the database when the application is down; stands before Spring's extension, so that it comes after it. */
    static class Stop implements AfterAllCallback {

        @Override
        public void afterAll(ExtensionContext test) throws SQLException {
            String url = "jdbc:h2:file:" + DATA.toAbsolutePath() + "/renewal";
            try (Connection last = DriverManager.getConnection(url, "renewal", "");
                    Statement statement = last.createStatement()) {
                statement.execute("shutdown compact");
            }
        }
    }

    /** Comes last: whatever asks the phone lets the outbox run, and then the province answers. */
    private void unpublished() {
        Renewal overdue = accepted(in(80));
        String line = line(overdue);
        Renewal answered = accepted(in(80));
        keep("Task_AwaitPublication Task_CollectCertificate", answered.isApproved("o01"));
        keep("BoundaryEvent_PublicationOverdue", overdue.isApproved("o01"), line);
    }

    /** Proves that nothing that came later has moved a case on. */
    private void stillThere() {
        assertThat(kept).allSatisfy((line, instance) -> assertThat(waitsAt(instance))
                .as(line)
                .contains(line.substring(0, line.indexOf(',')).split(" ")));
    }

    // What people do

    private static LocalDate fromStart(int days) {
        return TestClock.START.plusDays(days);
    }

    private static LocalDate in(int days) {
        return STOPPED.plusDays(days);
    }

    private void someone(LocalDate validTo) {
        applicant = WORKERS.get(next++ % WORKERS.size());
        certificate = renewals.certificateOf(applicant, validTo);
        jdbc.sql("delete from throttle").update();
    }

    private Renewal begun() {
        someone(in(80));
        return renewals.begunBy(applicant);
    }

    private Renewal atForm(LocalDate validTo) {
        someone(validTo);
        return renewals.atForm(applicant);
    }

    private Renewal submitted(LocalDate validTo) {
        someone(validTo);
        return renewals.submittedBy(applicant, certificate);
    }

    private Renewal accepted(LocalDate validTo) {
        return submitted(validTo).isAccepted("o01");
    }

    private Renewal issued(boolean byPost) {
        Renewal at = atForm(TestClock.today().plusDays(80)).fillsTheForm(certificate);
        return (byPost ? at.choosesPost() : at.choosesElectronic())
                .confirms()
                .signs()
                .isAccepted("o01")
                .isApproved("o01");
    }

    private void answers(Renewal it, Acceptance answer) {
        it.completes("o01", Tasks.ACCEPT_APPLICATION, Direction.NEXT, answer);
    }

    private void decides(Renewal it, Review review) {
        it.completes("o01", Tasks.REVIEW_APPLICATION, Direction.NEXT, review);
    }

    private void extendsIt(Renewal it) {
        it.completes(
                "s01",
                Tasks.EXTEND_DECISION,
                Direction.NEXT,
                new DeadlineDisposition(DeadlineDisposition.Disposition.EXTEND, "需要向外省核实继续教育记录，尚未收到复函"));
    }

    // What is written down

    private String line(Renewal it) {
        return it.number() + "," + applicant + "," + certificate;
    }

    private void on(Renewal it, String timer, String waiting) {
        String line = line(it);
        steps.add(new Step(it, timer, () -> keep(waiting, it, line)));
    }

    private void keep(String element, Renewal it) {
        keep(element, it, line(it));
    }

    private void keep(String element, Renewal it, String line) {
        if (element.equals("-")) {
            assertThat(it.isOver()).as(line).isTrue();
        } else {
            assertThat(waitsAt(it.instanceId())).as(line).contains(element.split(" "));
        }
        write(element + "," + line, element.equals("-") ? null : it.instanceId());
    }

    private void write(String line, String instance) {
        manifest.add(line);
        if (instance != null) {
            kept.put(line, instance);
        }
    }

    private void act(String element, ActKind kind, String number) {
        String act = disposals.propose(
                new CertificateNumber(number), kind, kind.grounds().get(0), "甬建罚决〔2026〕第12号", "s01", "330200");
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(act)
                .singleResult()
                .getId();
        assertThat(waitsAt(instance)).contains(element);
        write(element + "," + act + ",s02," + number, instance);
    }

    private Set<String> waitsAt(String instance) {
        Set<String> all = new TreeSet<>();
        tasks.createTaskQuery().processInstanceId(instance).list().forEach(it -> all.add(it.getTaskDefinitionKey()));
        runtime.createEventSubscriptionQuery()
                .processInstanceId(instance)
                .list()
                .forEach(it -> all.add(it.getActivityId()));
        management.createJobQuery().processInstanceId(instance).list().forEach(it -> all.add(activity(it)));
        return all;
    }

    private String activity(Job job) {
        return management
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult()
                .getActivityId();
    }

    private Job timer(Step step) {
        return job(step.renewal(), step.timer());
    }

    private Job job(Renewal it, String element) {
        return management.createJobQuery().processInstanceId(it.instanceId()).list().stream()
                .filter(job -> activity(job).equals(element))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no job at " + element));
    }

    private void run(Renewal it, String... elements) {
        for (String element : elements) {
            management.executeJob(job(it, element).getId());
        }
    }
}
