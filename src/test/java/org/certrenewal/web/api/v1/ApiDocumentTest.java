package org.certrenewal.web.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.certrenewal.testing.IssuedTokens;
import org.certrenewal.testing.Programs;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Holds the committed document equal to the one that is made from the code. */
@RenewalTest
class ApiDocumentTest {

    private static final Path COMMITTED = Path.of("docs/api-v1.yaml");

    @LocalServerPort
    private int port;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    @Test
    void should_be_the_committed_one() throws IOException {
        Programs.Answer answer = Programs.get(port, "/api/v1/openapi.yaml", IssuedTokens.of("reader"));
        assertThat(answer.status()).isEqualTo(200);
        if (System.getProperty("renewal.document.write") != null) {
            Files.writeString(COMMITTED, answer.body());
        }
        assertThat(answer.body())
                .as("after a review: -Drenewal.document.write writes %s", COMMITTED)
                .isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void should_describe_nothing_else_and_say_of_each_call_how_it_is_refused() throws IOException {
        JsonNode document = new YAMLMapper()
                .readTree(Programs.get(port, "/api/v1/openapi.yaml", IssuedTokens.of("reader"))
                        .body());
        List<String> calls = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                calls.add(call.getKey() + " " + path.getKey());
                assertThat(call.getValue().path("security")).hasSize(1);
                assertThat(call.getValue().path("responses").properties())
                        .extracting(Map.Entry::getKey)
                        .contains("400", "401", "403", "404", "429", "503");
            }
        }
        assertThat(calls)
                .containsExactlyInAnyOrder(
                        "get /api/v1/cases/{caseNumber}",
                        "get /api/v1/verifications/{id}",
                        "post /api/v1/holders/certificates",
                        "get /api/v1/statistics",
                        "get /api/v1/webhooks",
                        "post /api/v1/webhooks",
                        "delete /api/v1/webhooks/{id}",
                        "post /api/v1/webhooks/{id}/secret");
    }
}
