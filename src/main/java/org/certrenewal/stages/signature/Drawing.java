package org.certrenewal.stages.signature;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Looks at a drawn signature: is it a picture, and is anything on it? */
final class Drawing {

    private static final int WIDEST = 4000;
    private static final int FEWEST_PIXELS = 60;
    private static final int HALF = 128;

    private Drawing() {}

    /**
     * Returns why a drawing can't be taken, in Chinese.
     *
     * @param png the file
     */
    static Optional<String> whyEmpty(byte[] png) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if (reader.getWidth(0) > WIDEST || reader.getHeight(0) > WIDEST) {
                    return Optional.of("签名图片过大，请清除后重新签名");
                }
                return inked(reader.read(0)) < FEWEST_PIXELS ? Optional.of("签名是空白的，请在签名框内签名") : Optional.empty();
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            return Optional.of("签名图片无法读取，请清除后重新签名");
        }
    }

    private static int inked(BufferedImage picture) {
        int count = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int argb = picture.getRGB(x, y);
                boolean opaque = (argb >>> 24) > HALF;
                boolean dark = (argb >> 16 & 0xFF) + (argb >> 8 & 0xFF) + (argb & 0xFF) < 3 * HALF;
                if (opaque && dark) {
                    count++;
                }
            }
        }
        return count;
    }
}
