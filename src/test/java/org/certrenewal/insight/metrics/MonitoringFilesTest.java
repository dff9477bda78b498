package org.certrenewal.insight.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Scrape;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Holds dashboard, alert rules and example in {@code src/deploy/monitoring} against what the service really tells. */
@RenewalTest
class MonitoringFilesTest {

    private static final Path FOLDER = Path.of("src/deploy/monitoring");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** A name that isn't a function, a keyword or a label: what stands before a brace, a bracket or an operator. */
    private static final Pattern METRIC = Pattern.compile(
            "\\b(?:up\\b|(?:renewal|http|hikaricp|jvm|process|system|tomcat|logback|executor|application)_\\w+)");
    /** What a selector says about labels. */
    private static final Pattern SELECTOR = Pattern.compile("(\\w+)\\{([^}]*(?:\\{[^}]*}[^}]*)*)}");

    private static final Pattern CONDITION = Pattern.compile("(\\w+)\\s*(=~|!=|=)\\s*\"([^\"]*)\"");
    /** Prometheus itself adds these. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    private Scrape scrape;

    /** So that each meter has something to tell. */
    @BeforeEach
    void live() {
        TestClock.atStart();
        Intruder wang = Intruder.of("w01", port);
        wang.get("/my/cases");
        String task = renewals.begunBy("w01").task("Task_SearchService").getId();
        wang.post("/api/tasks/" + task + "/completion", "{}");
        renewals.begunBy("w02").choosesTheService().hearsFromPartners();
        System.gc();
        scrape = Scrape.of(port);
    }

    @Test
    void should_show_only_metrics_that_exist_on_the_dashboard() throws IOException {
        List<String> expressions = new ArrayList<>();
        JsonNode dashboard =
                JSON.readTree(FOLDER.resolve("grafana-dashboard.json").toFile());
        dashboard
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> expressions.add(target.path("expr").asText())));
        assertThat(expressions).hasSizeGreaterThan(40);
        assertExist(expressions);

        List<String> ids = new ArrayList<>();
        dashboard.path("panels").forEach(panel -> ids.add(panel.path("id").asText()));
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void should_leave_no_figure_of_ours_off_the_dashboard() throws IOException {
        String dashboard = Files.readString(FOLDER.resolve("grafana-dashboard.json"));
        Set<String> missing = names(scrape).stream()
                .filter(name -> name.startsWith("renewal_"))
                .map(name -> name.replaceAll("_(bucket|sum|count|max)$", ""))
                .filter(name -> !dashboard.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).isEmpty();
    }

    @Test
    void should_ring_only_about_metrics_that_exist() throws IOException {
        List<String> expressions = new ArrayList<>();
        rules().forEach(rule -> expressions.add(rule.path("expr").asText()));
        assertThat(expressions).hasSizeGreaterThan(10);
        assertExist(expressions);
    }

    @Test
    void should_say_with_each_alert_what_helps_and_have_it_tested() throws IOException {
        String tests = Files.readString(FOLDER.resolve("alerts-test.yaml"));
        for (JsonNode rule : rules()) {
            String name = rule.path("alert").asText();
            assertThat(tests).contains("alertname=\"" + name + "\"");
            assertThat(rule.path("labels").path("severity").asText()).as(name).isIn("critical", "warning");
            assertThat(rule.path("annotations").path("summary").asText())
                    .as(name)
                    .isNotBlank();
            assertThat(rule.path("annotations").path("remedy").asText())
                    .as(name)
                    .isNotBlank();
        }
    }

    @Test
    @NeedsPromtool
    void should_have_rules_that_prometheus_takes_and_that_ring_when_they_must() throws Exception {
        promtool("check", "rules", FOLDER.resolve("alerts.yaml").toString());
        promtool(
                "check",
                "config",
                "--syntax-only",
                FOLDER.resolve("prometheus.yaml").toString());
        promtool("test", "rules", FOLDER.resolve("alerts-test.yaml").toString());
    }

    @Test
    @NeedsPromtool
    void should_notice_a_rule_that_does_not_ring(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        Files.copy(FOLDER.resolve("alerts-test.yaml"), folder.resolve("alerts-test.yaml"));
        Files.writeString(
                folder.resolve("alerts.yaml"),
                Files.readString(FOLDER.resolve("alerts.yaml")).replace("seconds) > 900", "seconds) > 900000"));
        assertThat(run(null, "test", "rules", folder.resolve("alerts-test.yaml").toString()))
                .contains("RenewalOutboxStuck")
                .contains("FAILED");
    }

    @Test
    @NeedsPromtool
    void should_tell_metrics_as_prometheus_likes_them() throws Exception {
        String complaints = run(scrape.text(), "check", "metrics");
        assertThat(complaints.lines().filter(line -> line.contains("renewal_"))).isEmpty();
        assertThat(complaints).doesNotContain("error while linting");
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        YAML.readTree(FOLDER.resolve("alerts.yaml").toFile())
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private void assertExist(List<String> expressions) {
        Set<String> names = names(scrape);
        names.add("up");
        for (String expression : expressions) {
            String bare = expression.replaceAll("\"[^\"]*\"", "\"\"");
            Stream<String> used = METRIC.matcher(bare).results().map(MatchResult::group);
            assertThat(used).as(expression).isNotEmpty().allMatch(names::contains);
            SELECTOR.matcher(expression)
                    .results()
                    .forEach(selector -> assertThat(hasLabels(selector.group(1), selector.group(2)))
                            .as(selector.group())
                            .isTrue());
        }
    }

    /** Tells whether some sample has every label, and for each exact value one that has it. */
    private boolean hasLabels(String name, String conditions) {
        return CONDITION.matcher(conditions).results().allMatch(condition -> {
            String label = condition.group(1);
            String value = condition.group(3);
            boolean literal = !value.contains("$") && condition.group(2).startsWith("=");
            return OF_PROMETHEUS.contains(label)
                    || Stream.of(value.split(literal && condition.group(2).equals("=~") ? "\\|" : "\0"))
                            .allMatch(one -> scrape.samples().stream()
                                    .anyMatch(sample -> sample.name().equals(name)
                                            && sample.labels().containsKey(label)
                                            && (!literal
                                                    || isRare(one)
                                                    || one.equals(
                                                            sample.labels().get(label)))));
        });
    }

    /** Nothing fails here for which these would stand. */
    private static boolean isRare(String value) {
        return Set.of("SERVER_ERROR").contains(value);
    }

    private static Set<String> names(Scrape scrape) {
        Set<String> names = new HashSet<>();
        scrape.samples().forEach(sample -> names.add(sample.name()));
        return names;
    }

    private static void promtool(String... arguments) throws Exception {
        assertThat(run(null, arguments)).doesNotContain("FAILED").contains("SUCCESS");
    }

    private static String run(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(NeedsPromtool.Condition.promtool().orElseThrow().toString());
        command.addAll(List.of(arguments));
        Path in = Files.createTempFile("promtool", ".txt");
        Path out = Files.createTempFile("promtool", ".out");
        try {
            Files.writeString(in, input == null ? "" : input);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .start();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return Files.readString(out, StandardCharsets.UTF_8);
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }
}
