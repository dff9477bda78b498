package org.certrenewal.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.testing.LoggedInAs.person;
import static org.certrenewal.testing.Tokens.token;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.People;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.privacy.Consents;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.Withdrawals;
import org.certrenewal.process.outbox.OutboxWorker;
import org.certrenewal.process.tasks.Claims;
import org.certrenewal.process.tasks.Completion;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.HolderKeys;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.registry.reference.Undertakings;
import org.certrenewal.stages.delivery.Posting;
import org.certrenewal.stages.delivery.Rating;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Correction;
import org.certrenewal.stages.review.DeadlineDisposition;
import org.certrenewal.stages.review.Review;
import org.certrenewal.stages.search.ServiceChoice;
import org.certrenewal.stages.signature.Signature;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Plays the people of a renewal, each with their own log-in, through the beans that the forms use. */
public class Renewals {

    /** Only kept where something had to be confirmed; the forms ask for it then. */
    public static final String CONFIRMED = "已电话核对申请人身份并查阅原始登记材料，情况属实";

    private static final AtomicInteger SERIAL = new AtomicInteger(900_000);

    private final RenewalInstances instances;
    private final Claims claims;
    private final Completion completion;
    private final Withdrawals withdrawals;
    private final CaseFiles cases;
    private final IdentityService identity;
    private final TaskService taskService;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final OutboxWorker outbox;
    private final ServiceCatalogue catalogue;
    private final Undertakings undertakings;
    private final People people;
    private final Certificates certificates;
    private final JdbcClient jdbc;
    private final HolderKeys keys;
    private final Consents consents;
    private final MockMvc web;

    Renewals(
            RenewalInstances instances,
            Claims claims,
            Completion completion,
            Withdrawals withdrawals,
            CaseFiles cases,
            IdentityService identity,
            TaskService taskService,
            RuntimeService runtime,
            ManagementService management,
            OutboxWorker outbox,
            ServiceCatalogue catalogue,
            Undertakings undertakings,
            People people,
            Certificates certificates,
            JdbcClient jdbc,
            HolderKeys keys,
            Consents consents,
            MockMvc web) {
        this.consents = consents;
        this.instances = instances;
        this.claims = claims;
        this.completion = completion;
        this.withdrawals = withdrawals;
        this.cases = cases;
        this.identity = identity;
        this.taskService = taskService;
        this.runtime = runtime;
        this.management = management;
        this.outbox = outbox;
        this.catalogue = catalogue;
        this.undertakings = undertakings;
        this.people = people;
        this.certificates = certificates;
        this.jdbc = jdbc;
        this.keys = keys;
        this.web = web;
    }

