package org.certrenewal.insight.logs;

import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves OpenTelemetry out of the start unless {@code management.tracing.enabled} is true: Boot's own switch keeps
 * spans from being sent, but still makes them.
 */
public final class TracingWhenOn implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String ACTUATOR = "org.springframework.boot.actuate.autoconfigure.";
    private static final List<String> TRACING = List.of(
            ACTUATOR + "tracing.",
            ACTUATOR + "opentelemetry.",
            ACTUATOR + "logging.OpenTelemetry",
            ACTUATOR + "logging.otlp.");

    private Environment environment;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean[] match(String[] candidates, AutoConfigurationMetadata metadata) {
        boolean on = Boolean.TRUE.equals(environment.getProperty("management.tracing.enabled", Boolean.class, false));
        boolean[] matches = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            String candidate = candidates[i];
            matches[i] = on || candidate == null || TRACING.stream().noneMatch(candidate::startsWith);
        }
        return matches;
    }
}
