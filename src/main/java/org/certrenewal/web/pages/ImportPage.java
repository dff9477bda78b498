package org.certrenewal.web.pages;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.access.refusal.SameMoment;
import org.certrenewal.documents.FileName;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.ImportColumn;
import org.certrenewal.registry.imports.ImportDesk;
import org.certrenewal.registry.imports.ImportMapping;
import org.certrenewal.registry.imports.ImportRefused;
import org.certrenewal.registry.imports.ImportRun;
import org.certrenewal.registry.imports.ImportRun.State;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 登记数据导入, for administrators: sends a register, shows what is wrong with it, brings it in, takes it back. */
@Controller
class ImportPage {

    private static final int RUNS = 30;
    private static final int FAULTS = 100;
    private static final String LIST = "redirect:/admin/import";

    private final ImportDesk imports;
    private final DateTimeFormatter time;

    ImportPage(ImportDesk imports, Clock clock) {
        this.imports = imports;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
    }

    record RunLine(
            String id,
            String shortId,
            String source,
            String state,
            String kind,
            String at,
            String by,
            String confirmed,
            String ended,
            String digest,
            String photosDigest,
            int lines,
            int done,
            int percent,
            int added,
            int changed,
            int unchanged,
            int refused,
            int differing,
            int photos,
            int takenBack,
            int stayed,
            String hinderedBy,
            boolean atWork,
            boolean tried,
            boolean mine,
            boolean givesUp,
            boolean takesBack) {}

    record FaultLine(String line, String column, String severity, String what, String remedy, String other) {}

    record TallyLine(String severity, String what, String remedy, int count) {}

    record Begun(String id) {}

    record Checking(String href) {}

    @GetMapping("/admin/import")
    String list(Authentication login, Model model) {
        model.addAttribute(
                "runs",
                imports.newest(RUNS).stream().map(run -> line(run, login)).toList());
        return "import";
    }

    @GetMapping("/admin/import/{id}")
    String show(@PathVariable String id, Authentication login, Model model) {
        ImportRun run = found(id);
        model.addAttribute("run", line(run, login));
        model.addAttribute(
                "faults",
                imports.faults(id, FAULTS).stream().map(ImportPage::line).toList());
        Map<Fault.Kind, Integer> tally = imports.tally(id);
        model.addAttribute(
                "tally",
                tally.entrySet().stream()
                        .map(it -> new TallyLine(
                                it.getKey().severity().label(),
                                it.getKey().what(),
                                it.getKey().remedy(),
                                it.getValue()))
                        .toList());
        return "import-run";
    }

    @GetMapping("/admin/import/{id}/report.csv")
    ResponseEntity<byte[]> report(@PathVariable String id) {
        found(id);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        FileName.of("导入报告-" + id, "import-" + id, ".csv").attachment())
                .body(imports.report(id));
    }

    @PostMapping("/admin/import/uploads")
    ResponseEntity<Object> begin(@RequestBody(required = false) String mapping, Authentication login) {
        return answered(() -> new Begun(imports.begin(mapping == null ? "" : mapping, login.getName())));
    }

    @PutMapping(path = "/admin/import/uploads/{id}/{file}/{seq}", consumes = MediaType.ALL_VALUE)
    ResponseEntity<Object> receive(
            @PathVariable String id,
            @PathVariable String file,
            @PathVariable int seq,
            @RequestBody(required = false) byte[] piece,
            Authentication login) {
        return answered(() -> {
            if (!file.equals("register") && !file.equals("photos")) {
                throw new ImportRefused("没有这种文件");
            }
            imports.receive(id, file.equals("photos"), seq, piece == null ? new byte[0] : piece, login.getName());
            return new Begun(id);
        });
    }

    @PostMapping("/admin/import/uploads/{id}/check")
    ResponseEntity<Object> check(@PathVariable String id, Authentication login) {
        return answered(() -> {
            imports.check(id, login.getName());
            return new Checking("/admin/import/" + id);
        });
    }

    private interface Answer {
        Object give();
    }

    private static ResponseEntity<Object> answered(Answer answer) {
        try {
            return ResponseEntity.ok(answer.give());
        } catch (ImportRefused | ImportMapping.Refused refused) {
            ProblemDetail problem =
                    ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, refused.getMessage());
            return ResponseEntity.unprocessableEntity()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
    }

    @PostMapping("/admin/import/{id}/confirmation")
    String confirm(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(id, flash, "已确认，开始导入", () -> imports.confirm(id, login.getName()));
    }

    @PostMapping("/admin/import/{id}/discarding")
    String discard(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(id, flash, "已放弃，上传的文件已经删除", () -> imports.discard(id, login.getName()));
    }

    @PostMapping("/admin/import/{id}/return")
    String takeBack(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(id, flash, "开始收回", () -> imports.takeBack(id, login.getName()));
    }

    private static String answered(String id, RedirectAttributes flash, String message, Runnable work) {
        try {
            SameMoment.again(work);
            flash.addFlashAttribute("message", message);
        } catch (ImportRefused refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
            return LIST;
        }
        flash.addAttribute("id", id);
        return LIST + "/{id}";
    }

    private ImportRun found(String id) {
        return imports.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private RunLine line(ImportRun run, Authentication login) {
        boolean back = run.state() == State.TAKEN_BACK || run.state() == State.TAKING_BACK;
        return new RunLine(
                run.id(),
                run.id().substring(0, 8),
                run.source() == ImportRun.Source.PAGE ? "网页" : "命令",
                run.state().label(),
                kind(run.state()),
                time.format(run.startedAt()),
                run.startedBy(),
                run.confirmedBy().map(by -> by + "　" + time(run.confirmedAt())).orElse(""),
                time(run.endedAt()),
                run.digest().orElse(""),
                run.photosDigest().orElse(""),
                run.lines(),
                run.done(),
                run.percent(),
                run.added(),
                run.changed(),
                run.unchanged(),
                run.refused(),
                run.differing(),
                run.photos(),
                run.takenBack(),
                back ? imports.entries(run.id()) : 0,
                run.hinderedBy(),
                run.state().isAtWork(),
                run.state() == State.CHECKED,
                run.startedBy().equals(login.getName()),
                run.state().isBeforeConfirmation(),
                run.state() == State.DONE);
    }

    private String time(Optional<Instant> at) {
        return at.map(time::format).orElse("");
    }

    private static String kind(State state) {
        return switch (state) {
            case DONE -> "valid";
            case REFUSED -> "invalid";
            default -> "";
        };
    }

    private static FaultLine line(Fault fault) {
        return new FaultLine(
                fault.line() == 0 ? "—" : String.valueOf(fault.line()),
                fault.column().map(ImportColumn::label).orElse("—"),
                fault.kind().severity().label(),
                fault.kind().what(),
                fault.kind().remedy(),
                fault.other() == 0 ? "—" : String.valueOf(fault.other()));
    }
}
