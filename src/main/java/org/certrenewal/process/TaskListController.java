package org.certrenewal.process;

import java.util.List;
import org.certrenewal.process.RenewalTasks.ListedTask;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the cards of Tasklist's lists. */
@RestController
class TaskListController {

    /** Tasklist shows fifteen tasks on a page. */
    private static final int MOST_TASKS = 50;

    private final RenewalTasks tasks;

    TaskListController(RenewalTasks tasks) {
        this.tasks = tasks;
    }

    /** Answers for the first fifty tasks; those that are done, or aren't the person's to see, are left out. */
    @GetMapping("/api/tasks")
    List<ListedTask> listed(@RequestParam(defaultValue = "") List<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : tasks.listed(ids.stream().limit(MOST_TASKS).toList());
    }
}
