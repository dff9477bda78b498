package org.certrenewal.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.CaseInLog;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.casefile.TaskForms;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.RenewalProcess.Variables;
import org.certrenewal.typed.Lengths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Shows, saves and completes user tasks with the forms behind them; one transaction for each click. */
@Component
public class RenewalTasks {

    private static final Logger log = LoggerFactory.getLogger(RenewalTasks.class);

    private static final String ADMINISTRATORS = "camunda-admin";
    private static final List<String> OFFICE = List.of("officers-", "supervisors-", "clerks-");

    private final TaskService tasks;
    private final HistoryService history;
    private final IdentityService identity;
    private final TaskForms forms;
    private final CaseFiles cases;
    private final CaseFindings found;
    private final StepBar steps;
    private final CaseTimers timers;
    private final AsService service;
    private final AuditTrail audit;

    RenewalTasks(
            TaskService tasks,
            HistoryService history,
            IdentityService identity,
            TaskForms forms,
            CaseFiles cases,
            CaseFindings found,
            StepBar steps,
            CaseTimers timers,
            AsService service,
            AuditTrail audit) {
        this.tasks = tasks;
        this.history = history;
        this.identity = identity;
        this.forms = forms;
        this.cases = cases;
        this.found = found;
        this.steps = steps;
        this.timers = timers;
        this.service = service;
        this.audit = audit;
    }

    /** Names a task that can be opened. */
    public record TaskRef(String taskId, String element, String name) {}

    /**
     * Shows a task as its form needs it.
     *
     * @param section what was entered so far, or null
     * @param lengths how long the texts of the section may be, by path
     * @param context what the form shows beside it
     * @param problems what the last check refused
     * @param commands what the person can do: {@code next, back, draft, withdraw, claim}
     * @param claimed whether it is in this person's hands
     * @param takenBy user id of the colleague who has it, or null
     */
    public record TaskView(
            String taskId,
            String element,
            String name,
            String caseNumber,
            String caseStatus,
            String caseStatusText,
            int version,
            List<StepBar.Step> steps,
            Object section,
            Map<String, Integer> lengths,
            Object context,
            List<Problem> problems,
            List<String> commands,
            Optional<Instant> savedAt,
            boolean claimed,
            String takenBy) {}

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

    /**
     * Names the case of a task in a list; nobody is named, so that looking at a list leaves no entry in the audit
     * trail.
     */
    public record ListedTask(String taskId, String caseNumber) {}

    /** Holds a task that the person may see, with its case and form. */
    public record OpenTask(Task task, CaseFile file, TaskForm<?> form, boolean mine) {}

    /**
     * Shows a task.
     *
     * @param user id of the person
     * @throws TaskGone if the task is done, or isn't the person's to see
     */
    @Transactional(readOnly = true)
    public TaskView view(String taskId, String user) {
        OpenTask open = open(taskId, user);
        return view(open, open.form());
    }

    private <S> TaskView view(OpenTask open, TaskForm<S> form) {
        CaseFile file = open.file();
        Task task = open.task();
        return new TaskView(
                task.getId(),
                form.element(),
                task.getName(),
                file.number(),
                file.status().name(),
                file.status().label(),
                file.version(),
                steps.at(form.element()),
                cases.section(file.number(), form.section()).orElse(null),
                Lengths.in(form.section().type()),
                form.context(file),
                found.problems(file.number(), form.element()),
                commands(open),
                cases.savedAt(file.number(), form.section()),
                open.mine(),
                open.mine() ? null : task.getAssignee());
    }

    private List<String> commands(OpenTask open) {
        List<String> commands = new ArrayList<>();
        if (!open.mine()) {
            if (open.task().getAssignee() == null) {
                commands.add("claim");
            }
            return commands;
        }
        commands.add("next");
        commands.add("draft");
        boolean applicant = open.file().applicant().equals(open.task().getAssignee());
        if (applicant && steps.hasBefore(open.form().element())) {
            commands.add("back");
        }
        if (applicant && open.file().status().isWithdrawable()) {
            commands.add("withdraw");
        }
        return commands;
    }

