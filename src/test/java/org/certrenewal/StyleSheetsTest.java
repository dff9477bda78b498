package org.certrenewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Browsers forgive a block that nobody closes, and keep all that comes after it for one width of the screen. */
class StyleSheetsTest {

    static Stream<Path> sheets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/static/renewal"))) {
            return files.filter(file -> file.toString().endsWith(".css")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("sheets")
    void should_close_every_block(Path sheet) throws IOException {
        String rules = Files.readString(sheet).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("\"[^\"]*\"", "");
        assertThat(rules.chars().filter(sign -> sign == '{').count())
                .isEqualTo(rules.chars().filter(sign -> sign == '}').count());
    }
}
