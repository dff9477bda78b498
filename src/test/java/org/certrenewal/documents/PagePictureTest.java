package org.certrenewal.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PagePictureTest {

    @Test
    void should_draw_a_whole_page_in_colour() throws IOException {
        BufferedImage page =
                ImageIO.read(new ByteArrayInputStream(PagePicture.of(new CertificatePdf("").render(Faces.of("王建国")))));

        assertThat(page.getWidth()).isBetween(1235, 1245);
        assertThat(page.getHeight()).isBetween(1750, 1758);
        long colours = IntStream.range(0, page.getHeight())
                .map(row -> page.getRGB(page.getWidth() / 2, row))
                .distinct()
                .count();
        assertThat(colours).isGreaterThan(5);
    }
}
