package org.certrenewal.setup.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.notices.Notices;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.imports.DifferenceDesk;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.ImportRefused;
import org.certrenewal.registry.imports.ImportRun;
import org.certrenewal.registry.imports.ImportRun.State;
import org.certrenewal.testing.Portraits;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings registers in, cuts that off, does it twice, and takes it back. */
@RenewalTest
class ImportsTest {

    private static final LocalDate TODAY = TestClock.START;

    @Autowired
    private Imports imports;

    @Autowired
    private ImportWork work;

    @Autowired
    private ImportTools tools;

    @Autowired
    private RegisterDifferences differences;

    @Autowired
    private Certificates certificates;

    @Autowired
    private Renewals renewals;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private Notices notices;

    @Autowired
    private JdbcClient jdbc;

    @TempDir
    private Path folder;

    private final List<String> done = new ArrayList<>();

    @BeforeEach
    void start() {
        TestClock.atStart();
    }

    @AfterEach
    void leave_nothing_behind() {
        for (String id : done) {
            if (imports.find(id).filter(run -> run.state() == State.DONE).isPresent()) {
                imports.takeBackNow(id);
            }
        }
    }

    private Path register(int lines) throws IOException {
        return Registers.csv(folder.resolve("register.csv"), lines, TODAY);
    }

    private ImportRun apply(Path file) throws IOException {
        return apply(file, Optional.empty());
    }

