package org.certrenewal.documents.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.Faces;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShortFormTest {

    private final CertificateFace face = Faces.of("王建国");
    private KeystoreSeals seals;
    private String text;

    @BeforeAll
    void sign(@TempDir Path folder) {
        Clock clock = Clock.fixed(Instant.parse("2026-07-21T02:00:00Z"), ZoneId.of("Asia/Shanghai"));
        seals = new KeystoreSeals(SealKeys.demonstration(folder, clock), Optional.empty());
        text = ShortForm.of(face).sign(seals);
    }

    @Test
    void should_be_read_back_from_an_address_without_network() {
        Optional<ShortForm> read =
                ShortForm.verify("https://certs.example.gov.cn/verify/x#" + text, seals.shortFormCertificate());

        assertThat(read).hasValueSatisfying(form -> {
            assertThat(form.number()).isEqualTo("浙B012023000123");
            assertThat(form.validTo()).isEqualTo(LocalDate.of(2029, 8, 8));
            assertThat(form.matches(face)).isTrue();
            assertThat(form.matches(Faces.of("李建国"))).isFalse();
        });
        assertThat(text).hasSizeLessThan(200).doesNotContain("王建国");
    }

    @Test
    void should_refuse_any_changed_character() {
        for (int at = 0; at < text.length(); at++) {
            char other = text.charAt(at) == 'A' ? 'B' : 'A';
            String changed = text.substring(0, at) + other + text.substring(at + 1);
            assertThat(ShortForm.verify(changed, seals.shortFormCertificate()))
                    .as("character %d changed", at)
                    .isEmpty();
        }
    }

    @Test
    void should_refuse_another_key_and_what_is_no_short_form(@TempDir Path folder) {
        KeystoreSeals others = new KeystoreSeals(SealKeys.demonstration(folder, Clock.systemUTC()), Optional.empty());

        assertThat(ShortForm.verify(text, others.shortFormCertificate())).isEmpty();
        for (String wrong : new String[] {"", "#", "CR1..", "CR1.a.b", "CR2" + text.substring(3), "x".repeat(10_000)}) {
            assertThat(ShortForm.verify(wrong, seals.shortFormCertificate())).isEmpty();
        }
    }
}
