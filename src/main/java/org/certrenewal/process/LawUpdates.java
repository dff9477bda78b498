package org.certrenewal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.certrenewal.PeriodicWork;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.adapters.LawFiles;
import org.certrenewal.seeds.SeedException;
import org.certrenewal.seeds.SeedFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reads rules and holidays anew while the program runs: when a file of the operator's folder changes, or an
 * administrator asks for it. A wrong file is refused with file, line and cause, and the last good edition stays in
 * force. After a new edition the open cases are computed anew in the background.
 */
@Component
public class LawUpdates {

    /** Names who asks when a file has changed. */
    public static final String WATCHER = "system";

    /** By which the schedule calls the computing of open cases. */
    public static final String RECALCULATION = "recalculation";

    private static final Logger log = LoggerFactory.getLogger(LawUpdates.class);
    private static final List<String> FOLDERS = List.of("rules", "holidays");

    private final LawBook law;
    private final SeedFolder seeds;
    private final Recalculation recalculation;
    private final Clock clock;
    private final Optional<Path> folder;
    private final Duration delay;
    private final ApplicationEventPublisher events;
    private volatile Optional<Result> last = Optional.empty();
    /** Why the open cases are to be computed anew; stays until that went well. */
    private final AtomicReference<String> due = new AtomicReference<>();

    private String state;

    public LawUpdates(
            LawBook law,
            SeedFolder seeds,
            Recalculation recalculation,
            Clock clock,
            @Value("${renewal.seeds:}") String folder,
            ApplicationEventPublisher events,
            @Value("${renewal.law.delay:PT2S}") Duration delay) {
        this.law = law;
        this.seeds = seeds;
        this.recalculation = recalculation;
        this.clock = clock;
        this.folder = folder.isBlank() ? Optional.empty() : Optional.of(Path.of(folder));
        this.events = events;
        this.delay = delay;
        this.state = state();
    }

    /** Names how a reading ended. */
    public enum Outcome {
        CHANGED("已换用新的规则和放假安排"),
        UNCHANGED("文件与现行规则一致，没有变化"),
        REFUSED("文件有误，继续使用原有规则");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * Tells how a reading went.
     *
     * @param cause file, line and cause where it was refused, otherwise empty
     */
    public record Result(Instant at, String actor, Outcome outcome, String cause) {}

    /** Returns how the last reading since the start went. */
    public Optional<Result> last() {
        return last;
    }

    /** Returns the operator's folder, if there is one. */
    public Optional<Path> folder() {
        return folder;
    }

    /** Reads rules and holidays anew; what is wrong changes nothing. */
    public synchronized Result reload(String actor) {
        Result result;
        try {
            boolean changed = law.replace(LawFiles.read(seeds));
            result = new Result(clock.instant(), actor, changed ? Outcome.CHANGED : Outcome.UNCHANGED, "");
            log.info("rules and holidays were read anew for {}: {}", actor, result.outcome());
        } catch (SeedException | IllegalArgumentException wrong) {
            result = new Result(clock.instant(), actor, Outcome.REFUSED, wrong.getMessage());
            log.warn("rules and holidays can't be read anew, the last good ones stay in force: {}", wrong.getMessage());
        }
        last = Optional.of(result);
        computeOpenCases("放假安排或者规则已更新");
        return result;
    }

    /** Catches up at the start with what was changed while no program ran, or with a run that was broken off. */
    @EventListener
    public void ready(ApplicationReadyEvent event) {
        computeOpenCases("启动时核对放假安排和规则");
    }

    /** Waits a moment, so that whoever began under the old edition is through. */
    private void computeOpenCases(String reason) {
        due.set(reason);
        events.publishEvent(new PeriodicWork.Wanted(RECALCULATION, delay));
    }

    /** Computes the open cases anew if that is due; if it fails, it stays due. */
    public void computeIfDue() {
        String reason = due.get();
        if (reason == null) {
            return;
        }
        String fingerprint = LawFiles.fingerprint(law.inForce());
        if (recalculation.isDue(fingerprint)) {
            recalculation.run(fingerprint, reason);
        }
        due.compareAndSet(reason, null);
    }

    /** Reads anew if a file has changed since the last look; one that couldn't be read is looked at again. */
    public synchronized void lookAtTheFolder() {
        String now = state();
        if (!now.equals(state)) {
            reload(WATCHER);
            state = now;
        }
    }

    /** Names the files with size and time of change. */
    private String state() {
        StringBuilder text = new StringBuilder();
        for (String name : FOLDERS) {
            folder.map(it -> it.resolve(name)).filter(Files::isDirectory).ifPresent(it -> describe(it, text));
        }
        return text.toString();
    }

    private static void describe(Path directory, StringBuilder text) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                text.append(file.getFileName())
                        .append(Files.size(file))
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
        } catch (IOException unreadable) {
            text.append(unreadable);
        }
    }
}
