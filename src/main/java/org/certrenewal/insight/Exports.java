package org.certrenewal.insight;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.certrenewal.insight.Vocabulary.Word;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes the list of cases into a file, some rows at a time, so that its length doesn't matter. */
final class Exports {

    /** Twelve digits and more are shown as a power of ten, sixteen and more lose some; so is whatever holds an E. */
    private static final Pattern LIKE_A_NUMBER =
            Pattern.compile("[0-9]{12,}|0[0-9]+|[0-9]+[.]?[0-9]*[EeDd][+-]?[0-9]+");

    private static final Pattern FORMULA = Pattern.compile("^[=+@\\t\\r]|^-(?![0-9.]+$)");
    private static final int ROWS_OF_A_SHEET = 1_000_000;

    private final Format format;
    private final boolean english;
    private final Function<CaseRow, List<CaseRow>> next;
    private final List<Word> offices;
    private final List<Word> trades;
    private final List<Word> outcomes;

    /**
     * Prepares an export.
     *
     * @param next returns the rows after one, or the first after null
     */
    Exports(Format format, boolean english, Function<CaseRow, List<CaseRow>> next, Vocabulary words) {
        this.format = format;
        this.english = english;
        this.next = next;
        this.offices = words.offices();
        this.trades = words.trades();
        this.outcomes = words.outcomes();
    }

    /** Names the kinds of files. */
    enum Format {
        CSV("text/csv;charset=UTF-8", "csv"),
        XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");

        private final String mediaType;
        private final String extension;

        Format(String mediaType, String extension) {
            this.mediaType = mediaType;
            this.extension = extension;
        }

        String mediaType() {
            return mediaType;
        }

        String extension() {
            return extension;
        }
    }

    /** Writes everything. */
    void write(OutputStream out) throws IOException {
        if (format == Format.CSV) {
            csv(out);
        } else {
            xlsx(out);
        }
    }

    private void csv(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        // Spreadsheet programs take a file without this mark for another encoding.
        writer.write('\uFEFF');
        line(writer, headings());
        for (List<CaseRow> rows = next.apply(null); !rows.isEmpty(); rows = next.apply(rows.get(rows.size() - 1))) {
            for (CaseRow row : rows) {
                line(writer, cells(row));
            }
            writer.flush();
        }
        writer.flush();
    }

    private static void line(Writer writer, List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                writer.write(',');
            }
            String cell = asText(cells.get(i));
            boolean quoted = cell.contains(",") || cell.contains("\"") || cell.contains("\n");
            writer.write(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        writer.write("\r\n");
    }

    /**
     * Writes a text so that a spreadsheet leaves it one: a long row of digits would lose its end, digits round an E
     * their sense, and what looks like a formula would be reckoned. Short numbers are numbers, and days days.
     */
    static String asText(String cell) {
        if (LIKE_A_NUMBER.matcher(cell).matches()) {
            return "=\"" + cell + "\"";
        }
        return FORMULA.matcher(cell).find() ? "'" + cell : cell;
    }

    private void xlsx(OutputStream out) throws IOException {
        Workbook book = new Workbook(out, "certificate-renewal", "1.0");
        int number = 1;
        Worksheet sheet = sheet(book, number);
        int line = 1;
        for (List<CaseRow> rows = next.apply(null); !rows.isEmpty(); rows = next.apply(rows.get(rows.size() - 1))) {
            for (CaseRow row : rows) {
                if (line > ROWS_OF_A_SHEET) {
                    sheet.finish();
                    number++;
                    sheet = sheet(book, number);
                    line = 1;
                }
                row(sheet, line, cells(row));
                line++;
            }
            sheet.flush();
        }
        sheet.finish();
        book.finish();
    }

    private Worksheet sheet(Workbook book, int number) {
        Worksheet sheet = book.newWorksheet((english ? "Cases " : "办件 ") + number);
        row(sheet, 0, headings());
        return sheet;
    }

    /** Strings stand in their cells; a table of shared ones would be kept until the end. */
    private static void row(Worksheet sheet, int line, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            sheet.inlineString(line, i, cells.get(i));
        }
    }

    private List<String> headings() {
        return english
                ? List.of(
                        "Case",
                        "Office",
                        "Trade",
                        "State",
                        "Outcome",
                        "Opened",
                        "Submitted",
                        "Accepted",
                        "Decided",
                        "Issued",
                        "Ended",
                        "Due",
                        "Working days to decide",
                        "Working days in all",
                        "Deadline missed")
                : List.of(
                        "办件编号", "办理机关", "操作类别", "状态", "结果", "进入办理", "首次提交", "受理", "决定", "发证", "结束", "期限", "审查工作日",
                        "全程工作日", "超过期限");
    }

    private List<String> cells(CaseRow row) {
        List<String> cells = new ArrayList<>();
        cells.add(row.caseNumber());
        cells.add(Vocabulary.name(offices, row.office(), english));
        cells.add(Vocabulary.name(trades, row.trade(), english));
        cells.add(row.finished() ? english ? "finished" : "已结束" : english ? "running" : "在办");
        cells.add(Vocabulary.name(outcomes, row.outcome(), english));
        for (Object value : new Object[] {
            row.openedOn(),
            row.submittedOn(),
            row.acceptedOn(),
            row.decidedOn(),
            row.issuedOn(),
            row.endedOn(),
            row.openDueOn(),
            row.decisionDays(),
            row.totalDays()
        }) {
            cells.add(Objects.toString(value, ""));
        }
        cells.add(row.deadlineMissed() ? english ? "yes" : "是" : english ? "no" : "否");
        return cells;
    }
}
