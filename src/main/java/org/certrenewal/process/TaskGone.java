package org.certrenewal.process;

import java.util.Optional;

/** Says that a task is done already, or isn't the person's to see; both look the same from outside. */
public class TaskGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<RenewalTasks.TaskRef> next;

    TaskGone(Optional<RenewalTasks.TaskRef> next) {
        super("这一步已经办理完毕，或者不在您名下");
        this.next = next;
    }

    /** Returns the person's next task in the case, if the task was theirs. */
    public Optional<RenewalTasks.TaskRef> next() {
        return next;
    }
}
