package org.certrenewal.documents.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.certrenewal.documents.CertificateOfd;
import org.certrenewal.documents.CertificatePdf;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.LetterPdf;
import org.certrenewal.documents.Letters;
import org.certrenewal.documents.OfdPackage;
import org.certrenewal.law.DueDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/**
 * Has programs of others judge sealed certificates: DSS the signature, veraPDF the PDF/A, ofdrw the electronic seal.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignJudgesTest {

    private static final Instant NOW = Instant.parse("2026-07-21T02:00:00Z");

    private static final LocalDate DAY = LocalDate.of(2026, 7, 21);

    private SealKeys keys;
    private byte[] pdf;
    private byte[] letter;
    private byte[] ofd;

    @BeforeAll
    void seal(@TempDir Path folder) throws IOException {
        keys = SealKeys.demonstration(folder, Clock.fixed(NOW, ZoneId.of("Asia/Shanghai")));
        Seals.Order order = new Seals.Order("浙江省住房和城乡建设厅", "签发电子证照", NOW, new Seals.Place(128, 210, 42));
        pdf = PdfSeal.seal(new CertificatePdf("").render(Faces.of("王建国")), keys.pdf(), order);
        letter = PdfSeal.seal(
                new LetterPdf("")
                        .render(Letters.acceptance(
                                Faces.letterHead(DAY),
                                DAY,
                                DAY,
                                20,
                                new DueDate(DAY.plusDays(28), false),
                                false,
                                List.of("第三十二条"))),
                keys.pdf(),
                order);
        ofd = new KeystoreSeals(keys, Optional.empty()).sealOfd(new CertificateOfd("").render(Faces.of("王建国")), order);
    }

    @AfterEach
    void forgetTheJudge() {
        Thread.currentThread().setContextClassLoader(ForeignJudgesTest.class.getClassLoader());
    }

    @Test
    void should_be_a_signature_for_the_European_Commission() throws Exception {
        BiFunction<byte[], X509Certificate[], String> dss = judge(DssJudge.class);
        X509Certificate[] root = {keys.pdf().root()};

        assertThat(dss.apply(pdf, root)).startsWith("PAdES-BASELINE-B, intact, trusted");
        assertThat(dss.apply(letter, root)).startsWith("PAdES-BASELINE-B, intact, trusted");

        byte[] changed = pdf.clone();
        changed[new String(pdf, StandardCharsets.ISO_8859_1).indexOf("/MediaBox") + 12] ^= 1;
        assertThat(dss.apply(changed, root)).contains("changed");
    }

    @Test
    void should_be_PDF_A_for_its_reference_checker() throws Exception {
        assertThat(breaches(pdf)).isEmpty();
        assertThat(breaches(letter)).isEmpty();

        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(plain);
        }
        assertThat(breaches(plain.toByteArray())).isNotEmpty();
    }

    @Test
    void should_be_a_good_seal_for_the_library_of_the_standard() throws Exception {
        Function<byte[], String> ofdrw = judge(OfdrwJudge.class);
        assertThat(ofdrw.apply(ofd)).isEmpty();

        Map<String, byte[]> files = OfdPackage.read(ofd);
        for (String name : files.keySet()) {
            Map<String, byte[]> changed = new LinkedHashMap<>(files);
            byte[] content = changed.get(name).clone();
            content[content.length - 2] ^= 1;
            changed.put(name, content);
            assertThat(ofdrw.apply(OfdPackage.write(changed))).as(name).isNotEmpty();
        }
    }

    static List<String> breaches(byte[] file) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (PDFAParser parser =
                Foundries.defaultInstance().createParser(new ByteArrayInputStream(file), PDFAFlavour.PDFA_2_B)) {
            return Foundries.defaultInstance()
                    .createValidator(PDFAFlavour.PDFA_2_B, false)
                    .validate(parser)
                    .getTestAssertions()
                    .stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> assertion.getRuleId() + " " + assertion.getMessage())
                    .toList();
        }
    }

    /** Loads a judge and everything it needs anew, beside the Bouncy Castle that the build put aside for them. */
    @SuppressWarnings("unchecked")
    static <J> J judge(Class<?> judge) throws Exception {
        List<URL> path = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of(
                "target/judges", judge.getSimpleName().replace("Judge", "").toLowerCase(Locale.ROOT)))) {
            for (Path jar : jars.toList()) {
                path.add(jar.toUri().toURL());
            }
        }
        String around = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : around.split(File.pathSeparator)) {
            if (!Path.of(entry).getFileName().toString().matches("bc(prov|pkix|util)-.*")) {
                path.add(Path.of(entry).toUri().toURL());
            }
        }
        ClassLoader loader = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        return (J) loader.loadClass(judge.getName()).getDeclaredConstructor().newInstance();
    }
}
