package org.certrenewal.process.tasks;

import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.certrenewal.process.tasks.OpenTasks.TaskRef;
import org.springframework.stereotype.Component;

/** Knows which task begins for a person while something is done, so that nobody has to look for it afterwards. */
@Component
public class BegunTasks {

    private final ThreadLocal<Watch> watch = new ThreadLocal<>();

    /** Holds what was done, and the last task that began by it for the person. */
    public record Done<T>(T result, Optional<TaskRef> begun) {}

    private static final class Watch {
        private final String user;
        private TaskRef begun;

        private Watch(String user) {
            this.user = user;
        }
    }

    /** Does something, and watches which task begins for a person. */
    public <T> Done<T> during(String user, Supplier<T> work) {
        Watch before = watch.get();
        Watch now = new Watch(user);
        watch.set(now);
        try {
            return new Done<>(work.get(), Optional.ofNullable(now.begun));
        } finally {
            if (before == null) {
                watch.remove();
            } else {
                watch.set(before);
            }
        }
    }

    void begins(DelegateTask task) {
        Watch now = watch.get();
        if (now != null && now.user.equals(task.getAssignee())) {
            now.begun = new TaskRef(task.getId(), task.getTaskDefinitionKey(), task.getName());
        }
    }
}
