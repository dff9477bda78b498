package org.certrenewal.audit;

import javax.sql.DataSource;
import org.certrenewal.testing.EmptyPostgres;
import org.junit.jupiter.api.Tag;

/** Does the same on a real PostgreSQL server. */
@Tag("postgres")
class HostileEditsOnPostgresTest extends HostileEditsTest {

    @Override
    DataSource database() {
        return EmptyPostgres.get();
    }
}
