package org.certrenewal.stages.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.certrenewal.testing.Drawings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that a signature is looked at, not believed: what it says it is counts nothing. */
class DrawingTest {

    @Test
    void should_take_a_drawing() {
        assertThat(Drawing.whyEmpty(bytes(Drawings.SIGNED))).isEmpty();
    }

    @Test
    void should_refuse_an_empty_pad() {
        assertThat(Drawing.whyEmpty(bytes(Drawings.BLANK)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("空白"));
    }

    @Test
    void should_refuse_whatever_is_no_picture() throws IOException {
        byte[] cut = bytes(Drawings.SIGNED);
        for (byte[] file : new byte[][] {
            new byte[0],
            "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8),
            "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8),
            "%PDF-1.7".getBytes(StandardCharsets.UTF_8),
            picture("gif", 300, 120),
            picture("jpg", 300, 120),
            Arrays.copyOf(cut, cut.length / 2),
        }) {
            assertThat(Drawing.whyEmpty(file))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("无法读取"));
        }
    }

    @ParameterizedTest
    @CsvSource({"1001, 1", "1, 1001", "4001, 1", "1000, 1001"})
    void should_refuse_a_picture_that_would_fill_the_memory(int width, int height) throws IOException {
        assertThat(Drawing.whyEmpty(picture("png", width, height)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("过大"));
    }

    /** The head alone decides: behind it stands nothing that could be unpacked. */
    @ParameterizedTest
    @CsvSource({"1001, 300, 8", "300, 1001, 8", "4000, 4000, 16", "900, 300, 16", "2147483647, 1, 8", "-1, 1, 8"})
    void should_refuse_by_what_the_head_of_the_file_says(int width, int height, int depth) {
        byte[] file = bytes(Drawings.SIGNED);
        ByteBuffer.wrap(file).putInt(16, width).putInt(20, height).put(24, (byte) depth);

        assertThat(Drawing.whyEmpty(Arrays.copyOf(file, 33)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("过大"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt", "tEXt", "iCCP", "eXIf", "acTL", "abcd"})
    void should_refuse_what_is_packed_beside_the_picture(String type) {
        byte[] signed = bytes(Drawings.SIGNED);
        byte[] data = new byte[40];
        CRC32 check = new CRC32();
        check.update(type.getBytes(StandardCharsets.US_ASCII));
        check.update(data);
        ByteBuffer file = ByteBuffer.allocate(signed.length + 12 + data.length)
                .put(signed, 0, 33)
                .putInt(data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .putInt((int) check.getValue())
                .put(signed, 33, signed.length - 33);

        assertThat(Drawing.whyEmpty(file.array()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("无法读取"));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_BYTE_BINARY
            })
    void should_take_a_drawing_of_every_kind_up_to_the_largest(int kind) throws IOException {
        BufferedImage picture = new BufferedImage(1000, 1000, kind);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 1000, 1000);
        pen.setColor(Color.BLACK);
        pen.fillRect(100, 100, 300, 20);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);

        assertThat(Drawing.whyEmpty(bytes.toByteArray())).isEmpty();
    }

    private static byte[] bytes(String drawing) {
        return Base64.getDecoder().decode(drawing.substring(drawing.indexOf(',') + 1));
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }
}
