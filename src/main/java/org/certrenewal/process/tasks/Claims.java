package org.certrenewal.process.tasks;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.TaskService;
import org.certrenewal.process.OneGo;
import org.certrenewal.process.tasks.OpenTasks.OpenTask;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes tasks from an office's list; the guard at each task asks who may, and records it. */
@Component
public class Claims {

    private final OpenTasks open;
    private final TaskService tasks;
    private final OneGo go;

    Claims(OpenTasks open, TaskService tasks, OneGo go) {
        this.open = open;
        this.tasks = tasks;
        this.go = go;
    }

    /**
     * Takes a task.
     *
     * @throws TaskTaken if a colleague has it, or was faster
     */
    @Transactional
    public void claim(String taskId, String user) {
        try {
            go.get(() -> {
                OpenTask task = open.open(taskId, user);
                if (!task.mine() && task.task().getAssignee() != null) {
                    throw new TaskTaken(task.task().getAssignee());
                }
                // Whether it may be theirs, the guard at the assignment asks.
                return go.judgedHere(() -> {
                    tasks.claim(taskId, user);
                    return null;
                });
            });
        } catch (TaskAlreadyClaimedException | OptimisticLockingException faster) {
            throw new TaskTaken(null);
        }
    }
}