    /** Tells apart the tasks of a list; whoever is logged in gets those that they may see. */
    @Transactional(readOnly = true)
    public List<ListedTask> listed(List<String> taskIds) {
        Map<String, String> instances = tasks.createTaskQuery().taskIdIn(taskIds.toArray(String[]::new)).list().stream()
                .collect(Collectors.toMap(Task::getId, Task::getProcessInstanceId));
        Map<String, String> numbers = cases.numbersOf(instances.values());
        return instances.entrySet().stream()
                .filter(task -> numbers.containsKey(task.getValue()))
                .map(task -> new ListedTask(task.getKey(), numbers.get(task.getValue())))
                .toList();
    }

    /**
     * Finds a task that a person may see.
     *
     * @throws TaskGone if the task is done, or isn't the person's to see
     */
    public OpenTask open(String taskId, String user) {
        Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
        if (task == null) {
            throw gone(taskId, user);
        }
        TaskForm<?> form = forms.of(task.getTaskDefinitionKey()).orElseThrow(() -> new TaskGone(Optional.empty()));
        CaseFile file = cases.ofInstance(task.getProcessInstanceId());
        CaseInLog.is(file.number());
        boolean mine = user.equals(task.getAssignee());
        if (!mine && file.applicant().equals(user)) {
            log.warn("conflict of interest: {} may not see {} of the own case", user, form.element());
            throw new TaskGone(Optional.empty());
        }
        if (!file.applicant().equals(user) && !isOfTheOffice(file)) {
            log.warn("{} may not see {} of another office", user, form.element());
            throw new TaskGone(Optional.empty());
        }
        return new OpenTask(task, file, form, mine);
    }

    /** Whatever the engine's authorizations grant: who sees an application that isn't theirs works in its office. */
    private boolean isOfTheOffice(CaseFile file) {
        var person = identity.getCurrentAuthentication();
        List<String> groups = person == null || person.getGroupIds() == null ? List.of() : person.getGroupIds();
        return !groups.contains(ADMINISTRATORS)
                && file.office()
                        .filter(office -> OFFICE.stream().anyMatch(role -> groups.contains(role + office)))
                        .isPresent();
    }

    /**
     * Saves a draft.
     *
     * @return the case's new version
     */
    @Transactional
    public int saveDraft(String taskId, String user, int version, Object entered) {
        OpenTask open = mine(taskId, user);
        int changed = cases.change(open.file().number(), version);
        save(open.form(), open.file().number(), entered);
        recordSaved(open, user, entered);
        return changed;
    }

    /**
     * Saves and completes a task. What was entered is kept, also where the task can't be completed.
     *
     * @param entered the section, or null to leave it as it is
     * @return what is wrong, or where to go on
     */
    @Transactional(noRollbackFor = SectionRefused.class)
    public Completed complete(String taskId, String user, int version, Direction direction, Object entered) {
        OpenTask open = mine(taskId, user);
        String number = open.file().number();
        int changed = cases.change(number, version);
        if (entered != null) {
            save(open.form(), number, entered);
        }
        if (direction == Direction.NEXT) {
            try {
                refuse(open.form(), open.file(), changed);
            } catch (SectionRefused refused) {
                if (entered != null) {
                    recordSaved(open, user, entered);
                }
                throw refused;
            }
        } else if (entered != null) {
            recordSaved(open, user, entered);
        }
        tasks.complete(taskId, Map.of(Variables.DIRECTION, direction.value()));
        Optional<TaskRef> next = next(open.task().getProcessInstanceId(), user);
        List<Problem> problems =
                next.map(task -> found.problems(number, task.element())).orElse(List.of());
        Optional<Waiting> waiting = next.isEmpty() ? waiting(open, user) : Optional.empty();
        return new Completed(next, waiting, cases.withNumber(number), problems);
    }

