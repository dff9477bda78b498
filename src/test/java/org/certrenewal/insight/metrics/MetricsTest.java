package org.certrenewal.insight.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.certrenewal.law.LawBook;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.Scrape;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Drives cases and reads what the metrics say about them. */
@RenewalTest
class MetricsTest {

    private static final String WANG = "w01";

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private LawBook law;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    private Renewal submitted() {
        return renewals.submittedBy(WANG, renewals.certificateOf(WANG, TestClock.START.plusDays(80)));
    }

    @Test
    void should_count_a_case_from_submission_to_issuance() {
        Scrape before = Scrape.of(port);
        Renewal renewal = submitted().isToBeCorrected("o01", "form.region");
        renewal.withdraws();
        Renewal other = submitted().isAccepted("o01");
        TestClock.at(TestClock.START.plusDays(3));
        other.isApproved("o01").hearsFromPartners();
        Scrape after = Scrape.of(port);

        assertThat(grown(before, after, "renewal_case_events_total", "event", "submitted"))
                .isEqualTo(2);
        for (String event : List.of("correction-asked", "withdrawn", "accepted", "approved", "issued", "published")) {
            assertThat(grown(before, after, "renewal_case_events_total", "event", event))
                    .as(event)
                    .isEqualTo(1);
        }
        assertThat(grown(before, after, "renewal_cases_closed_total", "status", "withdrawn"))
                .isEqualTo(1);
        assertThat(grown(before, after, "renewal_face_checks_total", "answer", "confirmed"))
                .isEqualTo(2);
        assertThat(grown(before, after, "renewal_notices_sent_total", "kind", "result"))
                .isEqualTo(1);
        assertThat(grown(before, after, "renewal_decision_workdays_count", "decision", "approved"))
                .isEqualTo(1);
        assertThat(grown(before, after, "renewal_decision_workdays_sum", "decision", "approved"))
                .isEqualTo(law.calendar().between(TestClock.START, TestClock.START.plusDays(3)));
        assertThat(grown(before, after, "renewal_outbox_delivery_seconds_count", "kind", "face-authentication"))
                .isEqualTo(2);
    }

    @Test
    void should_count_refusals_by_ground() {
        Scrape before = Scrape.of(port);
        submitted().isAccepted("o01").isRejected("o01");
        submitted().isNotAccepted("o01");
        Scrape after = Scrape.of(port);

        assertThat(grown(before, after, "renewal_rejections_total", "ground", "ground-education"))
                .isEqualTo(1);
        assertThat(grown(before, after, "renewal_non_acceptances_total", "ground", "holder-only"))
                .isEqualTo(1);
        assertThat(grown(before, after, "renewal_cases_closed_total", "status", "rejected"))
                .isEqualTo(1);
        assertThat(grown(before, after, "renewal_cases_closed_total", "status", "not-accepted"))
                .isEqualTo(1);
    }

    @Test
    void should_count_what_silence_decides() {
        Scrape before = Scrape.of(port);
        Renewal renewal = renewals.submittedBy(WANG, renewals.certificateOf(WANG, TestClock.START.plusDays(80)));
        renewal.livesUntil(TestClock.START.plusDays(82));
        Scrape after = Scrape.of(port);

        assertThat(grown(before, after, "renewal_case_events_total", "event", "deemed-accepted"))
                .isEqualTo(1);
        assertThat(grown(before, after, "renewal_case_events_total", "event", "deemed-renewed"))
                .isEqualTo(1);
        assertThat(grown(before, after, "renewal_decision_workdays_count", "decision", "deemed-renewed"))
                .isEqualTo(1);
    }

    @Test
    void should_count_face_checks_and_abandoned_drafts() {
        Scrape before = Scrape.of(port);
        Renewal renewal = renewals.begunBy(WANG).choosesTheService().refusesTheFace();
        Scrape refused = Scrape.of(port);
        assertThat(grown(before, refused, "renewal_face_checks_total", "answer", "refused"))
                .isEqualTo(1);

        renewals.begunBy("w02").choosesTheService().hearsFromPartners();
        TestClock.pass(Duration.ofMinutes(4));
        Scrape expired = Scrape.of(port);
        assertThat(expired.value("renewal_face_checks_expired")).isGreaterThanOrEqualTo(1);

        renewal.confirmsTheFace().livesUntil(TestClock.START.plusDays(100));
        Scrape after = Scrape.of(port);
        assertThat(grown(before, after, "renewal_cases_closed_total", "status", "abandoned"))
                .isEqualTo(1);
    }

    @Test
    void should_count_checks_of_certificates() {
        Scrape before = Scrape.of(port);
        assertThat(new Intruder(port).get("/verify/nothing-of-ours").status()).isEqualTo(404);
        Scrape after = Scrape.of(port);
        assertThat(grown(before, after, "renewal_verifications_page_total", "answer", "unknown_id"))
                .isEqualTo(1);
    }

    @Test
    void should_not_count_what_is_rolled_back() {
        Renewal renewal = submitted();
        Scrape before = Scrape.of(port);
        transaction.executeWithoutResult(status -> {
            renewal.withdraws();
            status.setRollbackOnly();
        });
        Scrape after = Scrape.of(port);
        assertThat(grown(before, after, "renewal_case_events_total", "event", "withdrawn"))
                .isZero();
        assertThat(grown(before, after, "renewal_cases_closed_total", "status", "withdrawn"))
                .isZero();
        renewal.withdraws();
    }

