package org.certrenewal.stages.faceauth;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Erasure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers for the tables of the checks of identity. */
@Component
class FaceTables implements TableOwner, Disclosure, Erasure {

    private final JdbcClient jdbc;

    FaceTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("face_session", "id")
                        .personal("case_number")
                        .nothing("state opened_at expires_at scan_url answered_at reference asked_at")
                        .erased(),
                Table.of("counter_check", "id")
                        .personal("case_number answered_by")
                        .nothing("office state requested_at document ground answered_at waiting_for")
                        .erased());
    }

    @Override
    public List<String> views() {
        return List.of("faceauth_sessions", "faceauth_counter_checks");
    }

    @Override
    public List<Extract> extracts() {
        return List.of(Extract.ofCases("face_session"), Extract.ofCases("counter_check"));
    }

    @Override
    public void eraseContent(String caseNumber) {
        jdbc.sql("delete from face_session where case_number = ?")
                .param(caseNumber)
                .update();
        jdbc.sql("delete from counter_check where case_number = ?")
                .param(caseNumber)
                .update();
    }
}
