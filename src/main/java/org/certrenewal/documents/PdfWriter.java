package org.certrenewal.documents;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * Writes sheets as PDF/A-2b (ISO 19005-2): fonts embedded as subsets, sRGB output intent, XMP. The same sheets and
 * facts give the same bytes.
 */
final class PdfWriter {

    private static final float POINTS = 72f / 25.4f;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String PRODUCER = "certificate-renewal";
    private static final byte[] SRGB = SrgbProfile.bytes();

    private static final Map<Sheet.Backdrop, byte[]> BACKDROPS = new ConcurrentHashMap<>();

    private PdfWriter() {}

    /**
     * What the file says about itself; {@code date} stands for the moment of creation, so that it comes from the input.
     */
    record Facts(String title, String author, String subject, LocalDate date) {}

    static byte[] write(List<Sheet> sheets, Facts facts) {
        try (PDDocument document = new PDDocument()) {
            document.setVersion(1.7f);
            Map<FontFile, List<EmbeddedFont>> fonts = new HashMap<>();
            for (Sheet sheet : sheets) {
                page(document, sheet, fonts);
            }
            describe(document, facts);
            document.setDocumentId(seed(facts));
            ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
            document.save(out, CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void page(PDDocument document, Sheet sheet, Map<FontFile, List<EmbeddedFont>> fonts)
            throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (PDPageContentStream out = new PDPageContentStream(document, page)) {
            for (Sheet.Mark mark : sheet.marks()) {
                if (mark instanceof Sheet.Backdrop backdrop) {
                    out.drawForm(backdrop(document, backdrop));
                } else if (mark instanceof Sheet.Text text) {
                    text(document, out, text, fonts);
                } else if (mark instanceof Sheet.Shape shape) {
                    shape(out, shape);
                } else if (mark instanceof Sheet.Picture picture) {
                    picture(document, out, picture);
                }
            }
        }
    }

    private static PDFormXObject backdrop(PDDocument document, Sheet.Backdrop backdrop) {
        byte[] content = BACKDROPS.computeIfAbsent(backdrop, PdfWriter::compressed);
        COSStream stream = document.getDocument().createCOSStream();
        try (OutputStream out = stream.createRawOutputStream()) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
        stream.setItem(COSName.TYPE, COSName.XOBJECT);
        PDFormXObject form = new PDFormXObject(new PDStream(stream));
        form.setBBox(PDRectangle.A4);
        form.setResources(new PDResources());
        return form;
    }

    /** Writes the shapes of a backdrop once, as the compressed stream that goes into every document. */
    private static byte[] compressed(Sheet.Backdrop backdrop) {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream out = new PDPageContentStream(document, page)) {
                for (Sheet.Mark mark : backdrop.marks()) {
                    shape(out, (Sheet.Shape) mark);
                }
            }
            try (InputStream in = page.getContentStreams().next().getCOSObject().createRawInputStream()) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void text(
            PDDocument document, PDPageContentStream out, Sheet.Text text, Map<FontFile, List<EmbeddedFont>> fonts)
            throws IOException {
        out.setNonStrokingColor(red(text.rgb()), green(text.rgb()), blue(text.rgb()));
        out.beginText();
        out.setCharacterSpacing((float) text.spacing() * POINTS);
        out.newLineAtOffset(x(text.x()), y(text.y()));
        StringBuilder stretch = new StringBuilder();
        EmbeddedFont font = null;
        for (int character : text.text().codePoints().toArray()) {
            EmbeddedFont next = embedded(document, text.font(), character, fonts);
            if (next != font) {
                show(out, font, stretch);
                out.setFont(next.font(), (float) text.size() * POINTS);
                font = next;
            }
            stretch.appendCodePoint(character);
        }
        show(out, font, stretch);
        out.endText();
    }

    private static void show(PDPageContentStream out, EmbeddedFont font, StringBuilder stretch) throws IOException {
        if (font != null) {
            out.showText(stretch.toString());
            stretch.setLength(0);
        }
    }

    /**
     * A font as one document embeds it, and which character each of its glyphs stands for. Some fonts print several
     * characters with one glyph, such as 不 and its compatibility form U+F967; where a document has both, the second is
     * printed by the same font embedded once more, so that who searches or copies gets what was written.
     */
    private record EmbeddedFont(PDFont font, Map<Integer, Integer> characters) {}

    private static EmbeddedFont embedded(
            PDDocument document, FontFile file, int character, Map<FontFile, List<EmbeddedFont>> fonts)
            throws IOException {
        int glyph = file.glyph(character);
        List<EmbeddedFont> all = fonts.computeIfAbsent(file, any -> new ArrayList<>());
        for (EmbeddedFont font : all) {
            Integer before = font.characters().putIfAbsent(glyph, character);
            if (before == null || before == character) {
                return font;
            }
        }
        EmbeddedFont font = new EmbeddedFont(PDType0Font.load(document, file.trueType(), true), new HashMap<>());
        font.characters().put(glyph, character);
        all.add(font);
        return font;
    }

    private static void shape(PDPageContentStream out, Sheet.Shape shape) throws IOException {
        boolean stroke = shape.lineWidth() > 0;
        if (stroke) {
            out.setStrokingColor(red(shape.rgb()), green(shape.rgb()), blue(shape.rgb()));
            out.setLineWidth((float) shape.lineWidth() * POINTS);
        } else {
            out.setNonStrokingColor(red(shape.rgb()), green(shape.rgb()), blue(shape.rgb()));
        }
        double[] at = new double[6];
        double lastX = 0;
        double lastY = 0;
        for (PathIterator steps = shape.path().getPathIterator(null); !steps.isDone(); steps.next()) {
            switch (steps.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> out.moveTo(x(at[0]), y(at[1]));
                case PathIterator.SEG_LINETO -> out.lineTo(x(at[0]), y(at[1]));
                case PathIterator.SEG_QUADTO -> {
                    double endX = at[2];
                    double endY = at[3];
                    out.curveTo(
                            x((lastX + 2 * at[0]) / 3),
                            y((lastY + 2 * at[1]) / 3),
                            x((endX + 2 * at[0]) / 3),
                            y((endY + 2 * at[1]) / 3),
                            x(endX),
                            y(endY));
                    at[0] = endX;
                    at[1] = endY;
                }
                case PathIterator.SEG_CUBICTO -> {
                    out.curveTo(x(at[0]), y(at[1]), x(at[2]), y(at[3]), x(at[4]), y(at[5]));
                    at[0] = at[4];
                    at[1] = at[5];
                }
                default -> out.closePath();
            }
            lastX = at[0];
            lastY = at[1];
        }
        if (stroke) {
            out.stroke();
        } else if (shape.path().getWindingRule() == Path2D.WIND_EVEN_ODD) {
            out.fillEvenOdd();
        } else {
            out.fill();
        }
    }

    private static void picture(PDDocument document, PDPageContentStream out, Sheet.Picture picture)
            throws IOException {
        PDImageXObject image = PDImageXObject.createFromByteArray(document, picture.bytes(), "photo");
        out.drawImage(
                image,
                x(picture.x()),
                y(picture.y() + picture.height()),
                (float) picture.width() * POINTS,
                (float) picture.height() * POINTS);
    }

    private static void describe(PDDocument document, Facts facts) throws IOException {
        ZonedDateTime moment = facts.date().atTime(LocalTime.MIDNIGHT).atZone(ZONE);
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(facts.title());
        information.setAuthor(facts.author());
        information.setSubject(facts.subject());
        information.setProducer(PRODUCER);
        information.setCreator(PRODUCER);
        information.setCreationDate(GregorianCalendar.from(moment));
        information.setModificationDate(GregorianCalendar.from(moment));
        PDMetadata metadata = new PDMetadata(document);
        metadata.importXMPMetadata(xmp(facts, moment).getBytes(StandardCharsets.UTF_8));
        document.getDocumentCatalog().setMetadata(metadata);
        document.getDocumentCatalog().setLanguage("zh-CN");
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        document.getDocumentCatalog().setViewerPreferences(preferences);
        PDOutputIntent intent = new PDOutputIntent(document, new ByteArrayInputStream(SRGB));
        intent.setInfo("sRGB IEC61966-2.1");
        intent.setOutputCondition("sRGB IEC61966-2.1");
        intent.setOutputConditionIdentifier("sRGB IEC61966-2.1");
        intent.getCOSObject().setItem(COSName.TYPE, COSName.getPDFName("OutputIntent"));
        document.getDocumentCatalog().addOutputIntent(intent);
    }

    private static String xmp(Facts facts, ZonedDateTime moment) {
        String date = moment.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        return """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/">
                  <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
                      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
                      <dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
                      <dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>
                    </rdf:Description>
                    <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
                      <xmp:CreatorTool>%s</xmp:CreatorTool>
                      <xmp:CreateDate>%s</xmp:CreateDate>
                      <xmp:ModifyDate>%s</xmp:ModifyDate>
                    </rdf:Description>
                    <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
                      <pdf:Producer>%s</pdf:Producer>
                    </rdf:Description>
                    <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
                      <pdfaid:part>2</pdfaid:part>
                      <pdfaid:conformance>B</pdfaid:conformance>
                    </rdf:Description>
                  </rdf:RDF>
                </x:xmpmeta>
                <?xpacket end="w"?>""".formatted(
                escape(facts.title()), escape(facts.author()), escape(facts.subject()), PRODUCER, date, date, PRODUCER);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Derives the document's id from what it says, so that it doesn't change from one rendering to the next. */
    private static long seed(Facts facts) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(facts.toString().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static float x(double millimetres) {
        return hundredths(millimetres * POINTS);
    }

    private static float y(double millimetres) {
        return hundredths((Sheet.HEIGHT - millimetres) * POINTS);
    }

    /** Finer than any printer, and half as long to write. */
    private static float hundredths(double points) {
        return Math.round(points * 100) / 100f;
    }

    private static float red(int rgb) {
        return ((rgb >> 16) & 0xFF) / 255f;
    }

    private static float green(int rgb) {
        return ((rgb >> 8) & 0xFF) / 255f;
    }

    private static float blue(int rgb) {
        return (rgb & 0xFF) / 255f;
    }
}
