package org.certrenewal;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Does something at the start and again and again from then on, on every node; trouble is logged and tried again. */
public abstract class PeriodicWork implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PeriodicWork.class);
    private static final int LAST_TRY = 10;

    private final String name;
    private final Duration every;
    private ScheduledExecutorService executor;

    /**
     * Names the work.
     *
     * @param every how long it rests; zero means that it isn't done at all
     */
    protected PeriodicWork(String name, Duration every) {
        this.name = name;
        this.every = every;
    }

    /** Does it once. */
    protected abstract void work();

    private void workQuietly() {
        try {
            work();
        } catch (RuntimeException e) {
            log.warn("{} failed and is tried again in {}: {}", name, every, e.toString());
        }
    }

    @Override
    public void start() {
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(this::workQuietly, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LAST_TRY, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor = null;
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }

    @Override
    public boolean isAutoStartup() {
        return !every.isZero();
    }
}
