package org.certrenewal.insight.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.documents.seal.ArchiveStore;
import org.certrenewal.documents.seal.EvidenceRenewal;
import org.certrenewal.documents.seal.SealRegister;
import org.certrenewal.documents.seal.Seals;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.insight.metrics.FiguresReader;
import org.certrenewal.law.HolidayYear;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.WorkingDayCalendar;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.Scrape;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Breaks each part, sees it named with its remedy, mends it, and sees it well again. */
@RenewalTest
class HealthTest {

    private static final String WANG = "w01";
    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private DataSource source;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ManagementService management;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private FiguresReader figures;

    @Autowired
    private Seals seals;

    @Autowired
    private SealRegister register;

    @Autowired
    private Clock clock;

    @Autowired
    private LawBook law;

    @Autowired
    private Renewals renewals;

    @Autowired
    private DatabaseHealthIndicator database;

    private LawBook.Edition edition;

    /** Other tests leave cases behind. */
    @BeforeEach
    void begin() {
        TestClock.atStart();
        edition = law.inForce();
        jdbc.sql("delete from outbox_message where done_at is null").update();
        jdbc.sql("update ACT_RU_JOB set SUSPENSION_STATE_ = 2").update();
        jdbc.sql("update clock_entry set provisional = false").update();
    }

    @AfterEach
    void end() {
        TestClock.atStart();
        law.replace(edition);
        jdbc.sql("update ACT_RU_JOB set SUSPENSION_STATE_ = 1").update();
    }

    private JsonNode part(String name) {
        return health().path("components").path(name);
    }

