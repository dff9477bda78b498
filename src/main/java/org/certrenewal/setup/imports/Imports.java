package org.certrenewal.setup.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.PeriodicWork;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.FileRefused;
import org.certrenewal.registry.imports.ImportDesk;
import org.certrenewal.registry.imports.ImportMapping;
import org.certrenewal.registry.imports.ImportRefused;
import org.certrenewal.registry.imports.ImportRun;
import org.certrenewal.registry.imports.ImportRun.Source;
import org.certrenewal.registry.imports.ImportRun.State;
import org.certrenewal.setup.imports.ImportParts.Name;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Is the way in for the register of an authority, for the administrators' page and for the command. By the page two
 * administrators bring a register in: one sends it and has it tried, another has read the report and confirms. Whoever
 * runs the command rules the server anyway.
 */
@Service
public class Imports implements ImportDesk {

    /** By whom the command acts. */
    static final String SERVER = "server";

    /** How long a file may be that the page sends, in pieces of a megabyte. */
    public static final int MOST_PIECES = 512;

    private static final int MOST_LISTED = 400_000;

    private final ImportTools tools;
    private final ImportWork work;
    private final ApplicationEventPublisher events;

    Imports(ImportTools tools, ImportWork work, ApplicationEventPublisher events) {
        this.tools = tools;
        this.work = work;
        this.events = events;
    }

    @Override
    public List<ImportRun> newest(int most) {
        return tools.runs().newest(most);
    }

    @Override
    public Optional<ImportRun> find(String id) {
        return tools.runs().find(id);
    }

    @Override
    public List<Fault> faults(String id, int most) {
        return tools.runs().faults(id, most);
    }

    @Override
    public Map<Fault.Kind, Integer> tally(String id) {
        return tools.runs().tally(id);
    }

    @Override
    public int entries(String id) {
        return tools.entries().count(id);
    }

    @Override
    public byte[] report(String id) {
        return ImportReport.csv(faults(id, MOST_LISTED), tally(id));
    }

    @Override
    @Transactional
    public String begin(String mapping, String by) {
        ImportMapping.read(mapping);
        String id = tools.runs().begin(Source.PAGE, State.RECEIVING, mapping.strip(), by);
        tools.tell(id, "import-begun");
        return id;
    }

    @Override
    @Transactional
    public void receive(String id, boolean photos, int seq, byte[] piece, String by) {
        ImportRun run = tools.runs()
                .find(id)
                .filter(it -> it.state() == State.RECEIVING && it.startedBy().equals(by))
                .orElseThrow(() -> new ImportRefused("这一批次已经不能再上传文件"));
        if (seq < 0 || seq >= MOST_PIECES || piece.length == 0 || piece.length > ImportParts.PIECE) {
            throw new ImportRefused("文件过大，请分成几个文件，或者在服务器上用命令导入");
        }
        tools.parts().put(run.id(), photos ? Name.PHOTOS : Name.REGISTER, seq, piece);
    }

    @Override
    @Transactional
    public void check(String id, String by) {
        if (!tools.parts().has(id, Name.REGISTER)
                || !tools.parts().isWhole(id, Name.REGISTER)
                || !tools.parts().isWhole(id, Name.PHOTOS)) {
            throw new ImportRefused("文件没有完整上传，请重新上传");
        }
        if (tools.runs().find(id).filter(it -> it.startedBy().equals(by)).isEmpty()
                || !tools.runs().move(id, State.RECEIVING, State.CHECKING)) {
            throw new ImportRefused("这一批次已经开始试导");
        }
        wanted();
    }

