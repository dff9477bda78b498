package org.certrenewal.documents;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.function.DoubleUnaryOperator;

/** Draws what surrounds the words: seal, guilloche border, rosettes. Everything is vector lines in millimetres. */
final class Ornaments {

    static final int SEAL_RED = 0xD8231C;

    private Ornaments() {}

    /** Draws a smooth curve through points of a function of t in [0, 2π]. */
    private static Path2D curve(DoubleUnaryOperator x, DoubleUnaryOperator y, double from, double to, int pieces) {
        Path2D path = new Path2D.Double();
        double step = (to - from) / pieces;
        path.moveTo(x.applyAsDouble(from), y.applyAsDouble(from));
        for (int piece = 0; piece < pieces; piece++) {
            double start = from + piece * step;
            double end = start + step;
            path.curveTo(
                    x.applyAsDouble(start) + slope(x, start) * step / 3,
                    y.applyAsDouble(start) + slope(y, start) * step / 3,
                    x.applyAsDouble(end) - slope(x, end) * step / 3,
                    y.applyAsDouble(end) - slope(y, end) * step / 3,
                    x.applyAsDouble(end),
                    y.applyAsDouble(end));
        }
        return path;
    }

    private static double slope(DoubleUnaryOperator function, double at) {
        double small = 1e-5;
        return (function.applyAsDouble(at + small) - function.applyAsDouble(at - small)) / (2 * small);
    }

    /** Draws an engraved rosette: several closed waves around a circle, each turned a little. */
    static void rosette(Sheet sheet, double cx, double cy, double inner, double outer, int petals, int waves, int rgb) {
        double middle = (inner + outer) / 2;
        double swing = (outer - inner) / 2;
        for (int wave = 0; wave < waves; wave++) {
            double turn = 2 * Math.PI * wave / waves;
            sheet.stroke(
                    curve(
                            t -> cx + (middle + swing * Math.sin(petals * t + turn)) * Math.cos(t),
                            t -> cy + (middle + swing * Math.sin(petals * t + turn)) * Math.sin(t),
                            0,
                            2 * Math.PI,
                            petals * 3),
                    rgb,
                    0.09);
        }
    }

    /**
     * Draws the guilloche frame between two rectangles, {@code out} and {@code out + band} away from the paper's edge.
     */
    static void frame(Sheet sheet, double out, double band, int dark, int light) {
        double in = out + band;
        rectangle(sheet, out - 1.2, dark, 0.55);
        rectangle(sheet, out, dark, 0.18);
        rectangle(sheet, in, dark, 0.18);
        rectangle(sheet, in + 1.0, light, 0.3);
        double middle = out + band / 2;
        double horizontal = Sheet.WIDTH - 2 * in;
        double vertical = Sheet.HEIGHT - 2 * in;
        for (int wave = 0; wave < 6; wave++) {
            int rgb = wave % 2 == 0 ? dark : light;
            double swing = band / 2 * (1 - 0.16 * (wave / 2)) - 0.3;
            double turn = Math.PI * (wave % 2);
            int across = 22;
            int down = 34;
            for (double y : new double[] {middle, Sheet.HEIGHT - middle}) {
                sheet.stroke(
                        curve(
                                t -> in + horizontal * t,
                                t -> y + swing * Math.sin(2 * Math.PI * across * t + turn),
                                0,
                                1,
                                across * 3),
                        rgb,
                        0.13);
            }
            for (double x : new double[] {middle, Sheet.WIDTH - middle}) {
                sheet.stroke(
                        curve(
                                t -> x + swing * Math.sin(2 * Math.PI * down * t + turn),
                                t -> in + vertical * t,
                                0,
                                1,
                                down * 3),
                        rgb,
                        0.13);
            }
        }
        for (double x : new double[] {middle, Sheet.WIDTH - middle}) {
            for (double y : new double[] {middle, Sheet.HEIGHT - middle}) {
                rosette(sheet, x, y, band * 0.14, band * 0.46, 9, 3, dark);
                sheet.stroke(new Path2D.Double(circle(x, y, band * 0.46)), light, 0.2);
            }
        }
    }

    private static void rectangle(Sheet sheet, double margin, int rgb, double lineWidth) {
        sheet.stroke(
                new Path2D.Double(
                        new Rectangle2D.Double(margin, margin, Sheet.WIDTH - 2 * margin, Sheet.HEIGHT - 2 * margin)),
                rgb,
                lineWidth);
    }

    static Shape circle(double cx, double cy, double radius) {
        return new Ellipse2D.Double(cx - radius, cy - radius, 2 * radius, 2 * radius);
    }

    /**
     * Draws a round red seal: ring, star, the authority's name along the ring, a small line under the star. The
     * characters are outlines, so that they don't come up when the document's text is searched.
     */
    static void seal(Sheet sheet, double cx, double cy, double diameter, String name, String caption) {
        double radius = diameter / 2;
        double ring = diameter * 0.028;
        sheet.stroke(new Path2D.Double(circle(cx, cy, radius - ring / 2)), SEAL_RED, ring);
        star(sheet, cx, cy - (caption.isEmpty() ? 0 : diameter * 0.015), diameter * 0.165);
        int[] characters = name.codePoints().toArray();
        double arc = Math.toRadians(Math.min(caption.isEmpty() ? 290 : 250, 24.0 * (characters.length - 1)));
        double step = characters.length > 1 ? arc / (characters.length - 1) : 0;
        double height = Math.min(diameter * 0.145, Math.max(step, 0.2) * radius * 0.80);
        double baseline = radius - ring - diameter * 0.03 - height * 0.88;
        Path2D letters = new Path2D.Double();
        for (int i = 0; i < characters.length; i++) {
            double angle = -arc / 2 + i * step;
            Path2D letter = outline(sheet, characters[i]);
            AffineTransform place = new AffineTransform();
            place.translate(cx, cy);
            place.rotate(angle);
            place.translate(0, -baseline);
            place.scale(height * 0.86, height);
            place.translate(-0.5, 0);
            letter.transform(place);
            letters.append(letter, false);
        }
        sheet.fill(letters, SEAL_RED);
        if (!caption.isEmpty()) {
            line(sheet, caption, cx, cy + radius * 0.60, diameter * 0.082);
        }
    }

    private static void line(Sheet sheet, String caption, double cx, double baseline, double size) {
        Path2D letters = new Path2D.Double();
        int[] characters = caption.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            Path2D letter = outline(sheet, characters[i]);
            AffineTransform place = new AffineTransform();
            place.translate(cx + (i - characters.length / 2.0) * size, baseline);
            place.scale(size, size);
            letter.transform(place);
            letters.append(letter, false);
        }
        sheet.fill(letters, SEAL_RED);
    }

    private static Path2D outline(Sheet sheet, int character) {
        return new Path2D.Double(
                sheet.typeface().font(character, Typeface.Weight.BOLD).outline(character));
    }

    private static void star(Sheet sheet, double cx, double cy, double radius) {
        Path2D star = new Path2D.Double();
        double inner = radius * 0.381966;
        for (int point = 0; point < 10; point++) {
            double angle = -Math.PI / 2 + point * Math.PI / 5;
            double reach = point % 2 == 0 ? radius : inner;
            double x = cx + reach * Math.cos(angle);
            double y = cy + reach * Math.sin(angle);
            if (point == 0) {
                star.moveTo(x, y);
            } else {
                star.lineTo(x, y);
            }
        }
        star.closePath();
        sheet.fill(star, SEAL_RED);
    }
}
