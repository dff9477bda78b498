package org.certrenewal.documents;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays a letter out after GB/T 9704-2012 (format of official documents): red head, number, red rule, title, body of 16
 * pt with an indent of two characters, signature with seal. Measures in mm.
 */
final class LetterLayout {

    private static final double POINT = 25.4 / 72;
    private static final int INK = 0x16181B;
    private static final int GREY = 0x5C5C5C;
    private static final int RED = 0xC8161D;
    private static final double LEFT = 28;
    private static final double WIDTH = 156;
    private static final double RIGHT = LEFT + WIDTH;
    private static final double TOP = 36;
    private static final double BOTTOM = 268;
    private static final double SIGNATURE_BOTTOM = 273.5;
    private static final double SIZE = 15.5 * POINT;
    private static final double PITCH = 26 * POINT;
    private static final double SEAL = 42;
    /** Authority, date, and the seal's overhang. */
    private static final double SIGNATURE = 1.75 * PITCH + SEAL / 2;

    private static final Sheet.Style BODY = Sheet.Style.regular(SIZE, INK);
    private static final Sheet.Style STRONG = Sheet.Style.bold(SIZE, INK);

    private final Typeface typeface;
    private final String mark;
    private final SealLook seals;

    /**
     * Makes the layout.
     *
     * @param mark a warning printed at the foot of each page, such as 仅供演示; may be empty
     */
    LetterLayout(Typeface typeface, String mark, SealLook seals) {
        this.typeface = typeface;
        this.mark = mark;
        this.seals = seals;
    }

    List<Sheet> lay(Letter letter) {
        check(letter);
        List<Line> lines = lines(new Sheet(typeface), letter);
        List<Sheet> sheets = new ArrayList<>();
        Sheet sheet = new Sheet(typeface);
        sheets.add(sheet);
        double y = head(sheet, letter);
        for (int at = 0; at < lines.size(); at++) {
            double needed = neededFrom(lines, at);
            if (y + needed > (needed > 0 ? SIGNATURE_BOTTOM : BOTTOM)) {
                sheet = new Sheet(typeface);
                sheets.add(sheet);
                y = TOP;
            }
            print(sheet, lines.get(at), y);
            y += PITCH;
        }
        sign(sheet, letter, y + 1.3 * PITCH);
        for (int page = 0; page < sheets.size(); page++) {
            foot(sheets.get(page), letter, page + 1, sheets.size());
        }
        return sheets;
    }

    /** The last two lines stay with the signature, so that no page holds a signature alone. */
    private static double neededFrom(List<Line> lines, int at) {
        int left = lines.size() - at;
        return left <= 2 ? left * PITCH + SIGNATURE : 0;
    }

    private void check(Letter letter) {
        typeface.requirePrintable("文号", letter.number());
        typeface.requirePrintable("机关名称", letter.authority());
        typeface.requirePrintable("案件编号", letter.caseNumber() + letter.maskedId());
        typeface.requirePrintable("机关联系方式", letter.contact());
        letter.opening().forEach(this::checkLines);
        letter.items().forEach(item -> checkLines(item.subject() + item.reason()));
        letter.closing().forEach(this::checkLines);
    }

    private void checkLines(String text) {
        text.lines().forEach(line -> typeface.requirePrintable(UnprintableTextException.BODY, line));
    }

    /** Prints what stands above the text and returns the first baseline below. */
    private double head(Sheet sheet, Letter letter) {
        double centre = Sheet.WIDTH / 2;
        Sheet.Style red =
                narrowed(sheet, letter.authority(), Sheet.Style.bold(12, RED).spaced(1.6), WIDTH);
        sheet.centred(centre, 47, letter.authority(), red);
        sheet.centred(centre, 62, letter.number(), BODY);
        sheet.line(LEFT, 66.5, RIGHT, 66.5, RED, 0.7);
        sheet.centred(
                centre,
                80,
                letter.kind().title(),
                Sheet.Style.bold(22 * POINT, INK).spaced(0.8));
        return 97;
    }

    private static Sheet.Style narrowed(Sheet sheet, String text, Sheet.Style style, double width) {
        double natural = sheet.width(text, style);
        double factor = natural <= width ? 1 : width / natural;
        return new Sheet.Style(style.weight(), style.size() * factor, style.rgb(), style.spacing() * factor);
    }

