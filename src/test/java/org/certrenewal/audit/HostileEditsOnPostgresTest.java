package org.certrenewal.audit;

import javax.sql.DataSource;
import org.certrenewal.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Does the same on a real PostgreSQL server. */
@Tag("postgres")
class HostileEditsOnPostgresTest extends HostileEditsTest {

    @Override
    DataSource database() {
        String[] properties = TestDatabase.postgres();
        return new DriverManagerDataSource(properties[0].replaceFirst("^.*?=", ""), "postgres", "");
    }
}
