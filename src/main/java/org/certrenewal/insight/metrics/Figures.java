package org.certrenewal.insight.metrics;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.casefile.CaseStatus;

/**
 * Holds how things stand in the database at one moment.
 *
 * @param cases how many cases that aren't over have each status
 * @param stages the official steps with a day by law, by {@link Stage}
 * @param expiredFaceChecks codes that ran out unanswered within the last 24 hours
 * @param administrators how many people are administrators
 * @param deadWebhooks events that a receiver wasn't told, and isn't until an administrator says so
 */
public record Figures(
        Map<CaseStatus, Long> cases,
        Map<Stage, Desk> stages,
        long expiredFaceChecks,
        Outbox outbox,
        Jobs jobs,
        long administrators,
        long deadWebhooks) {

    /** Names an official step that the law gives a last day. */
    public enum Stage {
        ACCEPTANCE,
        DECISION,
        DELIVERY
    }

    /**
     * Says what lies on the desks of one step.
     *
     * @param waiting cases there
     * @param overdue those whose last day is over
     * @param nextDue the next last day that isn't over
     */
    public record Desk(long waiting, long overdue, Optional<Instant> nextDue) {

        static final Desk EMPTY = new Desk(0, 0, Optional.empty());

        Desk plus(Desk other) {
            return new Desk(
                    waiting + other.waiting, overdue + other.overdue, nextDue.isPresent() ? nextDue : other.nextDue);
        }
    }

    /**
     * Says what lies in the outbox.
     *
     * @param oldestSeconds since when the oldest message waits
     * @param mostAttempts how often the most stubborn one was tried
     * @param dead messages that were given up
     */
    public record Outbox(long pending, double oldestSeconds, long mostAttempts, long dead) {}

    /**
     * Says what the job executor has to do.
     *
     * @param waiting jobs for later
     * @param due jobs that could run now
     * @param oldestDueSeconds since when the oldest of them could
     * @param failed jobs that were given up
     * @param incidents open incidents
     */
    public record Jobs(long waiting, long due, double oldestDueSeconds, long failed, long incidents) {}
}
