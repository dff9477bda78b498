package org.certrenewal.documents;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Shows the first page of a PDF file as a picture: browsers of phones don't show PDF files within a page. */
public final class PagePicture {

    /** Enough to read the small print of an A4 page that fills a phone's width, and to scan its QR code. */
    private static final int DPI = 150;

    private PagePicture() {}

    /**
     * Draws the first page.
     *
     * @param pdf one of our own files
     * @return a PNG file
     */
    public static byte[] of(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf);
                ByteArrayOutputStream png = new ByteArrayOutputStream()) {
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, DPI);
            ImageIO.write(page, "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
