package org.certrenewal.process.outbox;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Erasure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers for the table of the outbox. */
@Component
class OutboxTables implements TableOwner, Disclosure, Erasure {

    private final JdbcClient jdbc;

    OutboxTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Table> tables() {
        return List.of(Table.of("outbox_message", "id")
                // Of a case or of a certificate.
                .personal("case_number")
                .nothing("kind payload created_at due_at attempts last_error locked_until done_at dead_at trace_parent")
                .erased());
    }

    @Override
    public List<String> views() {
        return List.of("outbox_deliveries");
    }

    @Override
    public List<Extract> extracts() {
        return List.of(Extract.of("outbox_message", "case_number in (:cases) or case_number in (:certificates)"));
    }

    @Override
    public void eraseContent(String caseNumber) {
        jdbc.sql("delete from outbox_message where case_number = ?")
                .param(caseNumber)
                .update();
    }
}
