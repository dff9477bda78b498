package org.certrenewal.process;

import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.casefile.CaseFile;
import org.springframework.stereotype.Component;

/**
 * Moves the timers and due dates of a case that are set already to where the law has them now: after a new table of
 * holidays, while time is excluded, and after a draft was saved. Touches only what differs.
 */
@Component
public class CaseTimers {

    private final ManagementService management;
    private final TaskService tasks;
    private final Deadlines deadlines;
    private final AsService service;

    /** Element of each job definition; definitions never change. */
    private final Map<String, String> elements = new ConcurrentHashMap<>();

    CaseTimers(ManagementService management, TaskService tasks, Deadlines deadlines, AsService service) {
        this.management = management;
        this.tasks = tasks;
        this.deadlines = deadlines;
        this.service = service;
    }

    /**
     * Holds what waits in the engine for some cases.
     *
     * @param jobs timers, by process instance
     * @param tasks open user tasks, by process instance
     */
    record Waiting(Map<String, List<Job>> jobs, Map<String, List<Task>> tasks) {}

    /**
     * Moves what belongs to a case.
     *
     * @return whether anything had to be moved
     */
    public boolean move(CaseFile file) {
        return move(file, waitingIn(Set.of(file.instanceId())));
    }

    /** Asks once for several instances. */
    Waiting waitingIn(Collection<String> instances) {
        String[] ids = instances.toArray(String[]::new);
        return service.get(() -> new Waiting(
                management.createJobQuery().processInstanceIds(Set.of(ids)).timers().list().stream()
                        .collect(Collectors.groupingBy(Job::getProcessInstanceId)),
                tasks.createTaskQuery().processInstanceIdIn(ids).list().stream()
                        .collect(Collectors.groupingBy(Task::getProcessInstanceId))));
    }

    boolean move(CaseFile file, Waiting waiting) {
        return service.get(() -> {
            boolean moved = false;
            for (Job job : waiting.jobs().getOrDefault(file.instanceId(), List.of())) {
                moved |= move(file, job);
            }
            for (Task task : waiting.tasks().getOrDefault(file.instanceId(), List.of())) {
                moved |= move(file, task);
            }
            return moved;
        });
    }

    private boolean move(CaseFile file, Job job) {
        Date due = deadlines.ofTimer(elementOf(job), file).orElseGet(job::getDuedate);
        if (sameTime(due, job.getDuedate())) {
            return false;
        }
        management.setJobDuedate(job.getId(), due);
        return true;
    }

    private boolean move(CaseFile file, Task task) {
        if (!Deadlines.isDueByLaw(task.getTaskDefinitionKey())) {
            return false;
        }
        Date due = deadlines.ofTask(task.getTaskDefinitionKey(), file);
        if (sameTime(due, task.getDueDate())) {
            return false;
        }
        tasks.setDueDate(task.getId(), due);
        return true;
    }

    private String elementOf(Job job) {
        return elements.computeIfAbsent(
                job.getJobDefinitionId(),
                id -> management
                        .createJobDefinitionQuery()
                        .jobDefinitionId(id)
                        .singleResult()
                        .getActivityId());
    }

    /** A database's timestamp is no {@link Date} to equals. */
    private static boolean sameTime(Date one, Date other) {
        return Objects.equals(one == null ? null : one.toInstant(), other == null ? null : other.toInstant());
    }
}
