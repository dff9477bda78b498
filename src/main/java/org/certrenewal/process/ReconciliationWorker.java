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
    private final Handovers handovers;

    ReconciliationWorker(
            Reconciliation reconciliation,
            Handovers handovers,
            @Value("${renewal.reconciliation.poll:PT12H}") Duration every) {
        super("reconciliation", every);
        this.reconciliation = reconciliation;
        this.handovers = handovers;
    }

    @Override
    protected void work() {
        int given = handovers.giveBackLeftBehind();
        if (given > 0) {
            log.warn("{} tasks given back whose assignees have left their groups", given);
        }
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
