package org.certrenewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands as an operator does, on a database that begins empty: in a program of their own where the output as
 * a whole or the end of the program is looked at, else one after another in this one.
 */
class CommandsTest {

    @TempDir
    private Path data;

    private record Result(int code, String output) {}

    @Test
    void should_do_what_is_asked_and_leave_with_a_code_that_a_script_can_read() throws Exception {
        Result verified = run("--renewal.audit.verify");
        assertThat(verified).isEqualTo(new Result(0, "WHOLE 0 chains, 0 entries, last seal none"));

        tell("""
                insert into case_file (case_number, instance_id, applicant, status, opened_at)
                values ('33260901ABCDEFGH', 'gone', 'w01', 'DRAFT', current_timestamp)
                """);
        assertThat(ask("--renewal.reconcile")).isEqualTo(new Result(0, """
                CLOSED case 33260901ABCDEFGH, which had no process instance
                RECONCILED 1 closed, 0 freed, 0 to look at"""));

        // What reconciling closed stands in the trail; somebody takes it out.
        tell("delete from audit_entry");
        assertThat(ask("--renewal.audit.verify").code()).isEqualTo(1);

        // Somebody has lost the keys; the program makes none anew for data that are there.
        Files.delete(data.resolve("keys").resolve("demo-data-keys.properties"));
        Result lost = run("--renewal.reconcile");
        assertThat(lost.code()).isEqualTo(1);
        assertThat(lost.output())
                .contains("加密密钥与数据库不符，不能启动：密钥 demo 与加密数据库内容时用的不是同一把；索引密钥 renewal.keys.index 与数据库里的不一致")
                .doesNotContain("\tat ");
    }

    @Test
    void should_bring_a_lost_administrator_back() throws Exception {
        Result reset = ask("--renewal.admin.reset=anna");
        assertThat(reset.code()).as(reset.output()).isZero();
        assertThat(reset.output()).matches("(?s)RESET administrator anna\\RPASSWORD \\S{20}");
        assertThat(tellMe("select GROUP_ID_ from ACT_ID_MEMBERSHIP where USER_ID_ = 'anna'"))
                .isEqualTo("camunda-admin");
        assertThat(tellMe("select actor || ' ' || deed || ' ' || detail from audit_entry where deed = 'admin-reset'"))
                .isEqualTo("system admin-reset anna");
        // Whoever ran the command knows the password; it opens nothing but the page that changes it.
        assertThat(tellMe("select user_id from account where must_change")).isEqualTo("anna");

        // A database that has lost them all, past the program.
        tell("delete from ACT_ID_MEMBERSHIP where GROUP_ID_ = 'camunda-admin'");
        assertThat(ask("--renewal.admin.reset=bert").code()).isZero();
        assertThat(tellMe("select USER_ID_ from ACT_ID_MEMBERSHIP where GROUP_ID_ = 'camunda-admin'"))
                .isEqualTo("bert");

        // Of somebody who decides nobody makes an administrator.
        Result official = ask("--renewal.admin.reset=o01");
        assertThat(official.code()).isEqualTo(1);
        assertThat(official.output()).startsWith("NOT RESET 系统管理与办案互斥");
        assertThat(tellMe("select GROUP_ID_ from ACT_ID_MEMBERSHIP where USER_ID_ = 'o01'"))
                .isEqualTo("officers-330200");
    }

    @Test
    void should_propose_the_seals_of_the_settings() throws Exception {
        Result proposed = ask("--renewal.seals.propose");
        assertThat(proposed.code()).as(proposed.output()).isZero();
        assertThat(proposed.output()).contains("PROPOSED pdf ", "PROPOSED ofd ", "PROPOSED qr ");
        assertThat(tellMe("select min(state || ' ' || proposed_by) from authority_seal"))
                .isEqualTo("WAITING server");
        // At the next start they are entered, as keys of the demonstration are.
        assertThat(ask("--renewal.seals.propose").output()).startsWith("KNOWN ");
    }

