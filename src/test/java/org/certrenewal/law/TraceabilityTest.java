package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.law.adapters.Laws.RULE_SETS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of the package's documentation true. */
class TraceabilityTest {

    private static final Path SOURCES = Path.of("src/test/java/org/certrenewal");
    private static final Pattern LINE =
            Pattern.compile("<tr><td>([^<]+)</td><td>([^<]+)</td><td>(\\w+)\\.(\\w+)</td></tr>");

    private record Trace(String article, String rule, String testClass, String testMethod) {}

    @Test
    void should_name_only_tests_that_exist() throws IOException {
        for (Trace trace : traces()) {
            assertThat(source(trace.testClass()))
                    .as(trace.article())
                    .containsPattern("@(Test|ParameterizedTest)[^;]*void " + trace.testMethod() + "\\(");
        }
    }

    @Test
    void should_lead_from_every_article_in_force_to_a_test() throws IOException {
        // GIVEN
        List<String> articles = traces().stream().map(Trace::article).toList();

        // WHEN / THEN
        assertThat(RULE_SETS.all().stream()
                        .flatMap(set -> set.rules().stream())
                        .map(Rule::article)
                        .distinct())
                .isSubsetOf(articles);
    }

    @Test
    void should_name_only_rules_that_exist_and_stand_on_that_article() throws IOException {
        for (Trace trace : traces()) {
            if (!trace.rule().startsWith("(")) {
                RuleKey key = RuleKey.of(trace.rule()).orElseThrow(() -> new AssertionError("no rule " + trace.rule()));
                assertThat(RULE_SETS.all().stream().map(set -> set.rule(key).article()))
                        .contains(trace.article());
            }
        }
    }

    private static List<Trace> traces() throws IOException {
        String documentation = Files.readString(Path.of("src/main/java/org/certrenewal/law/package-info.java"))
                .replaceAll("\\s*\\n \\*\\s*", "");
        List<Trace> traces = new ArrayList<>();
        Matcher line = LINE.matcher(documentation);
        while (line.find()) {
            traces.add(new Trace(line.group(1), line.group(2), line.group(3), line.group(4)));
        }
        assertThat(traces).hasSizeGreaterThan(30);
        return traces;
    }

    private static String source(String testClass) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return Files.readString(files.filter(file -> file.endsWith(testClass + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no test " + testClass)));
        }
    }
}
