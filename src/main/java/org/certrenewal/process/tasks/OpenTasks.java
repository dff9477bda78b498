package org.certrenewal.process.tasks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.CaseInLog;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Sections;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.casefile.TaskForms;
import org.certrenewal.process.AsService;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.StepBar;
import org.certrenewal.typed.Lengths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds the tasks that people may see, and shows them with the forms behind them. */
@Component
public class OpenTasks {

    private static final Logger log = LoggerFactory.getLogger(OpenTasks.class);

    private static final String ADMINISTRATORS = "camunda-admin";
    private static final String APPLICANTS = "applicants";
    private static final List<String> OFFICE = List.of("officers-", "supervisors-", "clerks-");

    private final TaskService tasks;
    private final HistoryService history;
    private final IdentityService identity;
    private final TaskForms forms;
    private final CaseFiles cases;
    private final Sections sections;
    private final CaseFindings found;
    private final StepBar steps;
    private final AsService service;

    OpenTasks(
            TaskService tasks,
            HistoryService history,
            IdentityService identity,
            TaskForms forms,
            CaseFiles cases,
            Sections sections,
            CaseFindings found,
            StepBar steps,
            AsService service) {
        this.tasks = tasks;
        this.history = history;
        this.identity = identity;
        this.forms = forms;
        this.cases = cases;
        this.sections = sections;
        this.found = found;
        this.steps = steps;
        this.service = service;
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
                sections.savedAt(file.number(), form.section()),
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
        return open(taskId, user, cases::ofInstance);
    }

    /** Finds a task as {@link #open} does, and keeps others from changing its case until the transaction ends. */
    OpenTask openToComplete(String taskId, String user) {
        return open(taskId, user, cases::lockOfInstance);
    }

    private OpenTask open(String taskId, String user, Function<String, CaseFile> caseOf) {
        // Applicants see what is assigned to them, and no more; what anybody else may see, the engine knows.
        Task task = isApplicantOnly()
                ? service.get(() -> tasks.createTaskQuery()
                        .taskId(taskId)
                        .taskAssignee(user)
                        .singleResult())
                : tasks.createTaskQuery().taskId(taskId).singleResult();
        if (task == null) {
            throw gone(taskId, user);
        }
        TaskForm<?> form = forms.of(task.getTaskDefinitionKey()).orElseThrow(() -> new TaskGone(Optional.empty()));
        CaseFile file = caseOf.apply(task.getProcessInstanceId());
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

    private boolean isApplicantOnly() {
        return List.of(APPLICANTS).equals(groups());
    }

    private List<String> groups() {
        var person = identity.getCurrentAuthentication();
        return person == null || person.getGroupIds() == null ? List.of() : person.getGroupIds();
    }

    /** Whatever the engine's authorizations grant: who sees an application that isn't theirs works in its office. */
    private boolean isOfTheOffice(CaseFile file) {
        List<String> groups = groups();
        return !groups.contains(ADMINISTRATORS)
                && file.office()
                        .filter(office -> OFFICE.stream().anyMatch(role -> groups.contains(role + office)))
                        .isPresent();
    }

    /**
     * Finds a task that is assigned to the person and is of one kind.
     *
     * @throws TaskGone if it is done, or of another kind
     * @throws NotAssigned if it has to be claimed first
     */
    public OpenTask mine(String taskId, String user, String element) {
        OpenTask open = open(taskId, user);
        mustBeMine(open);
        if (!open.form().element().equals(element)) {
            throw new TaskGone(Optional.empty());
        }
        return open;
    }

    public static void mustBeMine(OpenTask open) {
        if (!open.mine()) {
            throw new NotAssigned();
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
