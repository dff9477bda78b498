package org.certrenewal.setup.imports;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.imports.Cell;
import org.certrenewal.registry.imports.FileRefused;

/** Reads a file row by row, the heads first. Rows in which nothing stands are left out. */
interface RegisterRows extends Closeable {

    /** How many rows are read of a file. */
    int MOST = 2_000_000;

    /** Holds a row, with the number of its line in the file. */
    record Row(int line, List<Cell> cells) {

        boolean isEmpty() {
            return cells.stream().allMatch(cell -> cell.text().isBlank() && cell.kind() != Cell.Kind.DATE);
        }
    }

    /** Returns the next row; empty at the end. */
    Optional<Row> next() throws FileRefused;

    /** Opens a file. */
    static RegisterRows of(RegisterFile file, RegisterFormat format) throws IOException, FileRefused {
        return format.kind() == RegisterFormat.Kind.CSV ? new CsvRows(file, format.charset()) : WorkbookRows.of(file);
    }
}
