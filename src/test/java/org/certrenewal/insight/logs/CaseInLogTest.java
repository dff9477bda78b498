package org.certrenewal.insight.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.certrenewal.casefile.CaseInLog;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/**
 * Reads the log as a machine gets it, with each statement to the database as the line that is logged everywhere: in an
 * HTTP request, in a delegate, in a delivery.
 */
@RenewalTest
class CaseInLogTest {

    private static final String WANG = "w01";
    private static final String STATEMENTS = "org.springframework.jdbc.core.JdbcTemplate";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = appender();

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ApplicationContext application;

    private AppenderBase<ILoggingEvent> appender() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.setCharset(StandardCharsets.UTF_8);
        AppenderBase<ILoggingEvent> made = new AppenderBase<>() {
            @Override
            public void start() {
                encoder.start();
                super.start();
            }

            @Override
            protected void append(ILoggingEvent event) {
                try {
                    lines.add(JSON.readTree(encoder.encode(event)));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        made.setContext(context);
        return made;
    }

    @BeforeEach
    void listen() {
        TestClock.atStart();
        appender.start();
        root().addAppender(appender);
        logger(STATEMENTS).setLevel(Level.DEBUG);
    }

    @AfterEach
    void stopListening() {
        logger(STATEMENTS).setLevel(null);
        root().detachAppender(appender);
        CaseInLog.isNone();
    }

    private static Logger root() {
        return logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    @Test
    void should_name_the_case_in_what_a_request_does_and_forget_it_afterwards() {
        Renewal renewal = renewals.begunBy(WANG);
        Intruder wang = Intruder.of(WANG, port);
        lines.clear();
        wang.get("/api/tasks/" + renewal.task(Tasks.SEARCH_SERVICE).getId());
        assertThat(of(renewal.number())).isNotEmpty();
        lines.clear();
        wang.get("/lookup");
        wang.get("/my/cases");
        assertThat(of(renewal.number())).isEmpty();
    }

    @Test
    void should_name_the_case_in_a_delegate_and_in_a_delivery() {
        Renewal renewal = renewals.begunBy(WANG).choosesTheService();
        CaseInLog.isNone();
        lines.clear();
        renewal.hearsFromPartners();
        assertThat(of(renewal.number()).map(CaseInLogTest::message))
                .anyMatch(line -> line.contains("update face_session"))
                .anyMatch(line -> line.contains("update outbox_message"));

        renewal.confirmsTheFace()
                .fillsTheForm(renewals.certificateOf(WANG, TestClock.START.plusDays(80)))
                .choosesPost()
                .confirms()
                .signs()
                .isAccepted("o01");
        CaseInLog.isNone();
        lines.clear();
        renewal.isApproved("o01");
        assertThat(of(renewal.number()).map(CaseInLogTest::message))
                .anyMatch(line -> line.contains("insert into paper"))
                .anyMatch(line -> line.contains("issued_on"));
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.toString())
                        .doesNotContain("330203198503159914", "王海生", "13800000001", "中山东路", "iVBORw0KGgo"));
    }

    /** Both are made only where somebody wants traces. */
    @Test
    void should_make_no_tracer_as_long_as_tracing_is_off() {
        assertThat(application.getBeanNamesForType(io.micrometer.tracing.otel.bridge.OtelTracer.class))
                .isEmpty();
        assertThat(application.getBeanNamesForType(io.opentelemetry.api.OpenTelemetry.class))
                .isEmpty();
    }

    private Stream<JsonNode> of(String caseNumber) {
        return lines.stream().filter(line -> line.path(CaseInLog.KEY).asText().equals(caseNumber));
    }

    private static String message(JsonNode line) {
        return line.path("message").asText();
    }
}
