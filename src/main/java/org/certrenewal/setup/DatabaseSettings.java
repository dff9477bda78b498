package org.certrenewal.setup;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;
import org.certrenewal.access.outage.PatientDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Sets at each connection what the service promises, whatever URL is configured: how long a lock, a statement and a
 * transaction that does nothing may hold other people up, and on H2 that a commit is written before it is answered. A
 * setting that stands in the URL itself counts.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseSettings {

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRES = "jdbc:postgresql:";

    @Bean
    static BeanPostProcessor settingsOfEachConnection(Environment environment) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    set(pool, environment);
                }
                return bean;
            }

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    DataSource patient = new PatientDataSource(pool, time(environment, "patience", "PT10S"));
                    return isFileOfH2(pool.getJdbcUrl()) ? new WrittenAtCommit(patient) : patient;
                }
                return bean;
            }
        };
    }

    private static boolean isFileOfH2(String url) {
        return url != null && url.startsWith(H2) && !url.startsWith(H2 + "mem:");
    }

    private static Duration time(Environment environment, String name, String standard) {
        return environment.getProperty("renewal.database." + name, Duration.class, Duration.parse(standard));
    }

    private static void set(HikariDataSource pool, Environment environment) {
        pool.setExceptionOverrideClassName(PatientDataSource.Failures.class.getName());
        String url = String.valueOf(pool.getJdbcUrl());
        long lock = time(environment, "lock", "PT5S").toMillis();
        if (url.startsWith(H2)) {
            h2(pool, url, "LOCK_TIMEOUT", String.valueOf(lock));
        } else if (url.startsWith(POSTGRES)) {
            long statement = time(environment, "statement", "PT30S").toMillis();
            long idle = time(environment, "idle-transaction", "PT15S").toMillis();
            pool.addDataSourceProperty(
                    "options",
                    "-c lock_timeout=%d -c statement_timeout=%d -c idle_in_transaction_session_timeout=%d"
                            .formatted(lock, statement, idle));
            // A server that is there but silent: the connection is given up after its own time-out should have come.
            pool.addDataSourceProperty("socketTimeout", String.valueOf(statement / 1000 + 5));
            pool.addDataSourceProperty("tcpKeepAlive", "true");
        }
    }

    private static void h2(HikariDataSource pool, String url, String setting, String value) {
        if (!url.toUpperCase(Locale.ROOT).contains(";" + setting + "=")) {
            pool.addDataSourceProperty(setting, value);
        }
    }

    /** Making tables and indexes takes its time, while a second connection waits in a transaction. */
    @Bean
    FlywayConfigurationCustomizer withoutTimeouts(Environment environment) {
        return flyway -> {
            String url = environment.getProperty("spring.datasource.url", "");
            if (url.startsWith(POSTGRES)) {
                flyway.dataSource(
                        url,
                        environment.getProperty("spring.datasource.username"),
                        environment.getProperty("spring.datasource.password"));
            }
        };
    }
}