    @Test
    void should_tell_how_the_law_s_clock_stands() {
        Scrape before = Scrape.of(port);
        Renewal renewal = submitted();
        Scrape waiting = Scrape.of(port);
        assertThat(grown(before, waiting, "renewal_cases_open", "status", "submitted"))
                .isEqualTo(1);
        assertThat(grown(before, waiting, "renewal_cases_waiting", "stage", "acceptance"))
                .isEqualTo(1);
        LocalDate due = law.calendar().plus(TestClock.START, 5).date();
        double end = due.plusDays(1)
                .atStartOfDay(org.certrenewal.CertificateRenewalApplication.ZONE)
                .toEpochSecond();
        assertThat(waiting.value("renewal_law_next_due_timestamp_seconds", "stage", "acceptance"))
                .isLessThanOrEqualTo(end)
                .isGreaterThan(end - Duration.ofDays(10).toSeconds());

        renewal.isAccepted("o01");
        LocalDate later = TestClock.START.plusDays(50);
        TestClock.at(later);
        Scrape late = Scrape.of(port);
        assertThat(late.value("renewal_cases_overdue", "stage", "decision")).isGreaterThanOrEqualTo(1);
        assertThat(late.value("renewal_engine_jobs_due")).isGreaterThanOrEqualTo(1);
        assertThat(late.value("renewal_engine_jobs_oldest_due_seconds")).isGreaterThan(0);
        TestClock.atStart();
        renewal.withdraws();
    }

    @Test
    void should_tell_what_waits_in_the_outbox() {
        jdbc.sql("delete from outbox_message where done_at is null").update();
        renewals.begunBy(WANG).choosesTheService();
        TestClock.pass(Duration.ofSeconds(90));
        Scrape scrape = Scrape.of(port);
        assertThat(scrape.value("renewal_outbox_pending")).isEqualTo(1);
        assertThat(scrape.value("renewal_outbox_oldest_seconds")).isCloseTo(90, within(1.0));
        assertThat(scrape.value("renewal_outbox_attempts")).isZero();
        jdbc.sql("delete from outbox_message where done_at is null").update();
    }

    @Test
    void should_tell_about_engine_and_pool() {
        Scrape scrape = Scrape.of(port);
        assertThat(scrape.value("renewal_engine_job_executor_active")).isZero();
        assertThat(scrape.value("renewal_engine_acquisitions_total")).isZero();
        assertThat(scrape.value("renewal_engine_jobs_executed_total", "result", "success"))
                .isGreaterThanOrEqualTo(0);
        assertThat(scrape.value("hikaricp_connections_max", "pool", "renewal")).isGreaterThan(0);
        assertThat(scrape.value("renewal_engine_incidents")).isGreaterThanOrEqualTo(0);
    }

    /** What may stand in a label: words of ours, names of classes and methods, numbers, templates of paths. */
    @Test
    void should_have_labels_from_closed_lists_only() {
        Renewal renewal = submitted();
        Intruder wang = Intruder.of(WANG, port);
        wang.get("/my/cases");
        wang.get("/nowhere/330203198503159914");
        wang.get("/api/tasks/" + java.util.UUID.randomUUID());
        wang.post("/api/cases/" + renewal.number() + "/withdrawal", "{}");
        Scrape scrape = Scrape.of(port);

        Set<String> ours = Set.of(
                "event",
                "status",
                "ground",
                "answer",
                "kind",
                "decision",
                "stage",
                "result",
                "part",
                "work",
                "error",
                "le",
                "handler");
        scrape.samples().stream()
                .filter(sample -> sample.name().startsWith("renewal_"))
                .forEach(sample -> sample.labels().forEach((label, value) -> {
                    assertThat(ours).as(sample.name()).contains(label);
                    assertThat(isClosed(label, value))
                            .as("%s{%s=\"%s\"}", sample.name(), label, value)
                            .isTrue();
                }));
        for (String secret : List.of("330203198503159914", "王海生", "13800000001", "中山东路", renewal.number(), WANG)) {
            scrape.samples()
                    .forEach(sample -> assertThat(sample.labels().values())
                            .as(sample.name())
                            .noneMatch(value -> value.contains(secret)));
        }
    }

    private static final Pattern NUMBER = Pattern.compile("[0-9.E+]+|\\+Inf");
    private static final Pattern CLASS = Pattern.compile("none|[A-Z][A-Za-z]+");

    private static boolean isClosed(String label, String value) {
        return switch (label) {
            case "event" -> CaseMetrics.EVENTS.contains(value) || value.equals("other");
            case "ground" -> CaseMetrics.GROUNDS.contains(value) || value.equals("other");
            case "le" -> NUMBER.matcher(value).matches();
            case "error" -> CLASS.matcher(value).matches();
            default -> value.matches("[a-z_-]{2,30}");
        };
    }

    /** A kind that a case or notice really has, and that no list knows, would be counted as other. */
    @Test
    void should_know_every_kind_of_event_and_notice_that_there_is() {
        assertThat(CaseMetrics.NOTICES)
                .containsAll(jdbc.sql("select distinct kind from notice")
                        .query(String.class)
                        .list());
        assertThat(CaseMetrics.EVENTS)
                .containsAll(jdbc.sql(
                                "select distinct kind from case_event where kind not like 'face-%' and kind <> 'recalculated'")
                        .query(String.class)
                        .list());
        Scrape scrape = Scrape.of(port);
        assertThat(scrape.value("renewal_case_events_total", "event", "other")).isZero();
        assertThat(scrape.value("renewal_notices_sent_total", "kind", "other")).isZero();
    }

    private static double grown(Scrape before, Scrape after, String name, String... labels) {
        return sum(after, name, labels) - sum(before, name, labels);
    }

    /** A meter that begins with its first use isn't there before. */
    private static double sum(Scrape scrape, String name, String... labels) {
        return scrape.samples().stream()
                .filter(sample -> sample.name().equals(name)
                        && labels[1].equals(sample.labels().get(labels[0])))
                .mapToDouble(Scrape.Sample::value)
                .sum();
    }
}
