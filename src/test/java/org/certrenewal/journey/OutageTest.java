package org.certrenewal.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.certrenewal.testing.Browser;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * Stops a real PostgreSQL server under the running service, holds its rows, and looks what people are told meanwhile.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "renewal.data=target/test-data-${renewal.test.fork:1}",
            "renewal.database.lock=PT1S",
            "renewal.database.idle-transaction=PT2S"
        })
@ActiveProfiles("demo")
@ContextConfiguration(initializers = OutageTest.OwnServer.class)
@DirtiesContext
class OutageTest {

    /** What people wait at most, with a second for a machine that does other things too. */
    private static final Duration PATIENCE = Duration.ofMillis(4000);

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path folder;
    private static int databasePort;
    private static EmbeddedPostgres server;

    @LocalServerPort
    private int port;

    @Autowired
    private DataSource source;

    /** Starts a server that can be stopped and started again with what it holds. */
    static class OwnServer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestClock.runFromStart();
            try (ServerSocket socket = new ServerSocket(0)) {
                folder = Files.createTempDirectory(Path.of("target"), "outage");
                databasePort = socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            startServer();
            TestPropertyValues.of(
                            "spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
                            "spring.datasource.username=postgres")
                    .applyTo(context);
        }
    }

    private static void startServer() {
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setPort(databasePort)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stopServer() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void begin() {
        TestClock.runFromStart();
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .until(() -> JdbcClient.create(source)
                                .sql("select 1")
                                .query(Integer.class)
                                .single()
                        == 1);
    }

    private HttpResponse<String> quickly(Supplier<HttpResponse<String>> call) {
        Instant begin = Instant.now();
        HttpResponse<String> answer = call.get();
        assertThat(Duration.between(begin, Instant.now()))
                .as(answer.uri().toString())
                .isLessThan(PATIENCE);
        return answer;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(answer.body(), e);
        }
    }

    private static void isAway(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private static String start(Browser worker) {
        return worker.form("/renewals", Map.of())
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceFirst("^.*task=([A-Za-z0-9-]+).*$", "$1");
    }

    @Test
    void should_answer_in_time_while_the_database_is_stopped_and_go_on_afterwards() {
        Browser worker = Browser.of(port, "w01");
        Browser officer = Browser.of(port, "o01");
        Browser analyst = Browser.of(port, "a01");
        Browser stranger = Browser.anonymous(port);
        stranger.get("/login");
        String task = start(worker);
        // The web applications load their REST at the first request.
        assertThat(officer.get(ENGINE + "/filter").statusCode()).isEqualTo(200);
        assertThat(analyst.get("/camunda/api/cockpit/plugin/insight/default/dashboard")
                        .statusCode())
                .isEqualTo(200);
        stopServer();
        try {
            for (String page : List.of("/", "/my/cases", "/my/certificates", "/renewals/start", "/my/data")) {
                HttpResponse<String> answer = quickly(() -> worker.get(page));
                isAway(answer);
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("text/html");
                assertThat(answer.body())
                        .contains("系统暂时不能办理", "pages.js", "再试一次")
                        .doesNotContain("Apache Tomcat", "HTTP Status", "Exception");
            }
            HttpResponse<String> sent = quickly(() -> worker.form("/renewals", Map.of()));
            isAway(sent);
            assertThat(sent.body()).contains("没有办成").doesNotContain("再试一次");
            isAway(quickly(() -> stranger.form("/login", Map.of("username", "w02", "password", "demo"))));
            HttpResponse<String> missing = quickly(() -> worker.get("/nowhere/at/all"));
            assertThat(missing.statusCode()).isIn(404, 403, 503);
            assertThat(missing.body()).doesNotContain("Apache Tomcat", "HTTP Status");

            for (HttpResponse<String> problem : List.of(
                    quickly(() -> worker.get("/api/tasks/" + task)),
                    quickly(() -> worker.write(
                            "PUT",
                            "/api/tasks/" + task + "/draft",
                            Map.of("version", 0, "section", Map.of("query", "特种作业")))))) {
                isAway(problem);
                assertThat(problem.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("application/problem+json");
                assertThat(json(problem).get("status").asInt()).isEqualTo(503);
                assertThat(json(problem).get("detail").asText()).contains("数据库暂时连接不上");
            }
            for (HttpResponse<String> rest : List.of(
                    quickly(() -> officer.get(ENGINE + "/filter")),
                    quickly(() -> worker.get(ENGINE + "/process-definition")),
                    quickly(() -> worker.get(ENGINE + "/task/" + task + "/form")),
                    quickly(() ->
                            analyst.get("/camunda/api/cockpit/plugin/base/default/process-definition/statistics")),
                    quickly(() -> analyst.get("/camunda/api/cockpit/plugin/insight/default/dashboard")))) {
                isAway(rest);
                assertThat(rest.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
                assertThat(json(rest).get("message").asText()).contains("数据库暂时连接不上");
                assertThat(rest.body()).doesNotContain("ENGINE-", "Exception");
            }
        } finally {
            startServer();
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> worker.get("/my/cases").statusCode(), status -> status == 200);
        JsonNode opened = worker.json("/api/tasks/" + task);
        assertThat(worker.write(
                                "PUT",
                                "/api/tasks/" + task + "/draft",
                                Map.of("version", opened.get("version").asInt(), "section", Map.of("query", "特种作业")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(officer.get(ENGINE + "/filter").statusCode()).isEqualTo(200);
    }

    private Connection elsewhere() throws SQLException {
        Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void should_answer_in_time_while_somebody_holds_the_case_or_the_task() throws SQLException {
        Browser worker = Browser.of(port, "w02");
        String task = start(worker);
        JsonNode opened = worker.json("/api/tasks/" + task);
        Map<String, Object> body = Map.of("version", opened.get("version").asInt(), "section", Map.of("query", "特种作业"));
        try (Connection other = elsewhere();
                Statement statement = other.createStatement()) {
            statement.execute("select * from case_file where case_number = '"
                    + opened.get("caseNumber").asText() + "' for update");
            HttpResponse<String> draft = quickly(() -> worker.write("PUT", "/api/tasks/" + task + "/draft", body));
            assertThat(draft.statusCode()).as(draft.body()).isIn(409, 503);
            assertThat(json(draft).get("detail").asText()).contains("另一项操作还没有结束");
            other.rollback();

            statement.execute("select * from act_ru_task where id_ = '" + task + "' for update");
            String code = StreamSupport.stream(opened.at("/context/services").spliterator(), false)
                    .filter(it -> it.get("handledHere").asBoolean())
                    .findFirst()
                    .orElseThrow()
                    .get("code")
                    .asText();
            HttpResponse<String> completed = quickly(() -> worker.post(
                    "/api/tasks/" + task + "/completion",
                    Map.of(
                            "version",
                            body.get("version"),
                            "direction",
                            "next",
                            "section",
                            Map.of(
                                    "query",
                                    "特种作业",
                                    "serviceCode",
                                    code,
                                    "noticeRead",
                                    true,
                                    "privacyNotice",
                                    opened.at("/context/privacy/version").asText()))));
            assertThat(completed.statusCode()).as(completed.body()).isEqualTo(503);
            assertThat(json(completed).get("detail").asText()).contains("另一项操作还没有结束");
            other.rollback();
        }
        assertThat(worker.write("PUT", "/api/tasks/" + task + "/draft", body).statusCode())
                .isEqualTo(200);
    }

    @Test
    void should_end_a_transaction_that_does_nothing_and_holds_a_row() throws SQLException {
        Browser worker = Browser.of(port, "w03");
        String task = start(worker);
        JsonNode opened = worker.json("/api/tasks/" + task);
        Map<String, Object> body = Map.of("version", opened.get("version").asInt(), "section", Map.of("query", "特种作业"));
        // One of the service's own connections, whose owner has fallen asleep.
        try (Connection asleep = source.getConnection()) {
            asleep.setAutoCommit(false);
            try (Statement statement = asleep.createStatement()) {
                statement.execute("select * from case_file where case_number = '"
                        + opened.get("caseNumber").asText() + "' for update");
                assertThat(worker.write("PUT", "/api/tasks/" + task + "/draft", body)
                                .statusCode())
                        .isIn(409, 503);
                await().atMost(Duration.ofSeconds(10))
                        .until(
                                () -> worker.write("PUT", "/api/tasks/" + task + "/draft", body)
                                        .statusCode(),
                                status -> status == 200);
            }
        } catch (SQLException ended) {
            assertThat(ended.getSQLState()).isIn("08006", "25P03", "08003");
        }
    }
}
