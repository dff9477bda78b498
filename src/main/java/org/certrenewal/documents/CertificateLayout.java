package org.certrenewal.documents;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Lays a certificate out on one A4 page; PDF and OFD are both made from it. */
final class CertificateLayout {

    /** Where the seal stands, in mm; the electronic seals are put at the same place. */
    static final double SEAL_X = 149;

    static final double SEAL_Y = 231;
    static final double SEAL_DIAMETER = 42;

    private static final int INK = 0x1B1F24;
    private static final int LABEL = 0x5E5346;
    private static final int PINE = 0x1E6B62;
    private static final int GOLD = 0xB59553;
    private static final int PALE = 0xDDEBE7;
    private static final int RULE = 0xC9BFA9;
    private static final int TITLE = 0xA8201A;

    private static final double LEFT = 36;
    private static final double VALUE = 70;
    private static final double RIGHT = 174;
    private static final double PHOTO_X = 144;
    private static final double PHOTO_WIDTH = 30;
    private static final double PHOTO_HEIGHT = 38.2;
    private static final double FIRST_ROW = 99;
    private static final double ROW = 15;

    private static final Sheet.Backdrop BACKDROP = backdrop(Typeface.official());

    private final Typeface typeface;
    private final String mark;
    private final SealLook seals;

    /**
     * Makes the layout.
     *
     * @param mark a warning printed across the page, such as 仅供演示; empty for a real certificate
     * @param seals how the seals look
     */
    CertificateLayout(Typeface typeface, String mark, SealLook seals) {
        this.typeface = typeface;
        this.mark = mark;
        this.seals = seals;
    }

    /**
     * Lays the page out.
     *
     * @param drawsSeal whether the seal is drawn as part of the page; in OFD it comes with the electronic seal
     */
    Sheet lay(CertificateFace face, boolean drawsSeal) {
        face.requirePrintable();
        Sheet sheet = new Sheet(typeface);
        sheet.backdrop(BACKDROP);
        mark(sheet);
        title(sheet);
        row(sheet, 0, "证书编号", face.number(), PHOTO_X - 6);
        row(sheet, 1, "姓名", face.holder(), PHOTO_X - 6);
        row(sheet, 2, "性别", face.gender(), PHOTO_X - 6);
        row(sheet, 3, "操作类别", face.trade(), PHOTO_X - 6);
        row(sheet, 4, "初次领证日期", ChineseDates.print(face.firstIssued()), RIGHT);
        row(
                sheet,
                5,
                "使用期",
                "自 " + ChineseDates.print(face.validFrom()) + " 至 " + ChineseDates.print(face.validTo()),
                RIGHT);
        photo(sheet, face);
        verification(sheet, face);
        if (drawsSeal) {
            seals.put(sheet, SEAL_X, SEAL_Y, SEAL_DIAMETER, face.authority());
        }
        authority(sheet, face);
        foot(sheet, face);
        return sheet;
    }

    private static Sheet.Backdrop backdrop(Typeface typeface) {
        Sheet sheet = new Sheet(typeface);
        Ornaments.rosette(sheet, Sheet.WIDTH / 2, 152, 8, 62, 24, 6, PALE);
        Ornaments.rosette(sheet, Sheet.WIDTH / 2, 152, 50, 68, 36, 4, PALE);
        Ornaments.frame(sheet, 10, 9, PINE, GOLD);
        return sheet.asBackdrop();
    }

    private void mark(Sheet sheet) {
        if (!mark.isEmpty()) {
            Sheet.Style style = Sheet.Style.bold(24, 0xF3DEDB).spaced(6);
            sheet.centred(Sheet.WIDTH / 2, 200, mark, fitted(sheet, mark, style, 150));
        }
    }

    private static void title(Sheet sheet) {
        double centre = Sheet.WIDTH / 2;
        sheet.centred(centre, 46, "中华人民共和国", Sheet.Style.bold(7.6, TITLE).spaced(2.6));
        sheet.centred(
                centre, 63, "建筑施工特种作业操作资格证书", Sheet.Style.bold(10.2, TITLE).spaced(0.35));
        double y = 73.5;
        sheet.line(centre - 58, y, centre - 6, y, GOLD, 0.25);
        sheet.line(centre + 6, y, centre + 58, y, GOLD, 0.25);
        for (double x : new double[] {-3.2, 0, 3.2}) {
            diamond(sheet, centre + x, y, x == 0 ? 1.5 : 0.9);
        }
    }

    private static void diamond(Sheet sheet, double x, double y, double reach) {
        Path2D path = new Path2D.Double();
        path.moveTo(x, y - reach);
        path.lineTo(x + reach, y);
        path.lineTo(x, y + reach);
        path.lineTo(x - reach, y);
        path.closePath();
        sheet.fill(path, GOLD);
    }

    private void row(Sheet sheet, int index, String label, String value, double right) {
        double baseline = FIRST_ROW + index * ROW;
        label(sheet, LEFT, baseline, label, VALUE - LEFT - 4);
        sheet.line(VALUE - 1, baseline + 2.6, right, baseline + 2.6, RULE, 0.2);
        value(sheet, VALUE + 1, baseline, value, right - VALUE - 2);
    }