    private JsonNode health() {
        HttpResponse<String> answer = Scrape.get(port, "/actuator/health", Scrape.USER, Scrape.PASSWORD);
        try {
            JsonNode health = JSON.readTree(answer.body());
            boolean down = health.path("status").asText().equals("DOWN");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(down ? 503 : 200);
            return health;
        } catch (IOException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }

    private void seesUp(String name) {
        assertThat(part(name).path("status").asText()).as(name).isEqualTo("UP");
        assertThat(Scrape.of(port).value("renewal_health", "part", name)).isEqualTo(1);
    }

    private void sees(String name, String status, String problem, String remedy) {
        JsonNode part = part(name);
        assertThat(part.path("status").asText()).as(part.toString()).isEqualTo(status);
        assertThat(part.path("details").path("问题").asText()).contains(problem);
        assertThat(part.path("details").path("处理").asText()).contains(remedy);
        assertThat(Scrape.of(port).value("renewal_health", "part", name)).isEqualTo(status.equals("DOWN") ? 0 : 0.5);
    }

    @Test
    void should_be_well_as_a_whole() {
        assertThat(health().path("status").asText()).isEqualTo("UP");
        assertThat(health().path("components").fieldNames())
                .toIterable()
                .contains(
                        "database",
                        "outbox",
                        "jobs",
                        "seals",
                        "law",
                        "disk",
                        "clock",
                        "periodic",
                        "administrators",
                        "partners");
    }

    @Test
    void should_name_a_database_that_gives_no_connection() throws SQLException {
        seesUp("database");
        List<Connection> taken = new ArrayList<>();
        int most = (int) Scrape.of(port).value("hikaricp_connections_max", "pool", "renewal");
        try {
            for (int i = 0; i < most; i++) {
                taken.add(source.getConnection());
            }
            sees("database", "DOWN", "数据库在1秒内没有应答", "hikaricp_connections_active");
            assertThat(part("outbox").path("status").asText()).isEqualTo("UNKNOWN");
            assertThat(Scrape.get(port, "/actuator/health/readiness", null, null)
                            .statusCode())
                    .isEqualTo(503);
            assertThat(Scrape.get(port, "/actuator/health/liveness", null, null).statusCode())
                    .isEqualTo(200);
            assertThat(Scrape.of(port).value("renewal_outbox_pending")).isNaN();
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        Awaitility.await().until(() -> part("database").path("status").asText().equals("UP"));
        seesUp("database");
        seesUp("outbox");
    }

    @Test
    void should_name_an_outbox_that_is_stuck() {
        renewals.begunBy(WANG).choosesTheService();
        seesUp("outbox");
        TestClock.pass(Duration.ofMinutes(20));
        sees("outbox", "DOWN", "1条消息未送达", "自动送出");
        renewals.begunBy("w02").choosesTheService().hearsFromPartners();
        seesUp("outbox");
    }

    @Test
    void should_name_jobs_that_were_given_up_and_jobs_that_nobody_takes() {
        Renewal renewal = renewals.submittedBy(WANG, renewals.certificateOf(WANG, TestClock.START.plusDays(80)));
        seesUp("jobs");
        Job timer = management
                .createJobQuery()
                .processInstanceId(renewal.instanceId())
                .list()
                .get(0);
        management.setJobRetries(timer.getId(), 0);
        sees("jobs", "DOWN", "1个作业重试后仍然失败", "Cockpit");
        management.setJobRetries(timer.getId(), 3);
        seesUp("jobs");

        TestClock.at(TestClock.START.plusDays(40));
        sees("jobs", "DOWN", "到期未执行", "job-execution.enabled");
        renewal.runsItsJobs();
        seesUp("jobs");
    }

    @Test
    void should_name_a_job_executor_that_has_stopped() {
        JobsHealthIndicator jobs =
                new JobsHealthIndicator(engine, figures, Duration.ZERO, true, Duration.ofMinutes(10));
        assertThat(jobs.health().getStatus().getCode()).isEqualTo("DOWN");
        assertThat(jobs.health().getDetails().get("问题").toString()).contains("作业执行器已停止");
        assertThat(jobs.health().getDetails().get("处理").toString()).contains("重启本节点");
        seesUp("jobs");
    }

    @Test
    void should_name_a_seal_that_was_ended_in_the_register() {
        seesUp("seals");
        SealRegister.Named key = register.all().stream()
                .filter(it -> it.purpose() == TrustList.Purpose.OFD)
                .findFirst()
                .orElseThrow();
        register.change(key.ended(key.from().plusSeconds(1), "admin"));
        try {
            sees("seals", "DOWN", "已经停用", "--renewal.seals.propose");
        } finally {
            register.change(key);
        }
        seesUp("seals");
    }

    @Test
    void should_name_seals_that_end() {
        seesUp("seals");
        LocalDate end = LocalDate.ofInstant(seals.validUntil(), CertificateRenewalApplication.ZONE);
        TestClock.at(end.minusDays(30));
        sees("seals", "WARNING", "将于" + end + "到期", "--renewal.seals.propose");
        TestClock.at(end.plusDays(1));
        sees("seals", "DOWN", "已于" + end + "到期", "--renewal.seals.propose");
        TestClock.atStart();
        seesUp("seals");
    }

    @Test
    void should_warn_of_papers_whose_evidence_cannot_be_renewed() {
        ArchiveStore store = mock(ArchiveStore.class);
        when(store.unknown(anyInt())).thenReturn(List.of("broken"));
        when(store.file("broken")).thenThrow(new ArchiveStore.Unreadable(new IllegalStateException()));
        EvidenceRenewal evidence = new EvidenceRenewal(
                store, Optional.of(request -> request), () -> null, Duration.ofDays(365), Map.of(), clock);
        SealsHealthIndicator part =
                new SealsHealthIndicator(seals, evidence, clock, Duration.ZERO, Duration.ofDays(60));
        assertThat(part.health().getStatus().getCode()).isEqualTo("UP");

        evidence.run();
        assertThat(part.health().getStatus().getCode()).isEqualTo("WARNING");
        assertThat(part.health().getDetails().values().toString()).contains("有1份证照或文书读不出来", "用备份恢复");
        when(store.unknown(anyInt())).thenReturn(List.of());
        evidence.run();
        assertThat(part.health().getStatus().getCode()).isEqualTo("UP");
    }

    @Test
    void should_name_an_administrator_who_is_alone() {
        seesUp("administrators");
        engine.getIdentityService().deleteMembership("admin2", "camunda-admin");
        try {
            sees("administrators", "WARNING", "只有1位系统管理员", "--renewal.admin.reset");
        } finally {
            engine.getIdentityService().createMembership("admin2", "camunda-admin");
        }
        seesUp("administrators");
    }

    @Test
    void should_name_holidays_that_are_missing() {
        seesUp("law");
        law.replace(withoutYear(TestClock.START.getYear() + 1));
        seesUp("law");
        TestClock.at(TestClock.START.withMonth(Month.DECEMBER.getValue()));
        int next = TestClock.START.getYear() + 1;
        sees("law", "WARNING", "还没有" + next + "年的放假安排", "holidays/" + next + ".yaml");
        TestClock.at(LocalDate.of(next, 1, 2));
        sees("law", "DOWN", "没有" + next + "年的放假安排", "holidays/" + next + ".yaml");
        law.replace(withYear(next));
        seesUp("law");
    }

    @Test
    void should_warn_before_december_where_the_days_of_an_open_case_reach_into_a_year_without_holidays() {
        TestClock.at(LocalDate.of(2026, 11, 30));
        seesUp("law");

        Renewals.Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", LocalDate.of(2027, 3, 1)))
                .isAccepted("o01");
        sees("law", "WARNING", "1个在办办件的期限因此是暂定的", "holidays/2027.yaml");

        law.replace(withYear(2027));
        seesUp("law");
        law.replace(edition);
        renewal.withdraws();
        seesUp("law");
    }

    private LawBook.Edition withoutYear(int year) {
        return new LawBook.Edition(
                edition.rules(),
                new WorkingDayCalendar(edition.calendar().years().values().stream()
                        .filter(it -> it.year() != year)
                        .toList()));
    }

    private LawBook.Edition withYear(int year) {
        List<HolidayYear> years =
                new ArrayList<>(withoutYear(year).calendar().years().values());
        years.add(new HolidayYear(year, "测试", java.util.Set.of(), java.util.Set.of()));
        return new LawBook.Edition(edition.rules(), new WorkingDayCalendar(years));
    }

    @Test
    void should_name_a_disk_that_is_full() {
        seesUp("disk");
        Path data = Path.of("target");
        DiskHealthIndicator disk =
                new DiskHealthIndicator(data.toString(), Duration.ZERO, DataSize.ofTerabytes(1_000_000));
        assertThat(disk.health().getStatus().getCode()).isEqualTo("DOWN");
        assertThat(disk.health().getDetails().get("处理").toString()).contains("扩大磁盘");
    }

    @Test
    void should_name_a_clock_that_is_wrong() {
        seesUp("clock");
        for (Duration wrong : List.of(Duration.ofSeconds(20), Duration.ofSeconds(-20))) {
            assertThat(clock(wrong).health().getStatus().getCode()).isEqualTo("WARNING");
        }
        ClockHealthIndicator far = clock(Duration.ofMinutes(3));
        assertThat(far.health().getStatus().getCode()).isEqualTo("DOWN");
        assertThat(far.health().getDetails().get("处理").toString()).contains("时间同步");
        assertThat(clock(Duration.ZERO).health().getStatus().getCode()).isEqualTo("UP");
    }

    private ClockHealthIndicator clock(Duration wrong) {
        InstantSource node = () -> Instant.now().plus(wrong);
        return new ClockHealthIndicator(jdbc, database, Duration.ZERO, node);
    }
}
