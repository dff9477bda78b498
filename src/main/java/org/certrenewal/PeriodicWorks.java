package org.certrenewal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Does what is to be done again and again, each work in turns that never overlap on this node. Nothing that a work
 * throws ends it: it is logged, counted and tried again, sooner than after a turn that went well. At the end of the
 * program a turn that has begun is waited for.
 */
@Component
public class PeriodicWorks implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PeriodicWorks.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 8;
    private static final int LAST_TURN = 10;

    private final List<Turns> works;
    /** The law's clock may be set by a test, or to another year by the demonstration; periods are real ones. */
    private final InstantSource clock = InstantSource.system();

    private final SharedTurns shared;
    private ThreadPoolTaskScheduler scheduler;

    /** Takes all works that there are. */
    @Autowired
    public PeriodicWorks(List<PeriodicWork> works, List<PeriodicWork.Several> several, SharedTurns shared) {
        this(
                Stream.concat(works.stream(), several.stream().flatMap(it -> it.works().stream()))
                        .toList(),
                shared);
    }

    /** Takes works of a program without other nodes. */
    public PeriodicWorks(List<PeriodicWork> works) {
        this(works, SharedTurns.alone());
    }

    private PeriodicWorks(List<PeriodicWork> works, SharedTurns shared) {
        this.shared = shared;
        this.works = works.stream()
                .filter(work -> !work.every().isZero())
                .map(Turns::new)
                .toList();
    }

    /**
     * Tells how a work does on this node.
     *
     * @param since when it was first to be done
     * @param lastSuccess when a turn last went well
     * @param turns how many went well
     * @param failures how many didn't
     * @param failuresInARow how many didn't since the last that did
     * @param failingSince when the first of those was
     * @param lastFailure the exception of the last of them, otherwise empty
     */
    public record State(
            PeriodicWork work,
            Instant since,
            Optional<Instant> lastSuccess,
            long turns,
            long failures,
            int failuresInARow,
            Optional<Instant> failingSince,
            String lastFailure) {

        /** Returns how long it hasn't been done. */
        public Duration undone(Instant now) {
            return Duration.between(lastSuccess.orElse(since), now);
        }
    }

    /** Returns how each work does; none before the start. */
    public List<State> states() {
        return works.stream().filter(it -> it.since != null).map(Turns::state).toList();
    }

    /** Takes a turn sooner; a work that isn't done at all isn't done now either. */
    @EventListener
    public void wanted(PeriodicWork.Wanted wanted) {
        if (isRunning()) {
            works.stream().filter(it -> it.work.name().equals(wanted.name())).forEach(it -> {
                if (wanted.in().isZero()) {
                    scheduler.execute(it::take);
                } else {
                    scheduler.schedule(it::take, clock.instant().plus(wanted.in()));
                }
            });
        }
    }

    @Override
    public void start() {
        ThreadPoolTaskScheduler fresh = new ThreadPoolTaskScheduler();
        fresh.setThreadNamePrefix("periodic-");
        // One each, so that one that takes long holds up no other.
        fresh.setPoolSize(Math.max(1, works.size()));
        fresh.setDaemon(true);
        fresh.setRemoveOnCancelPolicy(true);
        fresh.setWaitForTasksToCompleteOnShutdown(true);
        // Turns that are only planned are dropped at the end, one that has begun is waited for.
        fresh.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        fresh.setAwaitTerminationSeconds(LAST_TURN);
        fresh.initialize();
        works.forEach(it -> {
            it.since = clock.instant();
            fresh.schedule(it::take, context -> context.lastCompletion() == null ? it.since : it.next());
        });
        scheduler = fresh;
    }

    @Override
    public void stop() {
        scheduler.shutdown();
        scheduler = null;
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }

    /** Takes the turns of one work. */
    private final class Turns {

        private final PeriodicWork work;
        private final AtomicInteger asked = new AtomicInteger();
        private volatile Instant since;
        private volatile Instant lastSuccess;
        private volatile long turns;
        private volatile long failures;
        private volatile int failuresInARow;
        private volatile Instant failingSince;
        private volatile String lastFailure = "";

        private Turns(PeriodicWork work) {
            this.work = work;
        }

        private State state() {
            return new State(
                    work,
                    since,
                    Optional.ofNullable(lastSuccess),
                    turns,
                    failures,
                    failuresInARow,
                    Optional.ofNullable(failingSince),
                    lastFailure);
        }

        private Instant next() {
            Duration retry = FIRST_RETRY.multipliedBy(1L << Math.min(failuresInARow, MOST_DOUBLINGS));
            boolean sooner = failuresInARow > 0 && retry.compareTo(work.every()) < 0;
            return clock.instant().plus(sooner ? retry : work.every());
        }

        /** Takes a turn, or has whoever is at it take one more: what was asked for meanwhile may have come too late. */
        private void take() {
            int seen = 1;
            if (asked.getAndIncrement() == 0) {
                do {
                    turn();
                    seen = asked.addAndGet(-seen);
                } while (seen != 0);
            }
        }

        /** The one place where a turn is taken; what another node does for all counts as done here too. */
        private void turn() {
            try {
                if (work.sharing() == PeriodicWork.Sharing.EACH_NODE) {
                    work.work().run();
                    turns++;
                } else if (shared.take(work)) {
                    turns++;
                }
                failuresInARow = 0;
                failingSince = null;
                lastFailure = "";
                lastSuccess = clock.instant();
            } catch (Throwable e) {
                // Errors too: a class that can't be loaded today must not end the work for good.
                failingSince = failingSince == null ? clock.instant() : failingSince;
                failures++;
                failuresInARow++;
                lastFailure = e.toString();
                log.warn("{} failed and is tried again in {}: {}", work.name(), until(), lastFailure);
            }
        }

        private Duration until() {
            return Duration.between(clock.instant(), next()).abs();
        }
    }
}
