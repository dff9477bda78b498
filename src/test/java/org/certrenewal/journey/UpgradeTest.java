package org.certrenewal.journey;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.testing.LoggedInAs.person;
import static org.certrenewal.testing.Tokens.token;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.certrenewal.audit.AuditSeals;
import org.certrenewal.audit.AuditVerifier;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.process.ActProcess;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.stages.review.Correction;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.util.FileSystemUtils;

/**
 * Starts on a database that the program of commit 02fe628 filled, with a case waiting at each task, timer, message and
 * background step of its models, and lives every case to its end. {@code src/test/upgrade/fill} made the database.
 */
@RenewalTest
@ContextConfiguration(initializers = UpgradeTest.OldDatabase.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DirtiesContext
class UpgradeTest {

    private static final Path FOLDER = Path.of("target", "upgraded");

    /** When the old program was stopped. */
    private static final LocalDate STOPPED = LocalDate.of(2026, 10, 28);

    /** Unpacks the old data and leads to it; H2 whatever else the tests run on, as the file is H2's. */
    static class OldDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            unpack();
            TestClock.at(STOPPED);
            TestClock.pass(Duration.ofMinutes(5));
            TestPropertyValues.of(
                            "renewal.data=" + FOLDER,
                            "spring.datasource.url=jdbc:h2:file:" + FOLDER.toAbsolutePath() + "/renewal")
                    .applyTo(context);
        }

        private static void unpack() {
            try {
                FileSystemUtils.deleteRecursively(FOLDER);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try (ZipInputStream zip =
                    new ZipInputStream(UpgradeTest.class.getResourceAsStream("/upgrade/02fe628.zip"))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    Path file = FOLDER.resolve(entry.getName()).normalize();
                    if (!entry.isDirectory()) {
                        Files.createDirectories(file.getParent());
                        Files.write(file, zip.readAllBytes());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Holds what cases.csv says of a case.
     *
     * @param elements where it waits, in the order in which it is to go on; none where it is over
     * @param number the case's number, or an act's
     * @param person the applicant, or the supervisor who is to confirm
     */
    private record Waiting(List<String> elements, String number, String person, String certificate) {

        static List<Waiting> all() {
            try {
                return Files.readAllLines(FOLDER.resolve("cases.csv")).stream()
                        .map(line -> line.split(","))
                        .map(part -> new Waiting(
                                part[0].equals("-") ? List.of() : List.of(part[0].split(" ")),
                                part[1],
                                part[2],
                                part[3]))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isAct() {
            return !number.startsWith("33");
        }

        @Override
        public String toString() {
            return String.join(" ", elements) + " " + number;
        }
    }

    @Autowired
    private Renewals renewals;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ManagementService management;

    @Autowired
    private HistoryService history;

    @Autowired
    private AuditVerifier verifier;

    @Autowired
    private AuditSeals seals;

    @Autowired
    private Papers papers;

    @Autowired
    private Certificates certificates;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc web;

    @Test
    @Order(1)
    void should_have_a_case_at_every_place_of_the_old_models() {
        Set<String> places = new TreeSet<>();
        for (String process : List.of(RenewalProcess.KEY, ActProcess.KEY)) {
            BpmnModelInstance old = repository.getBpmnModelInstance(repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(process)
                    .processDefinitionVersion(1)
                    .singleResult()
                    .getId());
            Stream.of(
                            old.getModelElementsByType(UserTask.class).stream(),
                            old.getModelElementsByType(ReceiveTask.class).stream(),
                            old.getModelElementsByType(Activity.class).stream().filter(Activity::isCamundaAsyncBefore),
                            old.getModelElementsByType(CatchEvent.class).stream()
                                    .filter(event -> event.getEventDefinitions().stream()
                                            .anyMatch(it -> it instanceof TimerEventDefinition
                                                    || it instanceof MessageEventDefinition)))
                    .flatMap(it -> it)
                    .map(FlowNode.class::cast)
                    .map(FlowNode::getId)
                    .forEach(places::add);
        }
        assertThat(places).hasSizeGreaterThan(45);
        assertThat(Waiting.all()).flatExtracting(Waiting::elements).containsAll(places);
        assertThat(Waiting.all().stream().filter(it -> !it.elements().isEmpty()))
                .allSatisfy(it ->
                        assertThat(placesOf(instance(it))).as(it.toString()).containsAll(it.elements()));
    }

    @Test
    @Order(2)
    void should_find_the_old_trail_and_papers_whole() {
        // As the program does before its first seal.
        seals.markOnce();
        assertThat(verifier.verify().broken()).isEmpty();
        assertThat(Waiting.all().stream().filter(it -> !it.isAct()).mapToLong(it -> sound(it.number())))
                .anyMatch(count -> count > 2);
    }

    @TestFactory
    @Order(3)
    Stream<DynamicTest> should_live_every_case_to_its_end() {
        Comparator<Waiting> inTheirOrder = Comparator.comparing(this::when);
        return Waiting.all().stream()
                .filter(it -> !it.elements().isEmpty())
                .sorted(inTheirOrder)
                .map(it -> DynamicTest.dynamicTest(it.toString(), () -> live(it)));
    }

    @Test
    @Order(4)
    void should_have_issued_once_and_left_nothing_behind() {
        List<CaseStatus> ends = new ArrayList<>();
        for (Waiting it : Waiting.all()) {
            if (it.isAct()) {
                continue;
            }
            CaseStatus end =
                    renewals.begunBefore(it.person(), it.number()).file().status();
            ends.add(end);
            sound(it.number());
            List<PaperKind> kinds = papers.of(it.number()).stream()
                    .map(ListedPaper::kind)
                    .filter(kind -> kind == PaperKind.CERTIFICATE_OFD || kind == PaperKind.CERTIFICATE_PDF)
                    .sorted()
                    .toList();
            boolean issued = end == CaseStatus.ISSUED;
            assertThat(kinds)
                    .as("%s %s", it, end)
                    .isEqualTo(
                            issued
                                    ? Stream.of(PaperKind.CERTIFICATE_OFD, PaperKind.CERTIFICATE_PDF)
                                            .sorted()
                                            .toList()
                                    : List.of());
            assertThat(certificates
                            .withNumber(CertificateNumber.of(it.certificate()))
                            .orElseThrow()
                            .version())
                    .as("version of the certificate of %s, %s", it, end)
                    .isEqualTo(issued ? 2 : 1);
        }
        assertThat(ends)
                .contains(
                        CaseStatus.ISSUED,
                        CaseStatus.REJECTED,
                        CaseStatus.NOT_ACCEPTED,
                        CaseStatus.WITHDRAWN,
                        CaseStatus.ABANDONED,
                        CaseStatus.INVALIDATED)
                .doesNotContain(CaseStatus.DRAFT, CaseStatus.SUBMITTED, CaseStatus.ACCEPTED, CaseStatus.CORRECTING);
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
        assertThat(management.createJobQuery().noRetriesLeft().count()).isZero();
        assertThat(runtime.createIncidentQuery().count()).isZero();
        assertThat(seals.seal()).isPositive();
        assertThat(verifier.verify().broken()).isEmpty();
    }

    /**
     * Returns in which order cases are lived: first the one whose receipt from the province is late, as whoever asks
     * the phone lets the outbox run, and the province answers; then what waits for somebody or for the program; then
     * the timers by their times.
     */
    private long when(Waiting it) {
        String first = it.elements().get(0);
        if (first.equals("BoundaryEvent_PublicationOverdue")) {
            return 0;
        }
        return jobs(instance(it)).stream()
                .filter(job -> activity(job).equals(first) && job.getDuedate() != null)
                .mapToLong(job -> job.getDuedate().getTime())
                .filter(due -> first.startsWith("BoundaryEvent") || first.startsWith("StartEvent"))
                .findFirst()
                .orElse(1);
    }

    private void live(Waiting it) throws Exception {
        jdbc.sql("delete from throttle").update();
        String instance = instance(it);
        if (it.isAct()) {
            leaveAct(it, instance);
        } else {
            Renewal renewal = renewals.begunBefore(it.person(), it.number());
            for (String element : it.elements()) {
                leave(element, it, renewal);
            }
            goOn(renewal, it.certificate());
            assertThat(renewal.isOver()).as("open: %s", renewal.openTasks()).isTrue();
            assertThat(renewal.file().closedAt()).isPresent();
        }
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(instance)
                        .finished()
                        .count())
                .isOne();
        assertThat(it.elements())
                .allSatisfy(element -> assertThat(history.createHistoricActivityInstanceQuery()
                                .processInstanceId(instance)
                                .activityId(element)
                                .finished()
                                .list())
                        .as("times that it went on from %s", element)
                        .anyMatch(step -> !step.isCanceled()));
    }

    /** Leaves the place where the case waits by what it waits for. */
    private void leave(String element, Waiting it, Renewal renewal) throws Exception {
        switch (element) {
            case "BoundaryEvent_FaceAuthenticated" -> {
                asksForANewCode(it, renewal);
                renewal.confirmsTheFace();
            }
            case "BoundaryEvent_FaceRefused" -> {
                asksForANewCode(it, renewal);
                renewal.refusesTheFace();
                TestClock.pass(Duration.ofSeconds(5));
            }
            case "BoundaryEvent_DraftWithdrawn", "BoundaryEvent_ApplicationWithdrawn" -> renewal.withdraws();
            case "BoundaryEvent_DraftInvalidated", "BoundaryEvent_ApplicationInvalidated" -> {
                Waiting act = Waiting.all().stream()
                        .filter(other -> other.isAct() && other.certificate().equals(it.certificate()))
                        .findFirst()
                        .orElseThrow();
                answer(act, "confirmation");
            }
            case Tasks.AUTHENTICATE_FACE -> renewal.goesBackFrom(Tasks.AUTHENTICATE_FACE);
            case "Task_AwaitPublication" -> renewal.hearsFromPartners();
            default -> fire(element, renewal.instanceId());
        }
    }

    /** Does what the page of 人脸识别认证 does: nobody was asked by the old program, whose code has expired meanwhile. */
    private void asksForANewCode(Waiting it, Renewal renewal) throws Exception {
        String task = renewal.task(Tasks.AUTHENTICATE_FACE).getId();
        web.perform(post("/api/tasks/{id}/face/consent", task)
                        .with(token())
                        .with(person(it.person()))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"agreed\":true}"))
                .andExpect(status().is2xxSuccessful());
        web.perform(post("/api/tasks/{id}/face", task).with(token()).with(person(it.person())))
                .andExpect(status().is2xxSuccessful());
    }

    private void leaveAct(Waiting it, String instance) throws Exception {
        switch (it.elements().get(0)) {
            case "Task_AwaitConfirmation" -> {
                // The renewal that it ends may have had it confirmed already.
                if (isOpen(instance)) {
                    answer(it, "confirmation");
                }
            }
            case "BoundaryEvent_ActDeclined" -> answer(it, "refusal");
            default -> fire(it.elements().get(0), instance);
        }
    }

    private void answer(Waiting act, String how) throws Exception {
        web.perform(post("/office/acts/{id}/" + how, act.number()).with(token()).with(person(act.person())))
                .andExpect(redirectedUrlPattern("/office/certificates?number=*"));
        assertThat(isOpen(instance(act))).isFalse();
    }

    private boolean isOpen(String instance) {
        return runtime.createProcessInstanceQuery().processInstanceId(instance).count() > 0;
    }

    /** Runs the job that waits at a place, at its time; there is none at a user task. */
    private void fire(String element, String instance) {
        jobs(instance).stream()
                .filter(job -> activity(job).equals(element))
                .findFirst()
                .ifPresent(job -> {
                    boolean isLater =
                            job.getDuedate() != null && job.getDuedate().after(ClockUtil.getCurrentTime());
                    if (isLater && !element.equals("BoundaryEvent_PublicationOverdue")) {
                        ClockUtil.setCurrentTime(job.getDuedate());
                    }
                    management.executeJob(job.getId());
                });
    }

    /** Does what each next person would do, until nobody has anything to do. */
    private void goOn(Renewal renewal, String certificate) {
        for (int step = 0; step < 40 && !renewal.isOver(); step++) {
            renewal.runsItsJobs().hearsFromPartners();
            List<String> open = renewal.openTasks();
            if (open.isEmpty()) {
                continue;
            }
            switch (open.get(0)) {
                case Tasks.SEARCH_SERVICE -> renewal.choosesTheService();
                case Tasks.AUTHENTICATE_FACE -> renewal.confirmsTheFace();
                case Tasks.FILL_FORM -> renewal.fillsTheForm(certificate);
                case Tasks.CHOOSE_PICKUP -> renewal.choosesPost();
                case Tasks.CONFIRM_INFORMATION -> renewal.confirms();
                case Tasks.SIGN_APPLICATION -> renewal.signs();
                case Tasks.ACCEPT_APPLICATION -> renewal.isAccepted("o01");
                case Tasks.CORRECT_APPLICATION ->
                    renewal.corrects(new Correction(renewals.form("330212", null), Renewals.byPost()));
                case Tasks.REVIEW_APPLICATION -> renewal.isApproved("o01");
                case Tasks.EXTEND_DECISION -> renewal.isUrged("s01");
                case Tasks.COLLECT_CERTIFICATE -> renewal.collects(5);
                case Tasks.POST_CERTIFICATE -> renewal.isPosted("c01");
                default -> throw new AssertionError("nobody knows what to do at " + open);
            }
        }
    }

    /** Proves that the papers of a case are as they were issued, and counts them. */
    private long sound(String number) {
        List<ListedPaper> all = papers.of(number);
        assertThat(all)
                .allSatisfy(it -> assertThat(HexFormat.of()
                                .formatHex(sha256(papers.find(it.id())
                                        .orElseThrow()
                                        .content()
                                        .bytes())))
                        .isEqualToIgnoringCase(it.sha256()));
        return all.size();
    }

    private static byte[] sha256(byte[] content) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }

    private String instance(Waiting it) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(it.number())
                .singleResult()
                .getId();
    }

    private Set<String> placesOf(String instance) {
        return Stream.of(
                        tasks.createTaskQuery().processInstanceId(instance).list().stream()
                                .map(task -> task.getTaskDefinitionKey()),
                        runtime.createEventSubscriptionQuery().processInstanceId(instance).list().stream()
                                .map(subscription -> subscription.getActivityId()),
                        jobs(instance).stream().map(this::activity))
                .flatMap(it -> it)
                .collect(toCollection(TreeSet::new));
    }

    private List<Job> jobs(String instance) {
        return management.createJobQuery().processInstanceId(instance).list();
    }

    private String activity(Job job) {
        return management
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult()
                .getActivityId();
    }
}
