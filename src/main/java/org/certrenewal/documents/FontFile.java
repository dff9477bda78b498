package org.certrenewal.documents;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** One font of the product, read once; all measures are for size 1. */
final class FontFile {

    private final String family;
    private final TrueTypeFont font;
    private final CmapLookup characters;
    private final double unitsPerEm;
    private final Map<Integer, Path2D> outlines = new ConcurrentHashMap<>();

    private FontFile(String family, TrueTypeFont font) throws IOException {
        this.family = family;
        this.font = font;
        this.characters = font.getUnicodeCmapLookup();
        this.unitsPerEm = font.getUnitsPerEm();
    }

    static FontFile read(String file, String family) {
        try (InputStream in = FontFile.class.getResourceAsStream("/fonts/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The font /fonts/" + file + " is missing from the program");
            }
            return new FontFile(family, new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException("The font /fonts/" + file + " can't be read", e);
        }
    }

    String family() {
        return family;
    }

    TrueTypeFont trueType() {
        return font;
    }

    boolean holds(int character) {
        return character >= 0x20 && characters.getGlyphId(character) != 0;
    }

    int glyph(int character) {
        return characters.getGlyphId(character);
    }

    double width(int character) {
        try {
            return font.getAdvanceWidth(characters.getGlyphId(character)) / unitsPerEm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the character's outline at size 1, baseline at 0, y growing downwards. */
    Path2D outline(int character) {
        return outlines.computeIfAbsent(character, this::readOutline);
    }

    private Path2D readOutline(int character) {
        try {
            Path2D path = new Path2D.Double();
            GlyphData glyph = font.getGlyph().getGlyph(characters.getGlyphId(character));
            if (glyph != null) {
                path.append(glyph.getPath(), false);
            }
            path.transform(AffineTransform.getScaleInstance(1 / unitsPerEm, -1 / unitsPerEm));
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
