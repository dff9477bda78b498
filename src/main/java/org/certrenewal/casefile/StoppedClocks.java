package org.certrenewal.casefile;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.certrenewal.law.ExcludedTime;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps the time that doesn't count towards the decision of each case (行政许可法 Art 45), with its reasons. */
@Repository
class StoppedClocks {

    private static final String EXCLUDED = "excluded_time/";

    private final JdbcClient jdbc;
    private final Vault vault;

    StoppedClocks(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Notes that the time from a day on doesn't count; whoever asks holds the case. */
    void stop(String number, LocalDate from, String reason) {
        jdbc.sql("""
                        insert into excluded_time (case_number, seq, from_day, reason)
                        select :number, coalesce(max(seq), 0) + 1, :from, :reason
                          from excluded_time where case_number = :number
                        """)
                .param("number", number)
                .param("from", from)
                .param("reason", vault.write(EXCLUDED + number, reason))
                .update();
    }

    /** Notes the last day that doesn't count, where time is being excluded. */
    void resume(String number, LocalDate to) {
        jdbc.sql("update excluded_time set to_day = :to where case_number = :number and to_day is null")
                .param("number", number)
                .param("to", to)
                .update();
    }

    /** Returns the time that doesn't count, the earliest first. */
    List<ExcludedTime> of(String number) {
        return jdbc.sql("select from_day, to_day, reason from excluded_time where case_number = :number order by seq")
                .param("number", number)
                .query((row, index) -> new ExcludedTime(
                        row.getObject(1, LocalDate.class),
                        Optional.ofNullable(row.getObject(2, LocalDate.class)),
                        vault.read(EXCLUDED + number, row.getString(3))))
                .list();
    }
}
