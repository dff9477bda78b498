package org.certrenewal.testing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Draws signatures. */
public final class Drawings {

    /** A signature with ink on it. */
    public static final String SIGNED = drawing(true);

    /** An empty pad. */
    public static final String BLANK = drawing(false);

    private Drawings() {}

    private static String drawing(boolean ink) {
        BufferedImage picture = new BufferedImage(300, 120, BufferedImage.TYPE_INT_ARGB);
        if (ink) {
            Graphics2D pen = picture.createGraphics();
            pen.setColor(Color.BLACK);
            pen.setStroke(new BasicStroke(3));
            pen.drawLine(40, 60, 260, 50);
            pen.drawLine(150, 20, 140, 100);
            pen.dispose();
        }
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", bytes);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
