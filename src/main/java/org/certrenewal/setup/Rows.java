package org.certrenewal.setup;

import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts rows in a database that may have no tables yet. */
final class Rows {

    private Rows() {}

    /** Counts; without the table there is none. */
    static long in(DataSource database, String count, Object... parameters) {
        try {
            return JdbcClient.create(database)
                    .sql(count)
                    .params(parameters)
                    .query(Long.class)
                    .single();
        } catch (DataAccessException noTable) {
            return 0;
        }
    }
}