    private void wanted() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                events.publishEvent(PeriodicWork.Wanted.now(ImportWork.NAME));
            }
        });
    }

    @Override
    @Transactional
    public void confirm(String id, String by) {
        ImportRun run = tools.runs().find(id).orElseThrow(() -> new ImportRefused("没有这一批次"));
        if (run.startedBy().equals(by)) {
            throw new ImportRefused("须由另一位系统管理员确认");
        }
        if (!tools.runs().move(id, State.CHECKED, State.RUNNING)) {
            throw new ImportRefused("这一批次目前" + run.state().label() + "，不能确认");
        }
        tools.runs().startOver(id);
        tools.runs().confirmed(id, by);
        tools.tell(id, "import-confirmed");
        wanted();
    }

    @Override
    @Transactional
    public void discard(String id, String by) {
        ImportRun run = tools.runs().find(id).orElseThrow(() -> new ImportRefused("没有这一批次"));
        if (!run.state().isBeforeConfirmation() || !tools.runs().move(id, run.state(), State.DISCARDED)) {
            throw new ImportRefused("这一批次目前" + run.state().label() + "，不能放弃");
        }
        tools.runs().ended(id, by);
        tools.parts().drop(id);
        tools.audit().append(AuditTrail.ADMINISTRATION, by, "import-discarded", id, null);
    }

    @Override
    @Transactional
    public void takeBack(String id, String by) {
        ImportRun run = tools.runs().find(id).orElseThrow(() -> new ImportRefused("没有这一批次"));
        if (!tools.runs().move(id, State.DONE, State.TAKING_BACK)) {
            throw new ImportRefused("这一批次目前" + run.state().label() + "，不能收回");
        }
        tools.runs().hindered(id, null);
        tools.audit().append(AuditTrail.ADMINISTRATION, by, "import-take-back-asked", id, null);
        wanted();
    }

    /** Takes an import back at once; for the command. */
    ImportRun takeBackNow(String id) {
        tools.transaction().executeWithoutResult(status -> takeBack(id, SERVER));
        work.takeBack(id);
        return tools.runs().find(id).orElseThrow();
    }

    /**
     * Tries a file on this machine, or brings it in; what was begun with it and cut off goes on where it stopped. For
     * the command.
     *
     * @param photos a folder or a ZIP
     * @param apply whether it is brought in after it was tried
     */
    ImportRun file(Path register, String mapping, Optional<Path> photos, boolean apply) throws IOException {
        ImportMapping.read(mapping);
        RegisterFile file = RegisterFile.at(register);
        if (apply) {
            Optional<ImportRun> cut = tools.runs().unfinished(RegisterFormat.digest(file), mapping.strip());
            if (cut.isPresent()) {
                return run(cut.get().id(), file, photos);
            }
        }
        String id = tools.transaction().execute(status -> {
            String fresh = tools.runs().begin(Source.COMMAND, State.CHECKING, mapping.strip(), SERVER);
            tools.tell(fresh, "import-begun");
            return fresh;
        });
        run(id, file, photos);
        if (apply && tools.runs().move(id, State.CHECKED, State.RUNNING)) {
            tools.transaction().executeWithoutResult(status -> {
                tools.runs().startOver(id);
                tools.runs().confirmed(id, SERVER);
                tools.tell(id, "import-confirmed");
            });
            run(id, file, photos);
        }
        return tools.runs().find(id).orElseThrow();
    }

    private ImportRun run(String id, RegisterFile file, Optional<Path> photos) throws IOException {
        ImportRun run = tools.runs().find(id).orElseThrow();
        try {
            Optional<PhotoFiles> opened = photos.isEmpty() ? Optional.empty() : Optional.of(open(photos.get()));
            work.all(run, file, opened);
        } catch (FileRefused refused) {
            new ImportRefusal(tools, run).because(refused.fault());
        }
        return tools.runs().find(id).orElseThrow();
    }

    private static PhotoFiles open(Path photos) throws IOException, FileRefused {
        return Files.isDirectory(photos) ? PhotoFiles.in(photos) : PhotoFiles.of(RegisterFile.at(photos));
    }

    /** Returns the text of a mapping's file. */
    static String mapping(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
