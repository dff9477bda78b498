package org.certrenewal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.certrenewal.registry.reference.CreditCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTest {

    /** The standard's own example, and one that is in everybody's hands. */
    @ParameterizedTest
    @ValueSource(strings = {"91350100M000100Y43", "91110000802100433B"})
    void should_take_codes_whose_check_character_fits(String code) {
        assertThat(CreditCode.isValid(code)).isTrue();
        for (int at = 0; at < code.length(); at++) {
            char other = code.charAt(at) == '0' ? '1' : '0';
            assertThat(CreditCode.isValid(code.substring(0, at) + other + code.substring(at + 1)))
                    .isFalse();
        }
    }

    @Test
    void should_refuse_the_placeholder_and_what_is_no_code() {
        assertThat(CreditCode.isValid(CreditCode.OF_THE_DEMONSTRATION)).isFalse();
        assertThat(CreditCode.isValid("")).isFalse();
        assertThat(CreditCode.isValid("91350100M000100Y4")).isFalse();
        assertThat(CreditCode.isValid("9135010OM000100Y43")).isFalse();
        assertThat(CreditCode.isValid("91350100m000100y43")).isFalse();
    }
}
