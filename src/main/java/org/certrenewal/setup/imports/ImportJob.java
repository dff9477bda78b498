package org.certrenewal.setup.imports;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.casefile.CasesOfCertificates;
import org.certrenewal.documents.PhotoIntake;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Photo;
import org.certrenewal.registry.imports.Comparison;
import org.certrenewal.registry.imports.Entry;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.FileRefused;
import org.certrenewal.registry.imports.Header;
import org.certrenewal.registry.imports.ImportColumn;
import org.certrenewal.registry.imports.ImportMapping;
import org.certrenewal.registry.imports.ImportRefused;
import org.certrenewal.registry.imports.ImportRun;
import org.certrenewal.registry.imports.ImportRun.State;
import org.certrenewal.registry.imports.Line;
import org.certrenewal.registry.imports.LineReader;
import org.certrenewal.registry.imports.Survey;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Does one import, step by step: reads the file through, then takes a portion of lines at a time. To try is the same as
 * to do, but that nothing is written but what was found. A portion and the note of how far it came are one transaction,
 * so that after a kill the next portion follows the last one that counts.
 */
final class ImportJob implements Closeable {

    /** How many lines go into one transaction. */
    static final int PORTION = 500;

    private static final int SURVEYED = 20_000;
    private static final int TRIES = 3;

    private final ImportTools tools;
    private final ImportRun run;
    private final String node;
    private final RegisterFile file;
    private final Optional<PhotoFiles> photos;
    private final LineReader reader;
    private final Comparison comparison;
    private final Survey survey = new Survey();
    private RegisterFormat format;
    private RegisterRows rows;
    private Header header;
    private FaultBook book;
    private Phase phase = Phase.OPEN;

    private enum Phase {
        OPEN,
        SURVEY,
        WORK,
        END
    }

    ImportJob(ImportTools tools, ImportRun run, String node, RegisterFile file, Optional<PhotoFiles> photos) {
        this.tools = tools;
        this.run = run;
        this.node = node;
        this.file = file;
        this.photos = photos;
        this.reader = new LineReader(
                ImportMapping.read(run.mapping()), tools.trades(), tools.places(), tools.offices(), tools.today());
        this.comparison = new Comparison(tools.today());
    }

    private boolean tries() {
        return run.state() == State.CHECKING;
    }

