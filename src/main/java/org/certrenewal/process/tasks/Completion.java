package org.certrenewal.process.tasks;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.casefile.TaskForms;
import org.certrenewal.process.FieldRefused;
import org.certrenewal.process.OneGo;
import org.certrenewal.process.Passing;
import org.certrenewal.process.RenewalProcess.Variables;
import org.certrenewal.process.StepBar;
import org.certrenewal.process.tasks.OpenTasks.OpenTask;
import org.certrenewal.process.tasks.OpenTasks.TaskRef;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Completes user tasks: the one place that loads the case, checks the section, saves, records, and sets what the model
 * needs. A click in a form of ours begins at {@link #complete(String, String, Function)}; that, Tasklist's own
 * completion and every other way come to {@link #complete(DelegateTask, String)}, once the guard at the end of the task
 * has asked who it is. In one click, and in its one transaction, the section is opened once at most, and sealed once.
 */
@Component
public class Completion {

    private final OpenTasks open;
    private final Drafts drafts;
    private final TaskService tasks;
    private final TaskForms forms;
    private final CaseFiles cases;
    private final CaseFindings found;
    private final StepBar steps;
    private final AuditTrail audit;
    private final BegunTasks begun;
    private final OneGo go;

    private final ThreadLocal<Clicked<?>> clicked = new ThreadLocal<>();

    Completion(
            OpenTasks open,
            Drafts drafts,
            TaskService tasks,
            TaskForms forms,
            CaseFiles cases,
            CaseFindings found,
            StepBar steps,
            AuditTrail audit,
            BegunTasks begun,
            OneGo go) {
        this.open = open;
        this.drafts = drafts;
        this.tasks = tasks;
        this.forms = forms;
        this.cases = cases;
        this.found = found;
        this.steps = steps;
        this.audit = audit;
        this.begun = begun;
        this.go = go;
    }

    /**
     * Holds what was sent with a click.
     *
     * @param version the case's version that it is based on
     * @param entered the section, or null to leave it as it is
     */
    public record Click(int version, Direction direction, Object entered) {}

    /**
     * Answers a completed task.
     *
     * @param next the same person's next task in the case
     * @param waiting the official's next task of the same kind, in another case
     * @param file the case as it is now
     * @param problems what the step after the form refused: the form comes back as {@code next}
     */
    public record Completed(Optional<TaskRef> next, Optional<Waiting> waiting, CaseFile file, List<Problem> problems) {}

    /** Names a task that waits in an office's list; whoever wants it claims it. */
    public record Waiting(String taskId, String name, String caseNumber, boolean claimed) {}

    /** Holds a section as it was entered, and what is wrong with it. */
    private record Checked<S>(CaseFile file, TaskForm<S> form, S entered, List<Problem> problems) {}

    /** Holds what a click brought, until the task that it completes has come to its end. */
    private record Clicked<S>(String taskId, Direction direction, Checked<S> checked) {}

    /** Says how a click ended: exactly one of the two is there. */
    private record Outcome(Completed completed, SectionRefused refused) {}

    /** Saves and completes a task; see {@link #complete(String, String, Function)}. */
    @Transactional(noRollbackFor = SectionRefused.class)
    public Completed complete(String taskId, String user, int version, Direction direction, Object entered) {
        return complete(taskId, user, task -> new Click(version, direction, entered));
    }

    /**
     * Saves and completes a task. What was entered is kept, also where the task can't be completed.
     *
     * @param click says what was sent, once the task is found and it is known what its section holds
     * @return where to go on
     * @throws SectionRefused with what is wrong
     */
    @Transactional(noRollbackFor = SectionRefused.class)
    public Completed complete(String taskId, String user, Function<OpenTask, Click> click) {
        Outcome outcome = go.get(() -> {
            OpenTask task = open.openToComplete(taskId, user);
            Click given;
            try {
                given = click.apply(task);
            } catch (SectionRefused unreadable) {
                return new Outcome(null, unreadable);
            }
            OpenTasks.mustBeMine(task);
            CaseFile file = drafts.beginHeld(task.file(), given.version(), given.entered() != null);
            return given.direction() == Direction.NEXT
                    ? forwards(task, file, task.form(), user, given)
                    : back(task, file, user, given);
        });
        if (outcome.refused() != null) {
            // Not before the engine is done: an exception in its go would undo what was entered.
            throw outcome.refused();
        }
        return outcome.completed();
    }

    private <S> Outcome forwards(OpenTask task, CaseFile file, TaskForm<S> form, String user, Click click) {
        S entered = click.entered() == null
                ? cases.section(file.number(), form.section()).orElse(null)
                : form.section().type().cast(click.entered());
        Checked<S> checked = check(file, form, entered);
        List<Problem> problems = checked.problems().isEmpty() ? form.foresee(file, entered) : checked.problems();
        if (!problems.isEmpty()) {
            CaseFile changed = cases.change(file, file.version());
            if (click.entered() != null) {
                drafts.keep(changed, form, user, click.entered());
            }
            return new Outcome(null, new SectionRefused(problems, changed.version()));
        }
        return finish(task, file, user, click, checked);
    }

    private Outcome back(OpenTask task, CaseFile file, String user, Click click) {
        if (click.entered() != null) {
            drafts.keep(file, task.form(), user, click.entered());
        }
        return finish(task, file, user, click, null);
    }

    private Outcome finish(OpenTask task, CaseFile file, String user, Click click, Checked<?> checked) {
        String taskId = task.task().getId();
        clicked.set(new Clicked<>(taskId, click.direction(), checked));
        Optional<TaskRef> next;
        try {
            // Whose task it is, the guard at its end asks.
            next = begun.during(
                            user,
                            () -> go.judgedHere(() -> {
                                tasks.complete(taskId);
                                return null;
                            }))
                    .begun();
        } finally {
            clicked.remove();
        }
        List<Problem> problems = next.filter(
                        ref -> ref.element().equals(task.form().element()))
                .map(ref -> found.problems(file.number(), ref.element()))
                .orElse(List.of());
        Optional<Waiting> waiting = next.isEmpty() ? waiting(task, user) : Optional.empty();
        return new Outcome(new Completed(next, waiting, counted(file), problems), null);
    }

    /** Counts a change, where nothing has befallen the case that counted one. */
    private CaseFile counted(CaseFile before) {
        CaseFile now = cases.withNumber(before.number());
        return now.version() == before.version() ? cases.change(now, now.version()) : now;
    }

    /** Own ones come first, then the one that is due first; nothing is claimed. */
    private Optional<Waiting> waiting(OpenTask done, String user) {
        if (done.file().applicant().equals(user)) {
            return Optional.empty();
        }
        String element = done.form().element();
        Task mine = first(tasks.createTaskQuery().taskDefinitionKey(element).taskAssignee(user), done);
        Task free = mine == null
                ? first(tasks.createTaskQuery().taskDefinitionKey(element).taskUnassigned(), done)
                : null;
        return Optional.ofNullable(mine == null ? free : mine)
                .map(task -> new Waiting(
                        task.getId(),
                        task.getName(),
                        cases.ofInstance(task.getProcessInstanceId()).number(),
                        mine != null));
    }

    /** In the database the task that was just done is still there. */
    private static Task first(TaskQuery query, OpenTask done) {
        return query.orderByDueDate().asc().orderByTaskCreateTime().asc().listPage(0, 2).stream()
                .filter(task -> !task.getId().equals(done.task().getId()))
                .findFirst()
                .orElse(null);
    }

    /** Takes note of a task that begins. */
    public void begin(DelegateTask task) {
        // A direction that was sent with an earlier task would send people back again. The new task has no variables.
        task.getExecution().removeVariable(Variables.DIRECTION);
        begun.begins(task);
    }

    /**
     * Completes a task for the person who may, in the engine's own command.
     *
     * @param actor user id of who completes it
     */
    public void complete(DelegateTask task, String actor) {
        Clicked<?> now = Optional.<Clicked<?>>ofNullable(clicked.get())
                .filter(it -> it.taskId().equals(task.getId()))
                .orElse(null);
        Direction direction = now == null ? directionOf(task) : now.direction();
        // Absent means next; the model asks for it by name.
        Passing.say(task.getExecution(), Variables.DIRECTION, direction.value());
        if (direction == Direction.NEXT) {
            Checked<?> checked = now != null && now.checked() != null ? now.checked() : load(task);
            close(checked, task, actor);
        } else if (!steps.hasBefore(task.getTaskDefinitionKey())) {
            throw new BadUserRequestException("这一步不能返回上一步");
        } else {
            audit.append(caseOf(task), actor, "went-back", task.getTaskDefinitionKey(), null);
        }
    }

    private static Direction directionOf(DelegateTask task) {
        try {
            return Direction.of(task.getVariable(Variables.DIRECTION));
        } catch (IllegalArgumentException e) {
            throw new BadUserRequestException(e.getMessage(), e);
        }
    }

    private static String caseOf(DelegateTask task) {
        return (String) task.getExecution().getVariable(Variables.CASE_NUMBER);
    }

    private Checked<?> load(DelegateTask task) {
        TaskForm<?> form = forms.of(task.getTaskDefinitionKey())
                .orElseThrow(() -> new IllegalStateException(task.getTaskDefinitionKey() + " has no form"));
        return load(cases.withNumber(caseOf(task)), form);
    }

    private <S> Checked<S> load(CaseFile file, TaskForm<S> form) {
        return check(file, form, cases.section(file.number(), form.section()).orElse(null));
    }

    private static <S> Checked<S> check(CaseFile file, TaskForm<S> form, S entered) {
        return new Checked<>(file, form, entered, form.problems(file, entered));
    }

    private <S> void close(Checked<S> checked, DelegateTask task, String actor) {
        List<Problem> problems = checked.problems();
        if (!problems.isEmpty()) {
            throw new FieldRefused(problems.get(0).field(), new SectionRefused(problems).getMessage());
        }
        CaseFile file = checked.file();
        TaskForm<S> form = checked.form();
        S entered = checked.entered() == null ? null : form.tidied(checked.entered());
        if (entered != null) {
            cases.save(file.number(), form.section(), form.kept(file, entered), true);
        }
        audit.append(file.number(), actor, "completed", form.element(), entered == null ? null : cases.write(entered));
        form.completed(file, entered, actor).forEach((name, fact) -> {
            if (!fact.equals(task.getExecution().getVariable(name))) {
                task.getExecution().setVariable(name, fact);
            }
        });
    }
}
