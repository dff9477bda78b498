package org.certrenewal.held;

import javax.sql.DataSource;
import org.certrenewal.testing.EmptyPostgres;
import org.junit.jupiter.api.Tag;

/** Holds the same against the schema on a real PostgreSQL server. */
@Tag("postgres")
class TableOwnersOnPostgresTest extends TableOwnersTest {

    @Override
    DataSource database() {
        return EmptyPostgres.get();
    }
}
