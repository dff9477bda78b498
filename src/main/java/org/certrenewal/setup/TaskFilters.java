package org.certrenewal.setup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.certrenewal.access.Role;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.reference.Offices;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the lists of tasks that Tasklist shows, each for the groups that need it. None of them lists all tasks. */
@Component
class TaskFilters {

    private static final String MY_GROUPS = "${currentUserGroups()}";

    private final FilterService filters;
    private final TaskService tasks;
    private final Grants grants;
    private final Offices offices;

    TaskFilters(FilterService filters, TaskService tasks, Grants grants, Offices offices) {
        this.filters = filters;
        this.tasks = tasks;
        this.grants = grants;
        this.offices = offices;
    }

    @Transactional
    void make() {
        make("我的任务", 0, tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"), Role.APPLICANT);
        make(
                "我的在办",
                50,
                tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"),
                Role.OFFICER,
                Role.SUPERVISOR,
                Role.CLERK);
        // Tasklist opens the first list: for an official what waits, not what is already theirs.
        make("待受理", 10, ofMyGroups(Tasks.ACCEPT_APPLICATION), Role.OFFICER);
        make("待审核", 20, ofMyGroups(Tasks.REVIEW_APPLICATION), Role.OFFICER);
        make(
                "即将到期",
                30,
                ofMyGroups(null)
                        .dueBeforeExpression("${dateTime().plusDays(3)}")
                        .dueAfterExpression("${now()}"),
                Role.OFFICER,
                Role.SUPERVISOR,
                Role.CLERK);
        make("已超期", 40, ofMyGroups(null).dueBeforeExpression("${now()}"), Role.OFFICER, Role.SUPERVISOR, Role.CLERK);
        make("期限处置", 10, ofMyGroups(Tasks.EXTEND_DECISION), Role.SUPERVISOR);
        make("待寄送", 10, ofMyGroups(Tasks.POST_CERTIFICATE), Role.CLERK);
    }

    private TaskQuery ofMyGroups(String element) {
        TaskQuery query = tasks.createTaskQuery()
                .taskCandidateGroupInExpression(MY_GROUPS)
                .includeAssignedTasks();
        return element == null ? query : query.taskDefinitionKey(element);
    }

    private void make(String name, int priority, TaskQuery query, Role... roles) {
        Filter filter = filters.createTaskFilterQuery().filterName(name).singleResult();
        if (filter == null) {
            Map<String, Object> properties = new HashMap<>();
            properties.put("priority", priority);
            properties.put("refresh", true);
            properties.put("showUndefinedVariable", false);
            filter = filters.newTaskFilter(name);
            filter.setQuery(query.orderByTaskCreateTime().desc());
            filter.setProperties(properties);
            filters.saveFilter(filter);
        }
        String id = filter.getId();
        for (Role role : List.of(roles)) {
            if (role.group().endsWith("-")) {
                offices.all().forEach(office -> grants.filter(role.group() + office.code(), id));
            } else {
                grants.filter(role.group(), id);
            }
        }
    }
}
