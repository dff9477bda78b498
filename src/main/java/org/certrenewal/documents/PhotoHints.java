package org.certrenewal.documents;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Says what may be wrong with a portrait. Rough measures of light, sharpness and colour, and no recognition of anybody:
 * a hint for who gives the photo, and for the officer, who decides. Nothing is refused for it.
 */
public final class PhotoHints {

    private static final double DARK = 75;
    private static final double BRIGHT = 235;
    private static final double FLAT = 18;
    /** Variance of the Laplacian, after Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy" (2000). */
    private static final double BLURRED = 45;

    private static final double SKIN = 0.12;
    private static final double WHITE_GROUND = 190;
    private static final double GREY = 4;

    /** Of the masked portrait: enough to see that there is one, too few to know somebody by. */
    private static final int BLOCKS_WIDE = 8;

    private PhotoHints() {}

    /** Returns the hints in Chinese, none if nothing was noticed. */
    public static List<String> of(byte[] portrait) {
        BufferedImage picture = read(portrait);
        Measures measures = Measures.of(picture);
        List<String> hints = new ArrayList<>();
        if (measures.light < DARK) {
            hints.add("照片偏暗");
        }
        if (measures.light > BRIGHT || measures.spread < FLAT) {
            hints.add("照片过亮或者几乎没有明暗变化");
        }
        if (measures.sharpness < BLURRED) {
            hints.add("照片可能模糊");
        }
        if (measures.colour >= GREY && measures.skin < SKIN || measures.spread < FLAT) {
            hints.add("没有看到像人脸的区域");
        }
        if (measures.colour < GREY) {
            hints.add("照片不是彩色的");
        }
        if (measures.ground < WHITE_GROUND) {
            hints.add("背景可能不是白色");
        }
        return List.copyOf(hints);
    }

    /** Returns the portrait as a few blocks of colour, PNG. */
    public static byte[] masked(byte[] portrait) {
        BufferedImage picture = read(portrait);
        int blocksHigh = Math.max(1, BLOCKS_WIDE * picture.getHeight() / picture.getWidth());
        BufferedImage blocks = drawn(picture, BLOCKS_WIDE, blocksHigh, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        BufferedImage masked =
                drawn(blocks, BLOCKS_WIDE * 20, blocksHigh * 20, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(masked, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Halves it as long as it is far larger: else single pixels would stand for whole blocks. */
    private static BufferedImage drawn(BufferedImage picture, int width, int height, Object interpolation) {
        BufferedImage from = picture;
        while (from.getWidth() > 2 * width && from.getHeight() > 2 * height) {
            from = drawnOnce(from, from.getWidth() / 2, from.getHeight() / 2, interpolation);
        }
        return drawnOnce(from, width, height, interpolation);
    }

    private static BufferedImage drawnOnce(BufferedImage picture, int width, int height, Object interpolation) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return drawn;
    }

    private static BufferedImage read(byte[] portrait) {
        try {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(portrait));
            if (picture == null) {
                throw new IllegalArgumentException("no picture");
            }
            return picture;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param light mean of the luminance, 0 to 255
     * @param spread its standard deviation
     * @param sharpness variance of the Laplacian
     * @param skin part of the middle that has a colour of skin
     * @param ground mean luminance of the upper corners
     * @param colour mean distance of the colours from grey
     */
    private record Measures(double light, double spread, double sharpness, double skin, double ground, double colour) {

        static Measures of(BufferedImage picture) {
            int width = picture.getWidth();
            int height = picture.getHeight();
            double[][] light = new double[height][width];
            double sum = 0;
            double squares = 0;
            double colours = 0;
            double corners = 0;
            int cornerPixels = 0;
            int skin = 0;
            int middle = 0;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int rgb = picture.getRGB(x, y);
                    int red = (rgb >> 16) & 0xFF;
                    int green = (rgb >> 8) & 0xFF;
                    int blue = rgb & 0xFF;
                    double luminance = 0.299 * red + 0.587 * green + 0.114 * blue;
                    double cb = 0.564 * (blue - luminance);
                    double cr = 0.713 * (red - luminance);
                    light[y][x] = luminance;
                    sum += luminance;
                    squares += luminance * luminance;
                    colours += Math.abs(cb) + Math.abs(cr);
                    if (y < height / 8 && (x < width / 8 || x >= width - width / 8)) {
                        corners += luminance;
                        cornerPixels++;
                    }
                    if (isMiddle(x, y, width, height)) {
                        middle++;
                        // Chai and Ngan, "Face segmentation using skin-color map" (1999); of all complexions.
                        skin += cb >= -51 && cb <= -1 && cr >= 5 && cr <= 45 ? 1 : 0;
                    }
                }
            }
            double pixels = (double) width * height;
            double mean = sum / pixels;
            return new Measures(
                    mean,
                    Math.sqrt(Math.max(0, squares / pixels - mean * mean)),
                    sharpness(light),
                    middle == 0 ? 0 : (double) skin / middle,
                    cornerPixels == 0 ? 255 : corners / cornerPixels,
                    colours / pixels);
        }

        /** Where a face would be. */
        private static boolean isMiddle(int x, int y, int width, int height) {
            double across = (x - width / 2.0) / (width * 0.3);
            double down = (y - height * 0.45) / (height * 0.28);
            return across * across + down * down <= 1;
        }

        private static double sharpness(double[][] light) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int y = 1; y < light.length - 1; y++) {
                for (int x = 1; x < light[y].length - 1; x++) {
                    double bend =
                            light[y - 1][x] + light[y + 1][x] + light[y][x - 1] + light[y][x + 1] - 4 * light[y][x];
                    sum += bend;
                    squares += bend * bend;
                    count++;
                }
            }
            return count == 0 ? 0 : squares / count - Math.pow(sum / count, 2);
        }
    }
}