    /** Own ones come first, then the one that is due first; nothing is claimed. */
    private Optional<Waiting> waiting(OpenTask done, String user) {
        if (done.file().applicant().equals(user)) {
            return Optional.empty();
        }
        String element = done.form().element();
        Task mine = first(tasks.createTaskQuery().taskDefinitionKey(element).taskAssignee(user));
        Task free = mine == null
                ? first(tasks.createTaskQuery().taskDefinitionKey(element).taskUnassigned())
                : null;
        return Optional.ofNullable(mine == null ? free : mine)
                .map(task -> new Waiting(
                        task.getId(),
                        task.getName(),
                        cases.ofInstance(task.getProcessInstanceId()).number(),
                        mine != null));
    }

    private static Task first(TaskQuery query) {
        return query.orderByDueDate().asc().orderByTaskCreateTime().asc().listPage(0, 1).stream()
                .findFirst()
                .orElse(null);
    }

    private <S> void refuse(TaskForm<S> form, CaseFile file, int version) {
        S entered = cases.section(file.number(), form.section()).orElse(null);
        List<Problem> problems = form.problems(file, entered);
        if (problems.isEmpty()) {
            problems = form.foresee(file, entered);
        }
        if (!problems.isEmpty()) {
            throw new SectionRefused(problems, version);
        }
    }

    /** What is completed, the guard at the end of each task records. */
    private void recordSaved(OpenTask open, String user, Object entered) {
        audit.append(open.file().number(), user, "saved", open.form().element(), cases.write(entered));
    }

    private <S> void save(TaskForm<S> form, String number, Object entered) {
        Section<S> section = form.section();
        cases.save(number, section, section.type().cast(entered), false);
        CaseFile file = cases.withNumber(number);
        if (file.status() == CaseStatus.DRAFT && cases.savedToday(number)) {
            timers.move(cases.withNumber(number));
        }
    }

    /**
     * Takes a task from the office's list.
     *
     * @throws TaskTaken if a colleague has it, or was faster
     */
    @Transactional
    public void claim(String taskId, String user) {
        OpenTask open = open(taskId, user);
        if (!open.mine() && open.task().getAssignee() != null) {
            throw new TaskTaken(open.task().getAssignee());
        }
        try {
            tasks.claim(taskId, user);
        } catch (TaskAlreadyClaimedException | OptimisticLockingException faster) {
            throw new TaskTaken(null);
        }
    }

    /** Returns the person's open task in a case. */
    public Optional<TaskRef> next(String instanceId, String user) {
        return tasks
                .createTaskQuery()
                .processInstanceId(instanceId)
                .taskAssignee(user)
                .orderByTaskCreateTime()
                .desc()
                .list()
                .stream()
                .findFirst()
                .map(task -> new TaskRef(task.getId(), task.getTaskDefinitionKey(), task.getName()));
    }

    /**
     * Finds a task that is assigned to the person and is of one kind.
     *
     * @throws TaskGone if it is done, or of another kind
     * @throws NotAssigned if it has to be claimed first
     */
    public OpenTask mine(String taskId, String user, String element) {
        OpenTask open = mine(taskId, user);
        if (!open.form().element().equals(element)) {
            throw new TaskGone(Optional.empty());
        }
        return open;
    }

    private OpenTask mine(String taskId, String user) {
        OpenTask open = open(taskId, user);
        if (!open.mine()) {
            throw new NotAssigned();
        }
        return open;
    }

    private TaskGone gone(String taskId, String user) {
        Optional<HistoricTaskInstance> done = Optional.ofNullable(service.get(() ->
                        history.createHistoricTaskInstanceQuery().taskId(taskId).singleResult()))
                .filter(task -> user.equals(task.getAssignee()));
        return done.filter(this::isWithSupervisor).isPresent()
                ? TaskGone.overdue()
                : new TaskGone(done.flatMap(task -> next(task.getProcessInstanceId(), user)));
    }

    private boolean isWithSupervisor(HistoricTaskInstance task) {
        return Tasks.REVIEW_APPLICATION.equals(task.getTaskDefinitionKey())
                && service.get(() -> tasks.createTaskQuery()
                                .processInstanceId(task.getProcessInstanceId())
                                .taskDefinitionKey(Tasks.EXTEND_DECISION)
                                .count()
                        > 0);
    }
}
