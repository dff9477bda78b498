package org.certrenewal.held;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says which rows of a table are about a person, and what of them is handed out. Sealed columns are opened as the table
 * declares them.
 *
 * @param columns what is read of a row
 * @param where the rows, by {@code :user}, {@code :holder}, {@code :cases}, {@code :requests}, {@code :certificates},
 *     {@code :acts} or {@code :chains}, each a list
 * @param fileColumn the column in whose place a file's name is handed out; empty without files
 * @param file the file that belongs to a row
 */
public record Extract(
        String table,
        String columns,
        String where,
        String fileColumn,
        Function<Map<String, Object>, Optional<File>> file) {

    /** Holds a file that is handed out beside the rows. */
    public record File(String name, byte[] bytes) {}

    /** Takes all columns of some rows. */
    public static Extract of(String table, String where) {
        return of(table, "*", where);
    }

    /** Takes some columns of some rows. */
    public static Extract of(String table, String columns, String where) {
        return new Extract(table, columns, where, "", row -> Optional.empty());
    }

    /** Takes the rows of the person's cases. */
    public static Extract ofCases(String table) {
        return of(table, "case_number in (:cases)");
    }

    /** Takes the rows of the person's certificates. */
    public static Extract ofCertificates(String table) {
        return of(table, "certificate_number in (:certificates)");
    }

    /** Hands out a file for each row, with its name in a column. */
    public Extract withFile(String column, Function<Map<String, Object>, Optional<File>> file) {
        return new Extract(table, columns, where, column, file);
    }
}
