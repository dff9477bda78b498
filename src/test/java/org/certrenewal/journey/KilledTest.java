package org.certrenewal.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.testing.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts the program as people do, on a database in a file, kills it by SIGKILL while people work, and looks in the
 * file for everything that they were told was done.
 */
class KilledTest {

    private static final Duration START = Duration.ofSeconds(150);
    private static final List<String> PEOPLE = List.of("w01", "w02", "w03", "w04");

    @TempDir
    private Path data;

    private final Map<String, Integer> answered = new ConcurrentHashMap<>();
    private final AtomicInteger answers = new AtomicInteger();

    @Test
    void should_keep_everything_that_was_answered_before_the_process_was_killed() throws Exception {
        for (int round = 1; round <= 2; round++) {
            int port = freePort();
            Process program = start(port);
            try {
                ExecutorService people = Executors.newFixedThreadPool(PEOPLE.size());
                int before = answers.get();
                List<Browser> browsers = await().atMost(START)
                        .pollInterval(Duration.ofSeconds(1))
                        .ignoreExceptions()
                        .until(() -> logIn(port), list -> !list.isEmpty());
                for (int i = 0; i < browsers.size(); i++) {
                    Browser browser = browsers.get(i);
                    people.execute(() -> work(browser));
                }
                int enough = before + 80 + new Random().nextInt(80);
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(3))
                        .until(() -> answers.get() >= enough);
                program.destroyForcibly();
                people.shutdown();
                assertThat(people.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
                assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                program.destroyForcibly();
            }
            Map<String, Integer> kept = versions();
            assertThat(answered).hasSizeGreaterThanOrEqualTo(PEOPLE.size());
            answered.forEach((number, version) ->
                    assertThat(kept.getOrDefault(number, -1)).as(number).isGreaterThanOrEqualTo(version));
        }
    }

    private static List<Browser> logIn(int port) {
        return PEOPLE.stream().map(person -> Browser.of(port, person)).toList();
    }

    /** Begins a renewal and saves its first form again and again, until nobody answers any more. */
    private void work(Browser browser) {
        try {
            String place = browser.form("/renewals", Map.of())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            String task = place.replaceFirst("^.*task=([A-Za-z0-9-]+).*$", "$1");
            JsonNode opened = browser.json("/api/tasks/" + task);
            String number = opened.get("caseNumber").asText();
            int version = opened.get("version").asInt();
            note(number, version);
            while (true) {
                HttpResponse<String> answer = browser.write(
                        "PUT",
                        "/api/tasks/" + task + "/draft",
                        Map.of("version", version, "section", Map.of("query", "特种作业 " + version)));
                if (answer.statusCode() != 200) {
                    return;
                }
                version = Browser.tree(answer.body()).get("version").asInt();
                note(number, version);
            }
        } catch (IllegalStateException killed) {
            // Nobody answers any more.
        }
    }

    private void note(String number, int version) {
        answered.put(number, version);
        answers.incrementAndGet();
    }

    private Process start(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CertificateRenewalApplication.class.getName(),
                        "--spring.profiles.active=demo",
                        "--server.port=" + port,
                        "--renewal.data=" + data)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "killed.log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Map<String, Integer> versions() throws SQLException {
        Map<String, Integer> versions = new HashMap<>();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:h2:file:" + data.resolve("renewal"), "renewal", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select case_number, version from case_file")) {
            while (rows.next()) {
                versions.put(rows.getString(1), rows.getInt(2));
            }
        }
        return versions;
    }
}
