package org.certrenewal.audit;

import java.time.Duration;
import org.certrenewal.PeriodicWork;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Runs {@link AuditSeals} every hour. */
@Component
class AuditWorker extends PeriodicWork {

    private final AuditSeals seals;

    AuditWorker(AuditSeals seals, @Value("${renewal.audit.seal-every:PT1H}") Duration every) {
        super("audit", every);
        this.seals = seals;
    }

    @Override
    protected void work() {
        seals.markOnce();
        seals.seal();
    }
}
