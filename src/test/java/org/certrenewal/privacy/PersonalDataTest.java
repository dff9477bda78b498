package org.certrenewal.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.audit.AuditVerifier;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.documents.Papers;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.SealedColumn;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Photo;
import org.certrenewal.stages.signature.Signature;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.certrenewal.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Proves that personal data go when their time is over, and that a person gets all of their own and nobody else's. */
@RenewalTest
class PersonalDataTest {

    private static final String DIGEST = "0".repeat(64);

    private static final byte[] PHOTO = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2, 3};

    @LocalServerPort
    private int port;

    @Autowired
    private List<TableOwner> owners;

    @Autowired
    private Vault vault;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Papers papers;

    @Autowired
    private Certificates certificates;

    @Autowired
    private Retention retention;

    @Autowired
    private PersonalExport export;

    @Autowired
    private List<Disclosure> holders;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private AuditVerifier verifier;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ObjectMapper json;

    @BeforeEach
    void start() {
        TestClock.atStart();
    }

    @AfterEach
    void back() {
        TestClock.atStart();
    }

    private Renewal issued(String applicant, LocalDate validTo) {
        Renewal renewal = renewals.atForm(applicant)
                .fillsTheForm(renewals.certificateOf(applicant, validTo))
                .choosesPost()
                .confirms()
                .signs()
                .isAccepted("o01")
                .isApproved("o01")
                .hearsFromPartners()
                .isPosted("c01")
                .collects(5);
        renewal.runsItsJobs();
        assertThat(renewal.isOver()).isTrue();
        return renewal;
    }

    private int rows(String table, Renewal renewal) {
        return jdbc.sql("select count(*) from " + table + " where case_number = ?")
                .param(renewal.number())
                .query(Integer.class)
                .single();
    }

    @Test
    void should_erase_a_draft_after_its_time_and_not_before() {
        Renewal draft = renewals.atForm("w03");
        draft.withdraws();
        TestClock.at(TestClock.START.plusDays(90));
        retention.run();
        assertThat(rows("case_section", draft)).isPositive();

        TestClock.at(TestClock.START.plusDays(91));
        assertThat(retention.run().drafts()).isPositive();
        for (String table : List.of("case_section", "face_session", "notice", "case_submission", "case_finding")) {
            assertThat(rows(table, draft)).as(table).isZero();
        }
        assertThat(draft.file().applicant()).isEmpty();
        assertThat(draft.file().status()).isEqualTo(CaseStatus.WITHDRAWN);
        assertThat(retention.run().drafts()).isZero();
    }

    @Test
    void should_erase_a_decided_case_but_its_lawful_record() {
        Renewal renewal = issued("w01", TestClock.START.plusDays(80));
        String hash = renewal.file().contentHash().orElseThrow();
        List<String> kinds = renewal.eventKinds();
        int files = papers.of(renewal.number()).size();
        assertThat(files).isPositive();
        int trail = audit.of(renewal.number()).size();

        TestClock.at(TestClock.START.plusYears(5));
        retention.run();
        assertThat(rows("case_section", renewal)).isPositive();

        TestClock.at(TestClock.START.plusYears(5).plusDays(1));
        assertThat(retention.run().decided()).isPositive();
        assertThat(rows("case_section", renewal)).isZero();
        assertThat(rows("outbox_message", renewal)).isZero();
        assertThat(rows("face_session", renewal)).isZero();
        assertThat(jdbc.sql("select count(*) from case_submission where case_number = ? and content is not null")
                        .param(renewal.number())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(cases.section(renewal.number(), Signature.SECTION)).isEmpty();
        assertThat(cases.events(renewal.number()))
                .allMatch(event -> event.text().equals("（内容已按保存期限删除）"));

        assertThat(renewal.eventKinds()).isEqualTo(kinds);
        assertThat(renewal.file().contentHash()).contains(hash);
        assertThat(renewal.file().decision()).isPresent();
        assertThat(renewal.file().received().decided()).isPresent();
        assertThat(rows("clock_entry", renewal)).isPositive();
        assertThat(papers.of(renewal.number())).hasSize(files);
        assertThat(papers.find(papers.of(renewal.number()).get(0).id())).isPresent();
        assertThat(certificates.issuedFor(renewal.number())).isPresent();
        assertThat(audit.of(renewal.number())).hasSize(trail + 1);
        assertThat(verifier.verify().broken()).noneMatch(line -> line.startsWith(renewal.number()));
        assertThat(retention.run().all()).isZero();
    }

    /** Puts a row into each table that is said to be erased with the case, whatever its columns are. */
    private void fillEachTable(String number) {
        for (Table table : erasedWithTheCase()) {
            List<String> columns = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            jdbc.sql("""
                            select lower(column_name), lower(data_type) from information_schema.columns
                             where lower(table_name) = ? and lower(table_schema) = 'public'
                               and (is_nullable = 'NO' or lower(column_name) in ('case_number', ?))
                            """)
                    .params(
                            table.name(),
                            table.sealed().stream()
                                    .map(SealedColumn::name)
                                    .findFirst()
                                    .orElse(""))
                    .query(row -> {
                        String column = row.getString(1);
                        columns.add(column);
                        values.add(
                                column.equals("case_number")
                                        ? number
                                        : table.columns().get(column) == Table.Holds.DIGEST
                                                ? DIGEST
                                                : some(row.getString(2)));
                    });
            jdbc.sql("insert into " + table.name() + " (" + String.join(", ", columns) + ") values (?"
                            + ", ?".repeat(columns.size() - 1) + ")")
                    .params(values)
                    .update();
        }
    }

    private static Object some(String type) {
        return switch (type) {
            case "integer", "bigint" -> 77;
            case "boolean" -> true;
            case "date" -> TestClock.START;
            case "timestamp with time zone" -> OffsetDateTime.parse("2026-11-01T08:00:00+08:00");
            case "bytea", "binary varying" -> new byte[] {1, 2, 3};
            default -> "x";
        };
    }

    private List<Table> erasedWithTheCase() {
        return owners.stream()
                .flatMap(owner -> owner.tables().stream())
                .filter(table -> table.time().filter(Table.Time::erased).isPresent())
                .filter(table -> table.columns().containsKey("case_number"))
                // What somebody asked goes with its answer, whatever case it was about.
                .filter(table -> !table.name().equals("person_request"))
                .toList();
    }

    @Test
    void should_leave_nothing_in_any_table_that_is_said_to_be_erased() {
        Renewal renewal = issued("w01", TestClock.START.plusDays(80));
        fillEachTable(renewal.number());
        assertThat(erasedWithTheCase())
                .hasSizeGreaterThan(12)
                .allSatisfy(table ->
                        assertThat(rows(table.name(), renewal)).as(table.name()).isPositive());
        TestClock.at(TestClock.START.plusYears(10).plusDays(1));
        retention.run();
        for (Table table : erasedWithTheCase()) {
            jdbc.sql("select * from " + table.name() + " where case_number = ?")
                    .param(renewal.number())
                    .query()
                    .listOfRows()
                    .forEach(row -> {
                        assertThat(table.sealed())
                                .as(table.name() + " keeps rows of which nothing goes")
                                .isNotEmpty();
                        table.sealed()
                                .forEach(column -> assertThat(row.get(column.name()) == null
                                                || vault.read(
                                                                column.purpose(row),
                                                                String.valueOf(row.get(column.name())))
                                                        .matches("（内容已按保存期限删除）|"))
                                        .as(column.toString())
                                        .isTrue());
                    });
        }
    }

    @Test
    void should_erase_papers_after_their_own_time_but_number_and_hash() {
        Renewal renewal = issued("w01", TestClock.START.plusDays(80));
        String paper = papers.of(renewal.number()).get(0).id();
        TestClock.at(TestClock.START.plusYears(10));
        retention.run();
        assertThat(papers.find(paper)).isPresent();

        TestClock.at(TestClock.START.plusYears(10).plusDays(1));
        assertThat(retention.run().papers()).isPositive();
        assertThat(papers.find(paper)).isEmpty();
        assertThat(papers.of(renewal.number())).isEmpty();
        assertThat(renewal.file().applicant()).isEmpty();
        assertThat(jdbc.sql("select sha256 from paper where id = ? and number is not null and bytes is null")
                        .param(paper)
                        .query(String.class)
                        .single())
                .hasSize(64);
        assertThat(verifier.verify().broken()).noneMatch(line -> line.startsWith(renewal.number()));
    }

    @Test
    void should_keep_the_papers_of_a_certificate_that_still_counts() {
        Renewal renewal = issued("w01", TestClock.START.plusDays(80));
        jdbc.sql("update certificate_version set valid_to = ? where case_number = ?")
                .params(TestClock.START.plusYears(20), renewal.number())
                .update();
        TestClock.at(TestClock.START.plusYears(11));
        retention.run();
        assertThat(papers.of(renewal.number())).isNotEmpty();
    }

    @Test
    void should_erase_a_rejected_case_at_its_own_time() {
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .isAccepted("o01")
                .isRejected("o01")
                .hearsFromPartners();
        TestClock.at(TestClock.START.plusYears(3));
        retention.run();
        assertThat(rows("case_section", renewal)).isPositive();
        TestClock.at(TestClock.START.plusYears(3).plusDays(1));
        assertThat(retention.run().rejected()).isPositive();
        assertThat(rows("case_section", renewal)).isZero();
        assertThat(papers.of(renewal.number())).isNotEmpty();
    }

    @Test
    void should_leave_an_open_case_alone_however_long_it_takes() {
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)));
        TestClock.at(TestClock.START.plusYears(30));
        retention.run();
        assertThat(rows("case_section", renewal)).isPositive();
        TestClock.atStart();
        engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
    }

    private Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    @Test
    void should_hand_out_everything_about_a_person_and_nothing_about_another() throws IOException {
        Renewal own = issued("w01", TestClock.START.plusDays(80));
        Renewal foreign = issued("w02", TestClock.START.plusDays(80));
        String number = own.file().certificateNumber().orElseThrow();
        certificates.keepPhoto(new CertificateNumber(number), new Photo("image/jpeg", PHOTO));

        Map<String, byte[]> files = unzipped(export.of("w01"));
        String data = new String(files.get("data.json"), StandardCharsets.UTF_8);
        assertThat(data)
                .contains(
                        "330203198503159914",
                        "王海生",
                        "13800000001",
                        "中山东路1号2单元301室",
                        "data:image/png;base64,",
                        own.number(),
                        number,
                        "EA123456789CN",
                        own.file().contentHash().orElseThrow())
                .doesNotContain(
                        foreign.number(), foreign.file().certificateNumber().orElseThrow(), "\"o01\"", "\"c01\"");
        JsonNode tables = json.readTree(data);
        for (String table : List.of("person", "case_file", "case_section", "case_submission", "case_event")) {
            assertThat(tables.get(table)).as(table).isNotEmpty();
        }
        for (String table : List.of("notice", "paper", "certificate_version", "audit_entry", "act_hi_procinst")) {
            assertThat(tables.get(table)).as(table).isNotEmpty();
        }
        JsonNode person = tables.get("person").get(0);
        assertThat(person.get("name").asText()).isEqualTo("王海生");
        assertThat(files.get("photos/" + number + ".jpg")).isEqualTo(PHOTO);
        assertThat(papers.of(own.number())).isNotEmpty().allSatisfy(paper -> {
            String file = files.keySet().stream()
                    .filter(name -> name.contains(paper.id()))
                    .findFirst()
                    .orElseThrow();
            assertThat(files.get(file))
                    .isEqualTo(papers.find(paper.id()).orElseThrow().bytes());
        });
        assertThat(files.keySet()).noneMatch(name -> name.contains(foreign.number()));

        String other = new String(unzipped(export.of("w02")).get("data.json"), StandardCharsets.UTF_8);
        assertThat(other).doesNotContain("330203198503159914", own.number(), number);
    }

    @Test
    void should_know_every_table_that_could_hold_something_about_a_person() {
        Set<String> keys =
                Set.of("case_number", "certificate_number", "holder_key", "recipient", "applicant", "user_id", "chain");
        Set<String> found = new TreeSet<>();
        jdbc.sql("""
                        select lower(table_name), lower(column_name) from information_schema.columns
                         where lower(table_schema) = 'public' and lower(table_name) not like 'act\\_%' escape '\\'
                           and table_name not in (select table_name from information_schema.views)
                        """).query(row -> {
            if (keys.contains(row.getString(2))) {
                found.add(row.getString(1));
            }
        });
        // The ends of the chains of entries, which hold nothing but digests.
        found.removeAll(Arrays.asList("audit_head", "audit_sealed_head"));
        assertThat(holders.stream()
                        .flatMap(holder -> holder.extracts().stream())
                        .map(Extract::table))
                .containsAll(found)
                .doesNotHaveDuplicates();
    }

    @Test
    void should_hand_out_nothing_but_ones_own_and_record_it() {
        Intruder person = Intruder.of("w05", port);
        assertThat(person.get("/my/data").header("Content-Disposition")).contains("attachment");
        assertThat(audit.of(AuditTrail.ADMINISTRATION))
                .anyMatch(entry -> entry.actor().equals("w05") && entry.deed().equals("exported"));
        for (String user : List.of("o01", "s01", "c01", "a01", "admin")) {
            assertThat(Intruder.of(user, port).get("/my/data").status())
                    .as(user)
                    .isEqualTo(403);
        }
        assertThat(new Intruder(port).get("/my/data").header("Location")).endsWith("/login");
        for (int i = 0; i < 4; i++) {
            person.get("/my/data");
        }
        assertThat(person.get("/my/data").status()).isEqualTo(429);
    }
}
