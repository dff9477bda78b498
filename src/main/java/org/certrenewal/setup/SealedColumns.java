package org.certrenewal.setup;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists where something sealed stands; whoever seals a new column adds it here, and a test compares. */
final class SealedColumns {

    private static final int SIXTET = 6;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private SealedColumns() {}

    /**
     * Holds a column.
     *
     * @param key columns that name a row
     * @param purpose what a row's value is sealed for
     * @param plainBefore whether older versions of the program stored it as it was entered
     */
    record Column(
            String table,
            List<String> key,
            String name,
            Form form,
            boolean plainBefore,
            Function<Map<String, Object>, String> purpose) {

        @Override
        public String toString() {
            return table + "." + name;
        }
    }

    /** How a sealed value is stored. */
    enum Form {
        TEXT,
        BYTES,
        BASE64
    }

    static final List<Column> ALL = Stream.of(
                    sealed("person", "user_id", "name", row -> "holder"),
                    sealed("person", "user_id", "id_number", row -> "holder"),
                    sealed(
                            "case_section",
                            "case_number name",
                            "content",
                            row -> "case_section/" + row.get("case_number") + "/" + row.get("name")),
                    sealed(
                            "case_submission",
                            "case_number round",
                            "content",
                            row -> "case_submission/" + row.get("case_number")),
                    sealed(
                            "letter_text",
                            "case_number field version",
                            "content",
                            row -> "letter_text/" + row.get("case_number") + "/" + row.get("field") + "/"
                                    + row.get("version")),
                    sealed("person_request", "number", "content", row -> "person_request/" + row.get("number")),
                    sealed("person_request", "number", "outcome", row -> "person_request/" + row.get("number")),
                    sealed("certificate_version", "certificate_number version", "holder_id_number", row -> "holder"),
                    sealed("certificate_version", "certificate_number version", "holder_name", row -> "holder"),
                    new Column(
                            "certificate_photo",
                            List.of("certificate_number"),
                            "content",
                            Form.BASE64,
                            false,
                            row -> "holder"),
                    new Column(
                            "case_photo",
                            List.of("case_number"),
                            "content",
                            Form.BASE64,
                            false,
                            row -> "case_photo/" + row.get("case_number")),
                    new Column("paper", List.of("id"), "bytes", Form.BYTES, false, row -> "paper/" + row.get("id")),
                    ofCase("case_event", "text"),
                    ofCase("case_problem", "message"),
                    ofCase("case_finding", "text"),
                    ofCase("excluded_time", "reason"),
                    ofCase("clock_entry", "note"),
                    text("notice", "id", "text", row -> "notice/" + row.get("id")),
                    text("certificate_act", "id", "reason", row -> "certificate_act/" + row.get("id")),
                    text("certificate_act", "id", "underlying", row -> "certificate_act/" + row.get("id")),
                    sealed(
                            "act_word",
                            "act_id kind",
                            "content",
                            row -> "act_word/" + row.get("act_id") + "/" + row.get("kind")),
                    text("certificate_operation", "id", "reason", row -> "holder"),
                    text("holder_record", "id", "detail", row -> "holder"))
            .collect(Collectors.toUnmodifiableList());

    private static Column sealed(String table, String key, String name, Function<Map<String, Object>, String> purpose) {
        return new Column(table, List.of(key.split(" ")), name, Form.TEXT, false, purpose);
    }

    private static Column text(String table, String key, String name, Function<Map<String, Object>, String> purpose) {
        return new Column(table, List.of(key.split(" ")), name, Form.TEXT, true, purpose);
    }

    private static Column ofCase(String table, String name) {
        return text(table, "case_number seq", name, row -> table + "/" + row.get("case_number"));
    }

    /** Returns a condition that holds for what a key has sealed: it begins with the key's name. */
    static String isSealedBy(Column column, byte[] beginning) {
        String name = column.name();
        if (column.form() == Form.BYTES) {
            return "substring(" + name + " from 1 for " + beginning.length + ") = ?";
        }
        int bits = beginning.length * Byte.SIZE;
        int known = bits % SIXTET;
        if (known == 0) {
            return name + " like ?";
        }
        // The next character of Base64 is half the name's and half of what follows it.
        int next = prefix(column).length() + bits / SIXTET + 1;
        int first = ALPHABET.indexOf(encoded(beginning).charAt(bits / SIXTET));
        String possible = ALPHABET.substring(first, first + (1 << SIXTET - known))
                .chars()
                .mapToObj(letter -> "'" + (char) letter + "'")
                .collect(Collectors.joining(", "));
        return name + " like ? and substring(" + name + " from " + next + " for 1) in (" + possible + ")";
    }

    /** Returns the value for that condition. */
    static Object beginning(Column column, byte[] beginning) {
        return column.form() == Form.BYTES
                ? beginning
                : prefix(column) + encoded(beginning).substring(0, beginning.length * Byte.SIZE / SIXTET) + "%";
    }

    private static String encoded(byte[] beginning) {
        return Base64.getEncoder().withoutPadding().encodeToString(beginning);
    }

    private static String prefix(Column column) {
        return column.form() == Form.TEXT ? "v1." : "";
    }
}
