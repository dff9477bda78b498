package org.certrenewal.access.limits;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.certrenewal.vault.Vault;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts how often something was tried in a period, in the database, so that all nodes count together and a restart
 * forgets nothing. A try is counted before it is made, by one statement that refuses at the limit: however many come at
 * the same moment, no more are admitted. What was tried stands there as a keyed digest only, since whoever holds a copy
 * could else try all identity numbers. Time is the machine's, not the engine's, which a demonstration may move.
 */
@Component
public class Throttle {

    private static final int SWEEP_EVERY = 200;
    private static final int MOST_ATTEMPTS = 5;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Vault vault;
    private final InstantSource time = InstantSource.system();

    Throttle(JdbcClient jdbc, PlatformTransactionManager transactions, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
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

    /**
     * Names one try.
     *
     * @param key who or what tries
     */
    public record Try(Limit limit, String key) {}

    /**
     * Counts one try.
     *
     * @return false if it is one too many; then it isn't counted
     */
    public boolean take(Limit limit, String key) {
        return take(List.of(new Try(limit, key)));
    }

    /**
     * Counts tries that belong together, in their order and at once.
     *
     * @return false if one of them is one too many; then neither that one is counted nor those after it
     */
    public boolean take(List<Try> tries) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Boolean.TRUE.equals(
                        transaction.execute(status -> tries.stream().allMatch(this::admits)));
            } catch (DuplicateKeyException | TransientDataAccessException anotherBeganAtTheSameMoment) {
                if (attempt == MOST_ATTEMPTS) {
                    throw anotherBeganAtTheSameMoment;
                }
            }
        }
    }

    private boolean admits(Try it) {
        String bucket = bucket(it.limit(), it.key());
        // Whom another forestalls in beginning counts beside them.
        return counts(bucket, it.limit()) || begins(bucket, it.limit().period()) || counts(bucket, it.limit());
    }

    /** Counts in a period that has begun, or begins the next one, where one has ended. */
    private boolean counts(String bucket, Limit limit) {
        OffsetDateTime now = now();
        return jdbc.sql("""
                                update throttle set tries = case when ends_at > :now then tries + 1 else 1 end,
                                       ends_at = case when ends_at > :now then ends_at
                                                      else cast(:end as timestamp with time zone) end
                                 where bucket = :bucket and (ends_at <= :now or tries < :most)
                                """)
                        .param("bucket", bucket)
                        .param("now", now)
                        .param("end", now.plus(limit.period()))
                        .param("most", limit.most())
                        .update()
                == 1;
    }

    private boolean begins(String bucket, Duration period) {
        OffsetDateTime now = now();
        if (ThreadLocalRandom.current().nextInt(SWEEP_EVERY) == 0) {
            jdbc.sql("delete from throttle where ends_at <= :now")
                    .param("now", now)
                    .update();
        }
        return jdbc.sql("""
                                insert into throttle (bucket, ends_at, tries)
                                select cast(:bucket as varchar(64)), cast(:end as timestamp with time zone), 1
                                 where not exists (select 1 from throttle where bucket = :bucket)
                                """)
                        .param("bucket", bucket)
                        .param("end", now.plus(period))
                        .update()
                == 1;
    }

    /** Tells whether all tries are used up, without counting one. Decides nothing: the next may come meanwhile. */
    public boolean isExhausted(Limit limit, String key) {
        return jdbc.sql("""
                                select tries from throttle
                                 where bucket = :bucket and ends_at > :now and tries >= :most
                                """)
                .param("bucket", bucket(limit, key))
                .param("now", now())
                .param("most", limit.most())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Returns how long it takes until tries count anew; zero if none has been counted. */
    public Duration untilNext(Limit limit, String key) {
        return jdbc.sql("select ends_at from throttle where bucket = :bucket and ends_at > :now")
                .param("bucket", bucket(limit, key))
                .param("now", now())
                .query(OffsetDateTime.class)
                .optional()
                .map(end -> Duration.between(now(), end))
                .orElse(Duration.ZERO);
    }

    /** Gives one try back, where it turned out to be none. */
    public void giveBack(Limit limit, String key) {
        transaction.executeWithoutResult(
                status -> jdbc.sql("update throttle set tries = tries - 1 where bucket = :bucket and tries > 0")
                        .param("bucket", bucket(limit, key))
                        .update());
    }

    /** Forgets the tries, after a success. */
    public void forget(Limit limit, String key) {
        transaction.executeWithoutResult(status -> jdbc.sql("delete from throttle where bucket = :bucket")
                .param("bucket", bucket(limit, key))
                .update());
    }

    private OffsetDateTime now() {
        return time.instant().atOffset(ZoneOffset.UTC);
    }

    private String bucket(Limit limit, String key) {
        return vault.index("throttle/" + limit.name(), key);
    }
}
