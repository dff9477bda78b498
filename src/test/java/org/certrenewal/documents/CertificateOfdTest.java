package org.certrenewal.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ofdrw.reader.ContentExtractor;
import org.ofdrw.reader.OFDReader;

class CertificateOfdTest {

    private final CertificateOfd certificates = new CertificateOfd("");

    @Test
    void should_print_every_field_of_the_face() throws IOException {
        byte[] ofd = certificates.render(Faces.of("王建国"));
        Files.createDirectories(Path.of("target/papers"));
        Files.write(Path.of("target/papers/certificate.ofd"), ofd);

        assertThat(words(ofd))
                .contains(
                        "中华人民共和国",
                        "建筑施工特种作业操作资格证书",
                        "证书编号浙B012023000123",
                        "姓名王建国",
                        "性别男",
                        "操作类别建筑电工",
                        "初次领证日期2019年3月4日",
                        "使用期自2026年8月9日至2029年8月8日",
                        "发证机关浙江省住房和城乡建设厅",
                        "发证日期2026年7月21日",
                        "1.2.156.3005.2.11100000000013338W032.11330000002482082K.3023000123.002.5",
                        "https://certs.example.gov.cn/verify/Qm7x2LkT9aV4");
    }

    static Stream<String> names() {
        return CertificatePdfTest.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void should_print_a_name_of_any_length_in_full(String name) throws IOException {
        assertThat(words(certificates.render(Faces.of(name)))).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"李㛃", "𠮷永强", "欧阳𠮷㛃", "阿卜杜拉·热合曼"})
    void should_print_rare_characters(String name) throws IOException {
        assertThat(words(certificates.render(Faces.of(name)))).contains(name);
    }

    @Test
    void should_embed_fonts_that_hold_the_characters_beyond_the_basic_plane() throws IOException {
        int rare = "𠮷".codePointAt(0);
        FontFile font = Typeface.official().font(rare, Typeface.Weight.REGULAR);

        byte[] subset = FontSubset.of(font, new TreeSet<>(List.of(rare))).bytes();

        try (TrueTypeFont read = new TTFParser(true).parse(new RandomAccessReadBuffer(subset))) {
            assertThat(read.getUnicodeCmapLookup().getGlyphId(rare)).isPositive();
            assertThat(read.getUnicodeCmapLookup().getGlyphId('王')).isZero();
        }
        assertThat(subset.length).isLessThan(20_000);
    }

    @Test
    void should_give_the_same_bytes_for_the_same_face() {
        assertThat(certificates.render(Faces.of("欧阳𠮷㛃"))).isEqualTo(certificates.render(Faces.of("欧阳𠮷㛃")));
    }

    /** Reads the text with the library's own reader. */
    private static String words(byte[] ofd) throws IOException {
        try (OFDReader reader = new OFDReader(new ByteArrayInputStream(ofd))) {
            return String.join("", new ContentExtractor(reader).extractAll()).replaceAll("\\s", "");
        }
    }
}
