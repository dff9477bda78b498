package org.certrenewal.documents;

import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Writes sheets as OFD (GB/T 33190-2016): fonts embedded as subsets, every text with its character widths. The same
 * sheets and facts give the same bytes. All measures are millimetres, as on the sheet.
 */
final class OfdWriter {

    private static final String NAMESPACE = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private final Map<FontFile, Integer> fontIds = new LinkedHashMap<>();
    private final Map<FontFile, FontSubset> fonts = new LinkedHashMap<>();
    private final Map<String, byte[]> pictures = new LinkedHashMap<>();
    private final StringBuilder pictureList = new StringBuilder();
    private int lastId;

    private OfdWriter() {}

    /**
     * What the file says about itself.
     *
     * @param details names and values for other programs, such as 证照标识
     */
    record Facts(String title, String author, LocalDate date, Map<String, String> details) {}

    static byte[] write(List<Sheet> sheets, Facts facts) {
        return OfdPackage.write(new OfdWriter().entries(sheets, facts));
    }

    private Map<String, byte[]> entries(List<Sheet> sheets, Facts facts) {
        subset(sheets);
        StringBuilder pages = new StringBuilder();
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (int page = 0; page < sheets.size(); page++) {
            String path = "Pages/Page_" + page + "/Content.xml";
            pages.append("<ofd:Page ID=\"%d\" BaseLoc=\"%s\"/>".formatted(nextId(), path));
            contents.put("Doc_0/" + path, page(sheets.get(page)));
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        Map<String, byte[]> fontFiles = new LinkedHashMap<>();
        byte[] resources = resources(fontFiles);
        entries.put("OFD.xml", root(facts));
        entries.put("Doc_0/Document.xml", document(pages.toString()));
        entries.put("Doc_0/PublicRes.xml", resources);
        entries.put(
                "Doc_0/DocumentRes.xml",
                xml("<ofd:Res " + NAMESPACE + " BaseLoc=\"Res\">"
                        // The schema takes no empty list.
                        + (pictures.isEmpty() ? "" : "<ofd:MultiMedias>" + pictureList + "</ofd:MultiMedias>")
                        + "</ofd:Res>"));
        entries.putAll(contents);
        entries.putAll(fontFiles);
        pictures.forEach((name, bytes) -> entries.put("Doc_0/Res/" + name, bytes));
        return entries;
    }

    /** Cuts the fonts before the pages are written, because a page names glyphs by their place in the cut font. */
    private void subset(List<Sheet> sheets) {
        Map<FontFile, SortedSet<Integer>> used = new LinkedHashMap<>();
        for (Sheet sheet : sheets) {
            for (Sheet.Mark mark : sheet.marks()) {
                if (mark instanceof Sheet.Text text) {
                    SortedSet<Integer> characters = used.computeIfAbsent(text.font(), any -> new TreeSet<>());
                    text.text().codePoints().forEach(characters::add);
                }
            }
        }
        used.forEach((font, characters) -> fonts.put(font, FontSubset.of(font, characters)));
    }

    private int nextId() {
        return ++lastId;
    }

    private static byte[] root(Facts facts) {
        StringBuilder details = new StringBuilder();
        facts.details()
                .forEach((name, value) -> details.append(
                        "<ofd:CustomData Name=\"%s\">%s</ofd:CustomData>".formatted(escape(name), escape(value))));
        String id = UUID.nameUUIDFromBytes(facts.toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return xml(
                "<ofd:OFD " + NAMESPACE + " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>" + id
                        + "</ofd:DocID><ofd:Title>" + escape(facts.title()) + "</ofd:Title><ofd:Author>"
                        + escape(facts.author()) + "</ofd:Author><ofd:CreationDate>" + facts.date()
                        + "</ofd:CreationDate><ofd:Creator>certificate-renewal</ofd:Creator><ofd:CustomDatas>" + details
                        + "</ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
    }

    private byte[] document(String pages) {
        return xml("<ofd:Document " + NAMESPACE + "><ofd:CommonData><ofd:MaxUnitID>" + (lastId + 1)
                + "</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
                + "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
                + "</ofd:CommonData><ofd:Pages>" + pages + "</ofd:Pages></ofd:Document>");
    }

    private byte[] resources(Map<String, byte[]> files) {
        StringBuilder list = new StringBuilder();
        int number = 0;
        for (Map.Entry<FontFile, Integer> font : fontIds.entrySet()) {
            String file = "font_" + number++ + ".ttf";
            list.append(
                    "<ofd:Font ID=\"%d\" FontName=\"%s\" FamilyName=\"%s\"><ofd:FontFile>%s</ofd:FontFile></ofd:Font>"
                            .formatted(
                                    font.getValue(),
                                    font.getKey().family(),
                                    font.getKey().family(),
                                    file));
            files.put("Doc_0/Res/" + file, fonts.get(font.getKey()).bytes());
        }
        return xml("<ofd:Res " + NAMESPACE + " BaseLoc=\"Res\"><ofd:Fonts>" + list + "</ofd:Fonts></ofd:Res>");
    }

    private byte[] page(Sheet sheet) {
        StringBuilder out = new StringBuilder(256 * 1024);
        out.append("<ofd:Page ")
                .append(NAMESPACE)
                .append(
                        "><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID=\"")
                .append(nextId())
                .append("\" Type=\"Body\">");
        marks(out, sheet.marks());
        out.append("</ofd:Layer></ofd:Content></ofd:Page>");
        return xml(out.toString());
    }

    private void marks(StringBuilder out, List<Sheet.Mark> marks) {
        for (Sheet.Mark mark : marks) {
            if (mark instanceof Sheet.Text text) {
                text(out, text);
            } else if (mark instanceof Sheet.Shape shape) {
                shape(out, shape);
            } else if (mark instanceof Sheet.Picture picture) {
                picture(out, picture);
            } else if (mark instanceof Sheet.Backdrop backdrop) {
                marks(out, backdrop.marks());
            }
        }
    }

    /** Writes a text; characters beyond U+FFFF each alone, because readers disagree on how many widths they need. */
    private void text(StringBuilder out, Sheet.Text text) {
        int font = fontIds.computeIfAbsent(text.font(), any -> nextId());
        double x = text.x();
        StringBuilder plain = new StringBuilder();
        double start = x;
        for (int character : text.text().codePoints().toArray()) {
            double advance = text.font().width(character) * text.size() + text.spacing();
            if (character > 0xFFFF) {
                plainText(out, text, font, plain, start);
                plainText(out, text, font, new StringBuilder().appendCodePoint(character), x);
                start = x + advance;
            } else {
                plain.append((char) character);
            }
            x += advance;
        }
        plainText(out, text, font, plain, start);
    }

    private void plainText(StringBuilder out, Sheet.Text text, int font, StringBuilder characters, double x) {
        if (characters.length() == 0) {
            return;
        }
        int[] codes = characters.codePoints().toArray();
        StringBuilder widths = new StringBuilder();
        double width = 0;
        for (int i = 0; i < codes.length; i++) {
            double advance = text.font().width(codes[i]) * text.size() + text.spacing();
            width += advance;
            if (i < codes.length - 1) {
                number(widths, advance).append(' ');
            }
        }
        double ascent = text.size() * 1.15;
        out.append("<ofd:TextObject ID=\"").append(nextId()).append("\" Boundary=\"");
        number(out, x).append(' ');
        number(out, text.y() - ascent).append(' ');
        number(out, width + text.size() * 0.1).append(' ');
        number(out, text.size() * 1.5).append("\" Font=\"").append(font).append("\" Size=\"");
        number(out, text.size()).append("\">");
        colour(out, "FillColor", text.rgb());
        if (codes[0] > 0xFFFF) {
            // Readers can't look such a character up in the font: tell them the glyph. They count UTF-16 units.
            out.append("<ofd:CGTransform CodePosition=\"0\" CodeCount=\"2\" GlyphCount=\"1\"><ofd:Glyphs>")
                    .append(fonts.get(text.font()).glyph(codes[0]))
                    .append("</ofd:Glyphs></ofd:CGTransform>");
        }
        out.append("<ofd:TextCode X=\"0\" Y=\"");
        number(out, ascent).append('"');
        if (widths.length() > 0) {
            out.append(" DeltaX=\"").append(widths.toString().strip()).append('"');
        }
        out.append('>').append(escape(characters.toString())).append("</ofd:TextCode></ofd:TextObject>");
        characters.setLength(0);
    }

    private void shape(StringBuilder out, Sheet.Shape shape) {
        Rectangle2D bounds = shape.path().getBounds2D();
        double margin = shape.lineWidth();
        double left = bounds.getX() - margin;
        double top = bounds.getY() - margin;
        boolean stroke = shape.lineWidth() > 0;
        out.append("<ofd:PathObject ID=\"").append(nextId()).append("\" Boundary=\"");
        number(out, left).append(' ');
        number(out, top).append(' ');
        number(out, bounds.getWidth() + 2 * margin).append(' ');
        number(out, bounds.getHeight() + 2 * margin).append('"');
        if (stroke) {
            out.append(" LineWidth=\"");
            number(out, shape.lineWidth()).append("\" Stroke=\"true\" Fill=\"false\">");
            colour(out, "StrokeColor", shape.rgb());
        } else {
            out.append(" Stroke=\"false\" Fill=\"true\">");
            colour(out, "FillColor", shape.rgb());
        }
        out.append("<ofd:AbbreviatedData>");
        double[] at = new double[6];
        for (PathIterator steps = shape.path().getPathIterator(null); !steps.isDone(); steps.next()) {
            switch (steps.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> points(out.append('M'), at, 2, left, top);
                case PathIterator.SEG_LINETO -> points(out.append('L'), at, 2, left, top);
                case PathIterator.SEG_QUADTO -> points(out.append('Q'), at, 4, left, top);
                case PathIterator.SEG_CUBICTO -> points(out.append('B'), at, 6, left, top);
                default -> out.append("C ");
            }
        }
        out.setLength(out.length() - 1);
        out.append("</ofd:AbbreviatedData></ofd:PathObject>");
    }

    private static void points(StringBuilder out, double[] at, int count, double left, double top) {
        for (int i = 0; i < count; i++) {
            out.append(' ');
            number(out, Math.round((at[i] - (i % 2 == 0 ? left : top)) * 100) / 100.0);
        }
        out.append(' ');
    }

    private void picture(StringBuilder out, Sheet.Picture picture) {
        boolean png = picture.bytes()[0] == (byte) 0x89;
        String file = "image_" + pictures.size() + (png ? ".png" : ".jpg");
        int id = nextId();
        pictures.put(file, picture.bytes());
        pictureList.append(
                "<ofd:MultiMedia ID=\"%d\" Type=\"Image\" Format=\"%s\"><ofd:MediaFile>%s</ofd:MediaFile></ofd:MultiMedia>"
                        .formatted(id, png ? "PNG" : "JPEG", file));
        out.append("<ofd:ImageObject ID=\"").append(nextId()).append("\" Boundary=\"");
        number(out, picture.x()).append(' ');
        number(out, picture.y()).append(' ');
        number(out, picture.width()).append(' ');
        number(out, picture.height()).append("\" CTM=\"");
        number(out, picture.width()).append(" 0 0 ");
        number(out, picture.height()).append(" 0 0\" ResourceID=\"").append(id).append("\"/>");
    }

    private static void colour(StringBuilder out, String name, int rgb) {
        out.append("<ofd:").append(name).append(" Value=\"");
        out.append((rgb >> 16) & 0xFF).append(' ');
        out.append((rgb >> 8) & 0xFF).append(' ');
        out.append(rgb & 0xFF).append("\"/>");
    }

    /** Writes a number in thousandths, without useless zeros. */
    private static StringBuilder number(StringBuilder out, double value) {
        long thousandths = Math.round(value * 1000);
        if (thousandths < 0) {
            out.append('-');
            thousandths = -thousandths;
        }
        out.append(thousandths / 1000);
        int rest = (int) (thousandths % 1000);
        if (rest > 0) {
            out.append('.').append(rest / 100);
            if (rest % 100 > 0) {
                out.append(rest / 10 % 10);
                if (rest % 10 > 0) {
                    out.append(rest % 10);
                }
            }
        }
        return out;
    }

    private static byte[] xml(String text) {
        return (XML + text).getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
