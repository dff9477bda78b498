package org.certrenewal.documents;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks Chinese text into lines: between any two ideographs, never inside a number (浙B01…) or Latin word, never with a
 * closing mark at the beginning of a line or an opening one at its end.
 */
final class TextFlow {

    private static final String NOT_FIRST = "，。、；：？！）》〉」』】〕〗”’…—·%％℃/-,.;:?!)]}";
    private static final String NOT_LAST = "（《〈「『【〔〖“‘([{";

    private TextFlow() {}

    /**
     * Breaks the text.
     *
     * @param width of a line in mm
     * @param indent of the first line in mm
     */
    static List<String> lines(Sheet sheet, String text, Sheet.Style style, double width, double indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        double room = width - indent;
        for (String piece : pieces(text)) {
            if (sheet.width(line + piece, style) <= room + 1e-6) {
                line.append(piece);
                continue;
            }
            if (line.length() > 0) {
                lines.add(line.toString());
                line.setLength(0);
                room = width;
            }
            if (piece.isBlank()) {
                continue;
            }
            for (String part : split(sheet, piece, style, room)) {
                if (line.length() > 0) {
                    lines.add(line.toString());
                    line.setLength(0);
                    room = width;
                }
                line.append(part);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** Splits a piece that is longer than a whole line, such as an address, between its characters. */
    private static List<String> split(Sheet sheet, String piece, Sheet.Style style, double room) {
        if (sheet.width(piece, style) <= room) {
            return List.of(piece);
        }
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        piece.codePoints().forEach(character -> {
            String next = Character.toString(character);
            if (part.length() > 0 && sheet.width(part + next, style) > room) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(next);
        });
        parts.add(part.toString());
        return parts;
    }

    /** Cuts the text into pieces that must stay together. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int before = -1;
        for (int character : text.codePoints().toArray()) {
            if (piece.length() > 0 && mayBreak(before, character)) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.appendCodePoint(character);
            before = character;
        }
        if (piece.length() > 0) {
            pieces.add(piece.toString());
        }
        return pieces;
    }

    private static boolean mayBreak(int before, int after) {
        if (NOT_FIRST.indexOf(after) >= 0 || NOT_LAST.indexOf(before) >= 0 || isMark(after)) {
            return false;
        }
        boolean numberBegins = after >= 'A' && after <= 'Z' && Character.isIdeographic(before);
        return !numberBegins && !(isLatin(before) && isLatin(after));
    }

    /** Says whether a character is printed onto the one before it. */
    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isLatin(int character) {
        return character > 0x20 && character < 0x250;
    }
}
