package org.certrenewal.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.certrenewal.testing.OidcServer;
import org.certrenewal.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Closes an account at the provider and looks how long it stays in here, by the program's own schedule. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"renewal.data=target/test-data", "camunda.bpm.job-execution.enabled=false"})
@ActiveProfiles("demo")
@ContextConfiguration(initializers = TestDatabase.class)
@DirtiesContext
class DisabledAccountTest {

    private static final OidcServer PROVIDER = OidcServer.start();

    @LocalServerPort
    private int port;

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry settings) {
        String own = "renewal.login.providers.staff.";
        settings.add(own + "label", () -> "工作人员统一登录");
        settings.add(own + "people", () -> "staff");
        settings.add(own + "issuer", () -> PROVIDER.issuer("staff"));
        settings.add(own + "client-id", () -> OidcServer.CLIENT);
        settings.add(own + "client-secret", () -> OidcServer.SECRET);
        settings.add(own + "claims.name", () -> "name");
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private int get(String path) {
        try {
            return browser.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void should_be_out_within_a_minute_after_the_account_was_closed() {
        PROVIDER.person("sun", Map.of("name", "孙七"));
        PROVIDER.signedIn("sun");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            get("/oauth2/authorization/staff");
            assertThat(get("/api/me")).isEqualTo(200);
        });

        PROVIDER.disable("sun");

        await().pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofMinutes(1))
                .until(() -> get("/api/me"), status -> status != 200);
    }
}
