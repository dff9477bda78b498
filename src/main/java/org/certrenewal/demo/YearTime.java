package org.certrenewal.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.Date;
import java.util.PriorityQueue;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.law.LawBook;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.outbox.OutboxWorker;
import org.certrenewal.process.tasks.TaskGone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets time pass: everything at its own time, people's turns and the engine's timers alike. */
final class YearTime {

    private static final Logger log = LoggerFactory.getLogger(YearTime.class);
    private static final int MINUTES = 60;

    private final Chance chance;
    private final LawBook law;
    private final ManagementService management;
    private final OutboxWorker outbox;
    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparing(Turn::order));
    private final Instant end;
    private int order;

    YearTime(Instant end, Chance chance, LawBook law, ManagementService management, OutboxWorker outbox) {
        this.end = end;
        this.chance = chance;
        this.law = law;
        this.management = management;
        this.outbox = outbox;
    }

    /** Does something at a time. */
    private record Turn(Instant at, int order, Runnable work) {}

    /** Has something done on a day, at some minute of an hour. */
    void at(LocalDate day, int hour, Runnable work) {
        Instant at = day.atTime(LocalTime.of(hour, chance.below(MINUTES), chance.below(MINUTES)))
                .atZone(CertificateRenewalApplication.ZONE)
                .toInstant();
        turns.add(new Turn(at, order++, work));
    }

    LocalDate today() {
        return LocalDate.ofInstant(ClockUtil.getCurrentTime().toInstant(), CertificateRenewalApplication.ZONE);
    }

    /** Returns the working day so many after today, the next one at least. */
    LocalDate workday(int days) {
        return law.calendar().plus(today(), Math.max(1, days)).date();
    }

    /** Lets seconds pass, more or less, in which somebody reads and writes. */
    void pass(int seconds) {
        ClockUtil.setCurrentTime(
                Date.from(ClockUtil.getCurrentTime().toInstant().plusSeconds(seconds / 2 + chance.below(seconds))));
    }

    /** Does everything that is to be done until the end, and what comes of it. */
    void live() {
        for (Turn turn = turns.poll(); turn != null && turn.at().isBefore(end); turn = turns.poll()) {
            passUntil(turn.at());
            take(turn);
            settle();
        }
        passUntil(end);
    }

    /** What the law or another's act has made impossible meanwhile isn't done, as in real life. */
    private static void take(Turn turn) {
        try {
            turn.work().run();
        } catch (SectionRefused | TaskGone refused) {
            log.debug("refused in the year of cases: {}", refused.getMessage());
        }
    }

    /** Runs timers until then, each at its own time. */
    private void passUntil(Instant time) {
        for (Job next = nextTimer(time); next != null; next = nextTimer(time)) {
            if (next.getDuedate().after(ClockUtil.getCurrentTime()) || isBeforeTheYear()) {
                ClockUtil.setCurrentTime(next.getDuedate());
            }
            management.executeJob(next.getId());
            settle();
        }
        ClockUtil.setCurrentTime(Date.from(time));
    }

    private boolean isBeforeTheYear() {
        return !ClockUtil.getCurrentTime().toInstant().isBefore(end);
    }

    private Job nextTimer(Instant until) {
        return management
                .createJobQuery()
                .processDefinitionKey(RenewalProcess.KEY)
                .timers()
                .duedateLowerThan(Date.from(until))
                .orderByJobDuedate()
                .asc()
                .orderByJobId()
                .asc()
                .listPage(0, 1)
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** Runs what is to be done at once, and hears from partners, until nothing is left. */
    void settle() {
        boolean more = true;
        while (more) {
            more = outbox.drain() > 0;
            for (Job job : management
                    .createJobQuery()
                    .processDefinitionKey(RenewalProcess.KEY)
                    .messages()
                    .withRetriesLeft()
                    .list()) {
                management.executeJob(job.getId());
                more = true;
            }
        }
    }
}
