package org.certrenewal.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is copied out of a paper is what was written on it, letter for letter. */
class CopiedTextTest {

    private static final String[] PAIRS = {
        "fi", "fl", "ff", "ffi", "ffl", "fj", "fb", "fh", "fk", "ft", "tt", "st", "ct"
    };

    @ParameterizedTest
    @ValueSource(strings = {"fi", "fl", "ff", "ffi", "ffl", "fj", "fb", "fh", "fk", "ft", "tt", "st", "ct"})
    void should_keep_the_letters_of_an_address_apart(String letters) throws Exception {
        String id = ("Xq" + letters + "y_g7PD" + letters + "ivy-Tk01234567").substring(0, 22);
        CertificateFace face = withAddress("https://certs.example.gov.cn/verify/" + id);

        assertThat(read(new CertificatePdf("").render(face))).contains(id);
        assertThat(textOfOfd(new CertificateOfd("").render(face))).contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Offler Hoffmann", "Griffin Pfeiffer", "Fjodor Safin"})
    void should_keep_the_letters_of_a_name_apart(String name) throws Exception {
        assertThat(read(new CertificatePdf("").render(Faces.of(name)))).contains(name);
        assertThat(textOfOfd(new CertificateOfd("").render(Faces.of(name)))).contains(name);
    }

    @Test
    void should_keep_the_letters_of_any_pair_apart_for_another_reader(@TempDir Path folder) throws Exception {
        for (String weight : new String[] {"REGULAR", "BOLD"}) {
            Sheet sheet = new Sheet(Typeface.official());
            for (int line = 0; line < PAIRS.length; line++) {
                sheet.text(20, 20 + 8 * line, "a" + PAIRS[line] + "z", style(weight));
            }
            byte[] pdf = PdfWriter.write(List.of(sheet), new PdfWriter.Facts("", "", "", LocalDate.of(2026, 9, 1)));
            String written = Stream.of(PAIRS).map(it -> "a" + it + "z").collect(Collectors.joining());
            assertThat(read(pdf)).isEqualTo(written);
            assertThat(pdftotext(folder, pdf).orElse(written).replaceAll("\\s", ""))
                    .isEqualTo(written);
        }
    }

    private static Sheet.Style style(String weight) {
        return new Sheet.Style(Typeface.Weight.valueOf(weight), 5, 0, 0);
    }

    private static CertificateFace withAddress(String url) {
        CertificateFace face = Faces.of("王建国");
        return new CertificateFace(
                face.number(),
                face.holder(),
                face.gender(),
                face.trade(),
                face.firstIssued(),
                face.validFrom(),
                face.validTo(),
                face.authority(),
                face.issued(),
                face.identifier(),
                url,
                url,
                Optional.empty());
    }

    /** Reads what stands in the file; the stripper's own text has ligatures taken apart already. */
    private static String read(byte[] pdf) {
        StringBuilder text = new StringBuilder();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition position) {
                    text.append(position.getUnicode());
                }
            }.getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String textOfOfd(byte[] ofd) throws Exception {
        String page = new String(OfdPackage.read(ofd).get("Doc_0/Pages/Page_0/Content.xml"), StandardCharsets.UTF_8);
        return String.join(
                "\n",
                Jsoup.parse(page, Parser.xmlParser()).select("ofd|TextCode").eachText());
    }

    /** Poppler's reader, where there is one. */
    private static Optional<String> pdftotext(Path folder, byte[] pdf) throws Exception {
        Path file = Files.write(folder.resolve("paper.pdf"), pdf);
        try {
            Process reader = new ProcessBuilder("pdftotext", "-enc", "UTF-8", file.toString(), "-").start();
            String text = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(reader.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return Optional.of(text);
        } catch (IOException thereIsNone) {
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw thereIsNone;
            }
            return Optional.empty();
        }
    }
}