    /** Does something with a person's log-in. */
    public <T> T as(String user, Supplier<T> work) {
        List<String> groups = identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
        identity.setAuthentication(user, groups);
        try {
            return work.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    /** Returns the code of the service that is handled here. */
    public String serviceCode() {
        return catalogue.handledHere().code();
    }

    /** Returns the version of the privacy notice that is in use. */
    public String privacyNotice() {
        return consents.notice().version();
    }

    /** Lets a worker begin, also where another test has left a draft. */
    public Renewal begunBy(String applicant) {
        jdbc.sql("delete from open_draft where applicant = ?").param(applicant).update();
        return new Renewal(applicant, as(applicant, instances::start));
    }

    /** Goes on with a case that was begun before this program started. */
    public Renewal begunBefore(String applicant, String number) {
        return new Renewal(applicant, number);
    }

    /** Lets a worker of Ningbo go as far as the form. */
    public Renewal atForm(String applicant) {
        return begunBy(applicant).choosesTheService().confirmsTheFace();
    }

    /** Lets a worker submit a renewal by electronic copy. */
    public Renewal submittedBy(String applicant, String certificate) {
        return atForm(applicant)
                .fillsTheForm(certificate)
                .choosesElectronic()
                .confirms()
                .signs();
    }

    /** Puts a valid certificate of the person into the registry and returns its number. */
    public String certificateOf(String applicant, LocalDate validTo) {
        People.Person person = people.withUserId(applicant);
        CertificateNumber number = new CertificateNumber("浙B012024%06d".formatted(SERIAL.incrementAndGet()));
        certificates.add(new Certificate(
                number,
                person.idNumber(),
                person.name(),
                person.idNumber().gender(),
                "01",
                "建筑电工",
                LocalDate.of(2016, 3, 16),
                validTo.plusDays(1).minusYears(2),
                validTo,
                validTo.plusDays(1).minusYears(2),
                "浙江省住房和城乡建设厅",
                "113300000000000000",
                CertificateStatus.VALID,
                1,
                Optional.empty()));
        return number.value();
    }

    /** Returns what a filled form holds. */
    public RenewalForm form(String district, String certificate) {
        return new RenewalForm(
                new RenewalForm.Region(district.substring(0, 4) + "00", district),
                new RenewalForm.CertificateChoice(certificate),
                new RenewalForm.Undertaking(
                        true, undertakings.on(TestClock.today()).version(), null, null));
    }

    /** Returns what a pickup by post holds. */
    public static Pickup byPost() {
        return new Pickup(
                Pickup.Method.POST,
                new Pickup.Address("王海生", "13800000001", "330200", "330203", "中山东路1号2单元301室"),
                "RECIPIENT",
                Pickup.Letters.ELECTRONIC);
    }

    /** Plays one renewal. */
    public final class Renewal {

        private final String applicant;
        private final String number;
        private final String instanceId;

        private Renewal(String applicant, String number) {
            this.applicant = applicant;
            this.number = number;
            this.instanceId = cases.withNumber(number).instanceId();
        }

        public String number() {
            return number;
        }

        public String instanceId() {
            return instanceId;
        }

        public CaseFile file() {
            return cases.withNumber(number);
        }

        public ProcessInstance instance() {
            return runtime.createProcessInstanceQuery()
                    .processInstanceId(instanceId)
                    .singleResult();
        }

        public boolean isOver() {
            return instance() == null;
        }

        /** Returns the one open task of a kind. */
        public Task task(String element) {
            return taskService
                    .createTaskQuery()
                    .processInstanceId(instanceId)
                    .taskDefinitionKey(element)
                    .singleResult();
        }

        /** Returns the kinds of the open tasks. */
        public List<String> openTasks() {
            return taskService.createTaskQuery().processInstanceId(instanceId).list().stream()
                    .map(Task::getTaskDefinitionKey)
                    .sorted()
                    .toList();
        }

        public Completion.Completed completes(String user, String element, Direction direction, Object section) {
            Task task = task(element);
            assertThat(task).as("open task %s among %s", element, openTasks()).isNotNull();
            return as(user, () -> {
                if (task.getAssignee() == null) {
                    claims.claim(task.getId(), user);
                }
                return completion.complete(task.getId(), user, file().version(), direction, section);
            });
        }

        private Renewal forward(String element, Object section) {
            completes(applicant, element, Direction.NEXT, section);
            return this;
        }

        public Renewal goesBackFrom(String element) {
            completes(applicant, element, Direction.BACK, null);
            return this;
        }

        public Renewal choosesTheService() {
            return forward(
                    Tasks.SEARCH_SERVICE,
                    new ServiceChoice("特种作业", catalogue.handledHere().code(), true, privacyNotice()));
        }

        public Renewal confirmsTheFace() {
            return answersTheFaceCheck("confirm");
        }

        public Renewal refusesTheFace() {
            return answersTheFaceCheck("refuse");
        }

        private Renewal answersTheFaceCheck(String answer) {
            String session = Awaitility.await()
                    .until(this::waitingFaceSession, Optional::isPresent)
                    .orElseThrow();
            try {
                web.perform(post("/face/" + session).with(token()).param("answer", answer))
                        .andExpect(status().is3xxRedirection());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return this;
        }

        private Optional<String> waitingFaceSession() {
            outbox.drain();
            // The code of a check that nobody answered in time stays beside the next one.
            return jdbc.sql("select id from face_session where case_number = ? and state = 'WAITING'"
                            + " order by opened_at desc fetch first 1 rows only")
                    .param(number)
                    .query(String.class)
                    .optional();
        }

        public Renewal fillsTheForm(String certificate) {
            return forward(Tasks.FILL_FORM, form("330203", certificate));
        }

        public Renewal choosesElectronic() {
            return forward(
                    Tasks.CHOOSE_PICKUP, new Pickup(Pickup.Method.ELECTRONIC, null, null, Pickup.Letters.ELECTRONIC));
        }

        public Renewal choosesPost() {
            return forward(Tasks.CHOOSE_PICKUP, byPost());
        }

        public Renewal choosesLettersOnPaper() {
            return forward(
                    Tasks.CHOOSE_PICKUP,
                    new Pickup(Pickup.Method.ELECTRONIC, byPost().address(), null, Pickup.Letters.PAPER));
        }

        public Renewal confirms() {
            return forward(Tasks.CONFIRM_INFORMATION, null);
        }

        public Renewal signs() {
            return forward(Tasks.SIGN_APPLICATION, new Signature(Drawings.SIGNED, null, null, null, null));
        }

        public Renewal corrects(Correction correction) {
            return forward(Tasks.CORRECT_APPLICATION, correction);
        }

        public Renewal withdraws() {
            as(applicant, () -> {
                withdrawals.withdraw(number, applicant);
                return null;
            });
            return this;
        }

        public Renewal collects(Integer rating) {
            return forward(Tasks.COLLECT_CERTIFICATE, new Rating(rating, null));
        }

        public Renewal isAccepted(String officer) {
            completes(
                    officer,
                    Tasks.ACCEPT_APPLICATION,
                    Direction.NEXT,
                    new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
            return runsItsJobs();
        }

        public Renewal isToBeCorrected(String officer, String field) {
            completes(
                    officer,
                    Tasks.ACCEPT_APPLICATION,
                    Direction.NEXT,
                    new Acceptance(
                            Acceptance.Answer.CORRECT,
                            List.of(new Acceptance.Missing(field, "与继续教育记录不一致，请核对后重新填写")),
                            null,
                            null));
            return runsItsJobs();
        }

        public Renewal isNotAccepted(String officer) {
            completes(
                    officer,
                    Tasks.ACCEPT_APPLICATION,
                    Direction.NEXT,
                    new Acceptance(
                            Acceptance.Answer.REFUSE, null, "holder-only", "申请人与证书登记的持证人不一致，不是本人申请", null, CONFIRMED));
            return runsItsJobs();
        }

        public Renewal isApproved(String officer) {
            completes(
                    officer,
                    Tasks.REVIEW_APPLICATION,
                    Direction.NEXT,
                    new Review(Review.Verdict.APPROVE, null, null, CONFIRMED));
            return runsItsJobs();
        }

        /**
         * Is approved, and then the registry's name has a character that no font holds: its certificate can't be made.
         */
        public Renewal isApprovedInTheNameOf(String officer, String holder) {
            completes(
                    officer,
                    Tasks.REVIEW_APPLICATION,
                    Direction.NEXT,
                    new Review(Review.Verdict.APPROVE, null, null, CONFIRMED));
            isHeldBy(holder);
            management.executeJob(management
                    .createJobQuery()
                    .processInstanceId(instanceId)
                    .messages()
                    .singleResult()
                    .getId());
            return this;
        }

        /** Changes the holder's name in the registry. */
        public Renewal isHeldBy(String holder) {
            jdbc.sql("update certificate_version set holder_name = ? where certificate_number = ?")
                    .params(keys.sealText(holder), file().certificateNumber().orElseThrow())
                    .update();
            return this;
        }

        public Renewal isRejected(String officer) {
            completes(
                    officer,
                    Tasks.REVIEW_APPLICATION,
                    Direction.NEXT,
                    new Review(Review.Verdict.REJECT, "ground-education", "查无本年度安全教育培训和继续教育的合格记录"));
            return runsItsJobs();
        }

        /** Lets the officer ask the supervisor for more time. */
        public Renewal proposesExtension(String officer) {
            Task task = task(Tasks.REVIEW_APPLICATION);
            as(officer, () -> {
                if (task.getAssignee() == null) {
                    claims.claim(task.getId(), officer);
                }
                return null;
            });
            try {
                web.perform(post("/api/tasks/{id}/extension-proposal", task.getId())
                                .with(token())
                                .with(person(officer))
                                .contentType(MediaType.APPLICATION_JSON)
                                .content("{\"version\":" + file().version() + ",\"reasons\":\"需要向外省核实继续教育记录，尚未收到复函\"}"))
                        .andExpect(status().isNoContent());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return this;
        }

        public Renewal isExtended(String supervisor) {
            completes(
                    supervisor,
                    Tasks.EXTEND_DECISION,
                    Direction.NEXT,
                    new DeadlineDisposition(DeadlineDisposition.Disposition.EXTEND, "需要向外省核实继续教育记录，尚未收到复函"));
            return runsItsJobs();
        }

        public Renewal isUrged(String supervisor) {
            completes(
                    supervisor,
                    Tasks.EXTEND_DECISION,
                    Direction.NEXT,
                    new DeadlineDisposition(DeadlineDisposition.Disposition.URGE, null));
            return runsItsJobs();
        }

        public Renewal isPosted(String clerk) {
            completes(clerk, Tasks.POST_CERTIFICATE, Direction.NEXT, new Posting("EMS", "EA123456789CN"));
            return runsItsJobs();
        }

        /** Has the courier collect the paper copy. */
        public Renewal isGivenToTheCourier(String clerk) {
            completes(clerk, Tasks.POST_CERTIFICATE, Direction.NEXT, new Posting(null, null, "COURIER"));
            return runsItsJobs();
        }

        /** Runs what is due now, as often as something becomes due by it. */
        public Renewal runsItsJobs() {
            for (List<Job> due = due(); !due.isEmpty(); due = due()) {
                management.executeJob(due.get(0).getId());
            }
            return this;
        }

        private List<Job> due() {
            return management
                    .createJobQuery()
                    .processInstanceId(instanceId)
                    .executable()
                    .orderByJobDuedate()
                    .asc()
                    .list();
        }

        public Renewal hearsFromPartners() {
            outbox.drain();
            return runsItsJobs();
        }

        /** Goes to a morning and runs what has become due until then, each thing at its own time. */
        public Renewal livesUntil(LocalDate day) {
            Date end = Date.from(day.atTime(LocalTime.of(9, 0))
                    .atZone(CertificateRenewalApplication.ZONE)
                    .toInstant());
            for (Job next = nextTimer(end); next != null; next = nextTimer(end)) {
                if (next.getDuedate().after(ClockUtil.getCurrentTime())) {
                    ClockUtil.setCurrentTime(next.getDuedate());
                }
                management.executeJob(next.getId());
                runsItsJobs();
            }
            ClockUtil.setCurrentTime(end);
            return this;
        }

        private Job nextTimer(Date until) {
            return management
                    .createJobQuery()
                    .processInstanceId(instanceId)
                    .timers()
                    .duedateLowerThan(until)
                    .orderByJobDuedate()
                    .asc()
                    .list()
                    .stream()
                    .findFirst()
                    .orElse(null);
        }

        public Map<String, Object> variables() {
            return runtime.getVariables(instanceId);
        }

        public List<String> eventKinds() {
            return cases.events(number).stream().map(event -> event.kind()).toList();
        }
    }
}
