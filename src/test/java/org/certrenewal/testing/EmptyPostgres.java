package org.certrenewal.testing;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Holds one database on a real PostgreSQL server that a class empties for each of its tests: sooner than a new one. */
public final class EmptyPostgres {

    private static HikariDataSource pool;

    private EmptyPostgres() {}

    /** Empties the database and returns it. */
    public static synchronized DataSource get() {
        if (pool == null) {
            String[] properties = TestDatabase.postgres();
            HikariDataSource fresh = new HikariDataSource();
            fresh.setJdbcUrl(properties[0].replaceFirst("^.*?=", ""));
            fresh.setUsername("postgres");
            fresh.setMaximumPoolSize(4);
            fresh.setMinimumIdle(0);
            pool = fresh;
        }
        new JdbcTemplate(pool).execute("drop schema public cascade; create schema public");
        return pool;
    }
}
