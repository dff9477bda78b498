package org.certrenewal.setup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.certrenewal.PeriodicWork;
import org.certrenewal.PeriodicWork.Sharing;
import org.certrenewal.SharedTurns;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Has nodes agree by a row in the database, by the database's clock, so that nodes whose clocks differ agree too. A
 * turn that isn't given back, as its node has died, is over after a quarter of an hour.
 */
@Component
class LockedTurns implements SharedTurns {

    private static final Duration LONGEST_TURN = Duration.ofMinutes(15);

    /** A turn that comes a little early, as timers do, must still find its period over. */
    private static final int PART_OF_THE_PERIOD = 9;

    private final LockProvider locks;

    LockedTurns(JdbcTemplate jdbc) {
        locks = new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(jdbc)
                .withTableName("periodic_turn")
                .usingDbTime()
                .build());
    }

    @Override
    public boolean take(PeriodicWork work) {
        Optional<SimpleLock> turn =
                locks.lock(new LockConfiguration(Instant.now(), work.name(), LONGEST_TURN, Duration.ZERO));
        turn.ifPresent(lock -> {
            boolean done = false;
            try {
                work.work().run();
                done = true;
            } finally {
                lock.unlock();
                if (done && work.sharing() == Sharing.ONCE_A_PERIOD) {
                    rest(work);
                }
            }
        });
        return turn.isPresent();
    }

    /** Keeps the others from doing it again in this period. */
    private void rest(PeriodicWork work) {
        Duration rest = work.every().multipliedBy(PART_OF_THE_PERIOD).dividedBy(PART_OF_THE_PERIOD + 1);
        locks.lock(new LockConfiguration(Instant.now(), work.name(), rest, rest));
    }
}
