package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.task.DelegationState;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.tasks.TaskGone;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Attacks the engine itself, as somebody does who has found a way past the door: each attack was seen to succeed in the
 * stock engine with authorizations on, or needs no more than a right that a role has.
 */
@RenewalTest
class EngineAttackTest {

    private static final String WANG = "w01";
    private static final String STRANGER = "w02";
    private static final String OFFICER = "o01";
    private static final String COLLEAGUE = "o02";
    private static final String ADMIN = "admin";
    private static final Acceptance ACCEPTED = new Acceptance(Acceptance.Answer.ACCEPT, null, null, null);

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private CaseFiles cases;

    private Renewal renewal;
    private Task task;
    private String deployment;

    @BeforeEach
    void submit() {
        TestClock.atStart();
        renewals.begunBy("w03").withdraws();
        renewal = renewals.submittedBy(WANG, renewals.certificateOf(WANG, TestClock.START.plusDays(80)));
        task = renewal.task(Tasks.ACCEPT_APPLICATION);
        as(OFFICER, () -> engine.getTaskService().claim(task.getId(), OFFICER));
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("attack.txt", "x")
                .deploy()
                .getId();
    }

    @AfterEach
    void end() {
        if (!renewal.isOver()) {
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
        if (engine.getRepositoryService()
                        .createDeploymentQuery()
                        .deploymentId(deployment)
                        .count()
                > 0) {
            engine.getRepositoryService().deleteDeployment(deployment);
        }
    }

    private record Attack(String name, ThrowingCallable deed) {}

    /** Everything that a person could try on somebody's case, whatever the role. */
    @TestFactory
    Stream<DynamicTest> should_refuse_to_everybody() {
        List<String> names = deeds().stream().map(Attack::name).toList();
        return Stream.of(WANG, STRANGER, OFFICER, COLLEAGUE, "o11", "s01", "c01", "a01", ADMIN)
                .flatMap(user -> IntStream.range(0, names.size())
                        .mapToObj(deed -> DynamicTest.dynamicTest(user + " " + names.get(deed), () -> {
                            Attack attack = deeds().get(deed);
                            try {
                                String before = state();
                                assertThatThrownBy(() -> as(user, attack.deed()), "%s %s", user, attack.name())
                                        .isInstanceOf(ProcessEngineException.class);
                                assertThat(state()).isEqualTo(before);
                            } catch (AssertionError | RuntimeException succeeded) {
                                end();
                                submit();
                                throw succeeded;
                            }
                        })));
    }

    private List<Attack> deeds() {
        var tasks = engine.getTaskService();
        var runtime = engine.getRuntimeService();
        String id = task.getId();
        String instance = renewal.instanceId();
        Map<String, Object> approved = Map.of("outcome", "APPROVED");
        HistoricProcessInstance over = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey(RenewalProcess.KEY)
                .finished()
                .listPage(0, 1)
                .get(0);
        return List.of(
                new Attack(
                        "starts behind the review",
                        () -> runtime.createProcessInstanceByKey(RenewalProcess.KEY)
                                .startBeforeActivity("Task_IssueCertificate")
                                .execute()),
                new Attack(
                        "starts with variables",
                        () -> runtime.startProcessInstanceByKey(RenewalProcess.KEY, Map.of("applicant", STRANGER))),
                new Attack(
                        "starts with a case number of choice",
                        () -> runtime.startProcessInstanceByKey(RenewalProcess.KEY, renewal.number())),
                new Attack(
                        "starts by the start form with variables",
                        () -> engine.getFormService().submitStartForm(definition(), Map.of("applicant", STRANGER))),
                new Attack("ends it by a BPMN error", () -> tasks.handleBpmnError(id, "unknown")),
                new Attack("ends it by an escalation", () -> tasks.handleEscalation(id, "unknown")),
                new Attack("claims in another's name", () -> tasks.claim(id, "o11")),
                new Attack("completes with a variable", () -> tasks.complete(id, approved)),
                new Attack(
                        "completes with a local variable",
                        () -> tasks.completeWithVariablesInReturn(id, Map.of("applicant", STRANGER), false)),
                new Attack(
                        "submits the form with a variable",
                        () -> engine.getFormService().submitTaskForm(id, approved)),
                new Attack("resolves with a variable", () -> tasks.resolveTask(id, approved)),
                new Attack("resolves", () -> tasks.resolveTask(id)),
                new Attack("sets a variable of the task", () -> tasks.setVariable(id, "applicant", STRANGER)),
                new Attack(
                        "sets a local variable of the task", () -> tasks.setVariableLocal(id, "outcome", "APPROVED")),
                new Attack("removes a variable of the task", () -> tasks.removeVariable(id, "applicant")),
                new Attack("sets a variable", () -> runtime.setVariables(instance, Map.of("applicant", STRANGER))),
                new Attack("removes a variable", () -> runtime.removeVariable(instance, "applicant")),
                new Attack(
                        "sets variables of many at once", () -> runtime.setVariablesAsync(List.of(instance), approved)),
                new Attack("sets the assignee", () -> tasks.setAssignee(id, STRANGER)),
                new Attack("unsets the assignee", () -> tasks.setAssignee(id, null)),
                new Attack("sets the owner", () -> tasks.setOwner(id, STRANGER)),
                new Attack("delegates", () -> tasks.delegateTask(id, STRANGER)),
                new Attack("makes somebody a candidate", () -> tasks.addCandidateUser(id, STRANGER)),
                new Attack("makes a group a candidate", () -> tasks.addCandidateGroup(id, "applicants")),
                new Attack("takes the candidates away", () -> tasks.deleteCandidateGroup(id, "officers-330200")),
                new Attack("saves the task with another assignee and delegation", () -> {
                    Task copy = renewals.as(
                            OFFICER, () -> tasks.createTaskQuery().taskId(id).singleResult());
                    copy.setAssignee(STRANGER);
                    copy.setDelegationState(DelegationState.RESOLVED);
                    engine.getIdentityService().setAuthentication(who.get(), groups.get());
                    tasks.saveTask(copy);
                }),
                new Attack("sets the due date", () -> tasks.setDueDate(id, new Date(0))),
                new Attack("sets the priority", () -> tasks.setPriority(id, 1)),
                new Attack("sets the follow-up date", () -> tasks.setFollowUpDate(id, new Date(0))),
                new Attack("deletes the task", () -> tasks.deleteTask(id, "x")),
                new Attack("comments on the task", () -> tasks.createComment(id, null, "x")),
                new Attack("comments on the case", () -> tasks.createComment(null, instance, "x")),
                new Attack("attaches to the task", () -> tasks.createAttachment("url", id, null, "x", "x", "http://x")),
                new Attack(
                        "correlates a message",
                        () -> runtime.createMessageCorrelation("RenewalWithdrawn")
                                .processInstanceBusinessKey(renewal.number())
                                .correlate()),
                new Attack(
                        "correlates a message with everybody",
                        () -> runtime.createMessageCorrelation("RenewalWithdrawn")
                                .correlateAll()),
                new Attack("throws a signal", () -> runtime.signalEventReceived("x")),
                new Attack("signals the execution", () -> runtime.signal(instance)),
                new Attack(
                        "moves the instance",
                        () -> runtime.createProcessInstanceModification(instance)
                                .startBeforeActivity("Task_IssueCertificate")
                                .execute()),
                new Attack(
                        "moves many instances",
                        () -> runtime.createModification(definition())
                                .startBeforeActivity("Task_IssueCertificate")
                                .processInstanceIds(instance)
                                .execute()),
                new Attack(
                        "moves many instances later",
                        () -> runtime.createModification(definition())
                                .startBeforeActivity("Task_IssueCertificate")
                                .processInstanceIds(instance)
                                .executeAsync()),
                new Attack(
                        "restarts an instance that is over",
                        () -> runtime.restartProcessInstances(over.getProcessDefinitionId())
                                .startBeforeActivity("Task_IssueCertificate")
                                .processInstanceIds(over.getId())
                                .execute()),
                new Attack(
                        "evaluates a condition",
                        () -> runtime.createConditionEvaluation()
                                .setVariables(approved)
                                .evaluateStartConditions()),
                new Attack(
                        "deploys a process",
                        () -> engine.getRepositoryService()
                                .createDeployment()
                                .addString("x.txt", "x")
                                .deploy()),
                new Attack(
                        "deletes a deployment",
                        () -> engine.getRepositoryService().deleteDeployment(deployment, true)),
                new Attack("deletes history", () -> engine.getHistoryService().deleteHistoricTaskInstance(id)),
                new Attack(
                        "changes another's user information",
                        () -> engine.getIdentityService().setUserInfo("o01", "x", "y")),
                new Attack(
                        "sets a property of the engine",
                        () -> engine.getManagementService().setProperty("x", "y")),
                new Attack(
                        "looks into a table",
                        () -> engine.getManagementService()
                                .createTablePageQuery()
                                .tableName("ACT_ID_USER")
                                .listPage(0, 10)),
                new Attack(
                        "reads users by SQL",
                        () -> engine.getIdentityService()
                                .createNativeUserQuery()
                                .sql("select * from ACT_ID_USER")
                                .list()),
                new Attack(
                        "reads tasks by SQL",
                        () -> tasks.createNativeTaskQuery()
                                .sql("select * from ACT_RU_TASK")
                                .list()));
    }

    /**
     * Needs no variable and no foreign right: the colleague is a candidate of the same office, and what the officer has
     * entered is valid.
     */
    @Test
    void should_let_nobody_complete_what_a_colleague_has_claimed() {
        cases.save(renewal.number(), Acceptance.SECTION, ACCEPTED, false);
        for (String other : List.of(COLLEAGUE, ADMIN, WANG, STRANGER)) {
            assertThatThrownBy(() -> as(other, () -> engine.getTaskService().complete(task.getId())))
                    .isInstanceOf(other.equals(COLLEAGUE) ? NotYourTask.class : ProcessEngineException.class);
            assertThatThrownBy(() -> as(other, () -> engine.getFormService().submitTaskForm(task.getId(), null)))
                    .isInstanceOf(ProcessEngineException.class);
        }
        assertThat(renewal.openTasks()).containsExactly(Tasks.ACCEPT_APPLICATION);
    }

    /** The colleague is a candidate of the same office, and nobody has claimed the task. */
    @Test
    void should_let_nobody_claim_in_another_s_name() {
        engine.getTaskService().setAssignee(task.getId(), null);
        for (String victim : Arrays.asList(OFFICER, "o11", null)) {
            assertThatThrownBy(() -> as(COLLEAGUE, () -> engine.getTaskService().claim(task.getId(), victim)))
                    .isInstanceOf(ProcessEngineException.class);
        }
        assertThat(renewal.task(Tasks.ACCEPT_APPLICATION).getAssignee()).isNull();
    }

    /** To go back needs no valid section, so only the list of variables stands in the way. */
    @Test
    void should_let_no_variable_but_the_direction_into_a_case() {
        Renewal own = renewals.atForm("w03");
        String form = own.task(Tasks.FILL_FORM).getId();
        Map<String, Object> before = own.variables();
        Map<String, Object> more = Map.of("direction", "back", "applicant", STRANGER);
        var tasks = engine.getTaskService();
        List<ThrowingCallable> ways = List.of(
                () -> tasks.complete(form, more),
                () -> tasks.completeWithVariablesInReturn(form, more, false),
                () -> tasks.resolveTask(form, more),
                () -> engine.getFormService().submitTaskForm(form, more),
                () -> engine.getFormService().submitTaskFormWithVariablesInReturn(form, more, false));
        for (ThrowingCallable way : ways) {
            assertThatThrownBy(() -> as("w03", way)).isInstanceOf(ProcessEngineException.class);
        }
        assertThat(own.openTasks()).containsExactly(Tasks.FILL_FORM);
        assertThat(own.variables()).isEqualTo(before);
        own.withdraws();
    }

    @Test
    void should_complete_nothing_that_is_not_valid() {
        var tasks = engine.getTaskService();
        Acceptance nothing = null;
        Acceptance withoutReasons = new Acceptance(Acceptance.Answer.REFUSE, null, null, null);
        for (Acceptance entered : Arrays.asList(nothing, withoutReasons)) {
            if (entered != null) {
                cases.save(renewal.number(), Acceptance.SECTION, entered, false);
            }
            for (ThrowingCallable way : List.<ThrowingCallable>of(
                    () -> tasks.complete(task.getId()),
                    () -> tasks.complete(task.getId(), Map.of("direction", "next")),
                    () -> engine.getFormService().submitTaskForm(task.getId(), null))) {
                assertThatThrownBy(() -> as(OFFICER, way))
                        .isInstanceOf(
                                entered == null ? ProcessEngineException.class : FormFieldValidationException.class);
            }
        }
        assertThat(renewal.openTasks()).containsExactly(Tasks.ACCEPT_APPLICATION);
    }

    /** Who goes back is asked for nothing; where no step is before, that would be a way round the decision. */
    @Test
    void should_lead_back_from_the_steps_of_the_application_only() {
        Renewal begun = renewals.begunBy("w03");
        assertNoWayBack(begun, Tasks.SEARCH_SERVICE, "w03");
        begun.withdraws();
        assertNoWayBack(renewal, Tasks.ACCEPT_APPLICATION, OFFICER);
        renewal.isToBeCorrected(OFFICER, "form.region");
        assertNoWayBack(renewal, Tasks.CORRECT_APPLICATION, WANG);
        Renewal other = renewals.atForm(WANG)
                .fillsTheForm(renewals.certificateOf(WANG, TestClock.START.plusDays(80)))
                .choosesPost()
                .confirms()
                .signs()
                .isAccepted(OFFICER);
        assertNoWayBack(other, Tasks.REVIEW_APPLICATION, OFFICER);
        other.isApproved(OFFICER).hearsFromPartners();
        assertNoWayBack(other, Tasks.POST_CERTIFICATE, "c01");
        other.isPosted("c01");
        assertNoWayBack(other, Tasks.COLLECT_CERTIFICATE, WANG);
        other.collects(5);
    }

    /** What nothing catches would end the review, and the case would go on as if it were approved. */
    @Test
    void should_end_no_review_by_an_error_that_nothing_catches() {
        renewal.isAccepted(OFFICER);
        String review = renewal.task(Tasks.REVIEW_APPLICATION).getId();
        var tasks = engine.getTaskService();
        tasks.claim(review, OFFICER);
        assertThatThrownBy(() -> as(OFFICER, () -> tasks.handleBpmnError(review, "unknown")))
                .isInstanceOf(ProcessEngineException.class);
        assertThatThrownBy(() -> as(OFFICER, () -> tasks.handleEscalation(review, "unknown")))
                .isInstanceOf(ProcessEngineException.class);
        assertThat(renewal.openTasks()).containsExactly(Tasks.REVIEW_APPLICATION);
    }

    private void assertNoWayBack(Renewal attacked, String element, String user) {
        String id = attacked.task(element).getId();
        if (attacked.task(element).getAssignee() == null) {
            engine.getTaskService().claim(id, user);
        }
        assertThatThrownBy(() -> as(user, () -> engine.getTaskService().complete(id, Map.of("direction", "back"))))
                .as(element)
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("不能返回");
        assertThat(attacked.openTasks()).contains(element);
    }

    @Test
    void should_run_no_code_from_a_list_of_tasks() {
        String code = "${''.getClass().forName('java.lang.Runtime')}";
        for (String user : List.of(STRANGER, OFFICER, ADMIN)) {
            assertThatThrownBy(() -> as(user, () -> {
                        Filter filter = engine.getFilterService().newTaskFilter("attack");
                        filter.setQuery(
                                engine.getTaskService().createTaskQuery().taskAssigneeExpression(code));
                        engine.getFilterService().saveFilter(filter);
                    }))
                    .isInstanceOf(ProcessEngineException.class);
            assertThatThrownBy(() -> as(
                            user,
                            () -> engine.getTaskService()
                                    .createTaskQuery()
                                    .taskAssigneeExpression(code)
                                    .list()))
                    .isInstanceOf(ProcessEngineException.class);
        }
        String mine = engine.getFilterService()
                .createTaskFilterQuery()
                .filterName("我的任务")
                .singleResult()
                .getId();
        assertThatThrownBy(() -> as(
                        WANG,
                        () -> engine.getFilterService()
                                .list(
                                        mine,
                                        engine.getTaskService()
                                                .createTaskQuery()
                                                .or()
                                                .taskNameLike("x")
                                                .taskAssigneeExpression(code)
                                                .endOr())))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("表达式");
    }

    @Test
    void should_not_let_people_change_users_groups_or_rights() {
        var identity = engine.getIdentityService();
        for (String user : List.of(WANG, OFFICER, "s01", "c01", "a01")) {
            assertThatThrownBy(() -> as(user, () -> identity.createMembership(user, "camunda-admin")))
                    .isInstanceOf(ProcessEngineException.class);
            assertThatThrownBy(() -> as(user, () -> {
                        User self = identity.createUserQuery().userId(user).singleResult();
                        self.setLastName("他人");
                        identity.saveUser(self);
                    }))
                    .isInstanceOf(ProcessEngineException.class);
            assertThatThrownBy(() -> as(user, () -> identity.deleteUser(user)))
                    .isInstanceOf(ProcessEngineException.class);
            assertThatThrownBy(() -> as(
                            user,
                            () -> engine.getAuthorizationService()
                                    .saveAuthorization(
                                            engine.getAuthorizationService().createNewAuthorization(1))))
                    .isInstanceOf(ProcessEngineException.class);
        }
    }

    @Test
    void should_let_nobody_read_what_is_not_theirs() {
        var history = engine.getHistoryService();
        for (String user : List.of("o11", "s11", "c11")) {
            assertThat(renewals.as(
                            user,
                            () -> engine.getTaskService()
                                    .createTaskQuery()
                                    .processInstanceId(renewal.instanceId())
                                    .count()))
                    .isZero();
            List<ThrowingCallable> readings = List.of(
                    () -> history.createHistoricProcessInstanceQuery().list(),
                    () -> history.createHistoricTaskInstanceQuery().list(),
                    () -> history.createHistoricVariableInstanceQuery().list(),
                    () -> history.createHistoricActivityInstanceQuery().list(),
                    () -> history.createHistoricDecisionInstanceQuery().list(),
                    () -> engine.getRuntimeService().getVariables(renewal.instanceId()),
                    () -> engine.getTaskService().getVariables(task.getId()),
                    () -> engine.getTaskService().getTaskComments(task.getId()),
                    () -> engine.getTaskService().getTaskAttachments(task.getId()),
                    () -> engine.getRuntimeService()
                            .createVariableInstanceQuery()
                            .list(),
                    () -> engine.getRuntimeService()
                            .createProcessInstanceQuery()
                            .list(),
                    () -> engine.getFormService().getTaskFormVariables(task.getId()),
                    () -> engine.getFormService().getDeployedTaskForm(task.getId()),
                    () -> engine.getTaskService().getIdentityLinksForTask(task.getId()));
            for (ThrowingCallable reading : readings) {
                assertThatThrownBy(() -> as(user, reading)).isInstanceOf(ProcessEngineException.class);
            }
            assertThat(renewals.as(
                            user, () -> history.createUserOperationLogQuery().list()))
                    .isEmpty();
            assertThat(renewals.as(
                            user,
                            () -> engine.getIdentityService().createUserQuery().list()))
                    .extracting(User::getId)
                    .containsOnly(user);
        }
    }

    @Test
    void should_refuse_the_own_application_to_an_officer() {
        String certificate = renewals.certificateOf(STRANGER, TestClock.START.plusDays(80));
        Renewal own = renewals.submittedBy(STRANGER, certificate);
        engine.getIdentityService().createMembership(STRANGER, "officers-330200");
        try {
            Task accept = own.task(Tasks.ACCEPT_APPLICATION);
            assertThatThrownBy(() -> own.isAccepted(STRANGER)).isInstanceOf(TaskGone.class);
            assertThat(own.task(Tasks.ACCEPT_APPLICATION).getAssignee()).isNull();
            assertThatThrownBy(() -> as(STRANGER, () -> engine.getTaskService().claim(accept.getId(), STRANGER)))
                    .isInstanceOf(ConflictOfInterest.class);
        } finally {
            engine.getIdentityService().deleteMembership(STRANGER, "officers-330200");
            engine.getRuntimeService().deleteProcessInstance(own.instanceId(), "test");
        }
    }

    @Test
    void should_name_the_actor_in_history() {
        renewal.isAccepted(OFFICER);
        var history = engine.getHistoryService();
        assertThat(history.createHistoricTaskInstanceQuery()
                        .taskId(task.getId())
                        .singleResult()
                        .getAssignee())
                .isEqualTo(OFFICER);
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(renewal.instanceId())
                        .singleResult()
                        .getStartUserId())
                .isEqualTo(WANG);
        assertThat(cases.events(renewal.number()))
                .filteredOn(event -> event.kind().contains("accept"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.actor()).isEqualTo(OFFICER));
    }

