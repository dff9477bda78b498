package org.certrenewal.stages.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.certrenewal.testing.Drawings;
import org.junit.jupiter.api.Test;

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

    @Test
    void should_refuse_a_picture_that_would_fill_the_memory() throws IOException {
        assertThat(Drawing.whyEmpty(picture("png", 4001, 1)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("过大"));
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
