package org.certrenewal.insight.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.metrics.Meter;
import org.camunda.bpm.engine.impl.metrics.MetricsRegistry;
import org.camunda.bpm.engine.management.Metrics;
import org.springframework.stereotype.Component;

/**
 * Shows what the engine counts in its own registry, on this node since its start. The engine's reporter, which writes
 * these counts into the database and begins anew, is off; where it is on, Prometheus sees a restart of the counter.
 */
@Component
class EngineMetrics implements MeterBinder {

    private final ProcessEngineConfigurationImpl configuration;

    EngineMetrics(ProcessEngine engine) {
        this.configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter("renewal.engine.acquisitions", "Times this node looked for jobs", Metrics.JOB_ACQUISITION_ATTEMPT)
                .register(registry);
        counter("renewal.engine.jobs.acquired", "Jobs this node tried to take", Metrics.JOB_ACQUIRED_SUCCESS)
                .tag("result", "success")
                .register(registry);
        counter("renewal.engine.jobs.acquired", "Jobs this node tried to take", Metrics.JOB_ACQUIRED_FAILURE)
                .tag("result", "other-node-faster")
                .register(registry);
        counter("renewal.engine.jobs.executed", "Jobs that ran on this node", Metrics.JOB_SUCCESSFUL)
                .tag("result", "success")
                .register(registry);
        counter("renewal.engine.jobs.executed", "Jobs that ran on this node", Metrics.JOB_FAILED)
                .tag("result", "failure")
                .register(registry);
        counter(
                        "renewal.engine.jobs.refused",
                        "Jobs that this node took and had no thread for",
                        Metrics.JOB_EXECUTION_REJECTED)
                .register(registry);
        Gauge.builder("renewal.engine.job.executor.active", configuration, EngineMetrics::isActive)
                .description("Whether this node looks for jobs: 1 or 0")
                .register(registry);
    }

    private static double isActive(ProcessEngineConfigurationImpl configuration) {
        return configuration.getJobExecutor() != null
                        && configuration.getJobExecutor().isActive()
                ? 1
                : 0;
    }

    private FunctionCounter.Builder<MetricsRegistry> counter(String name, String description, String meter) {
        return FunctionCounter.builder(name, configuration.getMetricsRegistry(), metrics -> {
                    Meter found = metrics.getDbMeterByName(meter);
                    return found == null ? 0 : found.get();
                })
                .description(description);
    }
}
