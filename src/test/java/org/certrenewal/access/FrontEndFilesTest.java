package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Loads the files of the front end as browsers do. */
@RenewalTest
class FrontEndFilesTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "/camunda/lib/deps.js?bust=7.24.0, 'private, max-age=604800'",
        "/camunda/app/tasklist/camunda-tasklist-bootstrap.css?bust=7.24.0, 'private, max-age=604800'",
        "/camunda/lib/deps.js, no-cache",
        "/camunda/app/tasklist/scripts/renewal-plugin.js?bust=7.24.0, no-cache",
        "/camunda/app/tasklist/locales/zh.json?bust=7.24.0, no-cache",
        "/renewal/form.js, no-cache"
    })
    void should_be_kept_without_asking_only_where_no_release_of_ours_changes_them(String path, String kept) {
        Intruder.Answer file = Intruder.of("w01", port).get(path);

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Cache-Control")).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"/renewal/form.js, gzip", "/renewal/renewal.css, gzip", "/login, ''", "/lookup, ''"})
    void should_be_compressed_where_they_hold_no_secret(String path, String encoding) {
        Intruder.Answer file = new Intruder(port).get(path, "Accept-Encoding", "gzip");

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Encoding")).isEqualTo(encoding);
    }

    @ParameterizedTest
    @CsvSource({
        "/camunda/lib/deps.js?bust=7.24.0, text/javascript",
        "/camunda/app/cockpit/camunda-cockpit-bootstrap.js?bust=7.24.0, text/javascript",
        "/camunda/app/tasklist/camunda-tasklist-bootstrap.css?bust=7.24.0, text/css"
    })
    void should_be_the_same_compressed_and_as_they_are(String path, String type) throws IOException {
        Intruder person = Intruder.of("admin", port);

        Intruder.Answer plain = person.get(path, "Accept-Encoding", "identity");
        Intruder.Answer compressed = person.get(path, "Accept-Encoding", "gzip, deflate, br");

        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(compressed.status()).isEqualTo(200);
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        // Tomcat, which compresses anew for every visitor, doesn't know the length.
        assertThat(compressed.header("Content-Length")).isEqualTo(String.valueOf(compressed.bytes().length));
        assertThat(compressed.header("Content-Type")).startsWith(type);
        assertThat(compressed.header("Vary")).containsIgnoringCase("Accept-Encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.bytes())).readAllBytes())
                .isEqualTo(plain.bytes());
        assertThat(person.get(path, "If-Modified-Since", compressed.header("Last-Modified"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void should_come_while_the_start_page_is_read() {
        Intruder worker = Intruder.of("w01", port);

        String start = worker.get("/").body();
        String tasklist = worker.get("/camunda/app/tasklist/default/").body();

        assertThat(CamundasFiles.ofTasklist()).hasSize(4).allSatisfy(file -> {
            assertThat(start).contains("<link rel=\"prefetch\" href=\"" + file + "\">");
            assertThat(tasklist).contains("\"" + file + "\"");
            assertThat(worker.get(file).status()).isEqualTo(200);
        });
        assertThat(Intruder.of("a01", port).get("/").body()).doesNotContain("prefetch");
    }
}