    private ImportRun apply(Path file, Optional<Path> photos) throws IOException {
        ImportRun run = imports.file(file, "", photos, true);
        done.add(run.id());
        return run;
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static CertificateNumber number(int at) {
        return new CertificateNumber(Registers.line(at, TODAY).split(",")[0]);
    }

    @Test
    void should_try_without_writing_then_bring_in_once_and_take_back() throws IOException {
        long certificatesBefore = count("certificate");
        long people = count("person");
        Path file = register(1203);

        ImportRun tried = imports.file(file, "", Optional.empty(), false);
        assertThat(tried.state()).isEqualTo(State.CHECKED);
        assertThat(tried.added()).isEqualTo(1203);
        assertThat(count("certificate")).isEqualTo(certificatesBefore);

        ImportRun run = apply(file);
        assertThat(run.state()).isEqualTo(State.DONE);
        assertThat(List.of(run.lines(), run.done(), run.added(), run.refused())).containsExactly(1203, 1203, 1203, 0);
        assertThat(count("certificate")).isEqualTo(certificatesBefore + 1203);
        assertThat(count("person")).as("no log-ins").isEqualTo(people);
        Certificate first = certificates.withNumber(number(0)).orElseThrow();
        assertThat(first.holder().value()).isEqualTo(Registers.line(0, TODAY).split(",")[1]);
        assertThat(jdbc.sql(
                                "select holder_name || holder_id_number from certificate_version where certificate_number = ?")
                        .param(first.number().value())
                        .query(String.class)
                        .single())
                .startsWith("v1.")
                .doesNotContain(first.holderName().value());
        assertThat(certificates.heldBy(first.holder())).contains(first);

        long versions = count("certificate_version");
        long operations = count("certificate_operation");
        ImportRun again = apply(file);
        assertThat(List.of(again.added(), again.changed(), again.unchanged(), again.refused()))
                .containsExactly(0, 0, 1203, 0);
        assertThat(count("certificate_version")).isEqualTo(versions);
        assertThat(count("certificate_operation")).isEqualTo(operations);

        assertThat(imports.takeBackNow(run.id()).state()).isEqualTo(State.TAKEN_BACK);
        assertThatThrownBy(() -> imports.discard(run.id(), "admin")).isInstanceOf(ImportRefused.class);
        assertThat(count("certificate")).isEqualTo(certificatesBefore);
        assertThat(imports.find(run.id()).orElseThrow().takenBack()).isEqualTo(1203);
        assertThat(audit.of(AuditTrail.ADMINISTRATION))
                .filteredOn(entry -> entry.detail().startsWith(run.id()))
                .extracting(AuditTrail.Entry::deed)
                .containsExactly(
                        "import-begun",
                        "import-checked",
                        "import-confirmed",
                        "import-done",
                        "import-take-back-asked",
                        "import-taken-back");
        assertThat(audit.of(AuditTrail.ADMINISTRATION))
                .anyMatch(entry ->
                        entry.detail().contains("sha256:" + run.digest().orElseThrow()));
    }

    @Test
    void should_go_on_after_a_kill_with_the_next_portion() throws IOException {
        Path file = register(1700);
        ImportRun begun = imports.file(file, "", Optional.empty(), false);
        tools.runs().move(begun.id(), State.CHECKED, State.RUNNING);
        tools.runs().startOver(begun.id());
        tools.runs().take(begun.id(), "dying");
        ImportJob dying = new ImportJob(
                tools, imports.find(begun.id()).orElseThrow(), "dying", RegisterFile.at(file), Optional.empty());
        while (imports.find(begun.id()).orElseThrow().done() < 1000) {
            dying.step();
        }
        done.add(begun.id());
        long there = count("certificate");

        // Another hears nothing of it for a while, and not before.
        assertThatThrownBy(() -> imports.file(file, "", Optional.empty(), true)).isInstanceOf(ImportRefused.class);
        jdbc.sql("update import_run set beat_at = timestamp with time zone '2020-01-01 00:00:00+00' where id = ?")
                .param(begun.id())
                .update();
        ImportRun run = imports.file(file, "", Optional.empty(), true);

        assertThat(run.id()).isEqualTo(begun.id());
        assertThat(List.of(run.done(), run.added(), run.unchanged())).containsExactly(1700, 1700, 0);
        assertThat(count("certificate")).isEqualTo(there + 700);
        assertThatThrownBy(dying::step).as("the dead one is let write no more").isInstanceOf(RuntimeException.class);
        assertThat(count("certificate")).isEqualTo(there + 700);
        dying.close();
    }

    @Test
    void should_tell_line_and_column_and_bring_in_the_others() throws IOException {
        String good = Registers.line(3, TODAY);
        Path file = Registers.csv(
                folder.resolve("bad.csv"),
                Charset.forName("GB18030"),
                good,
                Registers.line(7, TODAY).replace("建筑电工", "电工"),
                good.replace("有效", "暂扣"),
                Registers.line(8, TODAY));
        ImportRun run = apply(file);
        assertThat(List.of(run.added(), run.refused())).containsExactly(1, 3);
        assertThat(imports.faults(run.id(), 10))
                .extracting(fault -> fault.line() + " " + fault.kind() + " " + fault.other())
                .containsExactly("2 NUMBER_TWICE 4", "3 UNKNOWN_TRADE 0", "4 NUMBER_TWICE 2");
        String report = new String(imports.report(run.id()), StandardCharsets.UTF_8);
        assertThat(report).contains("3,操作类别,该行不导入,操作类别不存在");
        assertThat(report).doesNotContain(good.split(",")[1]).doesNotContain(good.split(",")[2]);
    }

    @Test
    void should_follow_nightly_deltas_and_restore_what_they_changed() throws IOException {
        apply(register(5));
        Path delta = Files.writeString(
                folder.resolve("delta.csv"),
                "证书编号,变更类型,变更日期,姓名,管理机构,变更原因\n"
                        + number(0) + ",暂扣," + TODAY + ",,,调查\n"
                        + number(1) + ",姓名变更," + TODAY + ",王改名,,\n"
                        + number(2) + ",机构变更," + TODAY + ",,330300,\n"
                        + "浙B012024999999,吊销," + TODAY + ",,,\n");
        ImportRun run = apply(delta);
        assertThat(List.of(run.changed(), run.refused())).containsExactly(3, 1);
        assertThat(certificates.withNumber(number(0)).orElseThrow().status()).isEqualTo(CertificateStatus.SUSPENDED);
        assertThat(certificates.operationsOn(number(0)).get(1).reason()).isEqualTo("调查");
        assertThat(certificates.withNumber(number(1)).orElseThrow().holderName().value())
                .isEqualTo("王改名");
        assertThat(certificates.withNumber(number(1)).orElseThrow().version()).isEqualTo(2);
        assertThat(tools.register().officeOf(number(2))).contains("330300");
        assertThat(apply(delta).changed()).isZero();

        imports.takeBackNow(run.id());
        assertThat(certificates.withNumber(number(0)).orElseThrow().status()).isEqualTo(CertificateStatus.VALID);
        assertThat(certificates.versionsOf(number(1))).hasSize(1);
        assertThat(tools.register().officeOf(number(2))).isEmpty();
        assertThat(certificates.operationsOn(number(0))).hasSize(3);
    }

    @Test
    void should_bring_photos_along_and_keep_those_that_are_there() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Files.write(photos.resolve(number(0) + ".jpg"), Portraits.file("jpg", 360, 504));
        Files.write(photos.resolve(Registers.line(1, TODAY).split(",")[1] + ".png"), new byte[] {1, 2, 3});
        Files.write(photos.resolve("nobody.jpg"), Portraits.file("jpg", 360, 504));
        Path file = register(3);
        ImportRun run = apply(file, Optional.of(photos));
        assertThat(run.photos()).isEqualTo(1);
        assertThat(certificates.photoOf(number(0)).orElseThrow().mediaType()).isEqualTo("image/jpeg");
        assertThat(certificates.photoOf(number(1))).isEmpty();
        assertThat(imports.tally(run.id())).containsEntry(Fault.Kind.PHOTO_REFUSED, 1);

        assertThat(apply(file, Optional.of(photos)).photos()).isZero();
        imports.takeBackNow(run.id());
        assertThat(certificates.photoOf(number(0))).isEmpty();
    }

