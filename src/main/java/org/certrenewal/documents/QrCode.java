package org.certrenewal.documents;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.geom.Path2D;
import java.util.Map;

/**
 * Draws a QR code as one path, sharp at any size. Its modules lie on the dots of 150 to the inch, of which printers and
 * scanners have a multiple: none is drawn or read wider than its neighbour.
 */
final class QrCode {

    private static final double DOT = 25.4 / 150;

    private QrCode() {}

    /** Draws it near a place, about as large as is said, in millimetres. */
    static void draw(Sheet sheet, double x, double y, double size, String content, int rgb) {
        ByteMatrix modules;
        try {
            // Without a character set for plain ASCII: the mark that names one is unknown to some scanners.
            modules = Encoder.encode(content, ErrorCorrectionLevel.M, hints(content))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("二维码内容过长", e);
        }
        double module = Math.max(1, Math.round(size / modules.getWidth() / DOT)) * DOT;
        double left = Math.round(x / DOT) * DOT;
        double top = Math.round(y / DOT) * DOT;
        // Each run of dark modules as one line, as thick as they are high: half as long to write as its four corners.
        Path2D path = new Path2D.Double();
        for (int row = 0; row < modules.getHeight(); row++) {
            for (int column = 0; column < modules.getWidth(); column++) {
                int end = column;
                while (end < modules.getWidth() && modules.get(end, row) == 1) {
                    end++;
                }
                if (end > column) {
                    path.moveTo(left + column * module, top + (row + 0.5) * module);
                    path.lineTo(left + end * module, top + (row + 0.5) * module);
                    column = end;
                }
            }
        }
        sheet.stroke(path, rgb, module);
    }

    private static Map<EncodeHintType, ?> hints(String content) {
        boolean ascii = content.chars().allMatch(character -> character < 0x80);
        return ascii ? Map.of() : Map.of(EncodeHintType.CHARACTER_SET, "UTF-8");
    }
}
