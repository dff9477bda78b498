package org.certrenewal.access.outage;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.TransactionTimedOutException;

/** Says why the database can't do something now that it will do later: by no fault of whoever asked for it. */
public enum DatabaseTrouble {

    /** Nobody is there, or the connection broke off. */
    AWAY,

    /** Somebody else holds what is needed, or it took too long. */
    BUSY;

    private static final int DEEPEST = 30;

    /** Connection exceptions (SQL:2023, class 08), PostgreSQL's shut-downs (57P01 to 57P05) and full house (53300). */
    private static final Set<String> GONE =
            Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "53300", "25P03", "25P04");

    /** PostgreSQL: lock not available, cancelled by a time-out, deadlock, serialization failure. */
    private static final Set<String> HELD = Set.of("55P03", "57014", "40P01", "40001");

    /** H2: file closed or broken, in closing, connection broken, out of reach. */
    private static final Set<Integer> H2_GONE = Set.of(90007, 90067, 90098, 90121);

    /** H2: lock time-out, deadlock, statement cancelled. */
    private static final Set<Integer> H2_HELD = Set.of(50200, 40001, 57014);

    private static final ThreadLocal<Watch> WATCH = new ThreadLocal<>();

    /** Remembers for one request what the database failed to do. */
    private static final class Watch {

        private DatabaseTrouble seen;
    }

    /** Tells whether a failure is such a trouble, however deep it is packed. */
    public static Optional<DatabaseTrouble> in(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            Optional<DatabaseTrouble> trouble = one(cause);
            if (trouble.isPresent()) {
                return trouble;
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static Optional<DatabaseTrouble> one(Throwable cause) {
        if (cause instanceof SQLException sql) {
            return ofDatabase(sql);
        }
        return cause instanceof PessimisticLockingFailureException
                        || cause instanceof QueryTimeoutException
                        || cause instanceof TransactionTimedOutException
                ? Optional.of(BUSY)
                : Optional.empty();
    }

    private static Optional<DatabaseTrouble> ofDatabase(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException
                || state.startsWith("08")
                || GONE.contains(state)
                || H2_GONE.contains(failure.getErrorCode())) {
            return Optional.of(AWAY);
        }
        return failure instanceof SQLTimeoutException
                        || HELD.contains(state)
                        || H2_HELD.contains(failure.getErrorCode())
                ? Optional.of(BUSY)
                : Optional.empty();
    }

    /** Begins to watch what this thread's request meets. */
    static void watch() {
        WATCH.set(new Watch());
    }

    /** Ends it. */
    static void forget() {
        WATCH.remove();
    }

    /** Notes a failure of the database, for the request that met it; whoever packs or swallows it hides nothing. */
    static void note(SQLException failure) {
        Watch watch = WATCH.get();
        if (watch != null) {
            ofDatabase(failure).ifPresent(trouble -> watch.seen = trouble);
        }
    }

    /** Returns what this thread's request has met so far. */
    static Optional<DatabaseTrouble> met() {
        return Optional.ofNullable(WATCH.get()).map(watch -> watch.seen);
    }

    /** Tells whether this thread's request has met that the database is away: it needn't wait for that again. */
    static boolean isKnownAway() {
        return met().filter(AWAY::equals).isPresent();
    }
}
