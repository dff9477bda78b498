package org.certrenewal.setup;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.certrenewal.CannotStart;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.StartCheck;
import org.certrenewal.Trial;
import org.certrenewal.vault.AesVault;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks what the database's role may do, whether the tables are those of this version, and whether the keys are those
 * by which its contents are sealed.
 */
final class DatabaseTrial implements Trial {

    private static final String RIGHTS = "数据库用户的权限";
    private static final String SCHEMA = "数据库的表结构";
    private static final String KEYS = "密钥与数据库相符";
    private static final String REMEDY =
            "让 spring.datasource.username 的用户成为库和其中各表的所有者（alter database … owner to …），见 docs/production.md";

    @Override
    public String subject() {
        return "数据库";
    }

    @Override
    public List<Line> lines(StartCheck.Start start) {
        if (start.database().isEmpty()) {
            return List.of();
        }
        DataSource database = start.database().get();
        JdbcClient jdbc = JdbcClient.create(database);
        List<Line> lines = new ArrayList<>();
        if (start.setting("spring.datasource.url").startsWith("jdbc:postgresql:")) {
            lines.addAll(rights(jdbc));
        }
        Line schema = schema(database, start.beans());
        lines.add(schema);
        if (schema.colour() == Colour.GREEN && hasKeys(jdbc)) {
            lines.addAll(keys(jdbc, database, start));
        }
        return lines;
    }

    private static List<Line> rights(JdbcClient jdbc) {
        List<Line> lines = new ArrayList<>();
        boolean creates = jdbc.sql("select coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)")
                .query(Boolean.class)
                .single();
        // Tables are changed by their owner only, when a newer version starts.
        List<String> others = jdbc.sql("""
                        select tablename from pg_tables
                         where schemaname = current_schema() and not pg_has_role(current_user, tableowner, 'USAGE')
                         order by tablename fetch first 3 rows only
                        """).query(String.class).list();
        if (!creates) {
            lines.add(Line.red(RIGHTS, "数据库用户不能在该库的 schema 中建表", REMEDY));
        } else if (!others.isEmpty()) {
            lines.add(Line.red(RIGHTS, "有些表属于别的数据库用户，升级时不能修改：" + String.join("、", others), REMEDY));
        } else if (jdbc.sql("select rolsuper from pg_roles where rolname = current_user")
                .query(Boolean.class)
                .single()) {
            lines.add(Line.yellow(
                    RIGHTS, "数据库用户是超级用户，权限比需要的大，能绕过审计记录的保护", "另建一个普通用户作为库的所有者，用它运行本服务，见 docs/production.md"));
        } else {
            lines.add(Line.green(RIGHTS, "能在 schema 中建表和修改表，不是超级用户"));
        }
        String encoding = jdbc.sql("show server_encoding").query(String.class).single();
        lines.add(
                encoding.equals("UTF8")
                        ? Line.green("数据库的编码", encoding)
                        : Line.red("数据库的编码", encoding + "，存不下所有的汉字", "用 UTF8 重新建库：create database … encoding 'UTF8'"));
        return lines;
    }

    /** Compares the tables with the migrations that are packaged, and makes none. */
    private static Line schema(DataSource database, ConfigurableListableBeanFactory beans) {
        JavaMigration[] inJava = Arrays.stream(beans.getBeanNamesForType(JavaMigration.class, true, false))
                .map(beans::getType)
                .map(type -> (JavaMigration) BeanUtils.instantiateClass(type))
                .toArray(JavaMigration[]::new);
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(database)
                    .javaMigrations(inJava)
                    .ignoreMigrationPatterns("*:pending")
                    .load();
            MigrationInfoService migrations = flyway.info();
            int pending = migrations.pending().length;
            if (migrations.current() == null) {
                return Line.green(SCHEMA, "空的数据库，第一次启动时建立（" + pending + "步）");
            }
            flyway.validate();
            String at = "版本 " + migrations.current().getVersion();
            return pending == 0
                    ? Line.green(SCHEMA, at + "，与本程序相符")
                    : Line.yellow(SCHEMA, at + "，启动本程序时升级（" + pending + "步）", "先做数据库的备份；升级之后，旧版本的程序不能再用这个数据库");
        } catch (FlywayException other) {
            return StartFailures.reasons(other, "").stream()
                    .findFirst()
                    .map(reason -> Line.red(SCHEMA, reason))
                    .orElseThrow(() -> other);
        }
    }

    /** Tells whether there is a table of keys yet. */
    private static boolean hasKeys(JdbcClient jdbc) {
        try {
            return jdbc.sql("select count(*) from vault_key").query(Long.class).single() >= 0;
        } catch (DataAccessException none) {
            return false;
        }
    }

    private static List<Line> keys(JdbcClient jdbc, DataSource database, StartCheck.Start start) {
        VaultConfiguration.Keys settings =
                Binder.get(start.environment()).bindOrCreate("renewal.keys", VaultConfiguration.Keys.class);
        if (settings.current().isBlank()) {
            return List.of();
        }
        AesVault vault = VaultConfiguration.configured(settings);
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        try {
            new KeyRing(jdbc, transaction, vault, List.of()).compare();
        } catch (CannotStart other) {
            return List.of(Line.red(KEYS, other));
        }
        List<Line> lines = jdbc.sql(
                        "select id, sealed_since, seals from vault_key where sealed_since is not null order by sealed_since")
                .query((row, index) -> key(
                        row.getString(1),
                        row.getObject(2, OffsetDateTime.class),
                        row.getBoolean(3),
                        vault.keys().contains(row.getString(1))))
                .list();
        return lines.isEmpty() ? List.of(Line.green(KEYS, "数据库里还没有加密的内容")) : lines;
    }

    private static Line key(String id, OffsetDateTime since, boolean seals, boolean configured) {
        String what = "密钥 " + id + " 自 " + LocalDate.ofInstant(since.toInstant(), CertificateRenewalApplication.ZONE)
                + (seals ? " 起加密" : " 起用过");
        return configured
                ? Line.green(KEYS, what)
                : Line.yellow(
                        KEYS,
                        what + "，现在没有配置；还有内容用它加密的，服务不能启动",
                        "没有做完 --renewal.keys.rotate=true 的，在 renewal.keys.secrets 中配回它");
    }
}
