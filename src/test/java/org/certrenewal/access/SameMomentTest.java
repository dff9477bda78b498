package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.Intruder.Answer;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets two people click at the same moment; each is done, or told why not, and none meets a fault of the server's. */
@RenewalTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameMomentTest {

    private static final int TIMES = 4;
    private static final String APPROVAL =
            "{\"version\":%d,\"direction\":\"next\",\"section\":{\"decision\":\"APPROVE\"," + "\"confirmation\":\""
                    + Renewals.CONFIRMED + "\"}}";
    private static final String HOLDER = "w13";
    private static final Pattern CLOSING = Pattern.compile("/office/closings/([A-Za-z0-9_-]{22})/confirmation");

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Certificates certificates;

    @Autowired
    private JdbcClient jdbc;

    private final ExecutorService people = Executors.newFixedThreadPool(2);
    private final CyclicBarrier moment = new CyclicBarrier(2);
    private Intruder officer;
    private Intruder one;
    private Intruder other;
    private Renewal renewal;
    private String number;

    @BeforeAll
    void logIn() {
        TestClock.atStart();
        officer = Intruder.of("o01", port);
        one = Intruder.of("s01", port);
        other = Intruder.of("s02", port);
    }

    @AfterAll
    void leave() {
        people.shutdownNow();
    }

    @BeforeEach
    void begin() {
        TestClock.atStart();
        number = renewals.certificateOf(HOLDER, TestClock.START.plusDays(80));
        renewal = renewals.submittedBy(HOLDER, number).isAccepted("o01");
    }

    @RepeatedTest(TIMES)
    void should_decide_or_suspend_first_and_keep_both_true() {
        String act = proposed();
        String task = claimed();
        int version = renewal.file().version();

        List<Answer> answers = atOnce(
                () -> officer.post("/api/tasks/" + task + "/completion", APPROVAL.formatted(version)),
                () -> other.form("/office/acts/" + act + "/confirmation", Map.of()));

        assertNoFault(answers);
        assertThat(answers.get(1).status()).as("done again, not refused").isEqualTo(302);
        assertThat(certificate()).isEqualTo(CertificateStatus.SUSPENDED);
        renewal.runsItsJobs();
        assertThat(renewal.file().status())
                .as("whoever was told %s", answers.get(0).status())
                .isEqualTo(answers.get(0).isSuccess() ? CaseStatus.APPROVED : CaseStatus.INVALIDATED);
    }

    @RepeatedTest(TIMES)
    void should_decide_or_ask_for_more_time() {
        TestClock.at(LocalDate.of(2026, 9, 28));
        String task = claimed();
        int version = renewal.file().version();

        List<Answer> answers = atOnce(
                () -> officer.post("/api/tasks/" + task + "/completion", APPROVAL.formatted(version)),
                () -> officer.post(
                        "/api/tasks/" + task + "/extension-proposal",
                        "{\"version\":" + version + ",\"reasons\":\"需要向外省核实继续教育记录，尚未收到复函\"}"));

        assertNoFault(answers);
        assertThat(answers).filteredOn(Answer::isSuccess).hasSize(1);
        assertThat(renewal.file().decision().isPresent())
                .isEqualTo(answers.get(0).isSuccess());
    }

    @RepeatedTest(TIMES)
    void should_let_one_of_two_supervisors_answer_an_act() {
        String act = proposed();

        List<Answer> answers = atOnce(
                () -> one.form("/office/acts/" + act + "/refusal", Map.of()),
                () -> other.form("/office/acts/" + act + "/confirmation", Map.of()));

        assertNoFault(answers);
        assertThat(certificate()).isIn(CertificateStatus.VALID, CertificateStatus.SUSPENDED);
        assertThat(renewal.file().status() == CaseStatus.INVALIDATED)
                .isEqualTo(certificate() == CertificateStatus.SUSPENDED);
    }

    @RepeatedTest(TIMES)
    void should_let_a_decision_or_the_end_of_the_case_come_first() {
        Answer proposed = one.form(
                "/office/cases/" + renewal.number() + "/closings",
                Map.of("ground", "FAILURE", "reasons", "系统故障，本件无法继续办理，须重新申请"));
        assertThat(proposed.status()).isEqualTo(302);
        String closing = found(
                CLOSING, other.get("/office/cases?number=" + renewal.number()).body());
        String task = claimed();
        int version = renewal.file().version();

        List<Answer> answers = atOnce(
                () -> officer.post("/api/tasks/" + task + "/completion", APPROVAL.formatted(version)),
                () -> other.form("/office/closings/" + closing + "/confirmation", Map.of()));

        assertNoFault(answers);
        assertThat(answers.get(1).status()).as("done, or told on the page").isEqualTo(302);
        renewal.runsItsJobs();
        assertThat(renewal.file().status())
                .isEqualTo(answers.get(0).isSuccess() ? CaseStatus.ISSUED : CaseStatus.TERMINATED);
    }

    private String claimed() {
        String task = renewal.task(Tasks.REVIEW_APPLICATION).getId();
        assertThat(officer.post("/api/tasks/" + task + "/claim", "{}").isSuccess())
                .isTrue();
        return task;
    }

    /** Proposes a suspension that waits for the other supervisor: the holder was asked, and answered. */
    private String proposed() {
        one.form(
                "/office/certificates/" + number + "/acts",
                Map.of(
                        "kind", "SUSPEND",
                        "ground", "act-suspend-penalty",
                        "underlying", "甬建罚决〔2026〕第12号",
                        "endsOn", "2027-03-31",
                        "reason", "违章指挥造成事故"));
        String act = jdbc.sql("select id from certificate_act where certificate_number = ?")
                .param(number)
                .query(String.class)
                .single();
        Intruder.of(HOLDER, port)
                .form("/my/acts/" + act + "/statement", Map.of("statement", "没有什么要说的", "hearing", "false"));
        one.form("/office/acts/" + act + "/weighing", Map.of("words", "持证人没有异议"));
        assertThat(other.get("/office/certificates?number=" + number).body())
                .contains("/office/acts/" + act + "/confirmation");
        return act;
    }

    private static String found(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    private List<Answer> atOnce(Callable<Answer> first, Callable<Answer> second) {
        List<Future<Answer>> clicks = List.of(people.submit(waiting(first)), people.submit(waiting(second)));
        return clicks.stream().map(SameMomentTest::answer).toList();
    }

    private Callable<Answer> waiting(Callable<Answer> click) {
        return () -> {
            moment.await();
            return click.call();
        };
    }

    private static Answer answer(Future<Answer> click) {
        try {
            return click.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void assertNoFault(List<Answer> answers) {
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isLessThan(500));
    }

    private CertificateStatus certificate() {
        return certificates
                .withNumber(new CertificateNumber(number))
                .orElseThrow()
                .status();
    }
}
