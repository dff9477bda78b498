package org.certrenewal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.certrenewal.registry.reference.Gender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdNumberTest {

    @ParameterizedTest
    @ValueSource(strings = {"11010519491231002X", "440524188001010014"})
    void should_know_published_numbers(String number) {
        char check = IdNumber.checkCharacter(number.substring(0, 17));

        assertThat(check).isEqualTo(number.charAt(17));
    }

    @Test
    void should_read_what_is_in_a_number() {
        // WHEN
        IdNumber number = IdNumber.of(" 11010519491231002x ");

        // THEN
        assertThat(number.value()).isEqualTo("11010519491231002X");
        assertThat(number.gender()).isEqualTo(Gender.FEMALE);
        assertThat(number.birthDate()).isEqualTo(LocalDate.of(1949, 12, 31));
        assertThat(number.placeCode()).isEqualTo("110105");
        assertThat(number.ageOn(LocalDate.of(2026, 12, 30))).isEqualTo(76);
        assertThat(number.ageOn(LocalDate.of(2026, 12, 31))).isEqualTo(77);
        assertThat(IdNumber.of("330203198503159914").gender()).isEqualTo(Gender.MALE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11010519491231002X",
                "11010519491231002x",
                "110105 19491231 002X",
                "110105-19491231-002x",
                "１１０１０５１９４９１２３１００２Ｘ",
                "110105\u00A019491231\u00A0002X",
                "110105\u200B19491231\u2060002X\uFEFF",
                "\u202D110105 19491231 002X\u202C",
                "11010519491231002×",
                "11010519491231002Х",
                "11010519491231002ⅹ",
                "\u300011010519491231002X\r\n"
            })
    void should_read_one_number_in_all_its_forms(String typed) {
        assertThat(IdNumber.of(typed).value()).isEqualTo("11010519491231002X");
    }

    @Test
    void should_show_only_first_and_last_character_wherever_it_is_printed() {
        IdNumber number = IdNumber.of("330203198503159914");

        assertThat(number.masked()).isEqualTo("3****************4");
        assertThat(number).hasToString("3****************4");
        assertThat("" + number).doesNotContain("1985");
    }

    @ParameterizedTest
    @ValueSource(strings = {"330204", "330121", "332501", "339007", "810000", "820000", "830000"})
    void should_accept_places_that_no_longer_exist_and_residence_permits(String place) {
        String first17 = place + "19850315991";

        assertThat(IdNumber.of(first17 + IdNumber.checkCharacter(first17)).placeCode())
                .isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 请输入身份证号码",
        "33020319850315991, 身份证号码应为18位",
        "3302031985031599145, 身份证号码应为18位",
        "33020319850315991Y, 身份证号码前17位应为数字，最后一位应为数字或X",
        "3302031985031599X4, 身份证号码前17位应为数字，最后一位应为数字或X",
        "000203198503159914, 身份证号码前6位的地区不存在",
        "330203198502309914, 身份证号码中的出生日期不正确",
        "330203189912319914, 身份证号码中的出生日期不正确",
        "330203198513159914, 身份证号码中的出生日期不正确",
        "330203198503159913, 身份证号码校验位不正确，请核对后重新输入"
    })
    void should_say_what_is_wrong_without_repeating_the_number(String typed, String reason) {
        assertThatThrownBy(() -> IdNumber.of(typed))
                .isInstanceOf(IdNumber.Invalid.class)
                .hasMessage(reason);
    }

    @Test
    void should_ask_for_a_number_where_there_is_none() {
        assertThatThrownBy(() -> IdNumber.of(null)).hasMessage("请输入身份证号码");
    }

    @Test
    void should_equal_the_same_number_only() {
        IdNumber number = IdNumber.of("11010519491231002x");

        assertThat(number)
                .isEqualTo(IdNumber.of("11010519491231002X"))
                .hasSameHashCodeAs(IdNumber.of("11010519491231002X"));
        assertThat(number).isNotEqualTo(IdNumber.of("330203198503159914"));
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> places = Arbitraries.of("330203", "330783", "110105", "440524", "332501", "810000");
        Arbitrary<LocalDate> births = Arbitraries.longs()
                .between(
                        LocalDate.of(1900, 1, 1).toEpochDay(),
                        LocalDate.of(2008, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
        Arbitrary<Integer> orders = Arbitraries.integers().between(0, 999);
        return Combinators.combine(places, births, orders).as((place, birth, order) -> {
            String first17 = place + birth.toString().replace("-", "") + String.format("%03d", order);
            return first17 + IdNumber.checkCharacter(first17);
        });
    }

    @Property
    void should_accept_every_number_with_a_right_check_character(@ForAll("numbers") String number) {
        assertThat(IdNumber.of(number).value()).isEqualTo(number);
    }

    @Property
    void should_refuse_every_number_with_one_digit_changed(
            @ForAll("numbers") String number,
            @ForAll @IntRange(max = 16) int position,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        int digit = (Character.digit(number.charAt(position), 10) + by) % 10;
        String changed = number.substring(0, position) + digit + number.substring(position + 1);

        assertThatThrownBy(() -> IdNumber.of(changed)).isInstanceOf(IdNumber.Invalid.class);
    }
}
