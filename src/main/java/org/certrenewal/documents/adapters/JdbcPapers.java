package org.certrenewal.documents.adapters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.certrenewal.documents.Content;
import org.certrenewal.documents.LetterKind;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps papers in the project's own database, in the transaction of the step that issues them. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class JdbcPapers implements Papers {

    private static final String COLUMNS =
            "id, case_number, kind, occurrence, number, title, issued_at, media_type, sha256";

    private static final String LISTED = "select " + COLUMNS + ", size, served_at from paper";

    private static final String PURPOSE = "paper/";
    private static final String UNSEALED = "unsealed-paper/";

    private final JdbcClient database;
    private final Vault vault;

    JdbcPapers(JdbcClient database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    @Override
    public Paper keep(Paper paper) {
        int kept = database.sql("""
                        insert into paper (id, case_number, kind, occurrence, number, title, issued_at, media_type, bytes, size, sha256)
                        select cast(:id as varchar(32)), cast(:caseNumber as varchar(64)), cast(:kind as varchar(32)),
                               cast(:occurrence as varchar(64)), cast(:number as varchar(64)),
                               cast(:title as varchar(200)), cast(:issuedAt as timestamp with time zone),
                               cast(:mediaType as varchar(64)), cast(:bytes as bytea), cast(:size as integer),
                               cast(:sha256 as varchar(64))
                         where not exists (select 1 from paper where case_number = :caseNumber and kind = :kind
                                              and occurrence = :occurrence and bytes is not null)
                        """)
                .param("id", paper.id())
                .param("caseNumber", paper.caseNumber())
                .param("kind", paper.kind().name())
                .param("occurrence", paper.occurrence())
                .param("number", paper.number())
                .param("title", paper.title())
                .param("issuedAt", paper.issuedAt().atOffset(ZoneOffset.UTC))
                .param("mediaType", paper.mediaType())
                .param("bytes", vault.seal(PURPOSE + paper.id(), paper.bytes()))
                .param("size", paper.bytes().length)
                .param("sha256", paper.sha256())
                .update();
        return kept == 1
                ? paper
                : find(paper.caseNumber(), paper.kind(), paper.occurrence()).orElseThrow();
    }

    @Override
    public void await(Unsealed unsealed) {
        Paper paper = unsealed.paper();
        database.sql("""
                        insert into unsealed_paper (id, case_number, kind, occurrence, number, title, authority, written_at, bytes)
                        values (:id, :caseNumber, :kind, :occurrence, :number, :title, :authority, :writtenAt, :bytes)
                        """)
                .param("id", paper.id())
                .param("caseNumber", paper.caseNumber())
                .param("kind", paper.kind().name())
                .param("occurrence", paper.occurrence())
                .param("number", paper.number())
                .param("title", paper.title())
                .param("authority", unsealed.authority())
                .param("writtenAt", paper.issuedAt().atOffset(ZoneOffset.UTC))
                .param("bytes", vault.seal(UNSEALED + paper.id(), paper.bytes()))
                .update();
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<Unsealed> unsealed(String id) {
        return database.sql("select * from unsealed_paper where id = ?")
                .param(id)
                .query(this::waiting)
                .optional();
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<Unsealed> unsealed(String caseNumber, PaperKind kind, String occurrence) {
        return database.sql("select * from unsealed_paper where case_number = ? and kind = ? and occurrence = ?")
                .param(caseNumber)
                .param(kind.name())
                .param(occurrence)
                .query(this::waiting)
                .optional();
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<Written> written(String caseNumber) {
        return database.sql("""
                        select kind, number, issued_at, id from paper where case_number = :case and bytes is not null
                        union all
                        select kind, number, written_at, id from unsealed_paper where case_number = :case
                         order by 3, 1, 4
                        """)
                .param("case", caseNumber)
                .query((row, index) -> new Written(PaperKind.valueOf(row.getString("kind")), row.getString("number")))
                .list();
    }

    private Unsealed waiting(ResultSet row, int index) throws SQLException {
        return new Unsealed(
                new Paper(
                        row.getString("id"),
                        row.getString("case_number"),
                        PaperKind.valueOf(row.getString("kind")),
                        row.getString("occurrence"),
                        row.getString("number"),
                        row.getString("title"),
                        row.getObject("written_at", OffsetDateTime.class).toInstant(),
                        Paper.PDF,
                        Content.of(vault.open(UNSEALED + row.getString("id"), row.getBytes("bytes")))),
                row.getString("authority"));
    }

    @Override
    public Paper sealed(Paper paper) {
        Paper kept = keep(paper);
        database.sql("delete from unsealed_paper where id = ?")
                .param(paper.id())
                .update();
        return kept;
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<Paper> find(String id) {
        return database.sql("select " + COLUMNS + ", bytes from paper where id = :id and bytes is not null")
                .param("id", id)
                .query(this::paper)
                .optional();
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<Paper> find(String caseNumber, PaperKind kind, String occurrence) {
        return database.sql(
                        "select " + COLUMNS
                                + ", bytes from paper where case_number = :case and kind = :kind and occurrence = :occurrence and bytes is not null")
                .param("case", caseNumber)
                .param("kind", kind.name())
                .param("occurrence", occurrence)
                .query(this::paper)
                .optional();
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<ListedPaper> of(String caseNumber) {
        return database.sql(LISTED + " where case_number = :case and bytes is not null order by issued_at, kind, id")
                .param("case", caseNumber)
                .query(JdbcPapers::listed)
                .list();
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<ListedPaper> numbered(PaperKind kind, String number) {
        return database.sql(LISTED
                        + " where number = :number and kind = :kind and bytes is not null order by issued_at, id")
                .param("number", number)
                .param("kind", kind.name())
                .query(JdbcPapers::listed)
                .list();
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<ListedPaper> withSha256(String sha256) {
        return database.sql(LISTED + " where sha256 = :sha256 order by issued_at, id")
                .param("sha256", sha256)
                .query(JdbcPapers::listed)
                .list();
    }

    private static ListedPaper listed(ResultSet row, int index) throws SQLException {
        return new ListedPaper(
                row.getString("id"),
                row.getString("case_number"),
                PaperKind.valueOf(row.getString("kind")),
                row.getString("occurrence"),
                row.getString("number"),
                row.getString("title"),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                row.getString("media_type"),
                row.getInt("size"),
                row.getString("sha256"),
                Optional.ofNullable(row.getObject("served_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRED)
    public void served(String id, Instant at) {
        database.sql("update paper set served_at = :at where id = :id and served_at is null")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    @Override
    public int nextNumber(LetterKind kind, String office, int year) {
        if (advance(kind, office, year) == 0) {
            begin(office, year);
            advance(kind, office, year);
        }
        return database.sql(
                        "select last_number from letter_number where office = :office and kind = :kind and number_year = :year")
                .param("office", office)
                .param("kind", kind.name())
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    /**
     * Begins all series of an office in a year, so that nobody who holds one of them waits for another's beginning. Of
     * two at the same moment the second waits here, and finds them: a new row can't be waited for on both databases
     * without one of the two failing.
     */
    private void begin(String office, int year) {
        database.sql("select id from letter_series_lock for update")
                .query(Integer.class)
                .list();
        for (LetterKind kind : LetterKind.values()) {
            database.sql("""
                            insert into letter_number (office, kind, number_year, last_number)
                            select cast(:office as varchar(12)), cast(:kind as varchar(32)), cast(:year as integer), 0
                             where not exists (select 1 from letter_number
                                                where office = :office and kind = :kind and number_year = :year)
                            """)
                    .param("office", office)
                    .param("kind", kind.name())
                    .param("year", year)
                    .update();
        }
    }

    private int advance(LetterKind kind, String office, int year) {
        return database.sql("""
                        update letter_number set last_number = last_number + 1
                        where office = :office and kind = :kind and number_year = :year
                        """)
                .param("office", office)
                .param("kind", kind.name())
                .param("year", year)
                .update();
    }

    private Paper paper(ResultSet row, int index) throws SQLException {
        Content content = Content.of(vault.open(PURPOSE + row.getString("id"), row.getBytes("bytes")));
        if (!content.sha256().equals(row.getString("sha256"))) {
            throw new IllegalStateException(
                    "A stored paper of case " + row.getString("case_number") + " no longer matches its hash");
        }
        return new Paper(
                row.getString("id"),
                row.getString("case_number"),
                PaperKind.valueOf(row.getString("kind")),
                row.getString("occurrence"),
                row.getString("number"),
                row.getString("title"),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                row.getString("media_type"),
                content);
    }
}
