package org.certrenewal.access;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;
import org.certrenewal.casefile.Sha256;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts how often something was tried in a period, in the database, so that all nodes count together and a restart
 * forgets nothing. Time is the machine's, not the engine's, which a demonstration may move.
 */
@Component
public class Throttle {

    private static final int SWEEP_EVERY = 200;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource time = InstantSource.system();

    Throttle(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Says how much is too much.
     *
     * @param name names the thing that is tried
     * @param most how many tries a period has
     * @param period begins with the first try
     */
    public record Limit(String name, int most, Duration period) {}

    /** Tells whether something was tried too often, without counting. */
    public boolean isExhausted(Limit limit, String key) {
        return tries(bucket(limit, key)) >= limit.most();
    }

    /**
     * Counts one try.
     *
     * @return false if it is one too many
     */
    public boolean take(Limit limit, String key) {
        String bucket = bucket(limit, key);
        try {
            return count(bucket, limit.period()) <= limit.most();
        } catch (DuplicateKeyException anotherNodeBegan) {
            return count(bucket, limit.period()) <= limit.most();
        }
    }

    private int count(String bucket, Duration period) {
        return transaction.execute(status -> {
            addTry(bucket, period);
            return tries(bucket);
        });
    }

    private void addTry(String bucket, Duration period) {
        OffsetDateTime now = now();
        int counted = jdbc.sql("update throttle set tries = tries + 1 where bucket = :bucket and ends_at > :now")
                .param("bucket", bucket)
                .param("now", now)
                .update();
        if (counted == 0) {
            boolean sweep = ThreadLocalRandom.current().nextInt(SWEEP_EVERY) == 0;
            jdbc.sql("delete from throttle where ends_at <= :now and (bucket = :bucket or :sweep)")
                    .param("now", now)
                    .param("bucket", bucket)
                    .param("sweep", sweep)
                    .update();
            jdbc.sql("insert into throttle (bucket, ends_at, tries) values (:bucket, :end, 1)")
                    .param("bucket", bucket)
                    .param("end", now.plus(period))
                    .update();
        }
    }

    /** Forgets the tries, after a success. */
    public void forget(Limit limit, String key) {
        transaction.executeWithoutResult(status -> jdbc.sql("delete from throttle where bucket = :bucket")
                .param("bucket", bucket(limit, key))
                .update());
    }

    private int tries(String bucket) {
        return jdbc.sql("select tries from throttle where bucket = :bucket and ends_at > :now")
                .param("bucket", bucket)
                .param("now", now())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    private OffsetDateTime now() {
        return time.instant().atOffset(ZoneOffset.UTC);
    }

    private static String bucket(Limit limit, String key) {
        return Sha256.of(limit.name(), key);
    }
}
