package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.ClockLedgers;
import org.certrenewal.law.Eligibility;
import org.certrenewal.law.EligibilityFacts;
import org.certrenewal.law.HolidayYear;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleSet;
import org.certrenewal.law.Window;
import org.certrenewal.law.WorkingDayCalendar;
import org.certrenewal.law.adapters.LawFiles;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.tasks.Drafts;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Measures what the law's clock promises, and prints the figures. */
@RenewalTest
@Tag("full")
@DirtiesContext
class MeasuresTest {

    private static final Logger log = LoggerFactory.getLogger(MeasuresTest.class);

    private static final int OPEN_CASES = Integer.getInteger("renewal.measure.cases", 10_000);
    private static final int CHUNK = 100;
    private static final String WANG = "w01";

    @Autowired
    private Renewals renewals;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService taskService;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private ClockLedgers ledgers;

    @Autowired
    private Drafts drafts;

    @Autowired
    private LawBook law;

    @Autowired
    private Recalculation recalculation;

    @Autowired
    private Eligibility eligibility;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void should_compute_ten_thousand_open_cases_anew_within_a_minute_while_a_user_works_on()
            throws InterruptedException {
        TestClock.atStart();
        for (int from = 0; from < OPEN_CASES; from += CHUNK) {
            int first = from;
            transaction.executeWithoutResult(status -> {
                for (int i = first; i < first + CHUNK; i++) {
                    open("3326090%07d".formatted(i));
                }
            });
        }
        String draft = renewals.certificateOf(WANG, TestClock.START.plusDays(80));
        Renewal user = renewals.atForm(WANG);
        String task = user.task(Tasks.FILL_FORM).getId();
        LawBook.Edition before = law.inForce();
        law.replace(withHoliday(before, LocalDate.of(2026, 9, 28)));

        long cpu = cpuTime();
        long begin = System.nanoTime();
        CompletableFuture<Void> run =
                CompletableFuture.runAsync(() -> recalculation.run(LawFiles.fingerprint(law.inForce()), "2026年放假安排更正"));
        List<Long> saves = new ArrayList<>();
        ScheduledExecutorService hand = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> clicks = hand.scheduleWithFixedDelay(
                () -> {
                    long click = System.nanoTime();
                    renewals.as(
                            WANG,
                            () -> drafts.save(
                                    task,
                                    WANG,
                                    open -> new Drafts.Draft(user.file().version(), renewals.form("330203", draft))));
                    saves.add(System.nanoTime() - click);
                },
                0,
                50,
                TimeUnit.MILLISECONDS);
        run.join();
        assertThat(clicks.isDone()).as("a save failed").isFalse();
        hand.shutdown();
        assertThat(hand.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Duration cpuTook = Duration.ofNanos(cpuTime() - cpu);
        law.replace(before);

        Recalculation.Run result = recalculation.last().orElseThrow();
        long[] sorted = saves.stream().mapToLong(Long::longValue).sorted().toArray();
        log.info(String.format(
                "measured: %d open cases, %d changed, %d failed, computed anew in %.1f s (at most 60; %.1f s of processor time, load %.1f); meanwhile %d drafts saved, median %.1f ms, slowest %.1f ms",
                result.seen(),
                result.changed(),
                result.failed(),
                took.toMillis() / 1000.0,
                cpuTook.toMillis() / 1000.0,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                sorted.length,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length - 1] / 1e6));
        assertThat(result.changed()).isGreaterThanOrEqualTo(OPEN_CASES);
        assertThat(result.failed()).isZero();
        // Nobody waited until all of it was done.
        assertThat(Duration.ofNanos(sorted[sorted.length - 1])).isLessThan(took.dividedBy(4));
        assertThat(taskService
                        .createTaskQuery()
                        .taskDefinitionKey(Tasks.REVIEW_APPLICATION)
                        .dueDate(java.util.Date.from(LocalDate.of(2026, 10, 1)
                                .atStartOfDay(org.certrenewal.law.DueDate.ZONE)
                                .toInstant()))
                        .count())
                .isEqualTo(OPEN_CASES);
    }

    @Test
    void should_tell_how_long_the_eligibility_decision_takes() {
        LocalDate today = TestClock.START;
        RuleSet rules = law.rules().inForce(today);
        EligibilityFacts facts = new EligibilityFacts(
                today,
                Optional.of(new EligibilityFacts.OfCertificate(
                        true,
                        true,
                        true,
                        "01",
                        Window.of(today.plusDays(80), rules, law.calendar()),
                        true,
                        java.util.OptionalInt.empty())),
                false,
                EligibilityFacts.OfPerson.withoutBlemish(40));
        for (int i = 0; i < 3000; i++) {
            eligibility.findings(facts, rules);
        }
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long[] times = new long[1000];
        long[] work = new long[times.length];
        for (int i = 0; i < times.length; i++) {
            long begin = System.nanoTime();
            long cpu = thread.getCurrentThreadCpuTime();
            eligibility.findings(facts, rules);
            work[i] = thread.getCurrentThreadCpuTime() - cpu;
            times[i] = System.nanoTime() - begin;
        }
        Arrays.sort(times);
        Arrays.sort(work);
        log.info(String.format(
                "measured: eligibility decision, median %.2f ms of processor time (at most 5), %.2f ms by the clock on the wall at a load of %.1f",
                work[work.length / 2] / 1e6,
                times[times.length / 2] / 1e6,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        assertThat(eligibility.findings(facts, rules)).isEmpty();
    }

    private static long cpuTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Puts a case on the officer's desk, accepted on the first day, without the pages before it. */
    private void open(String number) {
        jdbc.sql("""
                        insert into case_file (case_number, instance_id, applicant, status, office, certificate_number,
                               certificate_valid_to, opened_at, received_on, accepted_on, saved_on)
                        values (:number, '', 'w01', 'ACCEPTED', '330200', '浙B012024000001', :end, current_timestamp, :day,
                               :day, :day)
                        """)
                .param("number", number)
                .param("end", TestClock.START.plusDays(80))
                .param("day", TestClock.START)
                .update();
        String instance = runtime.createProcessInstanceByKey(RenewalProcess.KEY)
                .businessKey(number)
                .setVariables(Map.of("caseNumber", number, "applicant", WANG, "office", "330200", "byPost", false))
                .startBeforeActivity(Tasks.REVIEW_APPLICATION)
                .execute(true, true)
                .getId();
        jdbc.sql("update case_file set instance_id = ? where case_number = ?")
                .params(instance, number)
                .update();
        ledgers.replace(number, law.clock().ledger(cases.withNumber(number).received()));
    }

    private static LawBook.Edition withHoliday(LawBook.Edition edition, LocalDate day) {
        List<HolidayYear> years = edition.calendar().years().values().stream()
                .map(year -> {
                    TreeSet<LocalDate> off = new TreeSet<>(year.off());
                    if (year.year() == day.getYear()) {
                        off.add(day);
                    }
                    return new HolidayYear(year.year(), year.notice(), off, year.worked());
                })
                .toList();
        return new LawBook.Edition(edition.rules(), new WorkingDayCalendar(years));
    }
}
