package org.certrenewal.access;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.IdentityLink;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.process.RenewalProcess.Variables;
import org.certrenewal.process.tasks.Completion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Stands at the end of every user task, whichever way leads there, and asks who it is: only the assignee completes, who
 * for an office's task is of its group still; nobody decides on their own application. Whether what was entered can be
 * taken, and what follows from it, is {@link Completion}'s to say, in the same transaction.
 */
@Component
class TaskGuard implements TaskListener {

    private static final Logger log = LoggerFactory.getLogger(TaskGuard.class);

    private final Completion completion;
    private final AuditTrail audit;

    TaskGuard(@Lazy Completion completion, @Lazy AuditTrail audit) {
        this.completion = completion;
        this.audit = audit;
    }

    @Override
    public void notify(DelegateTask task) {
        if (EVENTNAME_CREATE.equals(task.getEventName())) {
            completion.begin(task);
        } else if (EVENTNAME_ASSIGNMENT.equals(task.getEventName())) {
            if (task.getAssignee() != null) {
                assigned(task);
            }
        } else {
            String actor = actorOf(task);
            refuseConflictOfInterest(task, caseOf(task), actor);
            completion.complete(task, actor);
        }
    }

    private static String caseOf(DelegateTask task) {
        return (String) task.getExecution().getVariable(Variables.CASE_NUMBER);
    }

    /** Who hands a task over for somebody else records it. */
    private void assigned(DelegateTask task) {
        String caseNumber = caseOf(task);
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
        boolean ownTask = actor != null && actor.equals(task.getExecution().getVariable(Variables.APPLICANT));
        if (ownTask && !task.getCandidates().isEmpty()) {
            log.warn("conflict of interest: {} may not handle {} of the own case", actor, task.getTaskDefinitionKey());
            throw new ConflictOfInterest(caseNumber);
        }
    }
}
