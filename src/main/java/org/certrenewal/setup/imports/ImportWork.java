package org.certrenewal.setup.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.certrenewal.PeriodicWork;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.FileRefused;
import org.certrenewal.registry.imports.ImportRefused;
import org.certrenewal.registry.imports.ImportRun;
import org.certrenewal.registry.imports.ImportRun.State;
import org.certrenewal.setup.imports.ImportParts.Name;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Works on what the page has begun, a while at a time. Each import is one node's; if that node falls silent, another
 * goes on with the next portion.
 */
@Component
public class ImportWork {

    /** By which the periodic work is called. */
    public static final String NAME = "import";

    private static final Logger log = LoggerFactory.getLogger(ImportWork.class);
    private static final Duration WHILE = Duration.ofSeconds(20);
    private static final int DAYS_TO_CONFIRM = 7;

    private final ImportTools tools;
    private final ApplicationEventPublisher events;
    private final String node = UUID.randomUUID().toString();
    private String at = "";
    private BooleanSupplier steps;
    private Optional<ImportJob> job = Optional.empty();

    ImportWork(ImportTools tools, ApplicationEventPublisher events) {
        this.tools = tools;
        this.events = events;
    }

    /** Works for a while, and asks for more time if there is more to do. */
    public synchronized void turn() {
        dropWhatNobodyConfirmed();
        Optional<ImportRun> next = tools.runs().atWork().stream()
                .filter(run -> tools.runs().take(run.id(), node))
                .findFirst();
        if (next.isEmpty()) {
            let();
            return;
        }
        ImportRun run = next.get();
        long end = System.nanoTime() + WHILE.toNanos();
        try {
            begin(run);
            boolean more = true;
            while (more && System.nanoTime() < end) {
                more = steps.getAsBoolean();
            }
            if (!more) {
                let();
            }
        } catch (ImportRuns.NotMine another) {
            let();
        } catch (RuntimeException failed) {
            let();
            log.warn(
                    "the import {} couldn't go on and is tried again: {}",
                    run.id(),
                    failed.getClass().getName());
            throw failed;
        }
        events.publishEvent(PeriodicWork.Wanted.now(NAME));
    }

    /** Does one import to its end, at once; for the command. */
    synchronized void all(ImportRun run, RegisterFile file, Optional<PhotoFiles> photos) {
        if (!tools.runs().take(run.id(), node)) {
            throw new ImportRefused("这一批次正由另一个进程处理，请稍后再试");
        }
        try (ImportJob only = new ImportJob(tools, run, node, file, photos)) {
            while (only.step()) {
                // Each step is a transaction of its own.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes one back to its end, at once; for the command. */
    synchronized void takeBack(String id) {
        ImportRun run = tools.runs().find(id).orElseThrow();
        if (run.state() != State.TAKING_BACK) {
            // The periodic work was quicker.
            return;
        }
        if (!tools.runs().take(run.id(), node)) {
            throw new ImportRefused("这一批次正由另一个进程处理，请稍后再试");
        }
        TakingBack back = new TakingBack(tools, run, node);
        while (back.step()) {
            // Each step is a transaction of its own.
        }
    }

    private void begin(ImportRun run) {
        String stage = run.id() + run.state();
        if (at.equals(stage)) {
            return;
        }
        let();
        if (run.state() == State.TAKING_BACK) {
            steps = new TakingBack(tools, run, node)::step;
        } else {
            Optional<PhotoFiles> photos = Optional.empty();
            try {
                if (tools.parts().has(run.id(), Name.PHOTOS)) {
                    RegisterFile sent = tools.parts().file(run.id(), Name.PHOTOS);
                    if (run.photosDigest().isEmpty()) {
                        tools.runs().photosDigest(run.id(), RegisterFormat.digest(sent));
                    }
                    photos = Optional.of(PhotoFiles.of(sent));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (FileRefused refused) {
                Fault fault = refused.fault();
                steps = () -> new ImportRefusal(tools, run).because(fault);
                at = stage;
                return;
            }
            ImportJob fresh = new ImportJob(tools, run, node, tools.parts().file(run.id(), Name.REGISTER), photos);
            job = Optional.of(fresh);
            steps = fresh::step;
        }
        at = stage;
    }

    private void let() {
        at = "";
        steps = null;
        job.ifPresent(it -> {
            try {
                it.close();
            } catch (IOException e) {
                log.debug("a file of an import couldn't be closed");
            }
        });
        job = Optional.empty();
    }

    private void dropWhatNobodyConfirmed() {
        Instant before = tools.clock().instant().minus(DAYS_TO_CONFIRM, ChronoUnit.DAYS);
        for (String id : tools.runs().leftLying(before)) {
            tools.transaction().executeWithoutResult(status -> {
                tools.parts().drop(id);
                for (State from : new State[] {State.RECEIVING, State.CHECKED}) {
                    if (tools.runs().move(id, from, State.DISCARDED)) {
                        tools.tell(id, "import-discarded");
                    }
                }
            });
        }
    }
}
