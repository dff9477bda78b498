package org.certrenewal.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.ContentDisposition;

class FileNameTest {

    @Test
    void should_name_a_file_for_old_clients_and_new_ones() {
        FileName name = FileName.of("【已暂扣】电子证照-浙B012023000123", "SUSPENDED-certificate-浙B012023000123", ".pdf");

        assertThat(name.attachment())
                .startsWith("attachment; filename=\"SUSPENDED-certificate-B012023000123.pdf\"; filename*=UTF-8''")
                .matches("[\\x20-\\x7E]+");
        assertThat(ContentDisposition.parse(name.attachment()).getFilename()).isEqualTo("【已暂扣】电子证照-浙B012023000123.pdf");
        assertThat(ContentDisposition.parse(name.inline()).isInline()).isTrue();
    }

    @Test
    void should_never_let_a_name_say_more_than_a_name() {
        FileName name = FileName.of("a\"; filename=\"b\r\nX: 1/../\\c\uD859\uDC50 %", "\"\r\n../甬", ".ofd");

        assertThat(name.inline())
                .isEqualTo("inline; filename=\"file.ofd\"; filename*=UTF-8''a%22%3B%20filename%3D%22bX%3A%201..c"
                        + "%F0%A6%91%90%20%25.ofd");
    }

    @Test
    void should_be_the_one_way_in_which_files_are_named() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> others = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("FileName.java"))
                    .filter(FileNameTest::namesFiles)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
            assertThat(others)
                    .containsExactly(
                            "ImportPage.java",
                            "InsightResource.java",
                            "MyData.java",
                            "MyInformationPage.java",
                            "OfficeRequestsPage.java",
                            "OfflinePage.java",
                            "PaperController.java",
                            "RegistryPage.java");
        }
    }

    /** Whoever writes the header must ask for the name, and no other library writes it. */
    private static boolean namesFiles(Path file) {
        try {
            String source = Files.readString(file);
            assertThat(source).as(file.toString()).doesNotContain("http.ContentDisposition", "filename=", "filename*");
            boolean names = source.contains("CONTENT_DISPOSITION") || source.contains("Content-Disposition");
            assertThat(names).as(file.toString()).isEqualTo(source.contains("documents.FileName;"));
            return names;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
