package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaseNumbersTest {

    @Test
    void should_make_no_number_that_a_spreadsheet_takes_for_a_number() {
        CaseNumbers numbers = new CaseNumbers(Clock.systemDefaultZone());
        numbers.repeat(7);
        Set<String> seen = new HashSet<>();
        Set<Character> used = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            String number = numbers.next();
            assertThat(number).matches("33[0-9]{6}[A-Z][0-9A-Z]{7}").doesNotContain("E", "I", "L", "O", "U");
            assertThat(number).as("a number, a power, a time").doesNotMatch("[0-9]+([A-FLP][0-9]*)?");
            seen.add(number);
            number.substring(8).chars().forEach(c -> used.add((char) c));
        }
        assertThat(seen).hasSize(100_000);
        assertThat(used).hasSize(31);
    }
}