    /**
     * Takes a step.
     *
     * @return false if it was the last
     */
    boolean step() {
        try {
            switch (phase) {
                case OPEN -> open();
                case SURVEY -> survey();
                case WORK -> portion();
                default -> {
                    return false;
                }
            }
            return phase != Phase.END;
        } catch (FileRefused refused) {
            phase = Phase.END;
            return new ImportRefusal(tools, run).because(refused.fault());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() throws IOException, FileRefused {
        format = RegisterFormat.of(file);
        if (run.digest().filter(digest -> !digest.equals(format.digest())).isPresent()) {
            throw new ImportRefused("文件与试导时不是同一个");
        }
        tools.runs().file(run.id(), format, file.size());
        reopen();
        phase = Phase.SURVEY;
    }

    private void reopen() throws IOException, FileRefused {
        if (rows != null) {
            rows.close();
        }
        rows = RegisterRows.of(file, format);
        RegisterRows.Row heads = rows.next().orElseThrow(() -> new FileRefused(Fault.of(Fault.Kind.EMPTY_FILE, 1)));
        header = Header.read(heads.line(), heads.cells(), ImportMapping.read(run.mapping()));
    }

    private void survey() throws IOException, FileRefused {
        for (int read = 0; read < SURVEYED; read++) {
            Optional<RegisterRows.Row> row = rows.next();
            if (row.isEmpty()) {
                begin();
                return;
            }
            survey.see(reader.read(row.get().line(), header, row.get().cells()));
        }
        tools.runs().progress(run.id(), node, run.state(), ImportRuns.Counts.NONE);
    }

    private void begin() throws IOException, FileRefused {
        boolean anew = tries() || run.done() == 0;
        tools.transaction().executeWithoutResult(status -> {
            if (anew) {
                tools.runs().startOver(run.id());
            }
            tools.runs().lines(run.id(), survey.lines());
            tools.runs().progress(run.id(), node, run.state(), ImportRuns.Counts.NONE);
        });
        book = new FaultBook(tools.runs(), run.id());
        reopen();
        if (anew) {
            book.add(header.notes());
        } else {
            for (int done = 0; done < run.done(); done++) {
                rows.next();
            }
        }
        phase = Phase.WORK;
    }

    /** Holds a line with what it comes to. */
    private record Judged(Line line, Comparison.Outcome outcome, Comparison.Current here, Optional<Photo> photo) {}

    private void portion() throws FileRefused, IOException {
        List<Line> lines = new ArrayList<>(PORTION);
        for (Optional<RegisterRows.Row> row = rows.next();
                row.isPresent();
                row = lines.size() < PORTION ? rows.next() : Optional.empty()) {
            lines.add(
                    survey.judge(reader.read(row.get().line(), header, row.get().cells())));
        }
        if (lines.isEmpty()) {
            end();
            return;
        }
        for (int tried = 1; ; tried++) {
            try {
                judgeAndWrite(lines);
                return;
            } catch (DuplicateKeyException | ConcurrencyFailureException another) {
                // Somebody else, or another import, has been at one of these certificates.
                if (tried == TRIES) {
                    throw another;
                }
            }
        }
    }

    private void judgeAndWrite(List<Line> lines) throws IOException {
        List<Fault> faults = new ArrayList<>();
        lines.forEach(line -> faults.addAll(line.faults()));
        List<Judged> judged = judge(lines, faults);
        Map<String, CasesOfCertificates.Submitted> open = tools.cases()
                .submitted(judged.stream()
                        .filter(it -> it.outcome() instanceof Comparison.Change)
                        .map(it -> it.line().entry().orElseThrow().number().value())
                        .toList());
        tools.transaction().executeWithoutResult(status -> {
            ImportRuns.Counts counts = tries() ? count(lines.size(), judged, open) : write(lines.size(), judged, open);
            book.add(faults);
            book.write();
            tools.runs().progress(run.id(), node, run.state(), counts);
        });
    }

    private List<Judged> judge(List<Line> lines, List<Fault> faults) throws IOException {
        Map<CertificateNumber, Comparison.Current> there = tools.register()
                .find(lines.stream()
                        .flatMap(line -> line.entry().stream())
                        .map(Entry::number)
                        .toList());
        List<Judged> judged = new ArrayList<>(lines.size());
        for (Line line : lines) {
            if (line.entry().isPresent()) {
                Entry entry = line.entry().get();
                Comparison.Current here = there.get(entry.number());
                Comparison.Outcome outcome = comparison.of(entry, line.number(), Optional.ofNullable(here));
                if (outcome instanceof Comparison.Told told) {
                    faults.add(told.fault());
                }
                judged.add(new Judged(line, outcome, here, photo(line, entry, outcome, here, faults)));
            }
        }
        return judged;
    }

    private Optional<Photo> photo(
            Line line, Entry entry, Comparison.Outcome outcome, Comparison.Current here, List<Fault> faults)
            throws IOException {
        if (photos.isEmpty() || outcome instanceof Comparison.Told) {
            return Optional.empty();
        }
        Optional<byte[]> found = photos.get().find(entry);
        if (found.isEmpty()) {
            if (entry.photo() != null && (here == null || !here.photo())) {
                faults.add(Fault.of(Fault.Kind.PHOTO_MISSING, line.number(), ImportColumn.PHOTO));
            }
            return Optional.empty();
        }
        try {
            Photo photo = new Photo("image/jpeg", PhotoIntake.take(found.get()));
            if (here == null || !here.photo()) {
                return Optional.of(photo);
            }
            boolean same = tools.certificates()
                    .photoOf(entry.number())
                    .filter(it -> Arrays.equals(it.content(), photo.content()))
                    .isPresent();
            if (!same) {
                faults.add(Fault.of(Fault.Kind.PHOTO_KEPT, line.number(), ImportColumn.PHOTO));
            }
        } catch (PhotoIntake.Refused | IllegalArgumentException refused) {
            faults.add(Fault.of(Fault.Kind.PHOTO_REFUSED, line.number(), ImportColumn.PHOTO));
        }
        return Optional.empty();
    }

    private static boolean waits(Judged it, Comparison.Change change, Map<String, CasesOfCertificates.Submitted> open) {
        return change.doubtful()
                || open.containsKey(it.line().entry().orElseThrow().number().value());
    }

    private static int refused(int lines, List<Judged> judged) {
        return lines
                - judged.size()
                + (int) judged.stream()
                        .filter(it -> it.outcome() instanceof Comparison.Told told
                                && told.fault().stops())
                        .count();
    }

    private static ImportRuns.Counts count(
            int lines, List<Judged> judged, Map<String, CasesOfCertificates.Submitted> open) {
        int added = 0;
        int changed = 0;
        int differing = 0;
        int photos = 0;
        for (Judged it : judged) {
            added += it.outcome() instanceof Comparison.Add ? 1 : 0;
            if (it.outcome() instanceof Comparison.Change change) {
                boolean waits = waits(it, change, open);
                differing += waits ? 1 : 0;
                changed += waits ? 0 : 1;
            }
            photos += it.photo().isPresent() ? 1 : 0;
        }
        int refused = refused(lines, judged);
        return new ImportRuns.Counts(
                lines, added, changed, lines - added - changed - differing - refused, refused, differing, photos);
    }

    private ImportRuns.Counts write(int lines, List<Judged> judged, Map<String, CasesOfCertificates.Submitted> open) {
        List<Comparison.Add> added = new ArrayList<>();
        Set<CertificateNumber> photographed = new HashSet<>();
        Map<CertificateNumber, Photo> kept = new LinkedHashMap<>();
        int changed = 0;
        int differing = 0;
        for (Judged it : judged) {
            Entry entry = it.line().entry().orElseThrow();
            it.photo().ifPresent(photo -> kept.put(entry.number(), photo));
            if (it.outcome() instanceof Comparison.Add add) {
                added.add(add);
                it.photo().ifPresent(photo -> photographed.add(entry.number()));
            } else if (it.outcome() instanceof Comparison.Change change) {
                Optional<CasesOfCertificates.Submitted> submitted =
                        Optional.ofNullable(open.get(entry.number().value()));
                if (waits(it, change, open)) {
                    differing += tools.differences().raise(run.id(), entry, it.here(), submitted) ? 1 : 0;
                    it.photo().ifPresent(photo -> tools.entries().photographed(run.id(), it.here()));
                } else {
                    if (!tools.register().change(it.here(), change)) {
                        throw new ConcurrencyFailureException("a certificate has just been changed");
                    }
                    tools.entries()
                            .changed(run.id(), it.here(), change, it.photo().isPresent());
                    changed++;
                }
            } else if (it.photo().isPresent()) {
                tools.entries().photographed(run.id(), it.here());
            }
        }
        tools.register().add(added);
        tools.entries().added(run.id(), added, photographed);
        kept.forEach(tools.certificates()::keepPhoto);
        int refused = refused(lines, judged);
        return new ImportRuns.Counts(
                lines,
                added.size(),
                changed,
                lines - added.size() - changed - differing - refused,
                refused,
                differing,
                kept.size());
    }

    private void end() {
        int unused = tries() ? photos.map(PhotoFiles::unused).orElse(0) : 0;
        tools.transaction().executeWithoutResult(status -> {
            if (unused > 0) {
                book.add(List.of(new Fault(Fault.Kind.PHOTO_UNUSED, 0, Optional.empty(), unused)));
            }
            book.write();
            tools.runs().progress(run.id(), node, run.state(), ImportRuns.Counts.NONE);
            if (tries()) {
                tools.runs().checked(run.id());
                tools.runs().move(run.id(), State.CHECKING, State.CHECKED);
            } else {
                tools.runs().ended(run.id(), run.confirmedBy().orElse(run.startedBy()));
                tools.runs().move(run.id(), State.RUNNING, State.DONE);
                tools.parts().drop(run.id());
            }
            tools.tell(run.id(), tries() ? "import-checked" : "import-done");
        });
        phase = Phase.END;
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
        if (photos.isPresent()) {
            photos.get().close();
        }
    }
}
