package org.certrenewal.notices;

import java.time.Duration;
import org.certrenewal.PeriodicWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Runs {@link ExpiryService} at the start and every hour from then on, on every node. */
@Component
class ExpiryWorker extends PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(ExpiryWorker.class);

    private final ExpiryService expiries;

    ExpiryWorker(ExpiryService expiries, @Value("${renewal.expiry.poll:PT1H}") Duration every) {
        super("expiry", every);
        this.expiries = expiries;
    }

    @Override
    protected void work() {
        ExpiryService.Run run = expiries.run();
        if (run.told() + run.lapsed() > 0) {
            log.info(
                    "{} holders told that their certificates end soon, {} certificates ended",
                    run.told(),
                    run.lapsed());
        }
    }
}
