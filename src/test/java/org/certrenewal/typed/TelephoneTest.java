package org.certrenewal.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelephoneTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800000013",
                " 13800000013 ",
                "+8613800000013",
                "+86 138 0000 0013",
                "+86-138-0000-0013",
                "008613800000013",
                "0086 13800000013",
                "8613800000013",
                "86 138 0000 0013",
                "(+86)13800000013",
                "（+86）138 0000 0013",
                "＋８６１３８００００００１３",
                "１３８００００００１３",
                "138-0000-0013",
                "138–0000—0013",
                "138.0000.0013",
                "138\u00A00000\u00A00013",
                "138\u30000000\u30000013",
                "\u202D138 0000 0013\u202C",
                "\u2066+86 138 0000 0013\u2069",
                "\u202A\u200E13800000013\u202C\u200F",
                "\u200B138\u20600000\uFEFF0013",
                "138\u00AD0000\u00AD0013",
                "013800000013",
                "17951 13800000013",
                "tel:+8613800000013",
                "tel:+86-138-0000-0013",
                "电话：13800000013",
                "手机号码: 138 0000 0013",
                "13800000013\n",
                "138\t0000\t0013"
            })
    void should_read_one_mobile_number_in_all_its_forms(String typed) {
        assertThat(Telephone.of(typed).value()).isEqualTo("13800000013");
        assertThat(Telephone.of(typed).readable()).isEqualTo("138 0000 0013");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0574-87654321 | 0574-87654321",
                "(0574)87654321 | 0574-87654321",
                "（0574）87654321 | 0574-87654321",
                "(0574) 8765 4321 | 0574-87654321",
                "057487654321 | 0574-87654321",
                "０５７４－８７６５４３２１ | 0574-87654321",
                "0574—87654321 | 0574-87654321",
                "0574一87654321 | 0574-87654321",
                "0574 一 87654321 | 0574-87654321",
                "+86 574 8765 4321 | 0574-87654321",
                "+86 (0)574 87654321 | 0574-87654321",
                "+86-0574-87654321 | 0574-87654321",
                "0086-574-87654321 | 0574-87654321",
                "010-12345678 | 010-12345678",
                "021 6543 2101 | 021-65432101",
                "0574-87654321-801 | 0574-87654321 转 801",
                "(0574)87654321-801 | 0574-87654321 转 801",
                "0574 87654321 801 | 0574-87654321 转 801",
                "+86-574-87654321-801 | 0574-87654321 转 801",
                "0574-87654321转801 | 0574-87654321 转 801",
                "0574-87654321 转 801 | 0574-87654321 转 801",
                "0574-87654321（转801） | 0574-87654321 转 801",
                "0574-87654321轉801 | 0574-87654321 转 801",
                "0574-87654321分机801 | 0574-87654321 转 801",
                "0574-87654321 转分机 801 | 0574-87654321 转 801",
                "0574-87654321 分机号：801 | 0574-87654321 转 801",
                "0574-87654321-分机801 | 0574-87654321 转 801",
                "0574-87654321 ext. 801 | 0574-87654321 转 801",
                "0574-87654321 EXT801 | 0574-87654321 转 801",
                "0574-87654321ｅｘｔ８０１ | 0574-87654321 转 801",
                "0574-87654321;ext=801 | 0574-87654321 转 801",
                "0574-87654321x801 | 0574-87654321 转 801",
                "0574-87654321#801 | 0574-87654321 转 801",
                "0574-87654321,801 | 0574-87654321 转 801",
                "0574-87654321－８０１ | 0574-87654321 转 801",
                "13800000013-1234 | 138 0000 0013 转 1234",
                "13800000013转1234 | 138 0000 0013 转 1234",
                "4008123123 | 400-812-3123",
                "400-812-3123 | 400-812-3123",
                "400 8123 123 | 400-812-3123",
                "400-8123-123转2 | 400-812-3123 转 2",
                "8008208820 | 800-820-8820",
                "800-820-8820 | 800-820-8820",
                "95588 | 95588",
                "９５５８８ | 95588",
                "955 88 | 95588",
                "+852 9123 4567 | +852 9123 4567",
                "+852-91234567 | +852 9123 4567",
                "00852 91234567 | +852 9123 4567"
            })
    void should_show_a_number_as_people_read_it(String typed, String shown) {
        Telephone number = Telephone.of(typed);

        assertThat(number.readable()).isEqualTo(shown);
        assertThat(Telephone.shown(number.value())).isEqualTo(shown);
        assertThat(Telephone.of(shown)).isEqualTo(number);
        assertThat(Telephone.of(number.value())).isEqualTo(number);
        assertThat(number.value()).isEqualTo(shown.replaceAll("[ ]|(?<=^[48]00)-|(?<=^[48]00-?[0-9]{3})-", ""));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, EMPTY",
                "'', EMPTY",
                "' ', EMPTY",
                "'\u200B', EMPTY",
                "87654321, WITHOUT_AREA",
                "8765432, WITHOUT_AREA",
                "8765-4321, WITHOUT_AREA",
                "1380000001, UNREADABLE",
                "138000000133, UNREADABLE",
                "11800000013, UNREADABLE",
                "0574-8765, UNREADABLE",
                "0123-87654321, UNREADABLE",
                "1380000OO13, UNREADABLE",
                "打我手机, UNREADABLE",
                "13800000013/13800000014, UNREADABLE",
                "13800000013 13800000014, UNREADABLE",
                "110, UNREADABLE",
                "+86, UNREADABLE",
                "+1 000 000 0000, UNREADABLE",
                "'13800000013\uE000', UNREADABLE",
                "'13800000013<script>', UNREADABLE"
            })
    void should_say_what_is_wrong_with_what_is_no_number(String typed, Telephone.Reason reason) {
        assertThatThrownBy(() -> Telephone.of(typed))
                .isInstanceOfSatisfying(
                        Telephone.Invalid.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo(reason))
                .hasMessage(reason.text());
        assertThat(Telephone.whyNot(typed)).contains(reason.text());
    }

    @Test
    void should_leave_as_they_are_what_was_kept_before() {
        assertThat(Telephone.shown("0574-87654321")).isEqualTo("0574-87654321");
        assertThat(Telephone.shown("13800000013")).isEqualTo("138 0000 0013");
        assertThat(Telephone.shown("打我手机")).isEqualTo("打我手机");
        assertThat(Telephone.shown(null)).isNull();
        assertThatThrownBy(() -> new Telephone("+86 138 0000 0013")).isInstanceOf(Telephone.Invalid.class);
    }
}
