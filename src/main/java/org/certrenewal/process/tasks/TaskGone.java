package org.certrenewal.process.tasks;

import java.util.Optional;

/** Says that a task is done already, or isn't the person's to see; both look the same from outside. */
public class TaskGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<OpenTasks.TaskRef> next;

    public TaskGone(Optional<OpenTasks.TaskRef> next) {
        super("这一步已经办理完毕，或者不在您名下");
        this.next = next;
    }

    private TaskGone(String message) {
        super(message);
        this.next = Optional.empty();
    }

    /** Says to the officer who had it that the supervisor has it now. */
    static TaskGone overdue() {
        return new TaskGone("办理期限已经届满，办件已转交负责人处置，不能再由您作出决定");
    }

    /** Returns the person's next task in the case, if the task was theirs. */
    public Optional<OpenTasks.TaskRef> next() {
        return next;
    }
}
