package org.certrenewal.process.tasks;

import java.time.Clock;
import java.time.LocalDate;
import java.util.function.Function;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.process.CaseTimers;
import org.certrenewal.process.OneGo;
import org.certrenewal.process.tasks.OpenTasks.OpenTask;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Saves what was entered so far; the days until a draft is closed count from there. */
@Component
public class Drafts {

    private final OpenTasks open;
    private final CaseFiles cases;
    private final CaseTimers timers;
    private final AuditTrail audit;
    private final OneGo go;
    private final Clock clock;

    Drafts(OpenTasks open, CaseFiles cases, CaseTimers timers, AuditTrail audit, OneGo go, Clock clock) {
        this.open = open;
        this.cases = cases;
        this.timers = timers;
        this.audit = audit;
        this.go = go;
        this.clock = clock;
    }

    /**
     * Holds what is to be saved.
     *
     * @param version the case's version that it is based on
     * @param entered the section
     */
    public record Draft(int version, Object entered) {}

    /**
     * Saves a draft.
     *
     * @param draft says what to save, once the task is found and it is known what its section holds
     * @return the case's new version
     */
    @Transactional
    public int save(String taskId, String user, Function<OpenTask, Draft> draft) {
        return go.get(() -> {
            OpenTask task = open.open(taskId, user);
            Draft given = draft.apply(task);
            OpenTasks.mustBeMine(task);
            CaseFile changed = begin(task.file(), given.version(), true);
            keep(changed, task.form(), user, given.entered());
            return changed.version();
        });
    }

    /**
     * Begins a change of a case.
     *
     * @param saves whether something is saved with it
     * @return the case as it is then
     */
    CaseFile begin(CaseFile file, int version, boolean saves) {
        boolean moves = isFirstSave(file, saves);
        CaseFile changed = moves ? cases.changeAndSave(file, version) : cases.change(file, version);
        if (moves) {
            timers.move(changed);
        }
        return changed;
    }

    /**
     * Begins a change of a case that is held; whatever befalls it counts the change.
     *
     * @param version the version that the change is based on
     * @param saves whether something is saved with it
     * @return the case as it is then
     */
    CaseFile beginHeld(CaseFile file, int version, boolean saves) {
        file.mustBeOf(version);
        return isFirstSave(file, saves) ? begin(file, version, saves) : file;
    }

    private boolean isFirstSave(CaseFile file, boolean saves) {
        return saves && file.status() == CaseStatus.DRAFT && file.savedOn().isBefore(LocalDate.now(clock));
    }

    /** Keeps what was entered, and says so in the audit trail; what is completed is recorded as that. */
    void keep(CaseFile file, TaskForm<?> form, String user, Object entered) {
        save(file.number(), form.section(), entered);
        audit.append(file.number(), user, "saved", form.element(), cases.write(entered));
    }

    private <S> void save(String number, Section<S> section, Object entered) {
        cases.save(number, section, section.type().cast(entered), false);
    }
}
