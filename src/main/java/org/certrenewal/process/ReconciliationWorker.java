package org.certrenewal.process;

import java.time.Duration;
import org.certrenewal.PeriodicWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Runs {@link Reconciliation} at the start and every twelve hours from then on. */
@Component
class ReconciliationWorker extends PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(ReconciliationWorker.class);

    private final Reconciliation reconciliation;

    ReconciliationWorker(Reconciliation reconciliation, @Value("${renewal.reconciliation.poll:PT12H}") Duration every) {
        super("reconciliation", every);
        this.reconciliation = reconciliation;
    }

    @Override
    protected void work() {
        Reconciliation.Report report = reconciliation.run();
        if (!report.isClean()) {
            log.warn(
                    "cases and process instances had parted: closed {}, certificates freed {}; look in Cockpit at {}",
                    report.closed(),
                    report.freed(),
                    report.orphans());
        }
    }
}
