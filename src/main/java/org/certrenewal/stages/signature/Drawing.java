package org.certrenewal.stages.signature;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Looks at a drawn signature: is it a picture, and is anything on it? Nothing is unpacked before the file's own head
 * has said that it is small: 4000 × 4000 pixels of 16 bits fill 128 MB, from a few kilobytes.
 */
final class Drawing {

    /** The pad draws 900 pixels at most. */
    private static final int WIDEST = 1000;

    private static final int DEEPEST = 8;
    private static final int FEWEST_PIXELS = 60;
    private static final int HALF = 128;

    private static final String UNREADABLE = "签名图片无法读取，请清除后重新签名";
    private static final long PNG = 0x89504E470D0A1A0AL;
    /** What a picture needs; packed texts and colour profiles of any size could stand beside it. */
    private static final Set<String> CHUNKS =
            Set.of("IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "IDAT", "IEND");

    private Drawing() {}

    /**
     * Returns why a drawing can't be taken, in Chinese.
     *
     * @param png the file
     */
    static Optional<String> whyEmpty(byte[] png) {
        return whyTooLarge(png).or(() -> whyBlank(png));
    }

    /** Reads the head and the list of parts; both stand there unpacked. */
    private static Optional<String> whyTooLarge(byte[] png) {
        try {
            ByteBuffer in = ByteBuffer.wrap(png);
            if (in.getLong() != PNG || in.getInt() != 13 || !"IHDR".equals(type(in))) {
                return Optional.of(UNREADABLE);
            }
            int width = in.getInt();
            int height = in.getInt();
            int depth = in.get();
            if (width < 1 || width > WIDEST || height < 1 || height > WIDEST || depth > DEEPEST) {
                return Optional.of("签名图片过大，请清除后重新签名（长、宽不超过" + WIDEST + "像素，每色不超过" + DEEPEST + "位）");
            }
            in.position(8);
            for (String type = ""; !"IEND".equals(type); ) {
                int length = in.getInt();
                type = type(in);
                if (!CHUNKS.contains(type) || length < 0 || length > in.remaining()) {
                    return Optional.of(UNREADABLE);
                }
                in.position(in.position() + length);
                in.getInt();
            }
            return Optional.empty();
        } catch (BufferUnderflowException e) {
            return Optional.of(UNREADABLE);
        }
    }

    private static String type(ByteBuffer in) {
        byte[] type = new byte[4];
        in.get(type);
        return new String(type, StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> whyBlank(byte[] png) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return inked(reader.read(0)) < FEWEST_PIXELS ? Optional.of("签名是空白的，请在签名框内签名") : Optional.empty();
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            return Optional.of(UNREADABLE);
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
