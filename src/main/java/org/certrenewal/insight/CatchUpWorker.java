package org.certrenewal.insight;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Lets {@link CatchUp} run again and again. */
@Component
class CatchUpWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CatchUpWorker.class);

    private final CatchUp catchUp;
    private final Duration poll;
    private ScheduledExecutorService executor;

    CatchUpWorker(CatchUp catchUp, @Value("${renewal.insight.poll:PT5S}") Duration poll) {
        this.catchUp = catchUp;
        this.poll = poll;
    }

    private void runQuietly() {
        try {
            catchUp.run();
        } catch (RuntimeException e) {
            log.warn("the figures can't be brought up to date now and are tried again in {}: {}", poll, e.toString());
        }
    }

    @Override
    public void start() {
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "insight");
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(this::runQuietly, 0, poll.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
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
        return !poll.isZero();
    }
}
