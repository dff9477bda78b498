package org.certrenewal.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The holder's picture: JPEG or PNG, at most 50 KB (C0304-2022), read far enough to know that it is one. */
public final class Photo {

    /** The standard's limit. */
    public static final int MAX_BYTES = 50 * 1024;

    private static final int MAX_SIDE = 1500;

    private final byte[] bytes;
    private final String format;
    private final int width;
    private final int height;

    private Photo(byte[] bytes, String format, int width, int height) {
        this.bytes = bytes;
        this.format = format;
        this.width = width;
        this.height = height;
    }

    /**
     * Takes the picture.
     *
     * @throws IllegalArgumentException with a Chinese message, if it is too large or neither JPEG nor PNG
     */
    public static Photo of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("照片超过50KB");
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (readers.hasNext()) {
                ImageReader reader = readers.next();
                try {
                    return read(bytes, reader, in);
                } finally {
                    reader.dispose();
                }
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("照片无法读取", e);
        }
        throw new IllegalArgumentException("照片必须是JPEG或PNG格式");
    }

    private static Photo read(byte[] bytes, ImageReader reader, ImageInputStream in) throws IOException {
        String format = reader.getFormatName().toLowerCase(Locale.ROOT);
        if (!format.equals("jpeg") && !format.equals("png")) {
            throw new IllegalArgumentException("照片必须是JPEG或PNG格式");
        }
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException("照片的边长超过" + MAX_SIDE + "像素");
        }
        reader.read(0);
        return new Photo(bytes.clone(), format, width, height);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    String format() {
        return format;
    }

    double ratio() {
        return (double) width / height;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Photo photo && Arrays.equals(bytes, photo.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
