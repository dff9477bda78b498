package org.certrenewal.stages.review;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Erasure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.Table;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers for the tables of the office's side. */
@Component
class ReviewTables implements Resealing, Disclosure, Erasure {

    private final JdbcClient jdbc;

    ReviewTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("letter_text", "case_number field version")
                        .personal("written_by")
                        .sealed("letter_text/{case_number}/{field}/{version}", "content")
                        .nothing("written_at")
                        .erased(),
                Table.of("case_closing", "id")
                        .personal("proposed_by answered_by")
                        .nothing("case_number ground state proposed_at expires_at answered_at waiting_for")
                        .kept("who decided belongs to the lawful record"));
    }

    @Override
    public List<Extract> extracts() {
        return List.of(Extract.ofCases("letter_text"), Extract.ofCases("case_closing"));
    }

    @Override
    public void eraseContent(String caseNumber) {
        jdbc.sql("delete from letter_text where case_number = ?")
                .param(caseNumber)
                .update();
    }
}
