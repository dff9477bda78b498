package org.certrenewal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CertificateIdentifierTest {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String PUBLISHED = "1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F";

    @Test
    void should_verify_the_published_sample() {
        // WHEN
        CertificateIdentifier identifier = CertificateIdentifier.parse(PUBLISHED);

        // THEN
        assertThat(identifier).isEqualTo(new CertificateIdentifier("11220000013544541J", "2430599", 1));
        assertThat(identifier.check()).isEqualTo('F');
        assertThat(identifier).hasToString(PUBLISHED);
    }

    @Test
    void should_take_the_last_ten_characters_of_the_number_as_serial() {
        CertificateNumber number = CertificateNumber.of("浙B012023000123");

        assertThat(CertificateIdentifier.of("113300000000000000", number, 12).toString())
                .startsWith("1.2.156.3005.2.11100000000013338W032.113300000000000000.2023000123.012.");
    }

    @Test
    void should_refuse_a_wrong_check_character_or_another_kind_of_certificate() {
        assertThatThrownBy(() -> CertificateIdentifier.parse(PUBLISHED.replace(".F", ".G")))
                .hasMessageStartingWith("the check character of the identifier is wrong");
        assertThatThrownBy(() -> CertificateIdentifier.parse(PUBLISHED.replace("W032", "W033")))
                .hasMessageStartingWith("not an identifier of this kind of certificate");
    }

    @Test
    void should_refuse_parts_that_do_not_fit() {
        assertThatThrownBy(() -> new CertificateIdentifier("short", "1", 1)).hasMessageContaining("issuer's code");
        assertThatThrownBy(() -> new CertificateIdentifier("11220000013544541J", "12345678901", 1))
                .hasMessageContaining("serial");
        assertThatThrownBy(() -> new CertificateIdentifier("11220000013544541J", "1", 0))
                .hasMessageContaining("version");
        assertThatThrownBy(() -> new CertificateIdentifier("11220000013544541J", "1", 1000))
                .hasMessageContaining("version");
    }

    @Property
    void should_fulfil_the_standard_with_every_check_character(
            @ForAll @CharRange(from = '0', to = '9') @CharRange(from = 'A', to = 'Z') @StringLength(min = 1, max = 60)
                    String characters) {
        // The standard checks the other way round: with the check character the sum leaves 1.
        String all = characters + CertificateIdentifier.mod37And36(characters);
        int product = 36;
        int sum = 0;
        for (int i = 0; i < all.length(); i++) {
            sum = (product + ALPHABET.indexOf(all.charAt(i))) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }

        assertThat(sum).isEqualTo(1);
    }

    @Property
    void should_notice_one_changed_character(
            @ForAll @CharRange(from = '0', to = '9') @CharRange(from = 'A', to = 'Z') @StringLength(min = 1, max = 60)
                    String characters,
            @ForAll @IntRange(max = 59) int any,
            @ForAll @IntRange(min = 1, max = 35) int by) {
        int position = any % characters.length();
        char changed = ALPHABET.charAt((ALPHABET.indexOf(characters.charAt(position)) + by) % 36);
        String other = characters.substring(0, position) + changed + characters.substring(position + 1);

        assertThat(CertificateIdentifier.mod37And36(other)).isNotEqualTo(CertificateIdentifier.mod37And36(characters));
    }
}
