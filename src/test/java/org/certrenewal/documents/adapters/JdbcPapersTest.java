package org.certrenewal.documents.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.CertificateOfd;
import org.certrenewal.documents.CertificatePdf;
import org.certrenewal.documents.Content;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.Letter;
import org.certrenewal.documents.LetterKind;
import org.certrenewal.documents.LetterPdf;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.Press;
import org.certrenewal.vault.AesVault;
import org.certrenewal.vault.Vault;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcPapersTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-21T02:00:00Z"), ZoneId.of("Asia/Shanghai"));

    /** Renders without seal. */
    private static final Press PRESS = new Press() {
        @Override
        public boolean isRemote() {
            return false;
        }

        @Override
        public byte[] write(Letter letter) {
            return new LetterPdf("").render(letter);
        }

        @Override
        public byte[] seal(byte[] written, String authority, String title, Instant moment) {
            return written;
        }

        @Override
        public SealedCertificate certificate(CertificateFace face, Instant moment) {
            return new SealedCertificate(new CertificateOfd("").render(face), new CertificatePdf("").render(face));
        }
    };

    private static final Vault VAULT = new AesVault("test", Map.of("test", new byte[32]), new byte[32]);

    private EmbeddedPostgres postgres;
    private List<Named<DataSource>> databases;

    @BeforeAll
    void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:papers;DB_CLOSE_DELAY=-1");
        databases = List.of(Named.of("H2", h2), Named.of("PostgreSQL", postgres.getPostgresDatabase()));
        for (Named<DataSource> database : databases) {
            Flyway.configure()
                    .dataSource(database.getPayload())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        }
    }

    @AfterAll
    void stop() throws IOException {
        postgres.close();
    }

    List<Named<DataSource>> databases() {
        return databases;
    }

    @ParameterizedTest
    @MethodSource("databases")
    void should_keep_a_paper_byte_for_byte(DataSource database) {
        JdbcPapers papers = new JdbcPapers(JdbcClient.create(database), VAULT);
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        Paper paper = paper("CASE-1", PaperKind.CERTIFICATE_OFD, "2", bytes);

        papers.keep(paper);

        assertThat(papers.find(paper.id())).contains(paper);
        assertThat(papers.find("CASE-1", PaperKind.CERTIFICATE_OFD, "2")).contains(paper);
        assertThat(papers.of("CASE-1")).singleElement().satisfies(listed -> {
            assertThat(listed.size()).isEqualTo(3_000_000);
            assertThat(listed.sha256()).isEqualTo(paper.sha256());
            assertThat(listed.issuedAt()).isEqualTo(paper.issuedAt());
        });
        assertThat(papers.find("nobody-knows")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void should_keep_the_first_of_two_papers_for_the_same_occasion(DataSource database) {
        JdbcPapers papers = new JdbcPapers(JdbcClient.create(database), VAULT);
        Paper first = papers.keep(paper("CASE-2", PaperKind.APPROVAL, "1", new byte[] {1}));

        Paper second = papers.keep(paper("CASE-2", PaperKind.APPROVAL, "1", new byte[] {2}));

        assertThat(second).isEqualTo(first);
        assertThat(papers.of("CASE-2")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void should_notice_bytes_that_were_changed_in_the_database(DataSource database) {
        JdbcClient client = JdbcClient.create(database);
        JdbcPapers papers = new JdbcPapers(client, VAULT);
        Paper paper = papers.keep(paper("CASE-3", PaperKind.APPROVAL, "1", new byte[] {1, 2, 3}));

        client.sql("update paper set bytes = :bytes where id = :id")
                .param("bytes", VAULT.seal("paper/" + paper.id(), new byte[] {1, 2, 4}))
                .param("id", paper.id())
                .update();

        assertThatThrownBy(() -> papers.find(paper.id()))
                .hasMessage("A stored paper of case CASE-3 no longer matches its hash");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void should_number_letters_without_gap_or_double_when_many_issue_at_once(DataSource database) throws Exception {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        JdbcPapers papers = new JdbcPapers(JdbcClient.create(database), VAULT);
        ExecutorService people = Executors.newFixedThreadPool(16);
        List<Callable<Integer>> issues = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean fails = i % 5 == 4;
            issues.add(() -> transaction.execute(status -> {
                if (fails) {
                    status.setRollbackOnly();
                }
                int number = papers.nextNumber(LetterKind.ACCEPTANCE, "330100", 2026);
                return fails ? null : number;
            }));
        }
        List<Integer> numbers = new ArrayList<>();
        for (Future<Integer> issue : people.invokeAll(issues)) {
            if (issue.get() != null) {
                numbers.add(issue.get());
            }
        }
        people.shutdown();

        assertThat(numbers).hasSize(32).doesNotHaveDuplicates().allMatch(number -> number >= 1 && number <= 32);
        assertThat(papers.nextNumber(LetterKind.ACCEPTANCE, "330200", 2026)).isEqualTo(1);
        assertThat(papers.nextNumber(LetterKind.ACCEPTANCE, "330100", 2027)).isEqualTo(1);
        assertThat(papers.nextNumber(LetterKind.REJECTION, "330100", 2026)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void should_issue_a_letter_once_and_return_it_ever_after(DataSource database) {
        JdbcPapers papers = new JdbcPapers(JdbcClient.create(database), VAULT);
        PaperDesk desk = new PaperDesk(papers, PRESS, CLOCK);
        PaperDesk.Series series = new PaperDesk.Series("浙建特延温", "330300");

        Paper first = desk.issue("CASE-4", LetterKind.ACCEPTANCE, "1", series, JdbcPapersTest::letter);
        Paper again = desk.issue("CASE-4", LetterKind.ACCEPTANCE, "1", series, JdbcPapersTest::letter);
        Paper other = desk.issue("CASE-5", LetterKind.ACCEPTANCE, "1", series, JdbcPapersTest::letter);

        assertThat(first.number()).isEqualTo("浙建特延温受〔2026〕1号");
        assertThat(again).isEqualTo(first);
        assertThat(other.number()).isEqualTo("浙建特延温受〔2026〕2号");
        assertThat(first.id()).hasSize(22);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void should_list_what_is_written_before_and_after_it_is_sealed(DataSource database) {
        JdbcPapers papers = new JdbcPapers(JdbcClient.create(database), VAULT);
        papers.keep(paper("CASE-8", PaperKind.ACCEPTANCE, "1", new byte[] {1}));
        Paper waiting = paper("CASE-8", PaperKind.DEADLINE_MOVED, "1", new byte[] {2});

        papers.await(new Papers.Unsealed(waiting, "浙江省住房和城乡建设厅"));

        List<PaperKind> both = List.of(PaperKind.ACCEPTANCE, PaperKind.DEADLINE_MOVED);
        assertThat(papers.written("CASE-8")).extracting(Papers.Written::kind).containsExactlyElementsOf(both);
        assertThat(papers.of("CASE-8")).hasSize(1);

        papers.sealed(waiting);

        assertThat(papers.written("CASE-8")).extracting(Papers.Written::kind).containsExactlyElementsOf(both);
        assertThat(papers.unsealed(waiting.id())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void should_issue_both_files_of_a_certificate_once(DataSource database) {
        JdbcPapers papers = new JdbcPapers(JdbcClient.create(database), VAULT);
        PaperDesk desk = new PaperDesk(papers, PRESS, CLOCK);

        PaperDesk.IssuedCertificate first =
                desk.issueCertificate("CASE-7", "002", Faces.of("王建国")).orElseThrow();
        PaperDesk.IssuedCertificate again =
                desk.issueCertificate("CASE-7", "002", Faces.of("李㛃")).orElseThrow();

        assertThat(again).isEqualTo(first);
        assertThat(papers.of("CASE-7"))
                .extracting(listed -> listed.kind())
                .containsExactly(PaperKind.CERTIFICATE_OFD, PaperKind.CERTIFICATE_PDF);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void should_refuse_a_second_row_for_the_same_occasion_even_past_the_code(DataSource database) {
        JdbcClient client = JdbcClient.create(database);
        new JdbcPapers(client, VAULT).keep(paper("CASE-6", PaperKind.APPROVAL, "1", new byte[] {1}));

        assertThatThrownBy(() -> client.sql(
                                "insert into paper select 'other', case_number, kind, occurrence, number, "
                                        + "title, issued_at, media_type, bytes, sha256, size, served_at from paper where case_number = 'CASE-6'")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    private static Letter letter(String number) {
        return new Letter(
                LetterKind.ACCEPTANCE,
                number,
                LocalDate.of(2026, 7, 21),
                "浙江省住房和城乡建设厅",
                "王建国",
                "330***********1234",
                "CASE",
                "建筑施工特种作业人员职业资格认定（延续）",
                "",
                List.of("决定予以受理。"),
                List.of(),
                List.of());
    }

    private static Paper paper(String caseNumber, PaperKind kind, String occurrence, byte[] bytes) {
        return new Paper(
                PaperDesk.newId(),
                caseNumber,
                kind,
                occurrence,
                "浙B012023000123",
                "电子证照",
                Instant.parse("2026-07-21T02:00:00Z"),
                Paper.OFD,
                Content.of(bytes));
    }
}
