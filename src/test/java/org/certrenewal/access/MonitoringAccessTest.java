package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Scrape;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tries the monitoring's doors as strangers, users and the scraper. */
@RenewalTest
class MonitoringAccessTest {

    private static final String METRICS = "/actuator/prometheus";
    private static final List<String> HEALTH =
            List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness");
    private static final List<String> CLOSED = List.of(
            "/actuator",
            "/actuator/",
            "/actuator/env",
            "/actuator/heapdump",
            "/actuator/beans",
            "/actuator/metrics",
            "/actuator/loggers",
            "/actuator/shutdown",
            "/actuator/prometheus/x",
            "/actuator/prometheus;x=1",
            "/actuator//prometheus");

    @LocalServerPort
    private int port;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    @Test
    void should_show_metrics_to_the_scraper_without_a_session() {
        HttpResponse<String> answer = Scrape.get(port, METRICS, Scrape.USER, Scrape.PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("renewal_case_events_total");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void should_show_metrics_to_nobody_else() {
        assertThat(Scrape.get(port, METRICS, null, null).statusCode()).isEqualTo(401);
        assertThat(Scrape.get(port, METRICS, Scrape.USER, "wrong").statusCode()).isEqualTo(401);
        assertThat(Scrape.get(port, METRICS, "admin", "demo").statusCode()).isEqualTo(401);
        for (String user : List.of("w01", "o01", "a01", "admin")) {
            Intruder person = Intruder.of(user, port);
            assertThat(person.get(METRICS).status()).as(user).isEqualTo(401);
            assertThat(person.get("/").status()).as(user).isEqualTo(200);
        }
    }

    @Test
    void should_ask_for_a_password_that_cannot_be_guessed() {
        assertThatThrownBy(() -> new Monitoring("scraper", "fifteen letters"))
                .hasMessageContaining("renewal.monitoring.password 至少要有16个字符");
        assertThat(new Monitoring("scraper", "sixteen letters!")).hasToString("Monitoring[user=scraper]");
    }

    @Test
    void should_know_nobody_as_long_as_nothing_is_set() {
        assertThat(new Monitoring("", "").knows("", "")).isFalse();
        assertThat(new Monitoring("scraper", "").knows("scraper", "")).isFalse();
    }

    @Test
    void should_open_nothing_else_to_the_scraper() {
        for (String path : CLOSED) {
            assertThat(Scrape.get(port, path, Scrape.USER, Scrape.PASSWORD).statusCode())
                    .as(path)
                    .isIn(400, 403);
        }
        for (String path : List.of("/", "/my/cases", "/api/me", "/camunda/api/engine/engine/default/user")) {
            assertThat(Scrape.get(port, path, Scrape.USER, Scrape.PASSWORD).statusCode())
                    .as(path)
                    .isIn(302, 401, 403);
        }
    }

    @Test
    void should_open_nothing_else_to_anybody() {
        Intruder administrator = Intruder.of("admin", port);
        Intruder stranger = new Intruder(port);
        for (String path : CLOSED) {
            assertThat(administrator.get(path).status()).as(path).isIn(400, 401, 403, 404);
            assertThat(stranger.get(path).status()).as(path).isIn(302, 400, 401, 403);
        }
    }

    @Test
    void should_tell_strangers_up_or_down_and_administrators_and_scraper_why() {
        Intruder stranger = new Intruder(port);
        for (String path : HEALTH) {
            assertThat(stranger.get(path).body()).as(path).contains("status").doesNotContain("components", "details");
        }
        assertThat(Intruder.of("w01", port).get(HEALTH.get(0)).body()).doesNotContain("components");
        assertThat(Intruder.of("admin", port).get(HEALTH.get(0)).body()).contains("components");
        assertThat(Scrape.get(port, HEALTH.get(0), Scrape.USER, Scrape.PASSWORD).body())
                .contains("components");
        assertThat(Scrape.get(port, HEALTH.get(0), Scrape.USER, "wrong").statusCode())
                .isEqualTo(401);
        assertThat(stranger.get("/actuator/health/database").status()).isEqualTo(302);
    }
}
