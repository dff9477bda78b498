package org.certrenewal.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.certrenewal.law.DueDate;
import org.certrenewal.typed.Prose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ofdrw.reader.ContentExtractor;
import org.ofdrw.reader.OFDReader;

/** Every code point either stands in the letter or certificate as it was written, or is named as not printable. */
class EveryCharacterTest {

    private static final LocalDate DAY = LocalDate.of(2026, 7, 21);
    private static final List<String> ARTICLES = List.of("《中华人民共和国行政许可法》第三十二条");
    private static final Letters.Contest CONTEST = new Letters.Contest(60, 6);
    private static final int IN_A_TEXT = 2500;
    private static final int IN_A_NAME = 40;

    /** The blocks that GB 18030-2022 level 3 names, and compatibility characters. */
    private static final int[][] BLOCKS = {
        {0x3400, 0x4DBF},
        {0x4E00, 0x9FFC},
        {0xF900, 0xFA6D},
        {0x20000, 0x2A6DD},
        {0x2A700, 0x2B734},
        {0x2B740, 0x2B81D},
        {0x2B820, 0x2CEA1},
        {0x2CEB0, 0x2EBE0},
        {0x2F800, 0x2FA1D}
    };

    /** Gives some of every block, the first and last among them. */
    static Stream<List<Integer>> some() {
        List<Integer> some =
                characters(character -> character % 97 == 0 || character < 0x250 || character >> 8 == 0x30);
        for (int[] block : BLOCKS) {
            some.add(block[0]);
            some.add(last(block));
        }
        return Stream.of(some);
    }

    private static int last(int[] block) {
        return IntStream.iterate(block[1], character -> character - 1)
                .filter(character -> Typeface.official().canPrint(Character.toString(character)))
                .findFirst()
                .orElseThrow();
    }

    static Stream<List<Integer>> all() {
        List<Integer> all = characters(character -> true);
        return IntStream.iterate(0, at -> at < all.size(), at -> at + IN_A_TEXT)
                .mapToObj(at -> all.subList(at, Math.min(all.size(), at + IN_A_TEXT)));
    }

    /** Those that a text still has after it was read, and that can be printed. */
    private static List<Integer> characters(IntPredicate wanted) {
        return new ArrayList<>(IntStream.rangeClosed(0x21, Character.MAX_CODE_POINT)
                .filter(wanted)
                .filter(Character::isDefined)
                .filter(character -> Character.getType(character) != Character.SURROGATE)
                .filter(character ->
                        Typeface.official().objection(text(List.of(character))).isEmpty())
                .filter(character -> !Prose.line(text(List.of(character))).isEmpty())
                .boxed()
                .toList());
    }

    private static String text(List<Integer> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::appendCodePoint);
        return text.toString();
    }

    private static List<Letter> letters(String reason) {
        LetterHead head = Faces.letterHead(DAY);
        List<Letter.Item> items = List.of(new Letter.Item("收件地址", reason));
        return List.of(
                Letters.correction(head, DAY, items, new DueDate(DAY, false), DAY, ARTICLES),
                Letters.nonAcceptance(head, DAY, items, ARTICLES, "可以再次申请。", CONTEST),
                Letters.rejection(head, DAY, items, ARTICLES, "可以再次申请。", CONTEST),
                Letters.extension(head, DAY, new DueDate(DAY, false), 10, new DueDate(DAY, false), reason, ARTICLES));
    }

    @ParameterizedTest
    @MethodSource("some")
    void should_print_some_of_every_block(List<Integer> characters) throws IOException {
        for (Letter letter : letters("甲" + text(characters))) {
            assertThat(written(new LetterPdf("").render(letter)))
                    .as(letter.kind().title())
                    .contains(characters.stream().map(Character::toString).toList());
        }
        String name = text(characters.subList(0, IN_A_NAME));
        assertThat(written(new CertificatePdf("").render(Faces.of(name)))).contains(name);
        assertThat(words(new CertificateOfd("").render(Faces.of(name)))).contains(name.replaceAll("\\s", ""));
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("all")
    void should_print_all_that_it_says_it_can(List<Integer> characters) throws IOException {
        for (Letter letter : letters("甲" + text(characters))) {
            assertThat(written(new LetterPdf("").render(letter)))
                    .as(letter.kind().title())
                    .contains(characters.stream().map(Character::toString).toList());
        }
        for (int at = 0; at < characters.size(); at += IN_A_NAME) {
            String name = text(characters.subList(at, Math.min(characters.size(), at + IN_A_NAME)));
            assertThat(written(new CertificatePdf("").render(Faces.of(name)))).contains(name);
            assertThat(words(new CertificateOfd("").render(Faces.of(name)))).contains(name.replaceAll("\\s", ""));
        }
    }

    @Test
    void should_hold_the_extensions_that_the_standard_for_public_services_asks_for() {
        List<String> missing = new ArrayList<>();
        for (int[] block : BLOCKS) {
            IntStream.rangeClosed(block[0], block[1])
                    .filter(Character::isDefined)
                    .mapToObj(Character::toString)
                    .filter(character -> !Typeface.official().canPrint(character))
                    .forEach(missing::add);
        }
        // Hanazono of 2017 lacks a few of B; Java 17 knows them.
        assertThat(missing).hasSizeLessThanOrEqualTo(9);
        assertThat(Typeface.official().canPrint("田\uD849\uDE50")).isTrue();
    }

    @Test
    void should_tell_apart_what_a_font_prints_alike() throws IOException {
        String alike = "不\uF967年\uF98E一\u2F00人\u2F08⋯…";
        for (Letter letter : letters("下列字样须分清：" + alike)) {
            assertThat(written(new LetterPdf("").render(letter))).contains(alike);
        }
        assertThat(written(new CertificatePdf("").render(Faces.of(alike)))).contains(alike);
        assertThat(words(new CertificateOfd("").render(Faces.of(alike)))).contains(alike);
    }

    @Test
    void should_say_what_cannot_be_printed_and_what_to_do() {
        Typeface typeface = Typeface.official();
        assertThat(typeface.objection("查无记录\uD83D\uDE00。\n请补办")).hasValue("文书中无法打印：\uD83D\uDE00(U+1F600)。请删去，或者改用别的文字");
        assertThat(typeface.objection("查无记录：\r\n\t1. 请补办\u200B；\uFEFF\u2009\uFE0F"))
                .isEmpty();
        assertThat(typeface.objection("\uE000").orElseThrow()).contains("(U+E000)");
        assertThat(typeface.objection("😀😁😂😃😄😅😆😇😈😉😊").orElseThrow()).contains("等11个字符");
    }

    /** Reads what stands in a PDF, glyph by glyph: the library's reading puts letters into other forms (NFKC). */
    private static String written(byte[] pdf) throws IOException {
        StringBuilder written = new StringBuilder();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            new PDFTextStripper() {
                @Override
                protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement) throws IOException {
                    written.append(font.toUnicode(code));
                }
            }.getText(document);
        }
        return written.toString();
    }

    private static String words(byte[] ofd) throws IOException {
        try (OFDReader reader = new OFDReader(new ByteArrayInputStream(ofd))) {
            return String.join("", new ContentExtractor(reader).extractAll()).replaceAll("\\s", "");
        }
    }
}
