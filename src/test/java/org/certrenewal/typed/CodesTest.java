package org.certrenewal.typed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "浙B012023000123",
                "浙b012023000123",
                "浙Ｂ０１２０２３０００１２３",
                "浙B 01 2023 000123",
                "浙B\u00A001\u20072023\u3000000123",
                "\u200B浙B01\u200C2023\u200D000\u2060123\uFEFF",
                "\u202D浙B012023000123\u202C",
                "\u2066浙B012023000123\u2069\u200F",
                "浙\uFE0FB012023000123",
                "浙\uDB40\uDD00B012023000123",
                "浙B0120\u00AD23000123",
                "浙B012023000123\r\n",
                "浙\tB012023000123\u0000",
                "浙B01\u3164202\u115F3000123\uFFFC"
            })
    void should_read_one_code_in_all_its_forms(String typed) {
        assertThat(Codes.capitals(typed)).isEqualTo("浙B012023000123");
    }

    @Test
    void should_read_every_blank_and_format_character_as_nothing() {
        StringBuilder typed = new StringBuilder("A");
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int type = Character.getType(c);
            if (type == Character.FORMAT
                    || type == Character.CONTROL
                    || type == Character.SPACE_SEPARATOR
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                typed.appendCodePoint(c);
            }
        }
        assertThat(Codes.plain(typed.append("1").toString())).isEqualTo("A1");
    }

    @Test
    void should_not_take_a_character_without_meaning_for_nothing() {
        assertThat(Codes.plain("A\uE0001")).hasSize(3);
        assertThat(Codes.plain("A\uFFFE1")).hasSize(3);
        assertThat(Codes.plain("A\uD8001")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SF-100-2", "SF－100－2", "SF–100—2", "sf‑100−2", "SF ‐ 100 ─ 2"})
    void should_know_one_dash(String typed) {
        assertThat(Codes.capitals(typed)).isEqualTo("SF-100-2");
        assertThat(Codes.capitalsWithoutDashes(typed)).isEqualTo("SF1002");
    }

    @ParameterizedTest
    @CsvSource({
        "阿依古丽·买买提, 阿依古丽•买买提, true",
        "阿依古丽·买买提, ' 阿依古丽．买买提 ', true",
        "郎平, \uF92C平, true",
        "王海生, 王 海\u3000生, true",
        "王海生, '\u202D王\u200B海生\u202C', true",
        "葛\uDB40\uDD00洪, 葛洪, true",
        "Li Ming, ＬＩ ming, true",
        "田\uD859\uDC50, 田\uD859\uDC50, true",
        "王海生, 王海, false",
        "王海生, 王海升, false",
        "田\uD859\uDC50, 田\uD859\uDC51, false",
        "tian, 田, false"
    })
    void should_compare_names_as_people_do(String one, String other, boolean same) {
        assertThat(Names.same(one, other)).isEqualTo(same);
        assertThat(Names.same(other, one)).isEqualTo(same);
    }

    record Line(@Longest(3) String text, String code) {}

    record Page(@Longest(2) String title, Line line, List<Line> lines) {}

    @Test
    void should_count_characters_as_people_do() {
        Page page =
                new Page(" 𬱖𬱖 ", new Line("一二三四", "x".repeat(9)), List.of(new Line("1", ""), new Line("1234", "")));

        assertThat(Lengths.of("\uD83D\uDE00 ")).isEqualTo(1);
        assertThat(Lengths.in(Page.class)).isEqualTo(Map.of("title", 2, "line.text", 3, "lines.*.text", 3));
        assertThat(Lengths.tooLong(page))
                .containsOnlyKeys("line.text", "lines.1.text")
                .containsEntry("line.text", "不能超过3个字，现在有4个字");
        assertThat(Lengths.tooLong(null)).isEmpty();
    }
}
