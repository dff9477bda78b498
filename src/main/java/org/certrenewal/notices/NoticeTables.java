package org.certrenewal.notices;

import java.time.OffsetDateTime;
import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Erasure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.Table;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers for the table of the notices. */
@Component
class NoticeTables implements Resealing, Disclosure, Erasure {

    private final JdbcClient jdbc;

    NoticeTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Table> tables() {
        return List.of(Table.of("notice", "id")
                .personal("recipient")
                .sealedLater("notice/{id}", "text")
                .nothing("case_number kind once_key href created_at named_day")
                .erased());
    }

    @Override
    public List<String> views() {
        return List.of("notices_told");
    }

    @Override
    public List<Extract> extracts() {
        return List.of(Extract.of("notice", "recipient in (:user) or case_number in (:cases)"));
    }

    @Override
    public void eraseContent(String caseNumber) {
        jdbc.sql("delete from notice where case_number = ?").param(caseNumber).update();
    }

    @Override
    public int eraseMessages(OffsetDateTime before) {
        return jdbc.sql("delete from notice where created_at < ?").param(before).update();
    }
}
