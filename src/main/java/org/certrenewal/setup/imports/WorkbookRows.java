package org.certrenewal.setup.imports;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certrenewal.registry.imports.Cell;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.FileRefused;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;

/**
 * Reads the first sheet of an XLSX workbook. A number is a number, whatever it looks like on a screen; a date is one
 * only if the cell's format says so.
 */
final class WorkbookRows implements RegisterRows {

    /** The file is held in memory: it comes from the database sealed, and isn't laid down in clear. */
    static final long LARGEST = 96L * 1024 * 1024;

    private static final int MOST_CELLS = 400;
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*]|\\\\.");
    private static final BigDecimal FIRST_SERIAL = BigDecimal.valueOf(20_000);
    private static final BigDecimal LAST_SERIAL = BigDecimal.valueOf(80_000);

    private final ReadableWorkbook workbook;
    private final Stream<org.dhatim.fastexcel.reader.Row> stream;
    private final Iterator<org.dhatim.fastexcel.reader.Row> rows;
    private int read;

    private WorkbookRows(ReadableWorkbook workbook) throws IOException {
        this.workbook = workbook;
        this.stream = workbook.getFirstSheet().openStream();
        this.rows = stream.iterator();
    }

    static WorkbookRows of(RegisterFile file) throws IOException, FileRefused {
        if (file.size() > LARGEST) {
            throw WorkbookGuard.broken();
        }
        WorkbookGuard.check(file);
        try (InputStream in = file.open()) {
            return new WorkbookRows(new ReadableWorkbook(in, new ReadingOptions(true, true)));
        } catch (IOException | RuntimeException broken) {
            throw WorkbookGuard.broken();
        }
    }

    @Override
    public Optional<Row> next() throws FileRefused {
        try {
            while (rows.hasNext()) {
                org.dhatim.fastexcel.reader.Row row = rows.next();
                if (row.getCellCount() > MOST_CELLS) {
                    throw new FileRefused(Fault.of(Fault.Kind.TOO_MANY_COLUMNS, row.getRowNum()));
                }
                List<Cell> cells = new ArrayList<>(row.getCellCount());
                for (int at = 0; at < row.getCellCount(); at++) {
                    cells.add(cell(row.getCell(at)));
                }
                Row found = new Row(row.getRowNum(), cells);
                if (!found.isEmpty()) {
                    if (++read > MOST) {
                        throw new FileRefused(Fault.of(Fault.Kind.TOO_MANY_LINES, row.getRowNum()));
                    }
                    return Optional.of(found);
                }
            }
            return Optional.empty();
        } catch (RuntimeException broken) {
            throw WorkbookGuard.broken();
        }
    }

    private Cell cell(org.dhatim.fastexcel.reader.Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY && cell.getFormula() == null) {
            return Cell.NOTHING;
        }
        if (cell.getType() == CellType.FORMULA || cell.getFormula() != null) {
            return new Cell(Cell.Kind.FORMULA, "=", null);
        }
        return switch (cell.getType()) {
            case STRING -> Cell.of(cell.asString());
            case NUMBER -> number(cell);
            case ERROR -> new Cell(Cell.Kind.ERROR, "#", null);
            default -> new Cell(Cell.Kind.OTHER, String.valueOf(cell.getRawValue()), null);
        };
    }

    private static Cell number(org.dhatim.fastexcel.reader.Cell cell) {
        BigDecimal number = cell.asNumber();
        String text = number.precision() - number.scale() > 30
                ? number.toString()
                : number.stripTrailingZeros().toPlainString();
        if (!isDate(cell)) {
            return new Cell(Cell.Kind.NUMBER, text, null);
        }
        boolean day = number.stripTrailingZeros().scale() <= 0
                && number.compareTo(FIRST_SERIAL) >= 0
                && number.compareTo(LAST_SERIAL) <= 0;
        LocalDate date = day ? cell.asDate().toLocalDate() : null;
        return new Cell(Cell.Kind.DATE, text, date);
    }

    /** The built-in formats 14 to 17, 22, and those of Chinese spreadsheets, 27 to 36 and 50 to 58. */
    private static boolean isDate(org.dhatim.fastexcel.reader.Cell cell) {
        Integer id = cell.getDataFormatId();
        if (id != null && (id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58)) {
            return true;
        }
        String format = cell.getDataFormatString();
        return format != null
                && LITERAL.matcher(format)
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT)
                        .contains("y");
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
