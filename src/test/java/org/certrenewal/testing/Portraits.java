package org.certrenewal.testing;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;

/** Paints portraits: nobody's, but with the colours and the light of one. */
public final class Portraits {

    private Portraits() {}

    public static BufferedImage picture(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(0xF7F8FA));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(new Color(0x2F4B7C));
        graphics.fillOval(-width / 10, height * 3 / 4, width * 6 / 5, height / 2);
        graphics.setColor(new Color(0x20181A));
        graphics.fillOval(width * 23 / 100, height * 12 / 100, width * 54 / 100, height * 50 / 100);
        graphics.setPaint(new GradientPaint(0, 0, new Color(0xE8B898), width, height, new Color(0xB9805F)));
        graphics.fillOval(width * 27 / 100, height * 20 / 100, width * 46 / 100, height * 52 / 100);
        graphics.setColor(new Color(0x241A18));
        graphics.fillOval(width * 38 / 100, height * 40 / 100, width * 6 / 100, height * 3 / 100);
        graphics.fillOval(width * 56 / 100, height * 40 / 100, width * 6 / 100, height * 3 / 100);
        graphics.setColor(new Color(0xA04848));
        graphics.fillOval(width * 43 / 100, height * 58 / 100, width * 14 / 100, height * 3 / 100);
        graphics.dispose();
        Random random = new Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Color colour = new Color(image.getRGB(x, y));
                int grain = random.nextInt(13) - 6;
                image.setRGB(
                        x,
                        y,
                        new Color(
                                        bound(colour.getRed() + grain),
                                        bound(colour.getGreen() + grain),
                                        bound(colour.getBlue() + grain))
                                .getRGB());
            }
        }
        return image;
    }

    private static int bound(int value) {
        return Math.max(0, Math.min(255, value));
    }

    public static byte[] file(String format, int width, int height) {
        return file(format, picture(width, height));
    }

    public static byte[] file(String format, BufferedImage image) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JPEG that says where it was taken, as cameras do (Exif, APP1 behind the start of the image). */
    public static byte[] withExif(String secret) {
        byte[] jpeg = file("jpg", 500, 700);
        byte[] words = ("Exif\0\0MM\0*" + secret).getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(0xFF);
        out.write(0xE1);
        out.write((words.length + 2) >> 8);
        out.write((words.length + 2) & 0xFF);
        out.writeBytes(words);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
