package org.certrenewal.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.registry.reference.GroupId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands claimed tasks of an office over from one of its people to another, and gives them back to the group: a
 * supervisor does, and it follows by itself when somebody leaves. Nobody decides by it: only the new assignee goes on.
 */
@Component
public class Handovers {

    private static final Logger log = LoggerFactory.getLogger(Handovers.class);

    /** As many as are shown at once, those that are due first. */
    private static final int MOST = 100;

    private static final String CLAIMED = "claimed";
    private static final String HANDED_OVER = "handed-over";
    private static final String GIVEN_BACK = "given-back";

    /** Claimed tasks of a group whose assignee isn't in it, as after the membership was removed past the program. */
    private static final String LEFT_BEHIND = """
            select t.ID_ from ACT_RU_TASK t
             where t.ASSIGNEE_ is not null
               and exists (select 1 from ACT_RU_IDENTITYLINK l where l.TASK_ID_ = t.ID_ and l.GROUP_ID_ is not null)
               and not exists (select 1 from ACT_RU_IDENTITYLINK l
                     join ACT_ID_MEMBERSHIP m on m.GROUP_ID_ = l.GROUP_ID_ and m.USER_ID_ = t.ASSIGNEE_
                    where l.TASK_ID_ = t.ID_)
            """;

