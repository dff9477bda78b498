package org.certrenewal.documents.adapters;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.Papers;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Erasure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.SealedColumn.Form;
import org.certrenewal.held.Table;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers for the tables of the papers. */
@Component
class PaperTables implements Resealing, Disclosure, Erasure {

    private final JdbcClient jdbc;
    private final Papers papers;

    PaperTables(JdbcClient jdbc, Papers papers) {
        this.jdbc = jdbc;
        this.papers = papers;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("paper", "id")
                        .sealedAs(Form.BYTES, "paper/{id}", "bytes")
                        .digest("sha256")
                        .nothing(
                                "case_number kind occurrence number title issued_at media_type size served_at proof_until"
                                        + " proof_digest")
                        .erased(),
                Table.of("unsealed_paper", "id")
                        .sealedAs(Form.BYTES, "unsealed-paper/{id}", "bytes")
                        .nothing("case_number kind occurrence number title authority written_at")
                        .erased(),
                Table.of("paper_evidence", "paper_id sequence")
                        .nothing("made_at token")
                        .kept("as long as the paper's digest, which it proves; a timestamp holds a digest only"),
                Table.of("letter_number", "office kind number_year").nothing("last_number"),
                Table.of("letter_series_lock", "id"));
    }

    @Override
    public List<Extract> extracts() {
        String ofThePerson = "case_number in (:cases) or case_number in (:requests) or case_number in (:acts)";
        return List.of(
                Extract.of(
                                "paper",
                                "id, case_number, kind, occurrence, number, title, issued_at, media_type, sha256",
                                ofThePerson)
                        .withFile("file", this::file),
                Extract.of(
                        "unsealed_paper", "id, case_number, kind, occurrence, number, title, written_at", ofThePerson));
    }

    private Optional<Extract.File> file(Map<String, Object> row) {
        return papers.find((String) row.get("id"))
                .map(paper -> new Extract.File(
                        "papers/" + paper.caseNumber() + "-" + paper.title() + "-" + paper.id()
                                + (Paper.PDF.equals(paper.mediaType()) ? ".pdf" : ".ofd"),
                        paper.bytes()));
    }

    @Override
    public void erasePapers(String reference) {
        jdbc.sql("update paper set bytes = null where case_number = ?")
                .param(reference)
                .update();
        jdbc.sql("delete from unsealed_paper where case_number = ?")
                .param(reference)
                .update();
    }
}
