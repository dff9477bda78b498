package org.certrenewal.documents.seal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;

/** The picture in an issued seal, as PDF files need it: PNG or JPEG. Standards allow more (BMP, GIF, SVG, OFD). */
final class SealImage {

    private static final int MAX_SIDE = 4000;
    private static final Set<String> READABLE = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    private SealImage() {}

    static boolean isReadable(String format, byte[] bytes) {
        return READABLE.contains(format.toLowerCase(Locale.ROOT)) && read(bytes).isPresent();
    }

    /** Returns the picture as PNG or JPEG. */
    static byte[] printable(byte[] bytes) {
        if (bytes[0] == (byte) 0x89 || bytes[0] == (byte) 0xFF) {
            return bytes.clone();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(read(bytes).orElseThrow(), "png", out);
        } catch (IOException e) {
            throw new IllegalStateException("The seal's picture can't be written", e);
        }
        return out.toByteArray();
    }

    private static Optional<BufferedImage> read(byte[] bytes) {
        try {
            return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(bytes)))
                    .filter(image -> image.getWidth() <= MAX_SIDE && image.getHeight() <= MAX_SIDE);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