    private final TaskService tasks;
    private final IdentityService identity;
    private final CaseFiles cases;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final AsService service;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Handovers(
            TaskService tasks,
            IdentityService identity,
            CaseFiles cases,
            AuditTrail audit,
            ApplicationEventPublisher events,
            AsService service,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.tasks = tasks;
        this.identity = identity;
        this.cases = cases;
        this.audit = audit;
        this.events = events;
        this.service = service;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Says why somebody else goes on. A closed list, so that the audit trail can hold it as it is. */
    public enum Reason {
        ILLNESS("患病"),
        LEAVE("请假、出差"),
        LEFT("离岗、调离"),
        RECUSAL("回避"),
        WORKLOAD("工作调配");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Names somebody who works in the office. */
    public record Colleague(String id, String name) {}

    /**
     * Shows a claimed task.
     *
     * @param since when the holder got it
     * @param due the last day by law, or null
     * @param others who else of the group could go on
     */
    public record Held(
            String taskId,
            String caseNumber,
            String step,
            Colleague holder,
            Instant since,
            Date due,
            List<Colleague> others) {}

    /**
     * Returns the claimed tasks of an office, those first that are due first, a hundred at most; the supervisor's own
     * application isn't among them.
     */
    @Transactional(readOnly = true)
    public List<Held> of(String office, String supervisor) {
        return service.get(() -> {
            List<Task> claimed = tasks.createTaskQuery()
                    .taskCandidateGroupIn(GroupId.allOf(office))
                    .includeAssignedTasks()
                    .taskAssigned()
                    .orderByDueDate()
                    .asc()
                    .orderByTaskCreateTime()
                    .asc()
                    .listPage(0, MOST);
            Map<String, List<Colleague>> members = new HashMap<>();
            List<Held> held = new ArrayList<>();
            for (Task task : claimed) {
                CaseFile file = cases.ofInstance(task.getProcessInstanceId());
                if (file.applicant().equals(supervisor)) {
                    continue;
                }
                List<Colleague> people = members.computeIfAbsent(groupOf(task), this::members);
                held.add(new Held(
                        task.getId(),
                        file.number(),
                        task.getName(),
                        colleague(task.getAssignee(), people),
                        since(task, file),
                        task.getDueDate(),
                        people.stream()
                                .filter(it -> !it.id().equals(task.getAssignee())
                                        && !it.id().equals(file.applicant()))
                                .toList()));
            }
            return held;
        });
    }

    /**
     * Hands a claimed task over.
     *
     * @param office the supervisor's
     * @param to user id of the new assignee, of the same group
     * @throws HandoverRefused if it can't be
     */
    @Transactional
    public void handOver(String taskId, String office, String to, Reason reason, String by) {
        work(() -> {
            Task task = claimed(taskId, office, by);
            String from = task.getAssignee();
            String group = groupOf(task);
            CaseFile file = cases.ofInstance(task.getProcessInstanceId());
            if (to.equals(from)) {
                throw new HandoverRefused("这项任务已经由" + to + "办理");
            }
            if (members(group).stream().noneMatch(it -> it.id().equals(to))) {
                throw new HandoverRefused("只能移交给本机关办理这一步的人员");
            }
            if (file.applicant().equals(to)) {
                throw new HandoverRefused("办件 " + file.number() + " 是" + to + "本人的申请，依法应当回避");
            }
            // Before the task: whoever completes it at this moment holds the case first, too.
            cases.hold(List.of(file.number()));
            tasks.setAssignee(taskId, to);
            told(file, HANDED_OVER, task, from + " -> " + to, reason, by);
            events.publishEvent(new TaskReassigned(file, taskId, task.getName(), to, false));
        });
    }

    /**
     * Gives a claimed task back to its group.
     *
     * @param office the supervisor's
     * @throws HandoverRefused if it can't be
     */
    @Transactional
    public void giveBack(String taskId, String office, Reason reason, String by) {
        work(() -> giveBack(claimed(taskId, office, by), reason, by));
    }

    /**
     * Gives back what somebody has claimed who leaves a group, or all groups; in the transaction in which they leave.
     *
     * @param group null for all
     * @param by who has them leave
     */
    public void leave(String user, String group, String by) {
        service.get(() -> {
            List<Task> held = tasks.createTaskQuery().taskAssignee(user).list();
            // All at once and in their order, so that no two who leave wait for each other.
            cases.hold(cases.numbersOf(
                            held.stream().map(Task::getProcessInstanceId).toList())
                    .values());
            for (Task task : held) {
                String ofTask = groupOf(task);
                if (ofTask != null && (group == null || group.equals(ofTask))) {
                    giveBack(task, Reason.LEFT, by);
                }
            }
            return null;
        });
    }

    /**
     * Gives back what people hold who are in no group that works on it, each task in a transaction of its own.
     *
     * @return how many
     */
    public int giveBackLeftBehind() {
        int given = 0;
        for (String id : jdbc.sql(LEFT_BEHIND).query(String.class).list()) {
            try {
                transaction.executeWithoutResult(status -> service.get(() -> {
                    Optional.ofNullable(tasks.createTaskQuery().taskId(id).singleResult())
                            .filter(task -> task.getAssignee() != null)
                            .ifPresent(task -> giveBack(task, Reason.LEFT, CaseEvent.SYSTEM));
                    return null;
                }));
                given++;
            } catch (RuntimeException e) {
                log.warn("task {} can't be given back now and is tried again later: {}", id, e.toString());
            }
        }
        return given;
    }

    private void giveBack(Task task, Reason reason, String by) {
        CaseFile file = cases.ofInstance(task.getProcessInstanceId());
        String from = task.getAssignee();
        cases.hold(List.of(file.number()));
        tasks.setAssignee(task.getId(), null);
        told(file, GIVEN_BACK, task, from, reason, by);
        events.publishEvent(new TaskReassigned(file, task.getId(), task.getName(), groupOf(task), true));
    }

    /** The applicant reads the case's events: who it was and why stands in the audit trail only. */
    private void told(CaseFile file, String deed, Task task, String people, Reason reason, String by) {
        cases.record(file.number(), by, deed, HANDED_OVER.equals(deed) ? "办理人员已更换" : "办件已退回，等待其他办理人员领取");
        audit.append(file.number(), by, deed, task.getTaskDefinitionKey() + " " + people + " " + reason.name(), null);
    }

    private void work(Runnable work) {
        try {
            service.get(() -> {
                work.run();
                return null;
            });
        } catch (OptimisticLockingException e) {
            throw gone();
        }
    }

    private Task claimed(String taskId, String office, String by) {
        Task task = Optional.ofNullable(tasks.createTaskQuery().taskId(taskId).singleResult())
                .filter(it -> isOf(groupOf(it), office))
                .orElseThrow(Handovers::gone);
        if (cases.ofInstance(task.getProcessInstanceId()).applicant().equals(by)) {
            log.warn("conflict of interest: {} may not hand over the own case", by);
            throw gone();
        }
        if (task.getAssignee() == null) {
            throw new HandoverRefused("这项任务已经退回，等待领取");
        }
        return task;
    }

    private static HandoverRefused gone() {
        return new HandoverRefused("这项任务刚刚已经办完或者变动，或者不由您的机关办理");
    }

    private static boolean isOf(String group, String office) {
        return group != null && GroupId.allOf(office).contains(group);
    }

    /** Returns the group that works on a task; null for an applicant's. */
    private String groupOf(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(group -> GroupId.isOfAnOffice(group))
                .findFirst()
                .orElse(null);
    }

    private List<Colleague> members(String group) {
        return identity.createUserQuery().memberOfGroup(group).orderByUserId().asc().list().stream()
                .map(Handovers::colleague)
                .toList();
    }

    private static Colleague colleague(User user) {
        return new Colleague(user.getId(), user.getLastName() == null ? user.getId() : user.getLastName());
    }

    private static Colleague colleague(String id, List<Colleague> people) {
        return people.stream().filter(it -> it.id().equals(id)).findFirst().orElse(new Colleague(id, "已不在本机关"));
    }

    private Instant since(Task task, CaseFile file) {
        return audit.of(file.number()).stream()
                .filter(entry -> Stream.of(CLAIMED, HANDED_OVER).anyMatch(entry.deed()::equals)
                        && entry.detail().startsWith(task.getTaskDefinitionKey()))
                .reduce((earlier, later) -> later)
                .map(AuditTrail.Entry::at)
                .orElseGet(() -> task.getCreateTime().toInstant());
    }
}
