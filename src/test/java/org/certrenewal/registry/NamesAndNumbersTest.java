package org.certrenewal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.RegistryFacts.Entry;
import org.certrenewal.registry.RegistryFacts.Kind;
import org.certrenewal.registry.reference.Gender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesAndNumbersTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @ParameterizedTest
    @CsvSource({"王海生, 王**", "田𬱖, 田*", "𬱖田, 𬱖*", "阿依古丽·买买提, 阿*******", "王, 王*"})
    void should_mask_a_name_but_for_its_first_character(String name, String masked) {
        assertThat(PersonName.of(name).masked()).isEqualTo(masked);
        assertThat(PersonName.of(name)).hasToString(masked);
    }

    @Test
    void should_read_every_dot_in_a_name_alike() {
        assertThat(PersonName.of(" 阿依古丽•买买提 ")).isEqualTo(PersonName.of("阿依古丽·买买提"));
        assertThat(PersonName.of("阿依古丽•买买提").value()).isEqualTo("阿依古丽·买买提");
    }

    @Test
    void should_keep_the_characters_of_a_name_and_fold_them_only_to_compare() {
        assertThat(PersonName.of("王\uF92C").value()).isEqualTo("王\uF92C");
        assertThat(PersonName.of("王\uF92C"))
                .isEqualTo(PersonName.of("王\u90CE"))
                .hasSameHashCodeAs(PersonName.of("王\u90CE"));
    }

    @Test
    void should_refuse_what_is_no_name() {
        assertThatThrownBy(() -> PersonName.of(" ")).hasMessage("请输入姓名");
        assertThatThrownBy(() -> PersonName.of(null)).hasMessage("请输入姓名");
        assertThatThrownBy(() -> PersonName.of("王".repeat(51))).hasMessage("姓名不能超过50个字");
        assertThatThrownBy(() -> PersonName.of("王\u0000")).hasMessage("姓名含有无法识别的字符");
        assertThat(PersonName.of("𬱖".repeat(50)).masked()).hasSize(2 + 49);
    }

    @Test
    void should_read_a_certificate_number_as_people_type_it() {
        // WHEN
        CertificateNumber number = CertificateNumber.of(" 浙ｂ01 2023 000123");

        // THEN
        assertThat(number).hasToString("浙B012023000123");
        assertThat(number.cityLetter()).isEqualTo('B');
        assertThat(number.tradeCode()).isEqualTo("01");
        assertThat(number.year()).isEqualTo(2023);
        assertThat(CertificateNumber.of("浙B01202300012345678901234").value()).hasSize(25);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "浙B012023000123",
                "浙b012023000123",
                "B012023000123",
                "b012023000123",
                "Ｂ０１２０２３０００１２３",
                "浙B-01-2023-000123",
                "浙B—01—2023—000123",
                "B 01 2023 000123",
                "\u202D浙B012023000123\u202C",
                "\u200B浙B01\u00A02023\u2060000123\uFEFF",
                "浙B012023000123\n"
            })
    void should_read_one_certificate_number_in_all_its_forms(String typed) {
        assertThat(CertificateNumber.of(typed)).hasToString("浙B012023000123");
    }

    @Test
    void should_keep_a_name_in_the_characters_it_was_given_in() {
        assertThat(PersonName.of("\uF92C平").value()).isEqualTo("\uF92C平");
        assertThat(PersonName.of("\uF92C平")).isEqualTo(PersonName.of("郎平")).hasSameHashCodeAs(PersonName.of("郎平"));
        assertThat(PersonName.of("\u202D王\u200B海生\uFEFF").value()).isEqualTo("王海生");
        assertThat(PersonName.of("葛\uDB40\uDD00洪").value()).isEqualTo("葛\uDB40\uDD00洪");
        assertThat(PersonName.of("ＬＩ ＭＩＮＧ")).isEqualTo(PersonName.of("Li Ming"));
        assertThat(PersonName.of("王海升")).isNotEqualTo(PersonName.of("王海生"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY",
        "浙B012023000123456789012345, TOO_LONG",
        "甬建特字第20190123号, OLD_STYLE",
        "330200-2019-00123, OLD_STYLE",
        "浙020191234567, OLD_STYLE",
        "粤A012023000123, OTHER_PROVINCE",
        "浙B01202, MALFORMED",
        "浙B01, MALFORMED",
        "B01202300012, WITHOUT_PROVINCE",
        "b01 2023, WITHOUT_PROVINCE",
        "T330302198801119936, OLD_STYLE",
        "浙B012023000\uE000123, MALFORMED",
        "浙B012023000!23, MALFORMED",
        "abc, MALFORMED"
    })
    void should_tell_what_is_wrong_with_a_certificate_number(String typed, CertificateNumber.Reason reason) {
        assertThatThrownBy(() -> CertificateNumber.of(typed))
                .isInstanceOfSatisfying(
                        CertificateNumber.Invalid.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo(reason))
                .hasMessage(reason.text());
    }

    @Test
    void should_know_the_codes_of_the_standard() {
        assertThat(CertificateStatus.ofCode("04")).isEqualTo(CertificateStatus.RESCINDED);
        assertThat(CertificateStatus.RESCINDED.label()).isEqualTo("撤销");
        assertThat(OperationCode.ofCode("02")).isEqualTo(OperationCode.RENEWED);
        assertThat(OperationCode.RENEWED.givesNewQrCode()).isTrue();
        assertThat(OperationCode.SUSPENDED.givesNewQrCode()).isFalse();
        assertThat(OperationCode.leadingTo(CertificateStatus.VALID, CertificateStatus.SUSPENDED))
                .isEqualTo(OperationCode.RETURNED);
        assertThat(Gender.ofCode("2").label()).isEqualTo("女");
        assertThatThrownBy(() -> CertificateStatus.ofCode("07")).hasMessageContaining("07");
        assertThatThrownBy(() -> OperationCode.ofCode("99")).hasMessageContaining("99");
        assertThatThrownBy(() -> Gender.ofCode("0")).hasMessageContaining("0");
    }

    @Test
    void should_count_violations_of_the_last_two_years() {
        // GIVEN
        RegistryFacts facts = new RegistryFacts(List.of(
                entry(Kind.VIOLATION, "2024-11-22"), // two years ago to the day: the first day isn't counted
                entry(Kind.VIOLATION, "2024-11-23"),
                entry(Kind.VIOLATION, "2026-11-22"),
                entry(Kind.VIOLATION, "2026-11-23")));

        // WHEN / THEN
        assertThat(facts.violationsWithin(2, TODAY)).isEqualTo(2);
    }

    @Test
    void should_let_a_later_record_outweigh_an_earlier_one() {
        assertThat(RegistryFacts.none().educationDone()).isTrue();
        assertThat(RegistryFacts.none().healthFits()).isTrue();
        assertThat(new RegistryFacts(List.of(
                                entry(Kind.EDUCATION_DONE, "2026-02-01"), entry(Kind.EDUCATION_MISSED, "2026-01-01")))
                        .educationDone())
                .isTrue();
        assertThat(new RegistryFacts(
                                List.of(entry(Kind.HEALTH_UNFIT, "2026-02-01"), entry(Kind.HEALTH_FIT, "2026-01-01")))
                        .healthFits())
                .isFalse();
        assertThat(new RegistryFacts(List.of(entry(Kind.ACCIDENT_RESPONSIBILITY, "2020-01-01"))).accidentResponsible())
                .isTrue();
    }

    @Test
    void should_know_the_bar_that_is_in_force() {
        // GIVEN
        Entry past = bar(Kind.FALSE_PAPERS_BAR, "2025-01-01", "2026-11-21");
        Entry shorter = bar(Kind.FALSE_PAPERS_BAR, "2025-11-22", "2026-11-22");
        Entry longer = bar(Kind.FRAUD_BAR, "2024-01-01", "2027-01-01");
        Entry future = bar(Kind.FRAUD_BAR, "2026-11-23", "2029-11-23");

        // WHEN / THEN
        assertThat(new RegistryFacts(List.of(past, future)).barOn(TODAY)).isEmpty();
        assertThat(new RegistryFacts(List.of(past, shorter)).barOn(TODAY)).contains(shorter);
        assertThat(new RegistryFacts(List.of(shorter, longer)).barOn(TODAY)).contains(longer);
    }

    @Test
    void should_accept_only_small_pictures_as_photos() {
        assertThat(new Photo("image/png", new byte[50 * 1024]).content()).hasSize(50 * 1024);
        assertThatThrownBy(() -> new Photo("image/png", new byte[50 * 1024 + 1]))
                .hasMessage("照片大小应不超过 50 KB");
        assertThatThrownBy(() -> new Photo("image/gif", new byte[1])).hasMessage("照片应为 jpg 或 png 格式");
    }

    private static Entry entry(Kind kind, String on) {
        return new Entry(kind, LocalDate.parse(on), Optional.empty(), "");
    }

    private static Entry bar(Kind kind, String on, String until) {
        return new Entry(kind, LocalDate.parse(on), Optional.of(LocalDate.parse(until)), "");
    }
}
