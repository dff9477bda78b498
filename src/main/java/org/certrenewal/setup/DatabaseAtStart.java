package org.certrenewal.setup;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.certrenewal.CannotStart;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.util.ClassUtils;

/** Reaches the configured database before there is a pool, so that what fails is said once and in a sentence. */
final class DatabaseAtStart implements AutoCloseable {

    private static final String PATIENCE = "5";
    private static final String H2_FILE = "jdbc:h2:file:";

    private final ConfigurableEnvironment environment;
    /** Is held open until all have looked: an embedded database is opened once, one in memory stays. */
    private Connection first;

    DatabaseAtStart(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** Connects, or adds why that isn't possible. */
    Optional<DataSource> reach(List<CannotStart> reasons) {
        String url;
        String username;
        String password;
        try {
            url = environment.getProperty("spring.datasource.url", "").strip();
            username = environment.getProperty("spring.datasource.username", "");
            password = environment.getProperty("spring.datasource.password", "");
        } catch (IllegalArgumentException unresolvable) {
            reasons.add(new CannotStart(
                    "数据库的设置引用了没有定义的设置：" + SettingProblems.placeholder(unresolvable),
                    "改正 spring.datasource.url、username、password 中的 ${…}"));
            return Optional.empty();
        }
        if (url.isEmpty()) {
            reasons.add(new CannotStart(
                    "没有配置数据库的地址", "设置 spring.datasource.url，例如 jdbc:postgresql://主机:5432/库名，或者去掉这项设置，使用内嵌的数据库"));
            return Optional.empty();
        }
        Optional<Driver> driver = driver(url);
        if (driver.isEmpty()) {
            reasons.add(new CannotStart(
                    "设置 spring.datasource.url 的值“" + DatabaseProblems.shown(url) + "”不是本程序能用的数据库地址",
                    "PostgreSQL 写成 jdbc:postgresql://主机:5432/库名；内嵌数据库写成 jdbc:h2:file:文件夹/名称"));
            return Optional.empty();
        }
        Optional<CannotStart> noPlace = folder(url).flatMap(PlaceCheck::unwritable);
        if (noPlace.isPresent()) {
            reasons.add(noPlace.get());
            return Optional.empty();
        }
        Properties patience = new Properties();
        if (url.startsWith("jdbc:postgresql:")) {
            patience.setProperty("connectTimeout", PATIENCE);
            patience.setProperty("loginTimeout", PATIENCE);
            patience.setProperty("socketTimeout", PATIENCE);
        }
        SimpleDriverDataSource source = new SimpleDriverDataSource(driver.get(), url, username, password);
        source.setConnectionProperties(patience);
        try {
            first = source.getConnection();
            return Optional.of(source);
        } catch (SQLException e) {
            reasons.add(DatabaseProblems.sentence(e, url));
            return Optional.empty();
        }
    }

    /** Finds where an embedded database lies. */
    private static Optional<String> folder(String url) {
        String file = url.startsWith(H2_FILE) ? url.substring(H2_FILE.length()).replaceFirst(";.*$", "") : "";
        int end = file.lastIndexOf('/');
        return end < 1 || file.startsWith("~") ? Optional.empty() : Optional.of(file.substring(0, end));
    }

    private static Optional<Driver> driver(String url) {
        try {
            String name = DatabaseDriver.fromJdbcUrl(url).getDriverClassName();
            if (name == null || !ClassUtils.isPresent(name, DatabaseAtStart.class.getClassLoader())) {
                return Optional.empty();
            }
            Class<?> type = ClassUtils.forName(name, DatabaseAtStart.class.getClassLoader());
            return Optional.of((Driver) BeanUtils.instantiateClass(type));
        } catch (IllegalArgumentException | ReflectiveOperationException notOne) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (first != null) {
            try {
                first.close();
            } catch (SQLException gone) {
                // Whoever works with the database from now on says so.
            }
        }
    }
}
