package org.certrenewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the code from leaning more on what the engine promises nobody: its packages called {@code impl}. */
class EngineInternalsTest {

    /** May shrink: then write the smaller number here. */
    private static final int MOST = 88;

    private static final Pattern INTERNAL = Pattern.compile("\\borg\\.camunda\\.[a-z.]*\\bimpl\\.");

    @Test
    void should_lean_no_more_on_the_engines_inside() throws IOException {
        List<String> uses;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            uses = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(EngineInternalsTest::uses)
                    .toList();
        }

        assertThat(uses).as("imports of the engine's impl packages").hasSizeLessThanOrEqualTo(MOST);
    }

    @Test
    void should_see_every_way_to_name_what_is_inside() {
        assertThat(INTERNAL.matcher("import org.camunda.bpm.engine.impl.util.ClockUtil;")
                        .find())
                .isTrue();
        assertThat(INTERNAL.matcher("import static org.camunda.bpm.webapp.impl.X.*;")
                        .find())
                .isTrue();
        assertThat(INTERNAL.matcher("new org.camunda.bpm.engine.impl.cfg.X()").find())
                .isTrue();
        assertThat(INTERNAL.matcher("import org.camunda.bpm.engine.TaskService;")
                        .find())
                .isFalse();
    }

    private static Stream<String> uses(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> INTERNAL.matcher(line).find())
                    .map(line -> file.getFileName() + ": " + line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
