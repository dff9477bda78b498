package org.certrenewal.documents;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/**
 * Takes a portrait that somebody sends: reads it within limits, cuts it to one inch (25 × 35 mm), and writes it anew,
 * so that nothing is left of what the file said besides (place, time and telephone in EXIF; whatever hangs behind the
 * picture). The result is a JPEG of at most 36 KB, where C0304-2022 allows 50.
 */
public final class PhotoIntake {

    /** The largest file that is read, in bytes. */
    public static final int MAX_FILE = 2 * 1024 * 1024;

    /** One inch at 366 dpi. */
    static final int WIDTH = 360;

    static final int HEIGHT = 504;

    /** Less than the standard's 50 KB, so that a certificate with it stays below 300 KB in both formats. */
    private static final int LARGEST = 36 * 1024;

    private static final int MAX_SIDE = 4000;
    private static final int MAX_PIXELS = 8_000_000;
    private static final int MIN_WIDTH = 180;
    private static final int MIN_HEIGHT = 252;
    /** Each scan of a progressive JPEG costs a pass over all of it; cameras make a dozen. */
    private static final int MAX_SCANS = 40;

    private static final Set<String> HEIC =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis");

    private PhotoIntake() {}

    /** Says in Chinese why a file is no portrait. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private Refused(String reason) {
            super(reason);
        }
    }

    /**
     * Reads a file and makes the portrait of it.
     *
     * @return JPEG
     * @throws Refused if it is too large, of another kind, or broken
     */
    public static byte[] take(byte[] file) throws Refused {
        if (file.length == 0) {
            throw new Refused("没有收到照片，请重新选择");
        }
        if (file.length > MAX_FILE) {
            throw new Refused("照片文件超过2MB，请换一张小一些的照片");
        }
        requireKind(file);
        try {
            return write(cut(read(file)));
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException e) {
            throw new Refused("照片文件已损坏或者无法读取，请换一张照片");
        }
    }

    private static void requireKind(byte[] file) throws Refused {
        if (file.length > 12 && ascii(file, 4, 4).equals("ftyp") && HEIC.contains(ascii(file, 8, 4))) {
            throw new Refused("这是HEIC格式的照片，本系统不能读取。请在手机的相机设置中选用“兼容性最佳”（JPEG），或者把照片截图后再选择");
        }
        boolean jpeg =
                file.length > 3 && (file[0] & 0xFF) == 0xFF && (file[1] & 0xFF) == 0xD8 && (file[2] & 0xFF) == 0xFF;
        boolean png =
                file.length > 8 && (file[0] & 0xFF) == 0x89 && ascii(file, 1, 3).equals("PNG");
        if (!jpeg && !png) {
            throw new Refused("照片必须是JPEG或者PNG格式");
        }
        if (jpeg && scans(file) > MAX_SCANS) {
            throw new Refused("照片文件已损坏或者无法读取，请换一张照片");
        }
    }

    private static int scans(byte[] file) {
        int scans = 0;
        for (int at = 0; at + 1 < file.length; at++) {
            if (file[at] == (byte) 0xFF && file[at + 1] == (byte) 0xDA) {
                scans++;
            }
        }
        return scans;
    }

    private static BufferedImage read(byte[] file) throws IOException, Refused {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new Refused("照片必须是JPEG或者PNG格式");
            }
            ImageReader reader = readers.next();
            try {
                if (!Set.of("jpeg", "png").contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                    throw new Refused("照片必须是JPEG或者PNG格式");
                }
                // Without its texts: a small one of them can be made to fill the memory.
                reader.setInput(in, true, true);
                return read(reader);
            } finally {
                reader.dispose();
            }
        }
    }

    /** Looks at the measures before a single pixel is read, and then reads no more of them than are needed. */
    private static BufferedImage read(ImageReader reader) throws IOException, Refused {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > MAX_PIXELS) {
            throw new Refused("照片的像素过大（" + width + "×" + height + "），请在拍摄或者裁剪时选小一些的尺寸");
        }
        if (width < MIN_WIDTH || height < MIN_HEIGHT) {
            throw new Refused("照片的像素过小（" + width + "×" + height + "），至少需要" + MIN_WIDTH + "×" + MIN_HEIGHT);
        }
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.max(1, Math.min(width / (2 * WIDTH), height / (2 * HEIGHT)));
        param.setSourceSubsampling(step, step, 0, 0);
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            throw new Refused("照片文件已损坏或者无法读取，请换一张照片");
        }
        return reader.read(0, param);
    }

    /** Takes the middle, where it is wider, and a little of the foot away, where it is higher; on white ground. */
    private static BufferedImage cut(BufferedImage picture) {
        double ratio = (double) WIDTH / HEIGHT;
        int width = Math.min(picture.getWidth(), (int) Math.round(picture.getHeight() * ratio));
        int height = Math.min(picture.getHeight(), (int) Math.round(picture.getWidth() / ratio));
        Rectangle part =
                new Rectangle((picture.getWidth() - width) / 2, (picture.getHeight() - height) / 3, width, height);
        BufferedImage portrait = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = portrait.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.drawImage(
                picture, 0, 0, WIDTH, HEIGHT, part.x, part.y, part.x + part.width, part.y + part.height, null);
        graphics.dispose();
        return portrait;
    }

    /** Writes it as well as fits into the standard's limit. */
    private static byte[] write(BufferedImage portrait) throws Refused {
        for (float quality = 0.92f; quality > 0.25f; quality -= 0.08f) {
            byte[] file = write(portrait, quality);
            if (file.length <= LARGEST) {
                return file;
            }
        }
        throw new Refused("照片压缩后仍然过大，请换一张背景简单的照片");
    }

    private static byte[] write(BufferedImage portrait, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(portrait, null, null), param);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static String ascii(byte[] file, int from, int length) {
        return new String(file, from, length, StandardCharsets.ISO_8859_1);
    }
}
