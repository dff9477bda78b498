package org.certrenewal.process;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.ClockLedgers;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.law.ClockEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Computes ledger, due dates and timers of every open case anew after rules or holidays have changed.
 *
 * <p>A few cases at a time are computed in a short transaction that holds only their rows, so that nobody has to wait;
 * where somebody changed a case at the same time, they go first, and each of these cases is tried again by itself. What
 * is right already isn't touched, and the case's version stays, so that a form that is open remains good. A run that
 * was broken off begins anew with the next start, because its edition isn't noted as done.
 */
@Component
public class Recalculation {

    private static final Logger log = LoggerFactory.getLogger(Recalculation.class);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);
    private static final int PAGE = 200;
    private static final int TOGETHER = 20;
    private static final int ATTEMPTS = 4;
    private static final int LONGEST_TEXT = 500;

    private final CaseFiles cases;
    private final ClockLedgers ledgers;
    private final LegalDates dates;
    private final CaseTimers timers;
    private final OneGo go;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final int threads;
    private final AtomicBoolean running = new AtomicBoolean();

    Recalculation(
            CaseFiles cases,
            ClockLedgers ledgers,
            LegalDates dates,
            CaseTimers timers,
            OneGo go,
            ApplicationEventPublisher events,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${renewal.recalculation.threads:2}") int threads) {
        this.cases = cases;
        this.ledgers = ledgers;
        this.dates = dates;
        this.timers = timers;
        this.go = go;
        this.events = events;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.threads = threads;
    }

    /**
     * Tells how a run went, or goes.
     *
     * @param fingerprint edition of the law by which was computed
     * @param reason what gave cause
     * @param finishedAt empty while it runs, or when it was broken off
     * @param seen how many open cases there were
     * @param changed how many of them had to be changed
     * @param failed how many couldn't be computed
     */
    public record Run(
            String fingerprint,
            String reason,
            OffsetDateTime startedAt,
            Optional<OffsetDateTime> finishedAt,
            int seen,
            int changed,
            int failed) {

        /** Tells whether every open case is computed by this edition. */
        public boolean isComplete() {
            return finishedAt.isPresent() && failed == 0;
        }
    }

    /** Returns the last run. */
    public Optional<Run> last() {
        return jdbc.sql("""
                        select fingerprint, reason, started_at, finished_at, cases_seen, cases_changed, cases_failed
                          from law_edition where id = 1
                        """)
                .query((row, index) -> new Run(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class),
                        Optional.ofNullable(row.getObject(4, OffsetDateTime.class)),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7)))
                .optional();
    }

    /** Tells whether the open cases are still to be computed by an edition. */
    public boolean isDue(String fingerprint) {
        return last().filter(run -> run.isComplete() && run.fingerprint().equals(fingerprint))
                .isEmpty();
    }

    /**
     * Computes every open case anew. Of two runs on the same machine the second does nothing.
     *
     * @param fingerprint the edition that is in force now
     * @param reason what gave cause; stands in the history of each case that changes
     */
    public void run(String fingerprint, String reason) {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        long begin = System.nanoTime();
        Counts counts = new Counts();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            note(fingerprint, reason, counts, false);
            for (List<String> page = cases.openAfter("", PAGE); !page.isEmpty(); ) {
                compute(page, reason, counts, workers);
                note(fingerprint, reason, counts, false);
                page = cases.openAfter(page.get(page.size() - 1), PAGE);
            }
            note(fingerprint, reason, counts, true);
            log.info(
                    "{}: {} of {} open cases changed in {} ms, {} failed",
                    reason,
                    counts.changed,
                    counts.seen,
                    (System.nanoTime() - begin) / 1_000_000,
                    counts.failed);
        } finally {
            workers.shutdown();
            running.set(false);
        }
    }

    private static final class Counts {
        private final AtomicInteger seen = new AtomicInteger();
        private final AtomicInteger changed = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
    }

    private void compute(List<String> page, String reason, Counts counts, ExecutorService workers) {
        List<Future<?>> parts = new ArrayList<>();
        int size = (page.size() + threads - 1) / threads;
        for (int from = 0; from < page.size(); from += size) {
            List<String> part = page.subList(from, Math.min(from + size, page.size()));
            parts.add(workers.submit(() -> computePart(part, reason, counts)));
        }
        for (Future<?> part : parts) {
            try {
                part.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the computation was broken off", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("the computation was broken off", e.getCause());
            }
        }
    }

    private void computePart(List<String> numbers, String reason, Counts counts) {
        for (int from = 0; from < numbers.size(); from += TOGETHER) {
            List<String> some = numbers.subList(from, Math.min(from + TOGETHER, numbers.size()));
            try {
                counts.changed.addAndGet(computeTogether(some, reason));
            } catch (RuntimeException faster) {
                some.forEach(number -> computeAlone(number, reason, counts));
            }
            counts.seen.addAndGet(some.size());
        }
    }

    /** Tries again with what is there then, when somebody else or a timer was faster. */
    private void computeAlone(String number, String reason, Counts counts) {
        for (int attempt = 1; ; attempt++) {
            try {
                counts.changed.addAndGet(computeTogether(List.of(number), reason));
                return;
            } catch (RuntimeException faster) {
                if (attempt == ATTEMPTS) {
                    counts.failed.incrementAndGet();
                    log.error("case {} can't be computed anew", number, faster);
                    return;
                }
            }
        }
    }

    private int computeTogether(List<String> numbers, String reason) {
        return Optional.ofNullable(transaction.execute(status -> go.get(() -> computeNow(numbers, reason))))
                .orElse(0);
    }

    private int computeNow(List<String> numbers, String reason) {
        List<CaseFile> files = cases.lock(numbers).stream()
                .filter(file -> file.closedAt().isEmpty())
                .toList();
        Map<String, List<ClockEntry>> before = ledgers.ofAll(numbers);
        CaseTimers.Waiting waiting =
                timers.waitingIn(files.stream().map(CaseFile::instanceId).toList());
        Map<String, List<ClockEntry>> changed = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (CaseFile file : files) {
            List<ClockEntry> old = before.getOrDefault(file.number(), List.of());
            List<ClockEntry> now = dates.ledger(file);
            boolean moved = timers.move(file, waiting);
            if (!old.equals(now)) {
                changed.put(file.number(), now);
            }
            if (moved || !old.equals(now)) {
                texts.put(file.number(), text(reason, old, now));
            }
        }
        ledgers.replaceAll(changed);
        cases.record(texts, CaseEvent.SYSTEM, "recalculated");
        files.forEach(file -> tell(file, before.getOrDefault(file.number(), List.of()), changed.get(file.number())));
        return texts.size();
    }

    /** Tells applicant and office where the day that they wait for has moved. */
    private void tell(CaseFile file, List<ClockEntry> before, List<ClockEntry> after) {
        if (after == null) {
            return;
        }
        ClockEntry now = running(file, after).orElse(null);
        ClockEntry old = running(file, before).orElse(null);
        if (now == null
                || old == null
                || now.due().isEmpty()
                || old.due().isEmpty()
                || now.due().equals(old.due())) {
            return;
        }
        events.publishEvent(
                new DayMoved(file, now.kind(), old.due().get(), now.due().get(), now.provisional()));
    }

    /** Returns the line of what a case waits for now. */
    private static Optional<ClockEntry> running(CaseFile file, List<ClockEntry> ledger) {
        List<ClockEntry.Kind> kinds = switch (file.status()) {
            case SUBMITTED -> List.of(ClockEntry.Kind.ACCEPTANCE);
            case CORRECTING -> List.of(ClockEntry.Kind.CORRECTION);
            case ACCEPTED -> List.of(ClockEntry.Kind.DECISION, ClockEntry.Kind.EXTENSION);
            case APPROVED, ISSUED ->
                file.received().delivered().isPresent() ? List.of() : List.of(ClockEntry.Kind.DELIVERY);
            default -> List.of();
        };
        return ledger.stream().filter(entry -> kinds.contains(entry.kind())).reduce((earlier, later) -> later);
    }

    private static String text(String reason, List<ClockEntry> before, List<ClockEntry> after) {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            ClockEntry old = before.get(i);
            ClockEntry now = after.get(i);
            if (!old.due().equals(now.due())) {
                changes.add(now.kind().label() + "由" + day(old.due()) + "改为" + day(now.due()));
            } else if (old.provisional() && !now.provisional()) {
                changes.add(now.kind().label() + day(now.due()) + "不再是暂定");
            }
        }
        String what = changes.isEmpty() ? "提醒时间或依据已更新，期限不变" : String.join("；", changes);
        return cut(reason + "，期限重新计算：" + what);
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(DAY::format).orElse("暂停计算");
    }

    private void note(String fingerprint, String reason, Counts counts, boolean finished) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        int there = jdbc.sql("""
                        update law_edition
                           set fingerprint = :fingerprint, reason = :reason, cases_seen = :seen, cases_changed = :changed,
                               cases_failed = :failed, finished_at = :finished,
                               started_at = case when :begins then :now else started_at end
                         where id = 1
                        """)
                .param("fingerprint", fingerprint)
                .param("reason", cut(reason))
                .param("seen", counts.seen.get())
                .param("changed", counts.changed.get())
                .param("failed", counts.failed.get())
                .param("finished", finished ? now : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("begins", counts.seen.get() == 0 && !finished)
                .param("now", now)
                .update();
        if (there == 0) {
            jdbc.sql("""
                            insert into law_edition (id, fingerprint, reason, started_at, cases_seen, cases_changed, cases_failed)
                            values (1, :fingerprint, :reason, :now, 0, 0, 0)
                            """)
                    .param("fingerprint", fingerprint)
                    .param("reason", cut(reason))
                    .param("now", now)
                    .update();
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
