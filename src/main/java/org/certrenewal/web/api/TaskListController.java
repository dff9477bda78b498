package org.certrenewal.web.api;

import java.util.List;
import org.certrenewal.process.tasks.OpenTasks;
import org.certrenewal.process.tasks.OpenTasks.ListedTask;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the cards of Tasklist's lists. */
@RestController
class TaskListController {

    /** Tasklist shows fifteen tasks on a page. */
    private static final int MOST_TASKS = 50;

    private final OpenTasks tasks;

    TaskListController(OpenTasks tasks) {
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
