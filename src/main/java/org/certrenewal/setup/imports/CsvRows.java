package org.certrenewal.setup.imports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;
import org.certrenewal.registry.imports.Cell;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.FileRefused;

/** Reads a CSV by RFC 4180, separated by comma, semicolon or tabulator, whichever its first line has most of. */
final class CsvRows implements RegisterRows {

    private static final int LONGEST_FIELD = 16 * 1024;
    private static final int LONGEST_RECORD = 64 * 1024;
    private static final int MOST_FIELDS = 400;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private int line;
    private int rows;

    CsvRows(RegisterFile file, Charset charset) throws IOException, FileRefused {
        BufferedReader in = new BufferedReader(new InputStreamReader(file.open(), charset), LONGEST_RECORD + 2);
        char separator;
        try {
            skipMark(in);
            separator = separator(in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
        reader = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(LONGEST_RECORD)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(MOST_FIELDS)
                                .maxFieldSize(LONGEST_FIELD)
                                .maxRecordSize(LONGEST_RECORD)
                                .build(),
                        in);
        records = reader.iterator();
    }

    private static void skipMark(Reader in) throws IOException {
        in.mark(1);
        if (in.read() != BYTE_ORDER_MARK) {
            in.reset();
        }
    }

    private static char separator(Reader in) throws IOException {
        in.mark(LONGEST_RECORD);
        int[] counts = new int[3];
        boolean quoted = false;
        int one = in.read();
        for (int read = 1; one >= 0 && read < LONGEST_RECORD && (quoted || one != '\n' && one != '\r'); read++) {
            quoted ^= one == '"';
            int kind = ",;\t".indexOf(one);
            if (!quoted && kind >= 0) {
                counts[kind]++;
            }
            one = in.read();
        }
        in.reset();
        return counts[1] > counts[0] && counts[1] >= counts[2] ? ';' : counts[2] > counts[0] ? '\t' : ',';
    }

    @Override
    public Optional<Row> next() throws FileRefused {
        try {
            while (records.hasNext()) {
                CsvRecord record = records.next();
                line = (int) Math.min(Integer.MAX_VALUE, record.getStartingLineNumber());
                Row row =
                        new Row(line, record.getFields().stream().map(Cell::of).toList());
                if (!row.isEmpty()) {
                    if (++rows > MOST) {
                        throw new FileRefused(Fault.of(Fault.Kind.TOO_MANY_LINES, line));
                    }
                    return Optional.of(row);
                }
            }
            return Optional.empty();
        } catch (CsvParseException tooLong) {
            throw new FileRefused(Fault.of(Fault.Kind.LINE_TOO_LONG, line + 1));
        } catch (UncheckedIOException e) {
            throw new IllegalStateException("the register can't be read", e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
