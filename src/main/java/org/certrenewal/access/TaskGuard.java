package org.certrenewal.access;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.identity.Authentication;
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
 * Stands at the end of every user task, whichever way leads there: only the assignee completes, nobody decides on their
 * own application, and the case file's section must be valid; only from a step of the application that has one before
 * it somebody goes back without. What follows from the form is recorded here, in the same transaction.
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
            String caseNumber = (String) task.getVariable(Variables.CASE_NUMBER);
            refuseConflictOfInterest(task, caseNumber, task.getAssignee());
            if (!task.getCandidates().isEmpty()) {
                audit.append(caseNumber, task.getAssignee(), "claimed", task.getTaskDefinitionKey(), null);
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

    private String actorOf(DelegateTask task) {
        Authentication authentication =
                task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        String actor = authentication == null ? null : authentication.getUserId();
        if (actor == null || !actor.equals(task.getAssignee())) {
            log.warn("task {} of {} refused to {}", task.getId(), task.getTaskDefinitionKey(), actor);
            throw new NotYourTask();
        }
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
