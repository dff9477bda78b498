package org.certrenewal.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.certrenewal.Trial;
import org.certrenewal.Trial.Line;
import org.certrenewal.testing.EmptyPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.mock.env.MockEnvironment;

/** Reads the table of the check, and has the database tried; {@code CommandsTest} runs it as an operator does. */
class ServiceCheckCommandTest {

    @Test
    void should_print_one_line_for_each_thing_and_its_remedy_below() {
        assertThat(ServiceCheckCommand.table(List.of(
                        Line.green("磁盘空间", "足够"),
                        Line.yellow("放假安排", "还没有\n2027年的", "写文件"),
                        Line.red("电子邮件", new CannotStart("连接不上", "检查网络")))))
                .isEqualTo("""
                        [绿] 磁盘空间                    足够
                        [黄] 放假安排                    还没有 2027年的
                                                         处理：写文件
                        [红] 电子邮件                    连接不上
                                                         处理：检查网络
                        共3项：绿1，黄1，红1
                        """);
    }

    @Test
    void should_say_the_same_of_two_partners_but_not_twice_of_one_setting() {
        Line setting = Line.red("时间戳的设置", "证书文件读不了", "检查");
        Line face = Line.red("人脸识别认证", "找不到主机", "改正");
        Line sms = Line.red("短信", "找不到主机", "改正");
        assertThat(ServiceCheckCommand.together(
                        List.of(setting), List.of(Line.red("印章密钥", "证书文件读不了", "检查"), face, sms)))
                .containsExactly(setting, face, sms);
    }

    @Test
    void should_make_a_line_of_whatever_a_trial_fails_by() {
        assertThat(lines(() -> {
                    throw new CannotStart("没有证书组", "配置它");
                }))
                .containsExactly(Line.red("试验", "没有证书组", "配置它"));
        assertThat(lines(() -> {
                    throw new IllegalStateException("secret");
                }))
                .singleElement()
                .satisfies(line -> assertThat(line.found()).isEqualTo("检查没有做完，程序出错：IllegalStateException"));
    }

    private static List<Line> lines(Supplier<List<Line>> tried) {
        Trial trial = new Trial() {
            @Override
            public String subject() {
                return "试验";
            }

            @Override
            public List<Line> lines(StartCheck.Start start) {
                return tried.get();
            }
        };
        return ServiceCheckCommand.lines(trial, start(Optional.empty()));
    }

    @Test
    void should_look_what_the_role_may_do_in_the_database() throws SQLException {
        DataSource owner = EmptyPostgres.get();
        assertThat(tried(owner))
                .anySatisfy(line -> assertThat(line.found()).contains("超级用户"))
                .contains(Line.green("数据库的编码", "UTF8"))
                .anySatisfy(line -> assertThat(line.found()).startsWith("空的数据库，第一次启动时建立"));

        JdbcTemplate server = new JdbcTemplate(owner);
        server.execute("drop role if exists renewal_trial");
        server.execute("create role renewal_trial login password 'secret'");
        try {
            DataSource stranger = as("renewal_trial", owner);
            assertThat(tried(stranger)).anySatisfy(line -> {
                assertThat(line.colour()).isEqualTo(Trial.Colour.RED);
                assertThat(line.found()).isEqualTo("数据库用户不能在该库的 schema 中建表");
                assertThat(line.remedy().orElseThrow()).contains("所有者");
            });
            server.execute("grant create, usage on schema public to renewal_trial");
            assertThat(tried(stranger)).contains(Line.green("数据库用户的权限", "能在 schema 中建表和修改表，不是超级用户"));
            server.execute("create table of_somebody_else (id int)");
            assertThat(tried(stranger))
                    .anySatisfy(line -> assertThat(line.found()).isEqualTo("有些表属于别的数据库用户，升级时不能修改：of_somebody_else"));
            // A database that somebody else's program has filled isn't taken for an empty one of ours.
            server.execute("create table flyway_schema_history (installed_rank int not null primary key,"
                    + " version varchar(50), description varchar(200) not null, type varchar(20) not null,"
                    + " script varchar(1000) not null, checksum int, installed_by varchar(100) not null,"
                    + " installed_on timestamp not null default now(), execution_time int not null,"
                    + " success boolean not null)");
            server.execute("insert into flyway_schema_history values"
                    + " (1, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'x', now(), 1, true)");
            assertThat(tried(owner)).anySatisfy(line -> assertThat(line.found()).isEqualTo("数据库的表结构与这个版本的程序不符"));
        } finally {
            server.execute("drop owned by renewal_trial");
            server.execute("drop role renewal_trial");
        }
    }

    /** As {@code psql} runs the script: what stands before {@code connect} in one database, the rest in the new one. */
    @Test
    void should_find_nothing_wrong_with_the_database_that_the_script_makes() throws Exception {
        String[] script = Files.readString(Path.of("src/deploy/postgresql/create.sql"))
                .replaceAll("(?m)^(--|\\\\set).*\\R", "")
                .replace(":'password'", "'secret'")
                .replace("renewal", "renewal_script")
                .split("(?m)^\\\\connect .*$");
        DataSource server = EmptyPostgres.get();
        execute(server, script[0]);
        try {
            execute(in("renewal_script", "postgres", server), script[1]);
            assertThat(tried(in("renewal_script", "renewal_script", server)))
                    .extracting(Line::colour)
                    .containsOnly(Trial.Colour.GREEN);
        } finally {
            execute(server, "drop database renewal_script; drop role renewal_script");
        }
    }

    private static void execute(DataSource database, String script) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        Arrays.stream(script.split(";")).filter(it -> !it.isBlank()).forEach(jdbc::execute);
    }

    private static DataSource as(String role, DataSource owner) throws SQLException {
        return in("", role, owner);
    }

    private static DataSource in(String database, String role, DataSource owner) throws SQLException {
        try (var connection = owner.getConnection()) {
            String url = connection.getMetaData().getURL();
            return new SimpleDriverDataSource(
                    new org.postgresql.Driver(),
                    // Its parameters name the user, too.
                    url.replaceFirst("[?].*$", "").replaceFirst("/[^/]*$", database.isEmpty() ? "$0" : "/" + database),
                    role,
                    "secret");
        }
    }

    private static List<Line> tried(DataSource database) {
        return new DatabaseTrial().lines(start(Optional.of(database)));
    }

    private static StartCheck.Start start(Optional<DataSource> database) {
        MockEnvironment environment =
                new MockEnvironment().withProperty("spring.datasource.url", "jdbc:postgresql://localhost/x");
        return new StartCheck.Start(environment, new DefaultListableBeanFactory(), true, database);
    }
}
