package org.certrenewal.insight;

import java.time.Duration;
import org.certrenewal.PeriodicWork;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Lets {@link CatchUp} run again and again. */
@Component
class CatchUpWorker extends PeriodicWork {

    private final CatchUp catchUp;

    CatchUpWorker(CatchUp catchUp, @Value("${renewal.insight.poll:PT5S}") Duration every) {
        super("insight", every);
        this.catchUp = catchUp;
    }

    @Override
    protected void work() {
        catchUp.run();
    }
}
