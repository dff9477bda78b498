package org.certrenewal.insight.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts by one label with a closed list of values; each stands at zero from the start, so that it can be charted. */
final class Labelled {

    private static final String OTHER = "other";

    private final Map<String, Counter> counters = new LinkedHashMap<>();

    Labelled(MeterRegistry registry, String name, String description, String label, Collection<String> values) {
        values.forEach(value -> counters.put(value, counter(registry, name, description, label, value)));
        counters.put(OTHER, counter(registry, name, description, label, OTHER));
    }

    private static Counter counter(
            MeterRegistry registry, String name, String description, String label, String value) {
        return Counter.builder(name).description(description).tag(label, value).register(registry);
    }

    void count(String value) {
        counters.getOrDefault(value, counters.get(OTHER)).increment();
    }
}
