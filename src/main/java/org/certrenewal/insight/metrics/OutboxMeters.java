package org.certrenewal.insight.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes what is measured together with traces, and leaves out what is under way at this moment. */
@Configuration(proxyBeanMethods = false)
class OutboxMeters {

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "renewal.outbox.put", "Messages put into the outbox by this node",
            "renewal.outbox.delivery", "Attempts of this node to deliver a message to a partner");

    @Bean
    MeterFilter outboxMeterDescriptions() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String description = DESCRIPTIONS.get(id.getName());
                return description == null
                        ? id
                        : new Meter.Id(
                                id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), description, id.getType());
            }

            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return id.getName().startsWith("renewal.outbox.")
                                && id.getName().endsWith(".active")
                        ? MeterFilterReply.DENY
                        : MeterFilterReply.NEUTRAL;
            }
        };
    }
}
