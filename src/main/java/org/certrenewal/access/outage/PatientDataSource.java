package org.certrenewal.access.outage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Waits longer for a connection that other people use than for a database that isn't there: the pool's own time-out is
 * short, and is taken again while every connection is in use. A request that has found the database away doesn't wait
 * for it a second time.
 */
public final class PatientDataSource extends DelegatingDataSource {

    private final HikariDataSource pool;
    private final Duration patience;

    /**
     * Stands before a pool.
     *
     * @param patience how long to wait while other people use all connections
     */
    public PatientDataSource(HikariDataSource pool, Duration patience) {
        super(pool);
        this.pool = pool;
        this.patience = patience;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (DatabaseTrouble.isKnownAway()) {
            throw new SQLTransientConnectionException("the database was away a moment ago", "08001");
        }
        Instant end = Instant.now().plus(patience);
        while (true) {
            try {
                return super.getConnection();
            } catch (SQLException e) {
                if (!isInUse() || Instant.now().isAfter(end)) {
                    DatabaseTrouble.note(e);
                    throw e;
                }
            }
        }
    }

    private boolean isInUse() {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return state != null && state.getActiveConnections() >= pool.getMaximumPoolSize();
    }

    /** Hears of every failure at a connection of the pool. */
    public static final class Failures implements SQLExceptionOverride {

        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            DatabaseTrouble.note(failure);
            return Override.CONTINUE_EVICT;
        }
    }
}
