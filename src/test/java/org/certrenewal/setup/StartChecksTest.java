package org.certrenewal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.Optional;
import javax.sql.DataSource;
import org.certrenewal.CannotStart;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.StartCheck;
import org.certrenewal.access.HashOf;
import org.certrenewal.registry.reference.CreditCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;

/** Starts the program with what an operator gets wrong, and reads what it says. */
@ExtendWith(OutputCaptureExtension.class)
class StartChecksTest {

    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @TempDir
    private Path folder;

    @Test
    void should_say_all_that_is_wrong_at_once(CapturedOutput output) throws IOException {
        Files.createDirectories(folder.resolve("seeds/holidays"));
        Files.writeString(folder.resolve("seeds/holidays/2027.yaml"), "year: 2027\nnotice: [");
        Files.writeString(folder.resolve("seeds/places.yaml"), "nothing: true\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            List<String> reasons = start(
                    output,
                    "--server.port=" + taken.getLocalPort(),
                    "--renewal.data=" + folder,
                    "--renewal.admins[0].id=chief",
                    "--renewal.admins[0].password=short",
                    "--renewal.admins[1].id=deputy",
                    "--renewal.admins[1].password=Long-enough-24",
                    "--renewal.keys.current=one",
                    "--renewal.keys.secrets.one=" + KEY,
                    "--renewal.keys.index=no key",
                    "--renewal.seals.keystore=../x.p12",
                    "--renewal.seals.token=nowhere.cfg",
                    "--renewal.outbox.poll=soon",
                    "--renewal.face.attempts=many",
                    "--renewal.retention.draft=-P1D",
                    "--renewal.health.disk-free=much",
                    "--renewal.monitoring.password=short",
                    "--server.tomcat.threads.max=few",
                    "--camunda.bpm.job-execution.core-pool-size=no",
                    "--renewal.base-url=renewal.example",
                    "--renewal.security-contact=${SOMEBODY}",
                    "--renewal.seeds=" + folder.resolve("seeds"));
            assertThat(reasons)
                    .contains(
                            "端口 " + taken.getLocalPort() + " 已被占用，可能本程序已经启动",
                            "系统管理员 chief 不能建立：账号只能用字母、数字和“.”“_”“-”，密码不能太弱",
                            "加密密钥的配置有误",
                            "印章密钥文件不存在："
                                    + Path.of("..", "x.p12").toAbsolutePath().normalize(),
                            "密码设备的配置文件不存在或者读不了：" + Path.of("nowhere.cfg").toAbsolutePath(),
                            "设置 renewal.outbox.poll 的值“soon”不对",
                            "设置 renewal.face.attempts 的值“many”不对",
                            "设置 renewal.retention.draft 的值“P-1D”不对",
                            "设置 renewal.health.disk-free 的值“much”不对",
                            "renewal.monitoring.password 至少要有16个字符",
                            "设置 server.tomcat.threads.max 的值“few”不对",
                            "设置 camunda.bpm.job-execution.core-pool-size 的值“no”不对",
                            "设置 renewal.base-url 的值“renewal.example”不对",
                            "没有定义设置 renewal.security-contact 引用的 SOMEBODY")
                    .anySatisfy(it -> assertThat(it).contains("数据文件有误", "2027.yaml"))
                    .anySatisfy(it -> assertThat(it).contains("数据文件有误", "places.yaml"))
                    .anySatisfy(it -> assertThat(it).contains("没有统一社会信用代码", "浙江省住房和城乡建设厅"))
                    .hasSize(17);
        }
    }

    @Test
    void should_demand_what_stands_on_every_certificate_outside_the_demonstration(CapturedOutput output)
            throws IOException {
        Files.createDirectories(folder.resolve("seeds"));
        String offices = Files.readString(Path.of("seeds/offices.yaml"));
        String code = "11330000000000000";
        assertThat(start(output, "--server.port=0", "--renewal.data=" + folder))
                .contains("没有配置本服务的对外地址，不能启动：证照的二维码里写的就是它")
                .anySatisfy(it -> assertThat(it).startsWith("发证机关没有统一社会信用代码，不能启动：浙江省住房和城乡建设厅"));
        Files.writeString(
                folder.resolve("seeds/offices.yaml"),
                offices.replace(code + "0", code + CreditCode.checkCharacter(code)));
        assertThat(start(
                        output,
                        "--server.port=0",
                        "--renewal.data=" + folder,
                        "--renewal.base-url=https://renewal.example.gov.cn",
                        "--renewal.seeds=" + folder.resolve("seeds")))
                .noneMatch(it -> it.contains("对外地址") || it.contains("统一社会信用代码"))
                .contains("没有配置印章密钥，不能启动");
        Files.writeString(folder.resolve("seeds/offices.yaml"), offices.replace(code + "0", code + "7"));
        assertThat(start(
                        output,
                        "--server.port=0",
                        "--renewal.data=" + folder,
                        "--renewal.seeds=" + folder.resolve("seeds")))
                .anySatisfy(it -> assertThat(it).contains("offices.yaml", "check character"));
    }

    @Test
    void should_say_what_production_forbids_together_with_what_it_lacks(CapturedOutput output) {
        assertThat(start(
                        output,
                        "--server.port=0",
                        "--renewal.data=" + folder,
                        "--spring.profiles.active=production,demo"))
                .contains("profile production 和 demo 不能一起使用：演示的人员、口令和印章不能进入生产环境", "没有配置个人信息的加密密钥，不能启动")
                .anySatisfy(it -> assertThat(it).contains("renewal.partners.face.url"))
                .anySatisfy(it -> assertThat(it).contains("renewal.partners.registry.url"))
                .anySatisfy(it -> assertThat(it).contains("renewal.partners.mail.host"))
                .anySatisfy(it -> assertThat(it).contains("renewal.partners.sms.url"))
                .anySatisfy(it -> assertThat(it).contains("没有配置时间戳机构"));
    }

    @Test
    void should_say_what_is_wrong_with_the_settings_of_timestamps(CapturedOutput output) {
        assertThat(start(
                        output,
                        "--server.port=0",
                        "--renewal.data=" + folder,
                        "--renewal.seals.timestamp.url=tsa.example.cn",
                        "--renewal.seals.timestamp.digest=MD5",
                        "--renewal.seals.timestamp.policy=high"))
                .contains(
                        "设置 renewal.seals.timestamp.url 不是网址",
                        "设置 renewal.seals.timestamp.digest 的摘要算法不认识：MD5",
                        "设置 renewal.seals.timestamp.policy 不是对象标识（OID）",
                        "配置了时间戳机构，却没有配置它的证书");
    }

    @Test
    void should_say_it_too_where_a_value_is_read_before_all_others(CapturedOutput output) {
        assertThat(start(output, "--server.port=web", "--renewal.data=" + folder))
                .contains("设置 server.port 的值“web”不对", "没有配置个人信息的加密密钥，不能启动", "没有配置印章密钥，不能启动");
    }

    /** Starts it, which must fail, and returns the reasons that stand in the log. */
    private static List<String> start(CapturedOutput output, String... settings) {
        int before = output.getAll().length();
        SpringApplication application = new SpringApplication(CertificateRenewalApplication.class);
        application.setRegisterShutdownHook(false);
        Throwable failure = catchThrowable(() -> application.run(settings).close());
        assertThat(failure).as("the start with %s", List.of(settings)).isNotNull();
        String said = output.getAll().substring(before);
        said = said.substring(said.indexOf("不能启动"));
        assertThat(said).doesNotContain("\tat ", "Exception", "APPLICATION FAILED", "Caused by");
        List<String> lines = said.lines().toList();
        List<String> reasons = new ArrayList<>();
        for (int at = 0; at + 1 < lines.size(); at++) {
            if (lines.get(at + 1).strip().startsWith("处理：")) {
                reasons.add(lines.get(at).replaceFirst("^ *(\\d+\\. )?", ""));
            }
        }
        assertThat(lines).hasSizeLessThan(3 * reasons.size() + 4);
        return reasons;
    }

    @Test
    void should_say_what_is_missing_and_leave_with_one_without_a_trace() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CertificateRenewalApplication.class.getName(),
                        "--server.port=0",
                        "--renewal.data=" + folder)
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(output).isEqualTo(1);
        assertThat(output)
                .contains("有5处要改正", "没有配置个人信息的加密密钥，不能启动", "还没有系统管理员，须配置两位", "没有配置印章密钥，不能启动")
                .doesNotContain("\tat ", "Exception", "Caused by");
        assertThat(output.lines().count()).isLessThan(26);
    }

    @Test
    void should_say_what_is_wrong_with_a_postgresql() throws IOException, SQLException {
        int closed;
        try (ServerSocket once = new ServerSocket(0)) {
            closed = once.getLocalPort();
        }
        assertThat(reach("jdbc:postgresql://localhost:" + closed + "/x?password=secret", "", ""))
                .isEqualTo("连接不上数据库服务器（jdbc:postgresql://localhost:" + closed + "/x）");
        assertThat(reach("jdbc:mysql://localhost/x", "", ""))
                .isEqualTo("设置 spring.datasource.url 的值“jdbc:mysql://localhost/x”不是本程序能用的数据库地址");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            letPasswordsCount(server);
            String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/";
            assertThat(reach(url + "postgres", "worker", "right")).isEmpty();
            assertThat(reach(url + "postgres", "worker", "wrong")).startsWith("数据库不接受用户名或者密码");
            assertThat(reach(url + "postgres", "nobody", "right")).startsWith("数据库不接受用户名或者密码");
            assertThat(reach(url + "nowhere", "worker", "right")).startsWith("数据库服务器上没有这个数据库");
            tell(server, "alter role worker connection limit 0");
            assertThat(reach(url + "postgres", "worker", "right")).startsWith("数据库的连接已经用完");
        }
    }

    /** Tries a database and returns why it can't be worked with, or an empty text. */
    private static String reach(String url, String user, String password) {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.datasource.url", url)
                .withProperty("spring.datasource.username", user)
                .withProperty("spring.datasource.password", password);
        List<CannotStart> reasons = new ArrayList<>();
        try (DatabaseAtStart database = new DatabaseAtStart(environment)) {
            assertThat(database.reach(reasons).isPresent()).isEqualTo(reasons.isEmpty());
        }
        assertThat(reasons).hasSizeLessThan(2);
        reasons.forEach(reason -> assertThat(reason.remedy()).isNotBlank());
        return reasons.stream().map(Throwable::getMessage).findFirst().orElse("");
    }

    private static void letPasswordsCount(EmbeddedPostgres server) throws IOException, SQLException {
        tell(server, "create role worker login password 'right'");
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet file = statement.executeQuery("show hba_file")) {
            file.next();
            Files.writeString(
                    Path.of(file.getString(1)),
                    "host all postgres all trust\nlocal all postgres trust\nhost all all all scram-sha-256\n");
        }
        tell(server, "select pg_reload_conf()");
    }

    private static void tell(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void should_say_what_is_wrong_with_an_embedded_database() throws IOException, SQLException {
        Path file = Files.writeString(folder.resolve("not-a-folder"), "");
        assertThat(reach("jdbc:h2:file:" + file.resolve("data/renewal"), "renewal", ""))
                .isEqualTo("数据文件夹不能写入：" + file.resolve("data"));
        String url = "jdbc:h2:file:" + folder.resolve("renewal");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.h2.tools.Shell",
                        "-url",
                        url + "-held",
                        "-user",
                        "renewal",
                        "-password",
                        "")
                .redirectErrorStream(true)
                .start();
        try {
            Path held = folder.resolve("renewal-held.mv.db");
            await().until(() -> Files.exists(held) && Files.size(held) > 0);
            assertThat(reach(url + "-held", "renewal", "")).startsWith("数据库文件正被另一个程序使用");
        } finally {
            other.destroy();
        }
        DriverManager.getConnection(url, "renewal", "other").close();
        assertThat(reach(url, "renewal", "")).isEqualTo("内嵌数据库不接受用户名或者密码（" + url + "）");
        Files.write(folder.resolve("renewal.mv.db"), new byte[9000]);
        assertThat(reach(url, "renewal", "")).startsWith("内嵌数据库的文件已损坏");
    }

    @Test
    void should_not_open_the_demonstrations_database_as_a_real_one() throws SQLException {
        DataSource database = database("create table demo_load (loaded_on date)");
        assertThat(apart(database)).isEmpty();
        tell(database, "insert into demo_load values (current_date)");
        assertThat(apart(database)).startsWith("这个数据库是演示（demo）建立的");
        assertThat(apart(database, "demo")).isEmpty();

        // Somebody took the mark out and left the people.
        tell(
                database,
                "delete from demo_load",
                "create table ACT_ID_USER (ID_ varchar(64), PWD_ varchar(255), SALT_ varchar(255))",
                "insert into ACT_ID_USER values ('w01', '" + HashOf.password("demo" + "salt") + "', 'salt')");
        assertThat(apart(database)).startsWith("这个数据库里有演示人员（如 w01）");
        tell(database, "update ACT_ID_USER set PWD_ = '" + HashOf.password("Correct-Horse-9salt") + "'");
        assertThat(apart(database)).isEmpty();
    }

    @Test
    void should_not_let_the_demonstration_into_a_real_database() throws SQLException {
        DataSource database = database(
                "create table demo_load (loaded_on date)",
                "create table ACT_ID_USER (ID_ varchar(64), PWD_ varchar(255), SALT_ varchar(255))");
        assertThat(apart(database, "demo")).isEmpty();
        tell(database, "insert into ACT_ID_USER values ('chief', null, null)");
        assertThat(apart(database, "demo")).startsWith("这个数据库里有正式的数据，不是演示建立的");
        assertThat(apart(database)).isEmpty();

        assertThat(new SecretsCheck().reasons(at(database, "demo", "production")))
                .extracting(Throwable::getMessage)
                .contains("profile production 和 demo 不能一起使用：演示的人员、口令和印章不能进入生产环境");
    }

    private static String apart(DataSource database, String... profiles) {
        return new DemonstrationCheck()
                .reasons(at(database, profiles)).stream()
                        .map(Throwable::getMessage)
                        .findFirst()
                        .orElse("");
    }

    private static StartCheck.Start at(DataSource database, String... profiles) {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles(profiles);
        return new StartCheck.Start(environment, new DefaultListableBeanFactory(), false, Optional.of(database));
    }

    private DataSource database(String... statements) throws SQLException {
        DataSource database = new DriverManagerDataSource(
                "jdbc:h2:mem:" + folder.getFileName() + ";DB_CLOSE_DELAY=-1", "renewal", "");
        tell(database, statements);
        return database;
    }

    private static void tell(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : Arrays.asList(statements)) {
                statement.execute(sql);
            }
        }
    }
}
