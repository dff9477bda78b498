package org.certrenewal.documents;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One A4 page before it becomes PDF or OFD: marks in millimetres from the upper left corner, so that both renderings
 * come from the same layout.
 */
final class Sheet {

    static final double WIDTH = 210;
    static final double HEIGHT = 297;

    private final Typeface typeface;
    private final List<Mark> marks = new ArrayList<>();

    Sheet(Typeface typeface) {
        this.typeface = typeface;
    }

    /** Something on the page. */
    sealed interface Mark permits Text, Shape, Picture, Backdrop {}

    /**
     * A text in one font; {@code y} is its baseline, {@code size} and {@code spacing} (between characters) are in mm.
     */
    record Text(double x, double y, String text, FontFile font, double size, int rgb, double spacing) implements Mark {}

    /** A path, filled or stroked. {@code lineWidth} 0 means filled. */
    record Shape(Path2D path, int rgb, double lineWidth) implements Mark {}

    /** A JPEG or PNG picture that fills the given rectangle. */
    record Picture(double x, double y, double width, double height, byte[] bytes) implements Mark {}

    /** Shapes that are the same on every page of a kind, so that a writer may keep what it made of them. */
    static final class Backdrop implements Mark {

        private final List<Mark> marks;

        private Backdrop(List<Mark> marks) {
            this.marks = List.copyOf(marks);
        }

        List<Mark> marks() {
            return marks;
        }
    }

    /** Makes what is on this sheet so far the backdrop of others. */
    Backdrop asBackdrop() {
        return new Backdrop(marks);
    }

    void backdrop(Backdrop backdrop) {
        marks.add(backdrop);
    }

    List<Mark> marks() {
        return Collections.unmodifiableList(marks);
    }

    Typeface typeface() {
        return typeface;
    }

    /** Prints the text and returns where it ends. */
    double text(double x, double y, String text, Style style) {
        return text(x, y, text, style, style.spacing());
    }

    double text(double x, double y, String text, Style style, double spacing) {
        double at = x;
        for (Typeface.Run run : typeface.runs(text, style.weight())) {
            marks.add(new Text(at, y, run.text(), run.font(), style.size(), style.rgb(), spacing));
            at += run.text()
                    .codePoints()
                    .mapToDouble(character -> run.font().width(character) * style.size() + spacing)
                    .sum();
        }
        return at;
    }

    void centred(double x, double y, String text, Style style) {
        text(x - width(text, style) / 2, y, text, style);
    }

    void rightAligned(double x, double y, String text, Style style) {
        text(x - width(text, style), y, text, style);
    }

    double width(String text, Style style) {
        int characters = text.codePointCount(0, text.length());
        return typeface.width(text, style.weight()) * style.size() + Math.max(0, characters - 1) * style.spacing();
    }

    void fill(Path2D path, int rgb) {
        marks.add(new Shape(path, rgb, 0));
    }

    void stroke(Path2D path, int rgb, double lineWidth) {
        marks.add(new Shape(path, rgb, lineWidth));
    }

    void line(double x1, double y1, double x2, double y2, int rgb, double lineWidth) {
        Path2D path = new Path2D.Double();
        path.moveTo(x1, y1);
        path.lineTo(x2, y2);
        stroke(path, rgb, lineWidth);
    }

    void picture(double x, double y, double width, double height, byte[] bytes) {
        marks.add(new Picture(x, y, width, height, bytes));
    }

    /** How a text looks; size and spacing in mm. */
    record Style(Typeface.Weight weight, double size, int rgb, double spacing) {

        static Style regular(double size, int rgb) {
            return new Style(Typeface.Weight.REGULAR, size, rgb, 0);
        }

        static Style bold(double size, int rgb) {
            return new Style(Typeface.Weight.BOLD, size, rgb, 0);
        }

        Style spaced(double by) {
            return new Style(weight, size, rgb, by);
        }
    }
}
