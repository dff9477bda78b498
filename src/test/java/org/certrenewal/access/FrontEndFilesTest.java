package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
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
    void should_be_compressed_where_they_hold_no_secret(String path, String encoding) throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding").orElse("")).isEqualTo(encoding);
    }
}
