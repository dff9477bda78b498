package org.certrenewal.documents.adapters;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.seal.ArchiveStore;
import org.certrenewal.documents.seal.ArchiveTimestamps.Proof;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Keeps archive timestamps in the project's own database; each statement by itself, but for what belongs together. */
@Repository
class JdbcArchive implements ArchiveStore {

    private final JdbcClient jdbc;
    private final Papers papers;

    JdbcArchive(JdbcClient jdbc, Papers papers) {
        this.jdbc = jdbc;
        this.papers = papers;
    }

    @Override
    public List<String> unknown(int most) {
        return jdbc.sql("select id from paper where proof_until is null order by id fetch first :most rows only")
                .param("most", most)
                .query(String.class)
                .list();
    }

    @Override
    public List<String> ending(Instant before, List<String> digests, int most) {
        return jdbc.sql("""
                        select id from paper where proof_until < :before or proof_digest in (:digests)
                         order by proof_until, id fetch first :most rows only
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("digests", digests.isEmpty() ? List.of("none") : digests)
                .param("most", most)
                .query(String.class)
                .list();
    }

    @Override
    public Optional<byte[]> file(String paperId) {
        try {
            return papers.find(paperId).map(Paper::bytes);
        } catch (IllegalStateException | IllegalArgumentException | Vault.BrokenSeal e) {
            throw new Unreadable(e);
        }
    }

    @Override
    public List<byte[]> of(String paperId) {
        return jdbc.sql("select token from paper_evidence where paper_id = ? order by sequence")
                .param(paperId)
                .query((row, line) -> row.getBytes(1))
                .list();
    }

    @Override
    public List<byte[]> ofFile(String sha256) {
        return papers.withSha256(sha256).stream()
                .findFirst()
                .map(paper -> of(paper.id()))
                .orElse(List.of());
    }

    @Override
    public void proved(String paperId, Proof proof) {
        jdbc.sql("update paper set proof_until = :until, proof_digest = :digest where id = :id")
                .param("until", proof.until().atOffset(ZoneOffset.UTC))
                .param("digest", proof.digest())
                .param("id", paperId)
                .update();
    }

    @Override
    @Transactional
    public void add(String paperId, int sequence, byte[] token, Instant now, Proof proof) {
        int added = jdbc.sql("""
                        insert into paper_evidence (paper_id, sequence, made_at, token)
                        select cast(:id as varchar(32)), cast(:sequence as integer),
                               cast(:now as timestamp with time zone), cast(:token as bytea)
                         where not exists (select 1 from paper_evidence where paper_id = :id and sequence = :sequence)
                        """)
                .param("id", paperId)
                .param("sequence", sequence)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("token", token)
                .update();
        if (added == 1) {
            proved(paperId, proof);
        }
    }
}
