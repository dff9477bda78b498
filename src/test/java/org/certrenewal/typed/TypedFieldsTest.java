package org.certrenewal.typed;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certrenewal.casefile.Section;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.delivery.Posting;
import org.certrenewal.stages.delivery.Rating;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Correction;
import org.certrenewal.stages.review.DeadlineDisposition;
import org.certrenewal.stages.review.Review;
import org.certrenewal.stages.search.ServiceChoice;
import org.certrenewal.stages.signature.Signature;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the fields that people type into with what the server knows about them. */
class TypedFieldsTest {

    private static final Map<String, Section<?>> SECTIONS = Map.ofEntries(
            entry(Tasks.SEARCH_SERVICE, ServiceChoice.SECTION),
            entry(Tasks.AUTHENTICATE_FACE, new Section<>("face", Section.Nothing.class)),
            entry(Tasks.FILL_FORM, Section.FORM),
            entry(Tasks.CHOOSE_PICKUP, Section.PICKUP),
            entry(Tasks.CONFIRM_INFORMATION, new Section<>("confirmation", Section.Nothing.class)),
            entry(Tasks.SIGN_APPLICATION, Signature.SECTION),
            entry(Tasks.CORRECT_APPLICATION, Correction.SECTION),
            entry(Tasks.ACCEPT_APPLICATION, Acceptance.SECTION),
            entry(Tasks.REVIEW_APPLICATION, Review.SECTION),
            entry(Tasks.EXTEND_DECISION, DeadlineDisposition.SECTION),
            entry(Tasks.POST_CERTIFICATE, Posting.SECTION),
            entry(Tasks.COLLECT_CERTIFICATE, Rating.SECTION));

    /** Codes and numbers: read tolerantly, without a length of their own. */
    private static final Set<String> CODES = Set.of(
            "certificate.number", "form.certificate.number", "address.phone", "pickup.address.phone", "trackingNumber");

    static Stream<Path> forms() throws IOException {
        return Files.list(Path.of("forms")).sorted();
    }

    static Stream<Path> frontEnd() throws IOException {
        return Stream.of("forms", "src/main/resources/templates", "src/main/resources/static/renewal")
                .flatMap(folder -> {
                    try {
                        return Files.walk(Path.of(folder));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .filter(file -> file.toString().matches(".*\\.(html|js)"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void should_know_every_field_of_a_form_and_how_long_it_may_be(Path file) throws IOException {
        Document form = Jsoup.parse(file.toFile(), "UTF-8");
        Section<?> section = SECTIONS.get(form.selectFirst("form").attr("data-element"));
        assertThat(section).as(file.toString()).isNotNull();
        Map<String, Integer> lengths = Lengths.in(section.type());
        for (Element control : form.select("input[name], select[name], textarea[name]")) {
            String name = control.attr("name");
            assertThat(knows(section.type(), name)).as("%s: %s", file, name).isTrue();
            if (isTyped(control) && !CODES.contains(name)) {
                assertThat(lengths).as("%s: how long %s may be", file, name).containsKey(name);
            }
        }
        for (Element control : form.select("textarea:not([name])")) {
            assertThat(control.attr("data-longest")).isEqualTo(String.valueOf(Lengths.STOP_REASON));
        }
    }

    /** The browser would cut what is pasted, silently, and counts halves of characters. */
    @ParameterizedTest
    @MethodSource("frontEnd")
    void should_let_no_browser_cut_what_is_typed(Path file) throws IOException {
        if (!file.endsWith("lengths.js")) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainIgnoringCase("maxlength");
        }
    }

    @ParameterizedTest
    @MethodSource("frontEnd")
    void should_ask_for_the_right_keys_and_memory_where_a_code_is_typed(Path file) throws IOException {
        if (!file.toString().endsWith(".html")) {
            return;
        }
        Document page = Jsoup.parse(file.toFile(), "UTF-8");
        for (Element control : page.select("input")) {
            String name = control.attr("name");
            if (CODES.contains(name) || Set.of("number", "idNumber").contains(name)) {
                assertThat(control.attr("inputmode")).as("%s: %s", file, name).isIn("text", "tel");
                assertThat(control.attr("autocomplete"))
                        .as("%s: %s", file, name)
                        .isEqualTo("tel".equals(control.attr("type")) ? "tel" : "off");
            }
        }
    }

    /**
     * Whatever listens for keys hears none that belongs to an input method: the one guard stands before all of them.
     */
    @ParameterizedTest
    @ValueSource(strings = {"form.js", "shell.js", "pages.js", "insight/pages.js"})
    void should_keep_the_keys_of_input_methods_from_every_script(String script) throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/static/renewal").resolve(script)))
                .containsPattern("from '\\.{1,2}/composing\\.js'|import '\\.{1,2}/composing\\.js'");
    }

    @Test
    void should_give_the_pages_their_figures() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/templates/office-certificates.html")))
                .contains("th:data-longest=\"${longestReason}\"");
    }

    private static boolean isTyped(Element control) {
        return control.tagName().equals("textarea")
                || control.tagName().equals("input")
                        && Set.of("", "text", "search", "tel", "email", "url").contains(control.attr("type"));
    }

    private static boolean knows(Class<?> type, String path) {
        String[] steps = path.split("\\.");
        Class<?> at = type;
        for (String step : steps) {
            Optional<RecordComponent> part = at.isRecord()
                    ? Arrays.stream(at.getRecordComponents())
                            .filter(one -> one.getName().equals(step))
                            .findFirst()
                    : Optional.empty();
            if (part.isEmpty()) {
                return false;
            }
            at = part.get().getType();
        }
        return true;
    }
}
