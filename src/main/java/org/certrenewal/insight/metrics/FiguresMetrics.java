package org.certrenewal.insight.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.insight.metrics.Figures.Desk;
import org.certrenewal.insight.metrics.Figures.Stage;
import org.springframework.stereotype.Component;

/** Shows how things stand in the database; without the database, the figures are missing (NaN). */
@Component
class FiguresMetrics implements MeterBinder {

    private static final String SHARED = "; the same on every node: take max";

    private final FiguresReader reader;

    FiguresMetrics(FiguresReader reader) {
        this.reader = reader;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (CaseStatus status : CaseStatus.values()) {
            if (status.isOpen()) {
                gauge(
                                "renewal.cases.open",
                                "Cases that wait for somebody, by status",
                                figures -> figures.cases().getOrDefault(status, 0L))
                        .tag("status", CaseMetrics.label(status))
                        .register(registry);
            }
        }
        for (Stage stage : Stage.values()) {
            desk("renewal.cases.waiting", "Cases on officials' desks, by step", stage, Desk::waiting, registry);
            desk("renewal.cases.overdue", "Cases whose last day by law is over", stage, Desk::overdue, registry);
            desk(
                    "renewal.law.next.due.timestamp.seconds",
                    "When the next last day by law ends",
                    stage,
                    desk -> desk.nextDue()
                            .map(Instant::getEpochSecond)
                            .map(Long::doubleValue)
                            .orElse(Double.NaN),
                    registry);
        }
        gauge(
                        "renewal.face.checks.expired",
                        "Codes for face checks that ran out unanswered in the last 24 hours",
                        Figures::expiredFaceChecks)
                .register(registry);
        gauge(
                        "renewal.outbox.pending",
                        "Messages for partners that aren't delivered yet",
                        figures -> figures.outbox().pending())
                .register(registry);
        gauge(
                        "renewal.outbox.oldest.seconds",
                        "How long the oldest message has waited",
                        figures -> figures.outbox().oldestSeconds())
                .register(registry);
        gauge(
                        "renewal.outbox.dead",
                        "Messages for partners that were given up until they are sent again",
                        figures -> figures.outbox().dead())
                .register(registry);
        gauge(
                        "renewal.webhooks.dead",
                        "Events that receivers weren't told and aren't until they are sent again",
                        Figures::deadWebhooks)
                .register(registry);
        gauge(
                        "renewal.outbox.attempts",
                        "How often the most stubborn message was tried",
                        figures -> figures.outbox().mostAttempts())
                .register(registry);
        gauge(
                        "renewal.engine.jobs.waiting",
                        "Timers for later, and retries",
                        figures -> figures.jobs().waiting())
                .register(registry);
        gauge(
                        "renewal.engine.jobs.due",
                        "Jobs that could run now",
                        figures -> figures.jobs().due())
                .register(registry);
        gauge(
                        "renewal.engine.jobs.oldest.due.seconds",
                        "How long the oldest job could have run",
                        figures -> figures.jobs().oldestDueSeconds())
                .register(registry);
        gauge(
                        "renewal.engine.jobs.failed",
                        "Jobs without retries, which wait for an administrator",
                        figures -> figures.jobs().failed())
                .register(registry);
        gauge(
                        "renewal.engine.incidents",
                        "Open incidents",
                        figures -> figures.jobs().incidents())
                .register(registry);
    }

    private Gauge.Builder<?> gauge(String name, String description, ToDoubleFunction<Figures> figure) {
        return Gauge.builder(
                        name, reader, it -> it.now().map(figure::applyAsDouble).orElse(Double.NaN))
                .description(description + SHARED);
    }

    private void desk(
            String name, String description, Stage stage, ToDoubleFunction<Desk> figure, MeterRegistry registry) {
        gauge(
                        name,
                        description,
                        figures -> figure.applyAsDouble(figures.stages().getOrDefault(stage, Desk.EMPTY)))
                .tag("stage", CaseMetrics.label(stage))
                .register(registry);
    }
}