    @Test
    void should_give_ids_that_nobody_can_guess() {
        assertThat(UUID.fromString(renewal.instanceId()).version()).isEqualTo(4);
        assertThat(UUID.fromString(task.getId()).version()).isEqualTo(4);
    }

    private final ThreadLocal<String> who = new ThreadLocal<>();
    private final ThreadLocal<List<String>> groups = new ThreadLocal<>();

    private void as(String user, ThrowingCallable deed) {
        renewals.as(user, () -> {
            who.set(user);
            groups.set(engine.getIdentityService().getCurrentAuthentication().getGroupIds());
            try {
                deed.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            return null;
        });
    }

    private String definition() {
        return renewal.instance().getProcessDefinitionId();
    }

    /** Returns everything of the case that an attack could change. */
    private String state() {
        Task now = renewal.task(Tasks.ACCEPT_APPLICATION);
        return String.join(
                "|",
                renewal.variables().toString(),
                renewal.openTasks().toString(),
                String.valueOf(now.getAssignee()),
                String.valueOf(now.getOwner()),
                String.valueOf(now.getDueDate()),
                String.valueOf(now.getPriority()),
                String.valueOf(now.getDelegationState()),
                engine.getTaskService().getIdentityLinksForTask(now.getId()).stream()
                        .map(link -> link.getType() + link.getUserId() + link.getGroupId())
                        .sorted()
                        .toList()
                        .toString(),
                String.valueOf(renewal.file().version()),
                String.valueOf(
                        engine.getRuntimeService().createProcessInstanceQuery().count()),
                String.valueOf(engine.getManagementService().createBatchQuery().count()),
                cases.events(renewal.number()).toString());
    }
}
