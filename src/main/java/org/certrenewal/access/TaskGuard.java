package org.certrenewal.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.IdentityLink;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.casefile.TaskForms;
import org.certrenewal.process.RenewalProcess.Variables;
import org.certrenewal.process.StepBar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Stands at the end of every user task, whichever way leads there: only the assignee completes, who for an office's
 * task is of its group still; nobody decides on their own application, and the case file's section must be valid; only
 * from a step of the application that has one before it somebody goes back without. What follows from the form is
 * recorded here, in the same transaction.
 */
@Component
class TaskGuard implements TaskListener {

    private static final Logger log = LoggerFactory.getLogger(TaskGuard.class);

    private final TaskForms forms;
    private final CaseFiles cases;
    private final AuditTrail audit;
    private final StepBar steps;

    TaskGuard(@Lazy TaskForms forms, @Lazy CaseFiles cases, @Lazy AuditTrail audit, @Lazy StepBar steps) {
        this.audit = audit;
        this.steps = steps;
        this.forms = forms;
        this.cases = cases;
    }

    @Override
    public void notify(DelegateTask task) {
        if (EVENTNAME_CREATE.equals(task.getEventName())) {
            task.removeVariable(Variables.DIRECTION);
            return;
        }
        if (EVENTNAME_ASSIGNMENT.equals(task.getEventName())) {
            if (task.getAssignee() != null) {
                assigned(task);
            }
            return;
        }
        String actor = actorOf(task);
        CaseFile file = cases.withNumber((String) task.getVariable(Variables.CASE_NUMBER));
        refuseConflictOfInterest(task, file.number(), actor);
        TaskForm<?> form = forms.of(task.getTaskDefinitionKey())
                .orElseThrow(() -> new IllegalStateException(task.getTaskDefinitionKey() + " has no form"));
        Direction direction = directionOf(task);
        // Absent means next; the model asks for it by name.
        task.setVariable(Variables.DIRECTION, direction.value());
        if (direction == Direction.NEXT) {
            complete(form, file, task, actor);
        } else if (!steps.hasBefore(task.getTaskDefinitionKey())) {
            throw new BadUserRequestException("这一步不能返回上一步");
        } else {
            audit.append(file.number(), actor, "went-back", task.getTaskDefinitionKey(), null);
        }
    }

    /** Who hands a task over for somebody else records it. */
    private void assigned(DelegateTask task) {
        String caseNumber = (String) task.getVariable(Variables.CASE_NUMBER);
        refuseConflictOfInterest(task, caseNumber, task.getAssignee());
        if (task.getCandidates().isEmpty()) {
            return;
        }
        Authentication person = authentication(task);
        boolean own = person != null && task.getAssignee().equals(person.getUserId());
        refuseStrangers(task, task.getAssignee(), own ? groupsOf(person) : groupsOf(task));
        if (own) {
            audit.append(caseNumber, task.getAssignee(), "claimed", task.getTaskDefinitionKey(), null);
        }
    }

    /**
     * Whatever the engine's authorizations grant: who works on an office's task is of the office, and no administrator.
     */
    private static void refuseStrangers(DelegateTask task, String user, Collection<String> groups) {
        if (task.getCandidates().isEmpty()) {
            return;
        }
        boolean ofTheGroup =
                task.getCandidates().stream().map(IdentityLink::getGroupId).anyMatch(groups::contains);
        if (!ofTheGroup || groups.contains(Role.ADMIN.group())) {
            log.warn(
                    "task {} of {} refused to {}, who isn't of the group",
                    task.getId(),
                    task.getTaskDefinitionKey(),
                    user);
            throw new NotYourTask();
        }
    }

    private static Collection<String> groupsOf(Authentication person) {
        return person.getGroupIds() == null ? List.of() : person.getGroupIds();
    }

    /** Asks the engine, where the assignee isn't who is logged in. */
    private static Set<String> groupsOf(DelegateTask task) {
        return task
                .getProcessEngineServices()
                .getIdentityService()
                .createGroupQuery()
                .groupMember(task.getAssignee())
                .list()
                .stream()
                .map(Group::getId)
                .collect(Collectors.toSet());
    }

    private static Authentication authentication(DelegateTask task) {
        return task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
    }

    private String actorOf(DelegateTask task) {
        Authentication authentication = authentication(task);
        String actor = authentication == null ? null : authentication.getUserId();
        if (actor == null || !actor.equals(task.getAssignee())) {
            log.warn("task {} of {} refused to {}", task.getId(), task.getTaskDefinitionKey(), actor);
            throw new NotYourTask();
        }
        refuseStrangers(task, actor, groupsOf(authentication));
        return actor;
    }

    private void refuseConflictOfInterest(DelegateTask task, String caseNumber, String actor) {
        boolean ownTask = actor != null && actor.equals(task.getVariable(Variables.APPLICANT));
        if (ownTask && !task.getCandidates().isEmpty()) {
            log.warn("conflict of interest: {} may not handle {} of the own case", actor, task.getTaskDefinitionKey());
            throw new ConflictOfInterest(caseNumber);
        }
    }

    private static Direction directionOf(DelegateTask task) {
        try {
            return Direction.of(task.getVariable(Variables.DIRECTION));
        } catch (IllegalArgumentException e) {
            throw new BadUserRequestException(e.getMessage(), e);
        }
    }

    private <S> void complete(TaskForm<S> form, CaseFile file, DelegateTask task, String actor) {
        Section<S> section = form.section();
        S typed = cases.section(file.number(), section).orElse(null);
        List<Problem> problems = form.problems(file, typed);
        if (!problems.isEmpty()) {
            throw new FormFieldValidationException(problems.get(0).field(), new SectionRefused(problems).getMessage());
        }
        S entered = typed == null ? null : form.tidied(typed);
        if (entered != null) {
            cases.save(file.number(), section, entered, true);
        }
        audit.append(
                file.number(),
                actor,
                "completed",
                task.getTaskDefinitionKey(),
                entered == null ? null : cases.write(entered));
        for (Map.Entry<String, Object> fact :
                form.completed(file, entered, actor).entrySet()) {
            task.getExecution().setVariable(fact.getKey(), fact.getValue());
        }
    }
}
