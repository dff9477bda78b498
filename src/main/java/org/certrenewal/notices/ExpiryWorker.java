package org.certrenewal.notices;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs {@link ExpiryService} at the start and every hour from then on, on every node. */
@Component
class ExpiryWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ExpiryWorker.class);

    private final ExpiryService expiries;
    private final Duration poll;
    private ScheduledExecutorService executor;

    ExpiryWorker(ExpiryService expiries, @Value("${renewal.expiry.poll:PT1H}") Duration poll) {
        this.expiries = expiries;
        this.poll = poll;
    }

    private void runQuietly() {
        try {
            ExpiryService.Run run = expiries.run();
            if (run.told() + run.lapsed() > 0) {
                log.info(
                        "{} holders told that their certificates end soon, {} certificates ended",
                        run.told(),
                        run.lapsed());
            }
        } catch (RuntimeException e) {
            log.warn("expiries can't be looked at now and are tried again in {}: {}", poll, e.toString());
        }
    }

    @Override
    public void start() {
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "expiry");
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
