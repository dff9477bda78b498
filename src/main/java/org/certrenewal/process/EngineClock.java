package org.certrenewal.process;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.certrenewal.CertificateRenewalApplication;
import org.springframework.stereotype.Component;

/** Tells the engine's time, so that timers and the project's own code can't disagree about what day it is. */
@Component
final class EngineClock extends Clock {

    @Override
    public Instant instant() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    @Override
    public ZoneId getZone() {
        return CertificateRenewalApplication.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the law's days are days in " + CertificateRenewalApplication.ZONE);
    }
}
