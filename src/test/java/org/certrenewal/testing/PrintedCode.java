package org.certrenewal.testing;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Reads the QR code of a printed page, as a phone held over it would. */
public final class PrintedCode {

    /** What a phone sees from several distances: it takes picture after picture until one of them is read. */
    private static final List<Integer> DPI = List.of(300, 400, 250, 200, 350, 450, 600);

    private PrintedCode() {}

    /** Returns the text of the code on the first page. */
    public static String on(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFRenderer renderer = new PDFRenderer(document);
            for (int dpi : DPI) {
                BufferedImage page = renderer.renderImageWithDPI(0, dpi);
                for (BufferedImage picture : List.of(part(page), page)) {
                    Optional<String> text = read(picture);
                    if (text.isPresent()) {
                        return text.get();
                    }
                }
            }
        }
        throw new AssertionError("no readable QR code on the page");
    }

    /** Whoever scans points at the code, at the lower left, and not at the whole page. */
    private static BufferedImage part(BufferedImage page) {
        return page.getSubimage(
                page.getWidth() / 9, page.getHeight() * 3 / 5, page.getWidth() / 3, page.getHeight() / 4);
    }

    /** Returns the text of the code on the first page at 150 dpi, as an office scanner has it, read in one go. */
    public static String at150(byte[] pdf) throws IOException {
        return read(part(page150(pdf))).orElseThrow(() -> new AssertionError("no readable QR code at 150 dpi"));
    }

    /** Returns what zbar finds on the whole page at 150 dpi, where there is one. */
    public static Optional<String> byZbar(Path folder, byte[] pdf) throws IOException, InterruptedException {
        File picture = folder.resolve("page.png").toFile();
        ImageIO.write(page150(pdf), "png", picture);
        Process reader;
        try {
            reader = new ProcessBuilder("zbarimg", "--quiet", "--raw", picture.getPath()).start();
        } catch (IOException thereIsNone) {
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw thereIsNone;
            }
            return Optional.empty();
        }
        String text = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        reader.waitFor();
        return Optional.of(text.strip());
    }

    private static BufferedImage page150(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFRenderer(document).renderImageWithDPI(0, 150);
        }
    }

    private static Optional<String> read(BufferedImage page) {
        int width = page.getWidth();
        int height = page.getHeight();
        int[] pixels = page.getRGB(0, 0, width, height, null, 0, width);
        try {
            return Optional.of(new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))),
                            Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE))
                    .getText());
        } catch (ReaderException unreadable) {
            return Optional.empty();
        }
    }
}
