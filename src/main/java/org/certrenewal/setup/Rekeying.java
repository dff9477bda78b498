package org.certrenewal.setup;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.SealedColumn;
import org.certrenewal.held.SealedColumn.Form;
import org.certrenewal.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals anew, with the current key, what older keys have sealed, and seals what older versions of the program stored as
 * it was entered, in each column that its owner declares as sealed. Row by row, each in a transaction of its own;
 * broken off, it goes on where it was.
 */
@Component
class Rekeying {

    private static final Logger log = LoggerFactory.getLogger(Rekeying.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Vault vault;
    private final List<SealedColumn> columns;

    Rekeying(JdbcClient jdbc, TransactionTemplate transaction, Vault vault, List<? extends Resealing> owners) {
        this.columns =
                owners.stream().flatMap(owner -> owner.sealedColumns().stream()).toList();
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.vault = vault;
    }

    /**
     * Seals everything anew that isn't sealed with the current key.
     *
     * @return how many values
     */
    int rotate() {
        int all = columns.stream().mapToInt(column -> each(column, "")).sum();
        log.info("{} values sealed anew with the current key", all);
        return all;
    }

    /** Seals what older versions of the program stored as it was entered; does nothing once there is nothing left. */
    void sealWhatWasPlain() {
        boolean done = jdbc.sql("select texts_sealed from vault_index where id = 1")
                .query(Boolean.class)
                .single();
        if (done) {
            return;
        }
        int all = columns.stream()
                .filter(SealedColumn::plainBefore)
                .mapToInt(column ->
                        each(column, " and " + column.name() + " <> '' and " + column.name() + " not like 'v1.%'"))
                .sum();
        if (all == 0) {
            // Only now: a node of the older version may have written until a moment ago.
            jdbc.sql("update vault_index set texts_sealed = true where id = 1").update();
        } else {
            log.info("{} texts sealed that were stored as they were entered", all);
        }
    }

    private int each(SealedColumn column, String condition) {
        List<Map<String, Object>> rows = jdbc.sql("select " + String.join(", ", column.key()) + " from "
                        + column.table() + " where " + column.name() + " is not null" + condition)
                .query()
                .listOfRows();
        int changed = 0;
        for (Map<String, Object> row : rows) {
            changed += Boolean.TRUE.equals(transaction.execute(status -> one(column, row))) ? 1 : 0;
        }
        return changed;
    }

    private boolean one(SealedColumn column, Map<String, Object> row) {
        String where = " where "
                + String.join(
                        " and ",
                        column.key().stream().map(name -> name + " = ?").toList());
        List<Object> key = column.key().stream().map(row::get).toList();
        String purpose = column.purpose(row);
        String select = "select " + column.name() + " from " + column.table() + where + " for update";
        Object renewed = null;
        if (column.form() == Form.TEXT) {
            String stored =
                    jdbc.sql(select).params(key).query(String.class).optional().orElse("");
            if (!stored.isEmpty() && !vault.isCurrent(stored)) {
                String text = column.plainBefore() ? vault.read(purpose, stored) : vault.open(purpose, stored);
                renewed = vault.seal(purpose, text);
            }
        } else if (column.form() == Form.BYTES) {
            renewed = jdbc.sql(select)
                    .params(key)
                    .query(byte[].class)
                    .optional()
                    .map(value -> renewed(purpose, value))
                    .orElse(null);
        } else {
            byte[] sealed = jdbc.sql(select)
                    .params(key)
                    .query(String.class)
                    .optional()
                    .map(text -> renewed(purpose, Base64.getDecoder().decode(text)))
                    .orElse(null);
            renewed = sealed == null ? null : Base64.getEncoder().encodeToString(sealed);
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

    private byte[] renewed(String purpose, byte[] sealed) {
        return vault.isCurrent(sealed) ? null : vault.seal(purpose, vault.open(purpose, sealed));
    }
}
