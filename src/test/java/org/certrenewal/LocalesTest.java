package org.certrenewal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares our Chinese texts of the web applications with the English ones that come with them. */
class LocalesTest {

    private static final String ROOT = "/META-INF/resources/webjars/camunda/";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]{2,}");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "admin", "welcome"})
    void should_have_every_text_in_Chinese(String application) throws IOException {
        assertThat(labels(application, "zh").keySet())
                .isEqualTo(labels(application, "en").keySet());
    }

    @Test
    void should_have_every_text_of_Cockpit_that_its_scripts_use() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String script : new String[] {
            ROOT + "app/cockpit/camunda-cockpit-bootstrap.js",
            ROOT + "lib/deps.js",
            "/META-INF/resources/plugin/cockpit/app/plugin.js"
        }) {
            KEY.matcher(text(script)).results().map(MatchResult::group).forEach(named::add);
        }
        Set<String> used = new TreeSet<>(labels("cockpit", "en").keySet());
        used.retainAll(named);
        assertThat(used).hasSizeGreaterThan(900);
        assertThat(labels("cockpit", "zh").keySet())
                .containsAll(used)
                .isSubsetOf(labels("cockpit", "en").keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void should_keep_the_placeholders(String application) throws IOException {
        Map<String, String> english = labels(application, "en");
        labels(application, "zh")
                .forEach((key, chinese) ->
                        assertThat(placeholders(chinese)).as(key).isEqualTo(placeholders(english.get(key))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void should_leave_hardly_a_text_without_a_Chinese_word(String application) throws IOException {
        Map<String, String> labels = labels(application, "zh");
        long foreign = labels.values().stream()
                .filter(text -> text.matches(".*[A-Za-z]{2}.*"))
                .filter(text -> !CHINESE.matcher(text).find())
                .peek(text -> assertThat(text.split("\\s+")).as(text).hasSizeLessThan(4))
                .count();
        assertThat(foreign).isLessThan(labels.size() / 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin"})
    void should_write_dates_in_the_Chinese_form(String application) throws IOException {
        JsonNode dates = locale(application, "zh").get("dateLocales");
        assertThat(dates.at("/longDateFormat/LLL").asText()).isEqualTo("YYYY年M月D日 HH:mm");
        assertThat(dates.get("months")).hasSize(12);
        assertThat(dates.get("weekdays")).hasSize(7);
    }

    private static Map<String, String> labels(String application, String language) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label :
                locale(application, language).get("labels").properties()) {
            labels.put(label.getKey(), label.getValue().asText());
        }
        return labels;
    }

    private static JsonNode locale(String application, String language) throws IOException {
        String text = text(ROOT + "app/" + application + "/locales/" + language + ".json");
        return JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(String path) throws IOException {
        try (InputStream file = LocalesTest.class.getResourceAsStream(path)) {
            assertThat(file).as(path).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
