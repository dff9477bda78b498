package org.certrenewal.setup;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.certrenewal.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals anew, with the current key, what older keys have sealed: start the program once with
 * {@code --renewal.keys.rotate=true}, then take the older key out of the configuration. Row by row, each in a
 * transaction of its own; broken off, it goes on where it was.
 */
@Component
class Rekeying {

    private static final Logger log = LoggerFactory.getLogger(Rekeying.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Vault vault;

    Rekeying(JdbcClient jdbc, TransactionTemplate transaction, Vault vault) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.vault = vault;
    }

    /** Holds where something sealed stands. */
    private record Column(
            String table, List<String> key, String name, Form form, Function<Map<String, Object>, String> purpose) {}

    private enum Form {
        TEXT,
        BYTES,
        BASE64
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("person", List.of("user_id"), "name", Form.TEXT, row -> "holder"),
            new Column("person", List.of("user_id"), "id_number", Form.TEXT, row -> "holder"),
            new Column(
                    "case_section",
                    List.of("case_number", "name"),
                    "content",
                    Form.TEXT,
                    row -> "case_section/" + row.get("case_number") + "/" + row.get("name")),
            new Column(
                    "case_submission",
                    List.of("case_number", "round"),
                    "content",
                    Form.TEXT,
                    row -> "case_submission/" + row.get("case_number")),
            new Column(
                    "letter_text",
                    List.of("case_number", "field", "version"),
                    "content",
                    Form.TEXT,
                    row -> "letter_text/" + row.get("case_number") + "/" + row.get("field") + "/" + row.get("version")),
            new Column(
                    "certificate_version",
                    List.of("certificate_number", "version"),
                    "holder_id_number",
                    Form.TEXT,
                    row -> "holder"),
            new Column(
                    "certificate_version",
                    List.of("certificate_number", "version"),
                    "holder_name",
                    Form.TEXT,
                    row -> "holder"),
            new Column("certificate_photo", List.of("certificate_number"), "content", Form.BASE64, row -> "holder"),
            new Column("paper", List.of("id"), "bytes", Form.BYTES, row -> "paper/" + row.get("id")));

    /**
     * Seals everything anew that isn't sealed with the current key.
     *
     * @return how many values
     */
    int rotate() {
        int all = COLUMNS.stream().mapToInt(this::rotate).sum();
        log.info("{} values sealed anew with the current key", all);
        return all;
    }

    private int rotate(Column column) {
        List<Map<String, Object>> rows = jdbc.sql("select " + String.join(", ", column.key()) + " from "
                        + column.table() + " where " + column.name() + " is not null")
                .query()
                .listOfRows();
        int changed = 0;
        for (Map<String, Object> row : rows) {
            changed += Boolean.TRUE.equals(transaction.execute(status -> rotate(column, row))) ? 1 : 0;
        }
        return changed;
    }

    private boolean rotate(Column column, Map<String, Object> row) {
        String where = " where "
                + String.join(
                        " and ",
                        column.key().stream().map(name -> name + " = ?").toList());
        List<Object> key = column.key().stream().map(row::get).toList();
        String purpose = column.purpose().apply(row);
        String select = "select " + column.name() + " from " + column.table() + where + " for update";
        Object renewed;
        if (column.form() == Form.BYTES) {
            byte[] sealed = jdbc.sql(select).params(key).query(byte[].class).single();
            renewed = vault.isCurrent(sealed) ? null : vault.seal(purpose, vault.open(purpose, sealed));
        } else if (column.form() == Form.BASE64) {
            byte[] sealed = Base64.getDecoder()
                    .decode(jdbc.sql(select).params(key).query(String.class).single());
            renewed = vault.isCurrent(sealed)
                    ? null
                    : Base64.getEncoder().encodeToString(vault.seal(purpose, vault.open(purpose, sealed)));
        } else {
            String sealed = jdbc.sql(select).params(key).query(String.class).single();
            renewed = vault.isCurrent(sealed) ? null : vault.seal(purpose, vault.open(purpose, sealed));
        }
        if (renewed == null) {
            return false;
        }
        jdbc.sql("update " + column.table() + " set " + column.name() + " = ?" + where)
                .param(renewed)
                .params(key)
                .update();
        return true;
    }
}