    /** One line of the body, so far from the left; the last line of a paragraph is not spread. */
    private record Line(String text, double indent, int strong, boolean last) {}

    private List<Line> lines(Sheet sheet, Letter letter) {
        List<Line> lines = new ArrayList<>();
        paragraph(sheet, lines, typeface.spelt(letter.addressee()) + "（公民身份号码：" + letter.maskedId() + "）：", 0, 0, 0);
        letter.opening().forEach(text -> paragraphs(sheet, lines, text));
        int number = 1;
        for (Letter.Item item : letter.items()) {
            String subject = number++ + ". " + item.subject();
            List<String> reason = ended(item.reason()).lines().toList();
            paragraph(sheet, lines, subject + "：" + reason.get(0), 2 * SIZE, 0, subject.length() + 1);
            inner(sheet, lines, reason.subList(1, reason.size()));
        }
        letter.closing().forEach(text -> paragraphs(sheet, lines, text));
        return lines;
    }

    private static void paragraphs(Sheet sheet, List<Line> lines, String text) {
        text.lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> paragraph(sheet, lines, line.strip(), 2 * SIZE, 0, 0));
    }

    /** Prints the further lines of a point's reason, such as a list of its own, further in than the points. */
    private static void inner(Sheet sheet, List<Line> lines, List<String> reason) {
        reason.stream()
                .filter(line -> !line.isBlank())
                .forEach(line -> paragraph(sheet, lines, line.strip(), 4 * SIZE, 2 * SIZE, 0));
    }

    /**
     * Breaks a paragraph into lines.
     *
     * @param indent where its first line begins, in mm from the left
     * @param left where the others begin
     * @param strong how many UTF-16 units at its beginning are bold
     */
    private static void paragraph(Sheet sheet, List<Line> lines, String text, double indent, double left, int strong) {
        int bold = strong;
        List<String> broken = TextFlow.lines(sheet, text, BODY, WIDTH - left, indent - left);
        for (int at = 0; at < broken.size(); at++) {
            String line = broken.get(at);
            lines.add(new Line(
                    line,
                    at == 0 ? indent : left,
                    Math.min(Math.max(bold, 0), line.length()),
                    at == broken.size() - 1));
            bold -= line.length();
        }
    }

    private static String ended(String sentence) {
        String text = sentence.strip();
        return "。！？；".indexOf(text.charAt(text.length() - 1)) >= 0 ? text : text + "。";
    }

    private static void print(Sheet sheet, Line line, double baseline) {
        int gaps = line.text().codePointCount(0, line.text().length()) - 1;
        double slack = WIDTH - line.indent() - sheet.width(line.text(), BODY);
        double spacing = line.last() || gaps < 1 || slack > 3 * SIZE ? 0 : slack / gaps;
        double x = LEFT + line.indent();
        x = sheet.text(x, baseline, line.text().substring(0, line.strong()), STRONG, spacing);
        sheet.text(x, baseline, line.text().substring(line.strong()), BODY, spacing);
    }

    private void sign(Sheet sheet, Letter letter, double y) {
        Sheet.Style name = narrowed(sheet, letter.authority(), BODY, WIDTH - 20);
        String date = ChineseDates.print(letter.date());
        double nameWidth = sheet.width(letter.authority(), name);
        double centre = Math.min(RIGHT - 4 * SIZE / 2 - nameWidth / 2, RIGHT - 34);
        seals.put(sheet, centre, y + PITCH * 0.45, SEAL, letter.authority());
        sheet.centred(centre, y, letter.authority(), name);
        sheet.centred(centre, y + PITCH * 1.25, date, BODY);
    }

    private void foot(Sheet sheet, Letter letter, int page, int pages) {
        Sheet.Style style = Sheet.Style.regular(10.5 * POINT, GREY);
        sheet.line(LEFT, 275, RIGHT, 275, 0xD5D5D5, 0.2);
        sheet.text(LEFT, 281, "案件编号 " + letter.caseNumber(), style);
        sheet.rightAligned(RIGHT, 281, "第 %d 页 共 %d 页".formatted(page, pages), style);
        if (!letter.contact().isEmpty()) {
            sheet.text(LEFT, 286, letter.contact(), narrowed(sheet, letter.contact(), style, WIDTH));
        }
        if (!mark.isEmpty()) {
            sheet.centred(Sheet.WIDTH / 2, 291.5, mark, Sheet.Style.bold(10.5 * POINT, RED));
        }
    }
}
