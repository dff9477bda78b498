package org.certrenewal.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator adds a font for characters that none of the product's holds. */
class OperatorsFontsTest {

    private static final int HELD = 0x20001;
    private static final int EXTENSION_G = 0x30EDE;

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        Typeface.official().extend(List.of());
    }

    @Test
    void should_print_with_a_font_of_the_operators() throws IOException {
        String name = "王" + Character.toString(EXTENSION_G);
        assertThat(Typeface.official().canPrint(name)).isFalse();

        Typeface.official().extend(List.of(font()));

        assertThat(Typeface.official().canPrint(name)).isTrue();
        assertThat(Typeface.official().spelt(name)).isEqualTo(name);
        assertThat(CertificatePdfTest.words(new CertificatePdf("").render(Faces.of(name))))
                .contains("姓名" + name);
        assertThat(new CertificateOfd("").render(Faces.of(name))).isNotEmpty();

        Typeface.official().extend(List.of());
        assertThat(Typeface.official().canPrint(name)).isFalse();
    }

    @Test
    void should_say_which_file_cannot_be_used_and_why() throws IOException {
        Path text = Files.writeString(folder.resolve("text.ttf"), "这不是字库");
        Path cut = folder.resolve("cut.ttf");
        byte[] whole = Files.readAllBytes(font());
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 3));
        for (Path wrong : List.of(text, cut)) {
            assertThatThrownBy(() -> Typeface.official().extend(List.of(font(), wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(wrong + "：不是能够读取的 TrueType 字库");
        }
        assertThatThrownBy(() -> Typeface.official().extend(List.of(folder.resolve("none.ttf"))))
                .hasMessage(folder.resolve("none.ttf") + "：找不到这个文件");
        assertThat(Typeface.official().canPrint(Character.toString(EXTENSION_G)))
                .as("a wrong list changes nothing")
                .isFalse();
    }

    @Test
    void should_refuse_a_font_whose_maker_forbids_embedding() throws IOException {
        byte[] font = Files.readAllBytes(font());
        ByteBuffer bytes = ByteBuffer.wrap(font);
        for (int table = 0; table < bytes.getShort(4); table++) {
            if (new String(font, 12 + 16 * table, 4, java.nio.charset.StandardCharsets.US_ASCII).equals("OS/2")) {
                bytes.putShort(bytes.getInt(12 + 16 * table + 8) + 8, (short) 2);
            }
        }
        Path restricted = Files.write(folder.resolve("restricted.ttf"), font);
        assertThatThrownBy(() -> Typeface.official().extend(List.of(restricted)))
                .hasMessageContaining("字库的许可不允许");
    }

    /** Makes a font that prints a character of extension G like one that is held. */
    private Path font() throws IOException {
        FontFile held = Typeface.official().font(HELD, Typeface.Weight.REGULAR);
        byte[] font = FontSubset.of(held, new TreeSet<>(List.of(HELD))).bytes();
        ByteBuffer bytes = ByteBuffer.wrap(font);
        for (int at = 0; at < font.length - 8; at++) {
            if (bytes.getInt(at) == HELD && bytes.getInt(at + 4) == HELD) {
                bytes.putInt(at, EXTENSION_G).putInt(at + 4, EXTENSION_G);
            }
        }
        return Files.write(folder.resolve("added.ttf"), font);
    }
}
