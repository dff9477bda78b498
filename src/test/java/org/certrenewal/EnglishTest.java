package org.certrenewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who chooses English finds every text of the frame in English: forms and pages against the list of texts. */
class EnglishTest {

    private static final Pattern ENTRY = Pattern.compile("'([^']+)':\\s+['\"]");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    /** Names, and what stands only until the real text comes. */
    private static final Set<String> STAY =
            Set.of("浙江省住房和城乡建设厅", "浙江省建设信息港", "创新精神 担当意识 百姓情怀", "省建设厅", "服务", "角色", "故事");

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("forms", "src/main/resources/templates")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".html")).forEach(pages::add);
            }
        }
        return pages.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void should_have_an_english_text_for_every_text_of_the_frame(Path page) throws IOException {
        Document document = Jsoup.parse(page.toFile(), "UTF-8");
        Set<String> texts = new HashSet<>();
        for (Element element : document.getAllElements()) {
            if (element.closest("script, style, title") == null) {
                for (TextNode text : element.textNodes()) {
                    texts.add(text.text().replaceAll("[\\s\\u3000]+", " ").strip());
                }
                texts.add(element.attr("aria-label"));
                texts.add(element.attr("placeholder"));
                texts.add(element.attr("data-label"));
                texts.add(element.attr("data-prompt"));
            }
        }
        texts.removeIf(text -> !CHINESE.matcher(text).find());
        texts.removeAll(STAY);

        assertThat(english()).containsAll(texts);
    }

    private static Set<String> english() throws IOException {
        Set<String> known = new HashSet<>();
        Matcher entries = ENTRY.matcher(Files.readString(Path.of("src/main/resources/static/renewal/english.js")));
        while (entries.find()) {
            known.add(entries.group(1));
        }
        return known;
    }
}
