package org.certrenewal.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateLookTest {

    private static final double PHOTO_LEFT = 144;
    private static final double RIGHT = 174.5;

    @Test
    void should_look_as_it_did() throws IOException {
        BufferedImage now;
        try (PDDocument document = Loader.loadPDF(new CertificatePdf("").render(Faces.of("欧阳𠮷㛃")))) {
            now = new PDFRenderer(document).renderImageWithDPI(0, 50, ImageType.GRAY);
        }
        Files.createDirectories(Path.of("target/papers"));
        ImageIO.write(now, "png", new File("target/papers/certificate-look.png"));

        BufferedImage before;
        try (InputStream in = getClass().getResourceAsStream("/pictures/certificate-look.png")) {
            before = ImageIO.read(in);
        }
        assertThat(difference(before, now))
                .as("compare target/papers/certificate-look.png with src/test/resources/pictures")
                .isLessThan(0.015);
    }

    static Stream<CertificateFace> faces() {
        return Stream.concat(
                CertificatePdfTest.names().map(Faces::of),
                Stream.of(5, 20, 40, 60)
                        .map(length -> Faces.of("王建国", "塔式起重机械安装拆卸工人".repeat(5).substring(0, length))));
    }

    @ParameterizedTest
    @MethodSource("faces")
    void should_cut_nothing_off_and_print_nothing_over_another(CertificateFace face) {
        Sheet sheet = new CertificateLayout(Typeface.official(), "", SealLook.DRAWN).lay(face, true);

        for (Sheet.Mark mark : sheet.marks()) {
            if (mark instanceof Sheet.Text text) {
                double width = text.text()
                        .codePoints()
                        .mapToDouble(character -> text.font().width(character) * text.size())
                        .sum();
                double right = text.x() + width;
                boolean besidePhoto = text.y() > 92 && text.y() < 146 && text.x() < PHOTO_LEFT;
                assertThat(right).as(text.text()).isLessThan(besidePhoto ? PHOTO_LEFT - 4 : RIGHT + 10);
                assertThat(text.x()).isGreaterThan(20);
                assertThat(text.y()).isBetween(20.0, 277.0);
                assertThat(text.size()).isGreaterThan(2);
            }
        }
    }

    /** Returns the mean difference of brightness, 0 to 1. */
    private static double difference(BufferedImage one, BufferedImage other) {
        assertThat(other.getWidth()).isEqualTo(one.getWidth());
        assertThat(other.getHeight()).isEqualTo(one.getHeight());
        long sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                sum += Math.abs((one.getRGB(x, y) & 0xFF) - (other.getRGB(x, y) & 0xFF));
            }
        }
        return sum / (255.0 * one.getWidth() * one.getHeight());
    }
}
