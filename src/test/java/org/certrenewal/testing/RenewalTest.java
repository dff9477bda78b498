package org.certrenewal.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * Starts the whole application with the demonstration's data on 2026-09-01, on a port of its own, without job executor
 * and outbox worker: a test drives jobs and outbox itself. All such tests share one application, as one JVM has one
 * engine.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "camunda.bpm.job-execution.enabled=false",
            "renewal.outbox.poll=PT0S",
            "renewal.webhooks.poll=PT0S",
            "renewal.webhooks.tries=3",
            "renewal.webhooks.answer=PT2S",
            "renewal.webhooks.private-networks=127.0.0.1",
            "renewal.base-url=http://localhost:8080",
            "renewal.proxies=127.0.0.2",
            "renewal.expiry.poll=PT0S",
            "renewal.audit.seal-every=PT0S",
            "renewal.reconciliation.poll=PT0S",
            "renewal.retention.poll=PT0S",
            "renewal.monitoring.user=" + Scrape.USER,
            "renewal.monitoring.password=" + Scrape.PASSWORD,
            "renewal.metrics.keep=PT0S",
            "renewal.health.keep=PT0S",
            "renewal.health.database-patience=PT1S",
            "renewal.insight.poll=PT0S",
            "renewal.notices.gather=PT0S",
            "renewal.data=target/test-data-${renewal.test.fork:1}"
        })
@ActiveProfiles("demo")
@AutoConfigureMockMvc
@AutoConfigureObservability
@Import({
    Renewals.class,
    FlowRecorder.class,
    BreakingDataSource.Configuration.class,
    CountingDataSource.Configuration.class,
    SwitchedPress.Configuration.class
})
@ExtendWith(ForgetTries.class)
@ContextConfiguration(initializers = {TestDatabase.class, IssuedTokens.class})
public @interface RenewalTest {}