    /** Prints a label spread over a fixed width, so that labels of two and of six characters end together. */
    private static void label(Sheet sheet, double x, double baseline, String label, double width) {
        Sheet.Style style = Sheet.Style.regular(4.4, LABEL);
        double spacing = (width - sheet.width(label, style)) / (label.length() - 1);
        sheet.text(x, baseline, label, style, spacing);
    }

    /** Prints a value in one line if it fits down to 4 mm, else smaller in as many lines as the row holds. */
    private static void value(Sheet sheet, double x, double baseline, String value, double width) {
        for (double size = 5.4; size >= 3.6; size -= 0.2) {
            Sheet.Style style = Sheet.Style.regular(size, INK);
            if (sheet.width(value, style) <= width) {
                sheet.text(x, baseline, value, style);
                return;
            }
        }
        for (double size = 4.4; size >= 2.0; size -= 0.2) {
            Sheet.Style style = Sheet.Style.regular(size, INK);
            List<String> lines = TextFlow.lines(sheet, value, style, width, 0);
            double pitch = size * 1.25;
            if (lines.size() * pitch <= ROW - 2.6) {
                double first = baseline + 0.9 - (lines.size() - 1) * pitch;
                for (int line = 0; line < lines.size(); line++) {
                    sheet.text(x, first + line * pitch, lines.get(line), style);
                }
                return;
            }
        }
        throw new IllegalArgumentException("证书内容过长，无法完整打印：" + value.length() + "个字");
    }

    private void photo(Sheet sheet, CertificateFace face) {
        double y = FIRST_ROW - 7.5;
        if (face.photo().isPresent()) {
            Photo photo = face.photo().get();
            double width = Math.min(PHOTO_WIDTH, PHOTO_HEIGHT * photo.ratio());
            double height = width / photo.ratio();
            sheet.picture(
                    PHOTO_X + (PHOTO_WIDTH - width) / 2, y + (PHOTO_HEIGHT - height) / 2, width, height, photo.bytes());
        } else {
            placeholder(sheet, PHOTO_X + PHOTO_WIDTH / 2, y);
        }
        sheet.stroke(new Path2D.Double(new Rectangle2D.Double(PHOTO_X, y, PHOTO_WIDTH, PHOTO_HEIGHT)), RULE, 0.3);
    }

    private static void placeholder(Sheet sheet, double cx, double top) {
        sheet.fill(
                new Path2D.Double(new Rectangle2D.Double(cx - PHOTO_WIDTH / 2, top, PHOTO_WIDTH, PHOTO_HEIGHT)),
                0xF4F4F1);
        sheet.fill(new Path2D.Double(new Ellipse2D.Double(cx - 5.2, top + 8.5, 10.4, 12.4)), 0xD9DBD6);
        Path2D shoulders = new Path2D.Double();
        double bottom = top + PHOTO_HEIGHT - 6;
        shoulders.moveTo(cx - 10.5, bottom);
        shoulders.curveTo(cx - 10.5, bottom - 9, cx - 6, bottom - 12.2, cx, bottom - 12.2);
        shoulders.curveTo(cx + 6, bottom - 12.2, cx + 10.5, bottom - 9, cx + 10.5, bottom);
        shoulders.closePath();
        sheet.fill(shoulders, 0xD9DBD6);
        sheet.centred(cx, top + PHOTO_HEIGHT - 2, "照片", Sheet.Style.regular(2.6, 0x9A9A94));
    }

    private static void verification(Sheet sheet, CertificateFace face) {
        double size = 40;
        double y = 203;
        sheet.fill(new Path2D.Double(new Rectangle2D.Double(LEFT - 3, y - 3, size + 6, size + 6)), 0xFFFFFF);
        QrCode.draw(sheet, LEFT, y, size, face.qrContent(), INK);
        sheet.centred(LEFT + size / 2, y + size + 5.8, "扫描二维码核验证书", Sheet.Style.regular(3.1, LABEL));
    }

    private void authority(Sheet sheet, CertificateFace face) {
        Sheet.Style label = Sheet.Style.regular(4.4, LABEL);
        double left = 96;
        sheet.text(left, SEAL_Y - 16, "发证机关", label);
        value(sheet, left + 23, SEAL_Y - 16, face.authority(), RIGHT - left - 23);
        sheet.text(left, SEAL_Y + 12, "发证日期", label);
        value(sheet, left + 23, SEAL_Y + 12, ChineseDates.print(face.issued()), RIGHT - left - 23);
    }

    private void foot(Sheet sheet, CertificateFace face) {
        double centre = Sheet.WIDTH / 2;
        sheet.line(LEFT - 2, 257, RIGHT + 2, 257, RULE, 0.2);
        sheet.centred(
                centre,
                262.5,
                "证照标识 " + face.identifier(),
                fitted(sheet, "证照标识 " + face.identifier(), Sheet.Style.regular(3.1, LABEL), RIGHT - LEFT));
        sheet.centred(
                centre,
                268,
                "核验地址 " + face.verificationUrl(),
                fitted(sheet, "核验地址 " + face.verificationUrl(), Sheet.Style.regular(3.1, LABEL), RIGHT - LEFT));
    }

    private static Sheet.Style fitted(Sheet sheet, String text, Sheet.Style style, double width) {
        double natural = sheet.width(text, style);
        if (natural <= width) {
            return style;
        }
        double factor = width / natural;
        return new Sheet.Style(style.weight(), style.size() * factor, style.rgb(), style.spacing() * factor);
    }
}
