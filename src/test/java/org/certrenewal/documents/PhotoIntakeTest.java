package org.certrenewal.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.awt.image.RescaleOp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.certrenewal.testing.Portraits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PhotoIntakeTest {

    @ParameterizedTest
    @CsvSource({
        "jpg, 360, 504",
        "png, 360, 504",
        "jpg, 720, 1008",
        "jpg, 1600, 1200",
        "png, 400, 1200",
        "jpg, 2400, 3200"
    })
    void should_make_one_inch_of_whatever_comes(String format, int width, int height) throws Exception {
        byte[] portrait = PhotoIntake.take(Portraits.file(format, width, height));

        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(portrait));
        assertThat(picture.getWidth()).isEqualTo(360);
        assertThat(picture.getHeight()).isEqualTo(504);
        assertThat(portrait).hasSizeLessThanOrEqualTo(Photo.MAX_BYTES).startsWith(0xFF, 0xD8, 0xFF);
        assertThat(Photo.of(portrait).format()).isEqualTo("jpeg");
    }

    @Test
    void should_leave_nothing_of_what_the_file_says_besides() throws Exception {
        byte[] file = Portraits.withExif("GPS 29.87N 121.55E");
        byte[] behind = "hidden behind the end".getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(file, file.length + behind.length);
        System.arraycopy(behind, 0, both, file.length, behind.length);

        String portrait = new String(PhotoIntake.take(both), StandardCharsets.ISO_8859_1);
        assertThat(new String(both, StandardCharsets.ISO_8859_1)).contains("GPS 29.87N", "Exif", "hidden");
        assertThat(portrait).doesNotContain("GPS", "Exif", "hidden");
    }

    @Test
    void should_put_a_transparent_ground_on_white() throws Exception {
        BufferedImage clear = new BufferedImage(360, 504, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = clear.createGraphics();
        graphics.setColor(new Color(0xD0A080));
        graphics.fillOval(100, 100, 160, 220);
        graphics.dispose();
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(PhotoIntake.take(Portraits.file("png", clear))));
        assertThat(new Color(picture.getRGB(3, 3)).getGreen()).isGreaterThan(245);
    }

    static Stream<Arguments> refused() throws Exception {
        byte[] jpeg = Portraits.file("jpg", 360, 504);
        byte[] heic = new byte[4000];
        System.arraycopy("\0\0\0\30ftypheic".getBytes(StandardCharsets.ISO_8859_1), 0, heic, 0, 12);
        byte[] noise = new byte[5000];
        new Random(3).nextBytes(noise);
        noise[0] = (byte) 0xFF;
        noise[1] = (byte) 0xD8;
        noise[2] = (byte) 0xFF;
        return Stream.of(
                Arguments.of(new byte[0], "没有收到照片"),
                Arguments.of(new byte[] {1, 2, 3}, "必须是JPEG或者PNG"),
                Arguments.of(heic, "HEIC"),
                Arguments.of(Portraits.file("gif", 360, 504), "必须是JPEG或者PNG"),
                Arguments.of(Portraits.file("bmp", 360, 504), "必须是JPEG或者PNG"),
                Arguments.of(
                        "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8), "必须是JPEG或者PNG"),
                Arguments.of("%PDF-1.7 etc".getBytes(StandardCharsets.UTF_8), "必须是JPEG或者PNG"),
                Arguments.of(Arrays.copyOf(jpeg, 200), "损坏"),
                Arguments.of(noise, "损坏"),
                Arguments.of(new byte[PhotoIntake.MAX_FILE + 1], "超过2MB"),
                Arguments.of(Portraits.file("png", 100, 140), "像素过小"),
                Arguments.of(png(30_000, 30_000, new byte[0]), "像素过大"),
                Arguments.of(png(4_000, 4_000, deflated(4_000 * 12_001)), "像素过大"),
                Arguments.of(png(-1, 500, new byte[0]), "损坏"),
                Arguments.of(manyScans(jpeg), "损坏"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void should_refuse_in_a_sentence_what_is_no_portrait(byte[] file, String reason) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> PhotoIntake.take(file))
                .isInstanceOf(PhotoIntake.Refused.class)
                .hasMessageContaining(reason);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void should_survive_any_broken_file() throws Exception {
        Random random = new Random(7);
        for (String format : new String[] {"jpg", "png"}) {
            byte[] file = Portraits.file(format, 200, 280);
            for (int round = 0; round < 60; round++) {
                byte[] broken = file.clone();
                for (int flip = 0; flip < 6; flip++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
                }
                try {
                    assertThat(PhotoIntake.take(broken)).hasSizeLessThanOrEqualTo(Photo.MAX_BYTES);
                } catch (PhotoIntake.Refused refused) {
                    assertThat(refused).hasMessageContaining("照片");
                }
            }
        }
    }

    @Test
    void should_have_no_hint_for_a_good_one_and_say_what_seems_wrong() throws Exception {
        BufferedImage good = Portraits.picture(360, 504);
        assertThat(hints(good)).isEmpty();
        assertThat(hints(new RescaleOp(0.2f, 0, null).filter(good, null))).contains("照片偏暗");
        assertThat(hints(blurred(good))).contains("照片可能模糊");
        BufferedImage wall = new BufferedImage(360, 504, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = wall.createGraphics();
        graphics.setColor(new Color(0x2266AA));
        graphics.fillRect(0, 0, 360, 504);
        graphics.setColor(new Color(0x55CC55));
        graphics.fillRect(0, 250, 360, 254);
        graphics.dispose();
        assertThat(hints(wall)).contains("没有看到像人脸的区域", "背景可能不是白色");
    }

    @Test
    void should_mask_so_that_nobody_is_known_by_it() throws Exception {
        byte[] portrait = PhotoIntake.take(Portraits.file("jpg", 720, 1008));
        BufferedImage masked = ImageIO.read(new ByteArrayInputStream(PhotoHints.masked(portrait)));
        long colours = 0;
        int last = -1;
        for (int x = 0; x < masked.getWidth(); x++) {
            int rgb = masked.getRGB(x, masked.getHeight() / 2);
            colours += rgb == last ? 0 : 1;
            last = rgb;
        }
        assertThat(colours).isLessThanOrEqualTo(8);
    }

    private static java.util.List<String> hints(BufferedImage picture) throws Exception {
        return PhotoHints.of(PhotoIntake.take(Portraits.file("png", picture)));
    }

    private static BufferedImage blurred(BufferedImage picture) {
        float[] kernel = new float[121];
        Arrays.fill(kernel, 1 / 121f);
        return new ConvolveOp(new Kernel(11, 11, kernel), ConvolveOp.EDGE_NO_OP, null).filter(picture, null);
    }

    private static byte[] manyScans(byte[] jpeg) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, jpeg.length - 2);
        for (int scan = 0; scan < 5000; scan++) {
            out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0});
        }
        out.write(0xFF);
        out.write(0xD9);
        return out.toByteArray();
    }

    private static byte[] deflated(int zeros) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(new byte[zeros]);
        deflater.finish();
        byte[] out = new byte[zeros / 100 + 1000];
        return Arrays.copyOf(out, deflater.deflate(out));
    }

    /** A PNG that says of itself that it is so large. */
    private static byte[] png(int width, int height, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array());
        chunk(out, "IDAT", data);
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] data) {
        byte[] named = new byte[data.length + 4];
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, named, 0, 4);
        System.arraycopy(data, 0, named, 4, data.length);
        CRC32 sum = new CRC32();
        sum.update(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
