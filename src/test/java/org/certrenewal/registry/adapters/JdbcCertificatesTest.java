package org.certrenewal.registry.adapters;

import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Runs the contract of the collection on H2, in its own mode. */
class JdbcCertificatesTest extends JdbcCertificatesContract {

    @Override
    DataSource database() {
        return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }
}