    @Test
    void should_ask_a_supervisor_where_a_case_is_open_and_take_nothing_back_that_a_case_touches() throws IOException {
        // GIVEN a case of w01 that is with the office
        String number = renewals.certificateOf("w01", TODAY.plusDays(80));
        renewals.submittedBy("w01", number);
        Path delta =
                Files.writeString(folder.resolve("delta.csv"), "证书编号,变更类型,变更日期\n" + number + ",暂扣," + TODAY + "\n");

        // WHEN
        ImportRun run = apply(delta);

        // THEN
        CertificateNumber certificate = new CertificateNumber(number);
        assertThat(List.of(run.changed(), run.differing())).containsExactly(0, 1);
        assertThat(certificates.withNumber(certificate).orElseThrow().status()).isEqualTo(CertificateStatus.VALID);
        List<DifferenceDesk.Waiting> waiting = differences.of("330200", "s01");
        assertThat(waiting).hasSize(1);
        assertThat(waiting.get(0).differences())
                .singleElement()
                .satisfies(it -> assertThat(it.here() + it.there()).isEqualTo("有效暂扣"));
        assertThat(notices.of(List.of("supervisors-330200"), 10_000))
                .anyMatch(it -> it.text().contains(number) && it.href().equals("/office/register"));
        assertThat(apply(delta).differing()).as("once").isEqualTo(1);
        assertThat(differences.of("330200", "s01")).hasSize(1);
        assertThat(differences.of("330100", "s09")).isEmpty();

        // WHEN a supervisor leaves it as it is
        assertThatThrownBy(() -> differences.answer(waiting.get(0).id(), "330100", true, "s09"))
                .isInstanceOf(ImportRefused.class);
        differences.answer(waiting.get(0).id(), "330200", false, "s01");
        assertThat(apply(delta).differing()).isZero();
        assertThat(differences.of("330200", "s01")).isEmpty();

        // AND a certificate that came by an import and is applied for
        Path one = Registers.csv(folder.resolve("one.csv"), StandardCharsets.UTF_8, Registers.line(9, TODAY));
        ImportRun came = apply(one);
        jdbc.sql("update case_file set certificate_number = ? where certificate_number = ?")
                .params(number(9).value(), number)
                .update();
        try {
            ImportRun stayed = imports.takeBackNow(came.id());
            assertThat(stayed.state()).isEqualTo(State.DONE);
            assertThat(stayed.hinderedBy()).isNotEmpty();
            assertThat(certificates.withNumber(number(9))).isPresent();
        } finally {
            jdbc.sql("update case_file set certificate_number = ? where certificate_number = ?")
                    .params(number, number(9).value())
                    .update();
        }
    }

    @Test
    void should_take_two_administrators_and_keep_nothing_of_a_file_that_is_done_with() throws IOException {
        byte[] file = Files.readAllBytes(register(30));
        String id = imports.begin("", "admin");
        imports.receive(id, false, 0, file, "admin");
        assertThat(jdbc.sql("select content from import_part where import_id = ?")
                        .param(id)
                        .query(byte[].class)
                        .single())
                .asString(StandardCharsets.UTF_8)
                .doesNotContain("浙A012024");
        assertThatThrownBy(() -> imports.receive(id, false, 1, file, "admin2")).isInstanceOf(ImportRefused.class);
        imports.check(id, "admin");
        work.turn();
        assertThat(imports.find(id).orElseThrow().state()).isEqualTo(State.CHECKED);
        assertThatThrownBy(() -> imports.confirm(id, "admin"))
                .isInstanceOf(ImportRefused.class)
                .hasMessage("须由另一位系统管理员确认");
        imports.confirm(id, "admin2");
        done.add(id);
        work.turn();
        ImportRun run = imports.find(id).orElseThrow();
        assertThat(run.state()).isEqualTo(State.DONE);
        assertThat(run.added()).isEqualTo(30);
        assertThat(count("import_part")).isZero();

        String given = imports.begin("", "admin");
        imports.receive(given, false, 0, file, "admin");
        imports.discard(given, "admin");
        assertThat(count("import_part")).isZero();
        assertThatThrownBy(() -> imports.begin("columns: {x: y}", "admin")).hasMessageStartingWith("映射文件");
    }

    @Test
    void should_refuse_a_file_whole_with_its_reason() throws IOException {
        Path file = Files.writeString(folder.resolve("no.csv"), "编号,姓名\n1,王\n");
        ImportRun run = imports.file(file, "", Optional.empty(), true);
        assertThat(run.state()).isEqualTo(State.REFUSED);
        assertThat(imports.faults(run.id(), 5)).extracting(Fault::kind).containsExactly(Fault.Kind.MISSING_COLUMN);
        assertThat(IntStream.of(run.added(), run.changed()).sum()).isZero();
    }
}
