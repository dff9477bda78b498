package org.certrenewal.held;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says where something sealed stands.
 *
 * @param key columns that name a row
 * @param plainBefore whether older versions of the program stored it as it was entered
 * @param purpose what a row's value is sealed for; columns of the row stand in it in braces
 */
public record SealedColumn(
        String table, List<String> key, String name, Form form, boolean plainBefore, String purpose) {

    private static final Pattern BRACES = Pattern.compile("\\{(\\w+)}");

    /** Names how a sealed value is stored. */
    public enum Form {
        TEXT,
        BYTES,
        BASE64
    }

    /** Returns what the value of a row is sealed for. */
    public String purpose(Map<String, Object> row) {
        return BRACES.matcher(purpose)
                .replaceAll(column -> Matcher.quoteReplacement(String.valueOf(row.get(column.group(1)))));
    }

    @Override
    public String toString() {
        return table + "." + name;
    }
}