    /** Keys are made on a machine that has no database, and where no service could start. */
    @Test
    void should_make_and_show_keys_without_a_database() throws Exception {
        String keystore = "--renewal.seals.keystore=" + data.resolve("seals.p12");
        Path secrets = Files.createDirectory(data.resolve("secrets"));
        Files.writeString(secrets.resolve("renewal.seals.password"), "read from a file\n");
        String password = "--spring.config.import=configtree:" + secrets + "/";
        String nowhere = "--spring.datasource.url=jdbc:postgresql://localhost:1/none";

        Result made = run(
                "--renewal.seals.create",
                keystore,
                password,
                nowhere,
                "--renewal.seals.pdf-key=EC",
                "--renewal.seals.subject=C=CN,O=Office");
        assertThat(made.code()).as(made.output()).isZero();
        assertThat(made.output()).startsWith("已建立密钥文件 ").contains("下一步").doesNotContain("\tat ", "WARN");
        Result shown = run("--renewal.seals.show", keystore, password, nowhere);
        assertThat(shown.code()).as(shown.output()).isEqualTo(1);
        assertThat(shown.output()).contains("占位证书，等 CA 的答复").doesNotContain("\tat ");
        // Of everything that keeps the service from starting a line, and what can be tried is tried nevertheless.
        Result checked = run(
                "--renewal.check",
                nowhere,
                "--spring.profiles.active=production",
                "--server.port=0",
                "--renewal.partners.mail.host=localhost",
                "--renewal.partners.mail.port=1",
                "--renewal.partners.mail.from=renewal@example.com",
                "--renewal.outbox.poll=soon");
        assertThat(checked.code()).as(checked.output()).isEqualTo(1);
        assertThat(checked.output().lines().filter(line -> line.startsWith("[红]")))
                .anySatisfy(line -> assertThat(line).contains("连接不上数据库服务器（jdbc:postgresql://localhost:1/none）"))
                .anySatisfy(line -> assertThat(line).contains("设置 renewal.outbox.poll 的值“soon”不对"))
                .anySatisfy(line -> assertThat(line).contains("没有接入“人脸识别认证”"))
                .anySatisfy(line -> assertThat(line).contains("没有接入“省级证书平台”"))
                .anySatisfy(line -> assertThat(line).contains("没有配置个人信息的加密密钥"))
                .anySatisfy(line -> assertThat(line).contains("没有配置时间戳机构"))
                .anySatisfy(line -> assertThat(line).contains("没有配置申请人的登录平台"))
                .anySatisfy(line -> assertThat(line).contains("连接不上邮件服务器"));
        assertThat(checked.output()).contains("[黄] 系统管理员", "[绿] 磁盘空间", "处理：").doesNotContain("\tat ", "ERROR");
        Result refused = run("--renewal.seals.import=" + secrets.resolve("renewal.seals.password"), keystore, password);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).startsWith("错误：文件里没有能够读取的证书");
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "secrets", "seals.p12", "seals-pdf.csr", "seals-qr.csr", "seals-ofd.csr");
        }
    }

    @Test
    void should_start_the_service_where_no_command_is_asked_for() {
        assertThat(Commands.in("--spring.profiles.active=demo", "--renewal.reconcile=true"))
                .map(Command::option)
                .contains("--renewal.reconcile");
        assertThat(Commands.in("--renewal.audit.verify")).map(Command::option).contains("--renewal.audit.verify");
        assertThat(Commands.in("--renewal.admin.reset=anna"))
                .map(Command::option)
                .contains("--renewal.admin.reset");
        assertThat(Commands.in("--renewal.check")).map(Command::option).contains("--renewal.check");
        assertThat(Commands.in("--renewal.reconcile=false")).isEmpty();
        assertThat(Commands.in("--renewal.admin.id=anna")).isEmpty();
        assertThat(Commands.in("--server.port=8080", "--renewal.audit.seal-every=PT1M"))
                .isEmpty();
        assertThat(Commands.in()).isEmpty();
    }

    private Result ask(String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String[] line = Stream.concat(demonstration(), Arrays.stream(arguments)).toArray(String[]::new);
        int code = Commands.run(
                Commands.in(line).orElseThrow(), new PrintStream(output, true, StandardCharsets.UTF_8), line);
        return new Result(code, output.toString(StandardCharsets.UTF_8).strip());
    }

    private Stream<String> demonstration() {
        return Stream.of("--spring.profiles.active=demo", "--renewal.data=" + data);
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CertificateRenewalApplication.class.getName()));
        command.addAll(demonstration().toList());
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output.strip());
    }

    private String tellMe(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:h2:file:" + data.resolve("renewal"), "renewal", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void tell(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:h2:file:" + data.resolve("renewal"), "renewal", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
