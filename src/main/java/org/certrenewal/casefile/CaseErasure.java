package org.certrenewal.casefile;

import java.util.List;
import org.certrenewal.held.Erasure;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Erases what was entered, found and told in a case. */
@Component
class CaseErasure implements Erasure {

    private static final String GONE = "（内容已按保存期限删除）";

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Remembered remembered;

    CaseErasure(JdbcClient jdbc, Vault vault, Remembered remembered) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.remembered = remembered;
    }

    @Override
    public void eraseContent(String number) {
        remembered.forgetAll(Object.class);
        List.of(
                        "delete from case_section where case_number = :number",
                        "delete from case_photo where case_number = :number",
                        "delete from case_problem where case_number = :number",
                        "delete from case_finding where case_number = :number",
                        "update case_submission set content = null where case_number = :number",
                        "update clock_entry set note = '' where case_number = :number")
                .forEach(sql -> jdbc.sql(sql).param("number", number).update());
        gone("update case_event set text = :gone where case_number = :number", "case_event/" + number, number);
        gone("update excluded_time set reason = :gone where case_number = :number", "excluded_time/" + number, number);
    }

    /** Sealed as every text of the column is, so that a backup doesn't tell which cases are old. */
    private void gone(String sql, String purpose, String number) {
        jdbc.sql(sql)
                .param("gone", vault.write(purpose, GONE))
                .param("number", number)
                .update();
    }
}
