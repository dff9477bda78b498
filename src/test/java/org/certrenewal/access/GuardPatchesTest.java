package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Keeps the patches usable that {@code src/test/guards/run} takes guards away with: each still finds its guard, and the
 * tests that must notice are there.
 */
class GuardPatchesTest {

    private static final Path PATCHES = Path.of("src/test/guards");
    private static final Path TESTS = Path.of("src/test/java");
    private static final String NOTICED_BY = "Noticed by: ";

    @TestFactory
    Stream<DynamicTest> should_still_find() throws IOException {
        return files(PATCHES, ".patch").stream()
                .map(patch -> DynamicTest.dynamicTest(patch.getFileName().toString(), () -> check(lines(patch))));
    }

    private static void check(List<String> patch) {
        List<String> tests = patch.stream()
                .filter(line -> line.startsWith(NOTICED_BY))
                .map(line -> line.substring(NOTICED_BY.length()))
                .toList();
        assertThat(tests).isNotEmpty().allSatisfy(GuardPatchesTest::checkTest);
        String file = null;
        List<String> hunk = new ArrayList<>();
        int hunks = 0;
        for (String line : patch) {
            if (line.startsWith("--- a/")) {
                checkHunk(file, hunk);
                file = line.substring("--- a/".length());
            } else if (line.startsWith("@@")) {
                checkHunk(file, hunk);
                hunks++;
            } else if (hunks > 0 && (line.startsWith(" ") || line.startsWith("-"))) {
                hunk.add(line.substring(1));
            }
        }
        checkHunk(file, hunk);
        assertThat(hunks).isPositive();
    }

    private static void checkHunk(String file, List<String> hunk) {
        if (!hunk.isEmpty()) {
            assertThat(String.join("\n", lines(Path.of(file)))).contains(String.join("\n", hunk));
            hunk.clear();
        }
    }

    private static void checkTest(String test) {
        String[] parts = test.split("#");
        List<Path> found = files(TESTS, "/" + parts[0] + ".java");
        assertThat(found).hasSize(1);
        if (parts.length > 1) {
            assertThat(String.join("\n", lines(found.get(0)))).contains(" " + parts[1] + "(");
        }
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> ("/" + file).endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
