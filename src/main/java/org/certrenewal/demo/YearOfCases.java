package org.certrenewal.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessApplicationDeployment;
import org.certrenewal.insight.CatchUp;
import org.certrenewal.process.CaseNumbers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Fills the demonstration with a year of cases over all offices, by running the real process on a simulated clock,
 * before job executor and web server start; once, with the same data for the same seed and day. Afterwards the clock is
 * the real one.
 */
@Component
@Profile("demo & year")
class YearOfCases implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(YearOfCases.class);
    private static final Pattern ARCHIVE = Pattern.compile("<process-archive name=\"([^\"]+)\"");
    private static final Pattern RESOURCE = Pattern.compile("<resource>([^<]+)</resource>");
    private static final int WIDTH = 30;

    private final YearPlan plan;
    private final CaseNumbers numbers;
    private final CatchUp catchUp;
    private final RepositoryService repository;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final long seed;
    private final int cases;
    private boolean running;

    YearOfCases(
            YearPlan plan,
            CaseNumbers numbers,
            CatchUp catchUp,
            RepositoryService repository,
            JdbcClient jdbc,
            Clock clock,
            @Value("${renewal.year.seed:2026}") long seed,
            @Value("${renewal.year.cases:240}") int cases) {
        this.plan = plan;
        this.numbers = numbers;
        this.catchUp = catchUp;
        this.repository = repository;
        this.jdbc = jdbc;
        this.clock = clock;
        this.seed = seed;
        this.cases = cases;
    }

    @Override
    public void start() {
        running = true;
        List<Boolean> loads = jdbc.sql("select finished_at is not null from year_load")
                .query(Boolean.class)
                .list();
        if (loads.isEmpty()) {
            fill();
        } else if (loads.contains(false)) {
            log.warn("一年的办件上次没有装完；要重新装入，请先删除数据文件夹");
        }
    }

    private void fill() {
        Instant end = clock.instant();
        jdbc.sql("insert into year_load (seed, cases, begun_at) values (?, ?, ?)")
                .params(seed, cases, OffsetDateTime.now(clock))
                .update();
        deploy();
        numbers.repeat(seed);
        Instant begun = Instant.now();
        try {
            plan.live(seed, cases, end, done -> progress(done, begun));
        } finally {
            ClockUtil.reset();
            numbers.beUnguessable();
        }
        catchUp.run();
        jdbc.sql("update year_load set finished_at = ?")
                .param(OffsetDateTime.now(clock))
                .update();
    }

    private void progress(int done, Instant begun) {
        if (done % Math.max(1, cases / 20) != 0 && done != cases) {
            return;
        }
        int filled = done * WIDTH / cases;
        catchUp.run();
        log.info(
                "一年的办件 [{}{}] {} %，{}/{} 件，已用 {} 秒",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                done * 100 / cases,
                done,
                cases,
                Duration.between(begun, Instant.now()).toSeconds());
    }

    /** Deploys what the application deploys when it has started; it finds the same then, and deploys nothing again. */
    private void deploy() {
        String archives = text("META-INF/processes.xml");
        Matcher archive = ARCHIVE.matcher(archives);
        if (!archive.find()) {
            throw new IllegalStateException("META-INF/processes.xml names no archive");
        }
        DeploymentBuilder deployment = repository
                .createDeployment()
                .name(archive.group(1))
                .source(ProcessApplicationDeployment.PROCESS_APPLICATION_DEPLOYMENT_SOURCE)
                .enableDuplicateFiltering(false);
        RESOURCE.matcher(archives)
                .results()
                .map(it -> it.group(1).strip())
                .forEach(name -> deployment.addString(name, text(name)));
        deployment.deploy();
    }

    private static String text(String name) {
        try (InputStream in = new ClassPathResource(name).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After setup, before everything else. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 200;
    }
}
