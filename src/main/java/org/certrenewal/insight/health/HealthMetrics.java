package org.certrenewal.insight.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/** Shows the health among the metrics, so that one alert rule is enough for all parts. */
@Component
class HealthMetrics implements MeterBinder {

    private static final double HALF = 0.5;

    private final List<Part> parts;

    HealthMetrics(List<Part> parts) {
        this.parts = parts;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        parts.forEach(part -> Gauge.builder("renewal.health", part, HealthMetrics::value)
                .description("Health by part, as this node sees it: 1 up, 0.5 warning, 0 down; missing if unknown")
                .tag("part", part.name())
                .register(registry));
    }

    private static double value(Part part) {
        Status status = part.health().getStatus();
        if (status.equals(Status.UP)) {
            return 1;
        }
        if (status.equals(Part.WARNING)) {
            return HALF;
        }
        return status.equals(Status.DOWN) ? 0 : Double.NaN;
    }
}
