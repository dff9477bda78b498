package org.certrenewal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportsTest {

    @ParameterizedTest
    @CsvSource({
        "3326090112345678, '=\"3326090112345678\"'",
        "33260901123456E7, '=\"33260901123456E7\"'",
        "332609011E345678, '=\"332609011E345678\"'",
        "3326090E11234567, '=\"3326090E11234567\"'",
        "012345, '=\"012345\"'",
        "33260901G1234567, 33260901G1234567",
        "33260901ABCDEFGH, 33260901ABCDEFGH",
        "2026-09-01, 2026-09-01",
        "20, 20",
        "-3, -3",
        "330200, 330200",
        "宁波市住房和城乡建设局, 宁波市住房和城乡建设局",
        "=1+1, '''=1+1'",
        "@SUM(A1), '''@SUM(A1)'",
        "'', ''"
    })
    void should_leave_texts_to_be_texts_in_a_spreadsheet(String cell, String written) {
        assertThat(Exports.asText(cell)).isEqualTo(written);
    }
}
