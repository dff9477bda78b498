package org.certrenewal.privacy;

import java.time.Duration;
import org.certrenewal.PeriodicWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Runs {@link Retention} at the start and every six hours from then on. */
@Component
@EnableConfigurationProperties(Periods.class)
class RetentionWorker extends PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(RetentionWorker.class);

    private final Retention retention;

    RetentionWorker(Retention retention, @Value("${renewal.retention.poll:PT6H}") Duration every) {
        super("retention", every);
        this.retention = retention;
    }

    @Override
    protected void work() {
        Retention.Run run = retention.run();
        if (run.all() > 0) {
            log.info("personal data whose time is over were erased: {}", run);
        }
    }
}
