package org.certrenewal.typed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people type: what nobody sees goes, everything else stays. */
class ProseTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            '\u0000王\u001B建\u007F国\u009F', 王建国
            '\uFEFF王\u200B建\u2060国\u200D', 王建国
            '\u202E国\u202C王\u2066\u2069', 国王
            '软\u00AD连\u034F字', 软连字
            '王\uFE0F\uDB40\uDD00建\uFFFE国\uFDD0\uD800', 王建国
            '\uDC00王\uD87F\uDFFF', 王
            '中山路\t1号\u20092单元\u00A0301', 中山路 1号 2单元 301
            '  中山路\r\n1号\u3000', 中山路 1号
            '\uF92C\uFA0E\u212B\u0065\u0301ﬁ１', '\uF92C\uFA0E\u212B\u0065\u0301ﬁ１'
            '田\uD849\uDE50，\uD87A\uDFE0', '田\uD849\uDE50，\uD87A\uDFE0'
            """)
    void should_take_out_what_nobody_sees_and_nothing_else(String typed, String read) {
        assertThat(Prose.line(typed)).isEqualTo(read);
    }

    @Test
    void should_keep_lines_where_they_belong() {
        assertThat(Prose.paragraphs("收件地址不完整：\r\n1. 请写明门牌号；\r\r\n\n\n2. 请写明电话。 \u2028\t3. 其他\u3000\n\n"))
                .isEqualTo("收件地址不完整：\n1. 请写明门牌号；\n\n2. 请写明电话。\n 3. 其他");
        assertThat(Prose.line("一\r\n二\n三")).isEqualTo("一 二 三");
        assertThat(Prose.line(null)).isNull();
        assertThat(Prose.paragraphs(null)).isNull();
        assertThat(Prose.paragraphs("\u200B \r\n\uFEFF")).isEmpty();
    }

    @Test
    void should_keep_every_letter_mark_number_sign_and_symbol() {
        List<Integer> changed = IntStream.rangeClosed(0x21, Character.MAX_CODE_POINT)
                .filter(Character::isDefined)
                .filter(character -> switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                })
                .filter(character -> !("甲" + Character.toString(character) + "乙")
                        .equals(Prose.line("甲" + Character.toString(character) + "乙")))
                .boxed()
                .toList();

        // The ignorable ones: joiners, fillers, variation selectors.
        assertThat(changed)
                .allMatch(character -> List.of(0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)
                                .contains(character)
                        || character >= 0x180B && character <= 0x180D
                        || character >= 0xFE00 && character <= 0xFE0F
                        || character >= 0xE0100 && character <= 0xE01EF);
    }

    record Form(String name, @Paragraphs String reasons, List<String> tags) {}

    @Test
    void should_read_every_text_of_a_request_so() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper().registerModule(new TypedModule());
        Form form = new Form("王\n建国", "一\n二", List.of("甲\u200B"));
        String sent = "{\"name\":\" 王\\n建国\\u200B\",\"reasons\":\"一\\r\\n二\\uFEFF\",\"tags\":[\"甲\\t乙\"]}";

        assertThat(json.readValue(sent, Form.class)).isEqualTo(new Form("王 建国", "一\n二", List.of("甲 乙")));
        assertThat(json.treeToValue(json.readTree(sent), Form.class))
                .isEqualTo(new Form("王 建国", "一\n二", List.of("甲 乙")));
        assertThat(new ObjectMapper().readValue(new ObjectMapper().writeValueAsString(form), Form.class))
                .isEqualTo(form);
    }
}
