package org.certrenewal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.certrenewal.insight.CatchUp;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.ManyCases;
import org.certrenewal.testing.PostgresDatabase;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** Measures the analysts' views with 20,000 and with 200,000 finished cases on PostgreSQL, and prints the figures. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "renewal.data=target/test-data-${renewal.test.fork:1}",
            "camunda.bpm.job-execution.enabled=false",
            "renewal.outbox.poll=PT0S",
            "renewal.expiry.poll=PT0S",
            "renewal.insight.poll=PT0S"
        })
@ActiveProfiles("demo")
@ContextConfiguration(initializers = PostgresDatabase.class)
@Tag("full")
class InsightMeasureTest {

    private static final Logger log = LoggerFactory.getLogger(InsightMeasureTest.class);

    private static final String ROOT = "/camunda/api/cockpit/plugin/insight/default/";
    private static final int FEW = Integer.getInteger("renewal.measure.few", 20_000);
    private static final int MANY = Integer.getInteger("renewal.measure.many", 200_000);
    private static final int ROUNDS = 40;
    private static final long MEGABYTE = 1024L * 1024;

    /** Below this, what is measured is the machine rather than the query. */
    private static final Map<String, List<String>> VIEWS = views();

    @LocalServerPort
    private int port;

    @Autowired
    private DataSource database;

    @Autowired
    private CatchUp catchUp;

    private static Map<String, List<String>> views() {
        Map<String, List<String>> views = new LinkedHashMap<>();
        views.put(
                "dashboard",
                List.of(
                        "dashboard",
                        "dashboard?office=330200",
                        "dashboard?trade=01",
                        "dashboard?from=2026-03&to=2026-08"));
        views.put("quality", List.of("quality", "quality?office=330100", "quality?trade=02&from=2026-01"));
        views.put("heat", List.of("heat", "heat?office=330200", "heat?from=2026-05&to=2026-08"));
        views.put(
                "history",
                List.of(
                        "cases",
                        "cases?page=100",
                        "cases?office=330200&page=3",
                        "cases?outcome=REJECTED&sort=opened&order=asc",
                        "cases?sort=ended",
                        "cases?sort=days&order=desc",
                        "cases?missed=true&office=330100",
                        "cases?state=running",
                        "cases?state=finished&openedFrom=2026-03-01&openedTo=2026-03-31",
                        "cases?caseNumber=33GEN00000017"));
        views.put("audit", List.of("case/33GEN00000017", "case/33GEN00000018", "instance/i33GEN00000019"));
        return views;
    }

    @Test
    void should_answer_and_export_with_two_hundred_thousand_cases_as_with_a_tenth() throws Exception {
        TestClock.atStart();
        ManyCases cases = new ManyCases(database, TestClock.START);
        Intruder analyst = Intruder.of("a01", port);
        cases.write(0, FEW, 100);
        recount();
        // Once for the machine to get warm, or the larger number would profit.
        measure(analyst);
        Map<String, Double> few = measure(analyst);
        cases.write(FEW, MANY, 100);
        long begin = System.nanoTime();
        recount();
        double recounted = (System.nanoTime() - begin) / 1e9;
        Map<String, Double> many = measure(analyst);
        few.forEach((view, before) -> log.info(
                "measured: %-9s p95 %6.1f ms with %,d cases, %6.1f ms with %,d (at most 500, and %.1f times; at most 2)"
                        .formatted(view, before, FEW, many.get(view), MANY, many.get(view) / before)));
        log.info("measured: %,d cases counted anew in %.1f s".formatted(MANY, recounted));
        double csv = growth(analyst, "csv", MANY);
        double xlsx = growth(analyst, "xlsx", 0);
        log.info("measured: export of %,d rows grows the heap by %.1f MB (CSV), %.1f MB (XLSX)"
                .formatted(MANY, csv, xlsx));

        assertThat(csv).isLessThanOrEqualTo(64);
        assertThat(xlsx).isLessThanOrEqualTo(64);
    }

    private void recount() {
        catchUp.run();
        JdbcTemplate sql = new JdbcTemplate(database);
        List.of("insight_case", "insight_step", "insight_count", "insight_spread", "insight_dwell")
                .forEach(table -> sql.execute("vacuum analyze " + table));
    }

    private static Map<String, Double> measure(Intruder analyst) {
        Map<String, Double> p95 = new LinkedHashMap<>();
        VIEWS.forEach((view, calls) -> {
            double[] times = new double[ROUNDS];
            for (int i = -calls.size(); i < ROUNDS; i++) {
                String call = calls.get(Math.floorMod(i, calls.size()));
                long begin = System.nanoTime();
                assertThat(analyst.get(ROOT + call).status()).as(call).isEqualTo(200);
                if (i >= 0) {
                    times[i] = (System.nanoTime() - begin) / 1e6;
                }
            }
            Arrays.sort(times);
            p95.put(view, times[(int) Math.ceil(ROUNDS * 0.95) - 1]);
        });
        return p95;
    }

    /** Reads an export as it comes, and looks again and again at what the collector leaves. */
    private double growth(Intruder analyst, String format, int rows) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + port + ROOT + "export?format=" + format);
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setRequestProperty(
                "Cookie", "JSESSIONID=" + analyst.cookie("JSESSIONID").orElseThrow());
        connection.setReadTimeout(240_000);
        long before = used();
        long most = before;
        long lines = 0;
        long bytes = 0;
        try (InputStream in = new BufferedInputStream(connection.getInputStream())) {
            assertThat(connection.getResponseCode()).isEqualTo(200);
            byte[] part = new byte[65536];
            long next = 2 * MEGABYTE;
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                bytes += read;
                for (int i = 0; i < read; i++) {
                    lines += part[i] == '\n' ? 1 : 0;
                }
                if (bytes >= next) {
                    most = Math.max(most, used());
                    next += 2 * MEGABYTE;
                }
            }
        }
        most = Math.max(most, used());
        if (rows > 0) {
            assertThat(lines).isGreaterThanOrEqualTo(rows);
        }
        return (most - before) / (double) MEGABYTE;
    }

    /**
     * Returns what the collector left when it had just run; what others allocate until somebody looks doesn't count.
     */
    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }
}
