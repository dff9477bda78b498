package org.certrenewal.setup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.certrenewal.PeriodicWork;
import org.certrenewal.PeriodicWork.Sharing;
import org.certrenewal.SharedTurns;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Has nodes agree by a row in the database, by the database's clock, so that nodes whose clocks differ agree too. A
 * node that dies loses its turn after a minute; one that lives renews it as long as the work takes.
 */
@Component
class LockedTurns implements SharedTurns, DisposableBean {

    private static final Duration UNTIL_GIVEN_UP = Duration.ofMinutes(1);

    /** A turn that comes a little early, as timers do, must still find its period over. */
    private static final int PART_OF_THE_PERIOD = 9;

    private final LockProvider plain;
    private final LockProvider locks;
    private final ThreadPoolTaskScheduler keepingAlive = new ThreadPoolTaskScheduler();

    LockedTurns(JdbcTemplate jdbc) {
        plain = new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(jdbc)
                .withTableName("periodic_turn")
                .usingDbTime()
                .build());
        keepingAlive.setThreadNamePrefix("periodic-turns-");
        keepingAlive.setDaemon(true);
        keepingAlive.initialize();
        locks = new KeepAliveLockProvider(
                (net.javacrumbs.shedlock.core.ExtensibleLockProvider) plain, keepingAlive.getScheduledExecutor());
    }

    @Override
    public boolean take(PeriodicWork work) {
        Optional<SimpleLock> turn =
                locks.lock(new LockConfiguration(Instant.now(), work.name(), UNTIL_GIVEN_UP, Duration.ZERO));
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
        plain.lock(new LockConfiguration(Instant.now(), work.name(), rest, rest));
    }

    @Override
    public void destroy() {
        keepingAlive.shutdown();
    }
}
