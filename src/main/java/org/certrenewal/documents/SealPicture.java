package org.certrenewal.documents;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Draws a round seal as a picture with transparent ground, for the electronic seal of an OFD file. */
public final class SealPicture {

    /** The diameter of a provincial department's seal, in mm. */
    public static final int DIAMETER = 42;

    private static final int PIXELS = 496;
    private static final int SHADES = 16;

    private SealPicture() {}

    /** Returns a PNG of 300 dots per inch. */
    public static byte[] png(String authority) {
        Sheet sheet = new Sheet(Typeface.official());
        Ornaments.seal(sheet, DIAMETER / 2.0, DIAMETER / 2.0, DIAMETER, authority, "");
        BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale((double) PIXELS / DIAMETER, (double) PIXELS / DIAMETER);
        for (Sheet.Mark mark : sheet.marks()) {
            if (mark instanceof Sheet.Shape shape) {
                graphics.setColor(new Color(shape.rgb()));
                if (shape.lineWidth() > 0) {
                    graphics.setStroke(new BasicStroke((float) shape.lineWidth()));
                    graphics.draw(shape.path());
                } else {
                    graphics.fill(shape.path());
                }
            }
        }
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(inFewShades(image), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** One red in sixteen shades: a certificate carries the picture twice, and this is a quarter of its size. */
    private static BufferedImage inFewShades(BufferedImage image) {
        byte[] red = new byte[SHADES];
        byte[] green = new byte[SHADES];
        byte[] blue = new byte[SHADES];
        byte[] opaque = new byte[SHADES];
        for (int shade = 0; shade < SHADES; shade++) {
            red[shade] = (byte) (Ornaments.SEAL_RED >> 16);
            green[shade] = (byte) (Ornaments.SEAL_RED >> 8);
            blue[shade] = (byte) Ornaments.SEAL_RED;
            opaque[shade] = (byte) (shade * 255 / (SHADES - 1));
        }
        BufferedImage few = new BufferedImage(
                PIXELS,
                PIXELS,
                BufferedImage.TYPE_BYTE_BINARY,
                new IndexColorModel(4, SHADES, red, green, blue, opaque));
        for (int y = 0; y < PIXELS; y++) {
            for (int x = 0; x < PIXELS; x++) {
                few.getRaster().setSample(x, y, 0, ((image.getRGB(x, y) >>> 24) * (SHADES - 1) + 127) / 255);
            }
        }
        return few;
    }
}
