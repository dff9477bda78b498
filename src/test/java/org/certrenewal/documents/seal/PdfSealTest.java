package org.certrenewal.documents.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.certrenewal.documents.CertificatePdf;
import org.certrenewal.documents.Faces;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PdfSealTest {

    private static final Instant NOW = Instant.parse("2026-07-21T02:00:00Z");

    private SealKeys keys;
    private byte[] sealed;
    private PdfSealVerifier verifier;

    @BeforeAll
    void seal(@TempDir Path folder) throws IOException {
        keys = SealKeys.demonstration(folder, Clock.fixed(NOW, ZoneId.of("Asia/Shanghai")));
        sealed = PdfSeal.seal(new CertificatePdf("").render(Faces.of("王建国")), keys.pdf(), order());
        Files.createDirectories(Path.of("target/papers"));
        Files.write(Path.of("target/papers/sealed.pdf"), sealed);
        verifier = new PdfSealVerifier(new KeystoreSeals(keys, Optional.empty()).trust());
    }

    private static Seals.Order order() {
        return new Seals.Order("浙江省住房和城乡建设厅", "签发电子证照", NOW, new Seals.Place(128, 210, 42));
    }

    @Test
    void should_find_a_sealed_certificate_genuine() {
        SealReport report = verifier.verify(sealed);

        assertThat(report.finding()).isEqualTo(SealReport.Finding.GENUINE);
        assertThat(report.moment()).isEqualTo(NOW);
        assertThat(report.signer()).contains("NOT FOR PRODUCTION");
        assertThat(report.reference()).startsWith("1.2.156.3005.2.");
    }

    @Test
    void should_notice_any_changed_byte() {
        int signature = new String(sealed, StandardCharsets.ISO_8859_1).indexOf("/Contents <");
        for (int at = 0; at < sealed.length; at += at > signature - 40 && at < signature + 4000 ? 61 : 2503) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertThat(verifier.verify(changed).isGenuine())
                    .as("byte %d changed", at)
                    .isFalse();
        }
    }

    /** Much of a CMS is signed by nobody: versions, tags, how the signer is named. */
    @Test
    void should_notice_every_changed_bit_of_the_signature_itself() {
        assertThat(unnoticedBits(sealed, verifier, 255)).isEmpty();
    }

    static List<String> unnoticedBits(byte[] sealed, PdfSealVerifier verifier, int bits) {
        String text = new String(sealed, StandardCharsets.ISO_8859_1);
        int start = text.indexOf("/Contents <") + "/Contents <".length();
        int end = text.indexOf("0000000000000000000000000000", start) + 28;
        assertThat(end - start).isGreaterThan(2 * 800);
        List<String> unnoticed = new ArrayList<>();
        for (int at = start; at < end; at += 2) {
            int value = Integer.parseInt(text.substring(at, at + 2), 16);
            for (int bit = 1; bit < 256; bit <<= 1) {
                if ((bits & bit) == 0) {
                    continue;
                }
                byte[] changed = sealed.clone();
                byte[] digits = "%02X".formatted(value ^ bit).getBytes(StandardCharsets.ISO_8859_1);
                changed[at] = digits[0];
                changed[at + 1] = digits[1];
                if (verifier.verify(changed).isGenuine()) {
                    unnoticed.add((at - start) / 2 + ":" + bit);
                }
            }
        }
        return unnoticed;
    }

    @Test
    void should_notice_what_is_appended_or_cut_off() throws IOException {
        assertThat(verifier.verify(Arrays.copyOf(sealed, sealed.length + 1)).finding())
                .isEqualTo(SealReport.Finding.CHANGED);
        assertThat(verifier.verify(Arrays.copyOf(sealed, sealed.length / 2)).isGenuine())
                .isFalse();
        try (PDDocument document = Loader.loadPDF(sealed)) {
            document.getDocumentInformation().setTitle("别的");
            document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
            java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
            document.saveIncremental(out);
            assertThat(verifier.verify(out.toByteArray()).finding()).isEqualTo(SealReport.Finding.CHANGED);
        }
    }

    @Test
    void should_not_trust_another_authority(@TempDir Path folder) {
        SealKeys others = SealKeys.demonstration(folder, Clock.fixed(NOW, ZoneId.of("Asia/Shanghai")));

        SealReport report = new PdfSealVerifier(new KeystoreSeals(others, Optional.empty()).trust()).verify(sealed);

        assertThat(report.finding()).isEqualTo(SealReport.Finding.UNKNOWN_SIGNER);
    }

    @Test
    void should_call_files_without_seal_and_files_that_are_none_by_name() {
        assertThat(verifier.verify(new CertificatePdf("").render(Faces.of("王建国")))
                        .finding())
                .isEqualTo(SealReport.Finding.UNSEALED);
        assertThat(verifier.verify("no pdf".getBytes(StandardCharsets.UTF_8)).isGenuine())
                .isFalse();
    }

    @Test
    void should_keep_the_keys_of_the_first_start(@TempDir Path folder) {
        Clock clock = Clock.fixed(NOW, ZoneId.of("Asia/Shanghai"));
        SealKeys first = SealKeys.demonstration(folder, clock);

        assertThat(SealKeys.demonstration(folder, clock).pdf().certificate())
                .isEqualTo(first.pdf().certificate());
        assertThat(first.demonstration()).isTrue();
        assertThat(folder.resolve("NOT-FOR-PRODUCTION-seal-keys.p12")).exists();
    }
}
