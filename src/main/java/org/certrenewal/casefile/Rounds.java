package org.certrenewal.casefile;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps what was submitted, round by round, as it was signed, and what was asked for between two rounds. */
@Repository
class Rounds {

    private static final String SUBMISSION = "case_submission/";

    private final JdbcClient jdbc;
    private final Vault vault;

    Rounds(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Adds a round; whoever asks holds the case. */
    void add(String number, String content, String hash, OffsetDateTime now) {
        jdbc.sql("""
                        insert into case_submission (case_number, round, content, content_hash, submitted_at)
                        select :number, coalesce(max(round), 0) + 1, :content, :hash, :now
                          from case_submission where case_number = :number
                        """)
                .param("number", number)
                .param("content", vault.seal(SUBMISSION + number, content))
                .param("hash", hash)
                .param("now", now)
                .update();
    }

    /** Returns what was submitted in a round, the first being 1. */
    Optional<String> ofRound(String number, int round) {
        return jdbc.sql("select content from case_submission where case_number = :number and round = :round")
                .param("number", number)
                .param("round", round)
                .query(String.class)
                .optional()
                .map(content -> vault.open(SUBMISSION + number, content));
    }

    /** Replaces the fields that the applicant is asked to correct; whoever asks holds the case. */
    void ask(String number, Collection<String> fields) {
        jdbc.sql("delete from case_correction where case_number = :number")
                .param("number", number)
                .update();
        for (String field : fields) {
            jdbc.sql("insert into case_correction (case_number, field) values (?, ?)")
                    .params(number, field)
                    .update();
        }
    }
}
