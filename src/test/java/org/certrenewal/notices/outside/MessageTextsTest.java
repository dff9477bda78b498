package org.certrenewal.notices.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certrenewal.seeds.SeedException;
import org.certrenewal.seeds.SeedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.DefaultResourceLoader;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** No subject and no short message can say anything about a person, whatever was told. */
class MessageTextsTest {

    static final MessageTexts TEXTS = MessageTexts.read(SeedFolder.packaged());

    /** What a notice could hold of a person. */
    private static final String[] PERSONAL = {"王海生", "330203198503159914", "13800000013", "浙B012023000123", "海曙区中山东路1号"
    };

    static Stream<String> kinds() {
        return TEXTS.kinds().keySet().stream().sorted();
    }

    static MailLayout layout() {
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
        files.setPrefix("templates/");
        files.setSuffix(".html");
        files.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        assertThat(new DefaultResourceLoader()
                        .getResource("classpath:templates/mail/message.html")
                        .exists())
                .isTrue();
        return new MailLayout(TEXTS, engine, "https://renewal.example.cn/");
    }

    /** Every kind by which the metrics count notices, and every kind that stands in the sources. */
    @Test
    void should_have_texts_for_every_kind_of_notice() throws IOException {
        Set<String> kinds = new TreeSet<>();
        String metrics = Files.readString(Path.of("src/main/java/org/certrenewal/insight/metrics/CaseMetrics.java"));
        Matcher list = Pattern.compile("NOTICES = List\\.of\\(([^)]*)\\)").matcher(metrics);
        assertThat(list.find()).isTrue();
        Pattern.compile("\"([a-z-]+)\"").matcher(list.group(1)).results().forEach(it -> kinds.add(it.group(1)));
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                Pattern.compile("\\.once\\(\\s*\"([a-z-]+)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(it -> {
                            if (!it.group(1).equals("posted") || !file.endsWith("Note.java")) {
                                kinds.add(it.group(1));
                            }
                        });
            }
        }
        assertThat(kinds).hasSizeGreaterThan(25);
        assertThat(TEXTS.kinds().keySet()).containsAll(kinds);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void should_say_nothing_personal_in_a_subject_or_a_short_message(String kind) {
        Mail mail = layout().lay(
                        "k",
                        new MailAddress("worker@example.com"),
                        kind,
                        java.util.List.of(layout().part(String.join("，", PERSONAL), "/my/cases#R1")),
                        "",
                        Optional.empty());
        assertThat(mail.subject())
                .isNotBlank()
                .doesNotContain(PERSONAL)
                .doesNotContain("R1")
                .doesNotMatch(".*[0-9].*");

        Map<String, String> values = new HashMap<>();
        for (String personal : PERSONAL) {
            values.put(personal, personal);
        }
        values.putAll(Map.of("name", "王海生", "text", "王海生", "number", "R2026", "date", "2026年10月29日"));
        assertThat(TEXTS.filled(kind, values)).doesNotContain(PERSONAL);
        assertThat(MessageTexts.GAPS).containsAll(TEXTS.of(kind).gaps());
    }

    @Test
    void should_tell_a_kind_that_nobody_wrote_texts_for_in_general_words() {
        assertThat(TEXTS.of("brand-new").subject()).isEqualTo("您有一条新消息");
        assertThat(TEXTS.of("brand-new").sms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "letter: {subject: \"${name}您好\"}",
                "letter: {subject: 文书, sms: \"${name}您好\"}",
                "letter: {subject: 文书, sms: \"${text}\"}",
                "letter: {subject: 文书, mail: x}",
                "letter: {subject: 这是一个长得连手机锁屏上也放不下的邮件标题所以应当被拒绝才对而且还没有结束}"
            })
    void should_refuse_texts_with_room_for_something_personal(String line, @TempDir Path folder) throws IOException {
        String file = Files.readString(Path.of("seeds/messages.yaml"))
                .replaceAll("(?m)^  letter: .*$", Matcher.quoteReplacement("  " + line));
        Files.writeString(folder.resolve("messages.yaml"), file);

        assertThatThrownBy(() -> MessageTexts.read(SeedFolder.over(folder))).isInstanceOf(SeedException.class);
    }

    @Test
    void should_escape_what_was_told() {
        Mail mail = layout().lay(
                        "k",
                        new MailAddress("worker@example.com"),
                        "letter",
                        java.util.List.of(layout().part("<script>alert(1)</script>&\r\nBcc: x", "/my/cases\"><b>")),
                        "",
                        Optional.empty());

        assertThat(mail.html()).doesNotContain("<script>", "\"><b>").contains("&lt;script&gt;");
        assertThat(mail.text()).contains("登录查看：https://renewal.example.cn/my/cases");
    }
}
