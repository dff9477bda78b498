package org.certrenewal.documents.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.Letter;
import org.certrenewal.documents.LetterKind;
import org.certrenewal.documents.OfdPackage;
import org.certrenewal.documents.Press;
import org.certrenewal.testing.PrintedCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedDocumentCheckTest {

    private static final Instant NOW = Instant.parse("2026-07-21T02:00:00Z");

    private KeystoreSeals seals;
    private SealingPress press;
    private SealedDocumentCheck check;
    private Press.SealedCertificate certificate;

    @BeforeAll
    void seal(@TempDir Path folder) {
        SealKeys keys = SealKeys.demonstration(folder, Clock.fixed(NOW, ZoneId.of("Asia/Shanghai")));
        seals = new KeystoreSeals(keys, Optional.empty());
        press = new SealingPress(seals);
        check = new SealedDocumentCheck(seals.trust());
        certificate = press.certificate(Faces.of("王建国"), NOW);
    }

    @Test
    void should_find_certificates_and_letters_genuine() {
        Letter letter = new Letter(
                LetterKind.APPROVAL,
                "浙建特延甬准〔2026〕1号",
                LocalDate.of(2026, 7, 21),
                "浙江省住房和城乡建设厅",
                "王建国",
                "330***********1234",
                "CASE-1",
                "建筑施工特种作业人员职业资格认定（延续）",
                "",
                List.of("本机关决定准予延续。"),
                List.of(),
                List.of());

        assertThat(check.check(certificate.ofd()).finding()).isEqualTo(SealReport.Finding.GENUINE);
        assertThat(check.check(certificate.pdf()).finding()).isEqualTo(SealReport.Finding.GENUINE);
        assertThat(check.check(press.letter(letter, NOW)))
                .satisfies(report -> assertThat(report.isGenuine()).isTrue())
                .satisfies(report -> assertThat(report.reference()).isEqualTo("CASE-1"));
    }

    @Test
    void should_answer_on_the_command_line_without_the_application(@TempDir Path folder) throws Exception {
        KeystoreSeals seals = new KeystoreSeals(SealKeys.demonstration(folder, Clock.systemUTC()), Optional.empty());
        Path file = Files.write(
                folder.resolve("a.ofd"),
                new SealingPress(seals)
                        .certificate(Faces.of("王建国"), Instant.now())
                        .ofd());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

        String roots = Files.writeString(
                        folder.resolve("roots.pem"), Pem.write(seals.trust().anchors()))
                .toString();
        String trust = Files.writeString(
                        folder.resolve("trust.jws"), seals.trust().sign(seals))
                .toString();
        String form = ShortForm.of(Faces.of("王建国")).sign(seals);
        String[] known = {"--roots=" + roots, "--trust=" + trust};
        assertThat(CheckCommand.run(with(known, file.toString()), out)).isZero();
        assertThat(CheckCommand.run(with(known, form), out)).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("GENUINE  " + file, "电子印章有效", "证书编号：浙B012023000123", "使用期：2026-08-09 – 2029-08-08");
        assertThat(CheckCommand.run(with(known, form.replace("CR1.", "CR1.A")), out))
                .isEqualTo(CheckCommand.NOT_GENUINE);
        assertThat(CheckCommand.run(with(known, file.toString(), form.replace("CR1.", "CR1.A"), "absent.ofd"), out))
                .isEqualTo(CheckCommand.NOT_GENUINE);
        assertThat(CheckCommand.run(with(known, file.toString(), "absent.ofd"), out))
                .isEqualTo(CheckCommand.UNKNOWN);
        String others = Files.writeString(
                        folder.resolve("others.pem"),
                        Pem.write(this.seals.trust().anchors()))
                .toString();
        assertThat(CheckCommand.run(new String[] {"--roots=" + others, "--trust=" + trust, file.toString()}, out))
                .isEqualTo(CheckCommand.UNKNOWN);
        assertThat(CheckCommand.run(with(known, "--root-sha256=00", file.toString()), out))
                .isEqualTo(CheckCommand.UNKNOWN);
        assertThat(CheckCommand.run(new String[] {}, out)).isEqualTo(CheckCommand.USAGE);
        assertThat(CheckCommand.run(with(known, "--what", file.toString()), out))
                .isEqualTo(CheckCommand.USAGE);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("二维码的签名不是名册中任何密钥的", "印章名册不是由这些根证书下的密钥签名的", "指纹与 --root-sha256 写的不符", "没有这个选项：--what");
    }

    /** A seal that is younger than the list may be one that was registered since. */
    @Test
    void should_not_judge_what_is_younger_than_its_list(@TempDir Path folder) throws Exception {
        KeystoreSeals later = new KeystoreSeals(
                SealKeys.demonstration(folder, Clock.fixed(NOW, ZoneId.of("Asia/Shanghai"))), Optional.empty());
        TrustList early = seals.trust();
        TrustList late = new TrustList(NOW.plusSeconds(1), early.anchors(), early.intermediates(), early.seals());
        Path list = folder.resolve("trust.jws");
        Path roots = Files.writeString(folder.resolve("roots.pem"), Pem.write(early.anchors()));
        byte[] foreign =
                new SealingPress(later).certificate(Faces.of("王建国"), NOW).ofd();
        Path file = Files.write(folder.resolve("foreign.ofd"), foreign);
        String[] known = {"--english", "--roots=" + roots, "--trust=" + list, file.toString()};
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

        Files.writeString(list, early.sign(seals));
        assertThat(CheckCommand.run(known, out)).isEqualTo(CheckCommand.UNKNOWN);
        Files.writeString(list, late.sign(seals));
        assertThat(CheckCommand.run(known, out)).isEqualTo(CheckCommand.NOT_GENUINE);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("isn't in the authority's register", "later than the register of seals was issued")
                .doesNotContainPattern("\\p{IsHan}{4}：");
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void should_carry_address_and_short_form_in_a_qr_code_that_can_be_scanned() throws Exception {
        String content = PrintedCode.on(certificate.pdf());

        assertThat(content).startsWith("https://certs.example.gov.cn/verify/Qm7x2LkT9aV4#CR1.");
        assertThat(ShortForm.verify(content, seals.shortFormCertificate()))
                .hasValueSatisfying(
                        form -> assertThat(form.matches(Faces.of("王建国"))).isTrue());
    }

    Stream<Named<byte[]>> hostile() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        byte[] pdfNoise = noise.clone();
        System.arraycopy("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), 0, pdfNoise, 0, 9);
        byte[] zipNoise = noise.clone();
        System.arraycopy(new byte[] {'P', 'K', 3, 4}, 0, zipNoise, 0, 4);
        return Stream.of(
                Named.of("empty", new byte[0]),
                Named.of("noise", noise),
                Named.of("noise that calls itself PDF", pdfNoise),
                Named.of("noise that calls itself ZIP", zipNoise),
                Named.of("too large", new byte[SealedDocumentCheck.MAX_FILE + 1]),
                Named.of("truncated PDF", Arrays.copyOf(certificate.pdf(), 50_000)),
                Named.of("truncated OFD", Arrays.copyOf(certificate.ofd(), 50_000)),
                Named.of("PDF with a bomb for a cross-reference", pdfBomb()),
                Named.of("PDF of a thousand nested arrays", pdfNested()),
                Named.of("PDF with a forged, deeply nested signature", pdfForged()),
                Named.of("OFD that unpacks to 100 MB", zipBomb()),
                Named.of(
                        "OFD that reads a file",
                        OfdPackage.write(Map.of(
                                OfdSeal.VALUE,
                                new byte[] {0x30, 0},
                                OfdSeal.SIGNATURE,
                                "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
                                        .getBytes(StandardCharsets.UTF_8)))));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void should_refuse_hostile_files_plainly_and_soon(byte[] file) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();

        SealReport report = check.check(file);

        assertThat(report.isGenuine()).isFalse();
        assertThat(report.detail()).isNotBlank();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 20);
    }

    private static byte[] zipBomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("OFD.xml"));
            out.write(new byte[100_000_000]);
        }
        return bytes.toByteArray();
    }

    private static byte[] pdfBomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(9))) {
            byte[] zeros = new byte[1_000_000];
            for (int i = 0; i < 200; i++) {
                out.write(zeros);
            }
        }
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.writeBytes(("%PDF-1.7\n1 0 obj\n<</Type/XRef/Size 100000000/W[1 8 1]/Root 2 0 R/Filter/FlateDecode/Length "
                        + packed.size() + ">>\nstream\n")
                .getBytes(StandardCharsets.US_ASCII));
        packed.writeTo(pdf);
        pdf.writeBytes("\nendstream\nendobj\nstartxref\n9\n%%EOF".getBytes(StandardCharsets.US_ASCII));
        return pdf.toByteArray();
    }

    private static byte[] pdfForged() {
        String hex = "3080".repeat(12_000);
        String head = "%PDF-1.7\n/ByteRange [0 00000047 " + (47 + hex.length() + 2) + " 5]\n";
        head = head + " ".repeat(47 - head.length());
        return (head + "<" + hex + ">%%EOF").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pdfNested() {
        return ("%PDF-1.7\n/ByteRange 1 0 obj\n" + "[".repeat(1_000_000)
                        + "\nendobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
