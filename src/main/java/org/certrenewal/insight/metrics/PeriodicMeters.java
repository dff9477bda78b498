package org.certrenewal.insight.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.certrenewal.PeriodicWork;
import org.certrenewal.PeriodicWorks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Shows when each periodic work of this node last went well, and how often it didn't. */
@Component
class PeriodicMeters implements MeterBinder {

    private final PeriodicWorks works;
    private final ObjectProvider<PeriodicWork> all;

    PeriodicMeters(PeriodicWorks works, ObjectProvider<PeriodicWork> all) {
        this.works = works;
        this.all = all;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        all.stream().filter(work -> !work.every().isZero()).forEach(work -> {
            Gauge.builder("renewal.periodic.last.success", works, it -> of(it, work, PeriodicMeters::lastSuccess))
                    .description("When this node last did it well, in seconds since 1970; missing if never")
                    .baseUnit("seconds")
                    .tag("work", work.name())
                    .register(registry);
            FunctionCounter.builder(
                            "renewal.periodic.failures", works, it -> of(it, work, PeriodicWorks.State::failures))
                    .description("Turns of periodic works that failed on this node")
                    .tag("work", work.name())
                    .register(registry);
        });
    }

    private static double of(PeriodicWorks works, PeriodicWork work, ToDoubleFunction<PeriodicWorks.State> figure) {
        return works.states().stream()
                .filter(state -> state.work().name().equals(work.name()))
                .mapToDouble(figure)
                .findFirst()
                .orElse(0);
    }

    private static double lastSuccess(PeriodicWorks.State state) {
        return state.lastSuccess()
                .map(Instant::getEpochSecond)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }
}
