package org.certrenewal.documents;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.OS2WindowsMetricsTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.tukaani.xz.XZInputStream;

/**
 * One font, read when the first character is asked for that it may hold, and then kept; all measures are for size 1. Of
 * the product's own fonts the large and rare one takes a second and 30 MB, which only a rare character is worth.
 */
final class FontFile {

    private final String family;
    private final int first;
    private final int last;
    private final Source source;
    private final Map<Integer, Path2D> outlines = new ConcurrentHashMap<>();
    private volatile Loaded loaded;

    private FontFile(String family, int first, int last, Source source) {
        this.family = family;
        this.first = first;
        this.last = last;
        this.source = source;
    }

    /** Where a font's bytes come from. */
    private interface Source {
        byte[] bytes() throws IOException;
    }

    private record Loaded(TrueTypeFont font, CmapLookup characters, double unitsPerEm) {

        /** Where the list of tables begins; each has 16 bytes, the first four its name. */
        private static final int DIRECTORY = 12;

        private static final int GSUB = 0x47535542;
        /** A name that no program knows. */
        private static final int HIDDEN = 0x67737562;

        static Loaded of(byte[] bytes) throws IOException {
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(withoutSubstitutions(bytes)));
            return new Loaded(font, font.getUnicodeCmapLookup(), font.getUnitsPerEm());
        }

        /**
         * Hides the table of glyph substitutions (OpenType 1.9, "GSUB"), so that nobody can print several characters as
         * one: who copies fi out of a paper must get fi, and not the ligature ﬁ, which no address has.
         */
        private static byte[] withoutSubstitutions(byte[] bytes) {
            byte[] hidden = bytes.clone();
            ByteBuffer font = ByteBuffer.wrap(hidden);
            int tables = hidden.length < DIRECTORY ? 0 : font.getShort(4) & 0xFFFF;
            for (int at = DIRECTORY; tables > 0 && at + 4 <= hidden.length; at += 16, tables--) {
                if (font.getInt(at) == GSUB) {
                    font.putInt(at, HIDDEN);
                }
            }
            return hidden;
        }
    }

    /** Returns a font of the product. */
    static FontFile read(String file, String family) {
        return read(file, family, 0, Character.MAX_CODE_POINT);
    }

    /**
     * Returns a font of the product that holds characters of one range only; asked for others, it isn't read.
     *
     * @param file may end in {@code .xz}
     */
    static FontFile read(String file, String family, int first, int last) {
        return new FontFile(family, first, last, () -> {
            try (InputStream in = FontFile.class.getResourceAsStream("/fonts/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("The font /fonts/" + file + " is missing from the program");
                }
                return file.endsWith(".xz") ? new XZInputStream(in).readAllBytes() : in.readAllBytes();
            }
        });
    }

    /**
     * Reads a font of the operator's at once, and tries whether a document can carry it.
     *
     * @throws BadFontException if it isn't a TrueType font that may be embedded
     */
    static FontFile read(Path file) {
        try {
            Loaded loaded = Loaded.of(Files.readAllBytes(file));
            if (loaded.font().getGlyph() == null || loaded.font().getName() == null) {
                throw new BadFontException("不是 TrueType 字形（glyf）的字库");
            }
            if (!mayBeEmbedded(loaded.font().getOS2Windows())) {
                throw new BadFontException("字库的许可不允许截取后嵌入文件");
            }
            FontFile font =
                    new FontFile(loaded.font().getName(), 0, Character.MAX_CODE_POINT, () -> Files.readAllBytes(file));
            font.loaded = loaded;
            return font;
        } catch (NoSuchFileException e) {
            throw new BadFontException("找不到这个文件", e);
        } catch (IOException | RuntimeException e) {
            throw e instanceof BadFontException bad ? bad : new BadFontException("不是能够读取的 TrueType 字库", e);
        }
    }

    /** By the font's own word (OpenType 1.9, "OS/2", fsType). */
    private static boolean mayBeEmbedded(OS2WindowsMetricsTable table) {
        int type = table == null ? 0 : table.getFsType();
        return (type & 0xF) != OS2WindowsMetricsTable.FSTYPE_RESTRICTED
                && (type & (OS2WindowsMetricsTable.FSTYPE_NO_SUBSETTING | OS2WindowsMetricsTable.FSTYPE_BITMAP_ONLY))
                        == 0;
    }

    /** Says in Chinese why a file can't be used as a font. */
    static final class BadFontException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private BadFontException(String reason) {
            super(reason);
        }

        private BadFontException(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    private Loaded loaded() {
        Loaded there = loaded;
        if (there == null) {
            synchronized (this) {
                there = loaded;
                if (there == null) {
                    there = load();
                    loaded = there;
                }
            }
        }
        return there;
    }

    private Loaded load() {
        try {
            return Loaded.of(source.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The font " + family + " can't be read", e);
        }
    }

    String family() {
        return family;
    }

    TrueTypeFont trueType() {
        return loaded().font();
    }

    boolean holds(int character) {
        return character >= 0x20
                && character >= first
                && character <= last
                && loaded().characters().getGlyphId(character) != 0;
    }

    int glyph(int character) {
        return loaded().characters().getGlyphId(character);
    }

    double width(int character) {
        try {
            return loaded().font().getAdvanceWidth(glyph(character)) / loaded().unitsPerEm();
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
            GlyphData glyph = loaded().font().getGlyph().getGlyph(glyph(character));
            if (glyph != null) {
                path.append(glyph.getPath(), false);
            }
            double scale = 1 / loaded().unitsPerEm();
            path.transform(AffineTransform.getScaleInstance(scale, -scale));
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
