package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Job;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.process.ActInstances;
import org.certrenewal.process.ActProcess;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.Intruder.Answer;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tries, as an administrator, to end, stop or hurry a case that was submitted. */
@RenewalTest
class CaseShieldTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final String WANG = "w01";

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private ActInstances acts;

    private Renewal renewal;

    @BeforeEach
    void submit() {
        TestClock.atStart();
        renewal = renewals.submittedBy(WANG, renewals.certificateOf(WANG, TestClock.START.plusDays(80)));
    }

    @AfterEach
    void end() {
        if (!renewal.isOver()) {
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    @Test
    void should_neither_delete_nor_stop_what_was_submitted() {
        Intruder admin = Intruder.of("admin", port);
        String instance = ENGINE + "/process-instance/" + renewal.instanceId();
        String definition = renewal.instance().getProcessDefinitionId();
        Job timer = timer();
        List<Answer> answers = List.of(
                admin.delete(instance),
                admin.delete(instance + "?skipCustomListeners=true&skipIoMappings=true"),
                admin.put(instance + "/suspended", "{\"suspended\":true}"),
                admin.put(
                        ENGINE + "/process-definition/" + definition + "/suspended",
                        "{\"suspended\":true,\"includeProcessInstances\":true}"),
                admin.put(ENGINE + "/job/" + timer.getId() + "/suspended", "{\"suspended\":true}"),
                admin.put(
                        ENGINE + "/job-definition/" + timer.getJobDefinitionId() + "/suspended",
                        "{\"suspended\":true,\"includeJobs\":true}"),
                admin.put(ENGINE + "/job/" + timer.getId() + "/retries", "{\"retries\":0}"),
                admin.put(
                        ENGINE + "/job/" + timer.getId() + "/retries",
                        "{\"retries\":3,\"dueDate\":\"2026-01-01T00:00:00.000+0800\"}"));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.body()).isIn(400, 403);
            assertThat(answer.body()).doesNotContain("ENGINE-", "org.camunda");
        });
        assertThat(answers.get(0).body()).contains(renewal.number(), "/office/cases");
        assertUntouched(timer);
    }

    /** Past the door too. */
    @Test
    void should_refuse_it_to_everybody_on_every_path_of_the_engine() {
        var runtime = engine.getRuntimeService();
        var management = engine.getManagementService();
        var repository = engine.getRepositoryService();
        String id = renewal.instanceId();
        String definition = renewal.instance().getProcessDefinitionId();
        String deployment = repository.getProcessDefinition(definition).getDeploymentId();
        Job timer = timer();
        List<ThrowingCallable> ways = List.of(
                () -> runtime.deleteProcessInstance(id, "x"),
                () -> runtime.deleteProcessInstance(id, "x", true),
                () -> runtime.deleteProcessInstanceIfExists(id, "x", true, true, true, true),
                () -> runtime.deleteProcessInstances(List.of(id), "x", true, true),
                () -> runtime.deleteProcessInstancesIfExists(List.of(id), "x", true, true, true),
                () -> runtime.deleteProcessInstancesAsync(List.of(id), "x"),
                () -> runtime.suspendProcessInstanceById(id),
                () -> runtime.suspendProcessInstanceByProcessDefinitionId(definition),
                () -> runtime.suspendProcessInstanceByProcessDefinitionKey(RenewalProcess.KEY),
                () -> runtime.updateProcessInstanceSuspensionState()
                        .byProcessInstanceIds(List.of(id))
                        .suspend(),
                () -> runtime.createProcessInstanceModification(id)
                        .cancelAllForActivity(Tasks.ACCEPT_APPLICATION)
                        .execute(),
                () -> repository.suspendProcessDefinitionById(definition, true, null),
                () -> repository.suspendProcessDefinitionByKey(RenewalProcess.KEY, true, new Date()),
                () -> repository.deleteProcessDefinition(definition, true, true, true),
                () -> repository.deleteDeployment(deployment, true, true, true),
                () -> management.suspendJobById(timer.getId()),
                () -> management.suspendJobByProcessInstanceId(id),
                () -> management.suspendJobByProcessDefinitionKey(RenewalProcess.KEY),
                () -> management.suspendJobByJobDefinitionId(timer.getJobDefinitionId()),
                () -> management.suspendJobDefinitionById(timer.getJobDefinitionId(), true),
                () -> management.setJobRetries(timer.getId(), 0),
                () -> management.setJobRetries(List.of(timer.getId()), 0),
                () -> management.setJobRetriesByJobDefinitionId(timer.getJobDefinitionId(), 0),
                () -> management.setJobRetriesAsync(List.of(timer.getId()), 0),
                () -> management.setJobDuedate(timer.getId(), new Date(0)),
                () -> management.executeJob(timer.getId()),
                () -> management.deleteJob(timer.getId()),
                () -> engine.getHistoryService().deleteHistoricProcessInstance(id));
        for (String user : List.of("admin", "a01", "s01", "o01", WANG)) {
            for (int way = 0; way < ways.size(); way++) {
                ThrowingCallable deed = ways.get(way);
                assertThatThrownBy(() -> as(user, deed))
                        .as("%s, way %d", user, way)
                        .isInstanceOf(ProcessEngineException.class);
                assertUntouched(timer);
            }
        }
    }

    @Test
    void should_keep_it_until_the_result_is_handed_over() {
        renewal.isAccepted("o01").isApproved("o01").hearsFromPartners();
        assertThat(renewal.openTasks()).containsExactly(Tasks.COLLECT_CERTIFICATE);
        assertThat(Intruder.of("admin", port)
                        .delete(ENGINE + "/process-instance/" + renewal.instanceId())
                        .status())
                .isEqualTo(400);
        renewal.collects(5);
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
    }

    /** The listener that closes the case always runs, whatever Cockpit's dialog proposes. */
    @Test
    void should_let_an_administrator_delete_a_draft_and_close_its_case_with_it() {
        Renewal draft = renewals.atForm("w03");
        Answer answer = Intruder.of("admin", port)
                .delete(ENGINE + "/process-instance/" + draft.instanceId()
                        + "?skipCustomListeners=true&skipIoMappings=true");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(draft.isOver()).isTrue();
        assertThat(draft.file().status()).isEqualTo(CaseStatus.STOPPED);
    }

    /** What the shield saw as a draft is submitted before the deletion begins: inside a command nothing asks it. */
    @Test
    void should_ask_again_in_the_transaction_that_deletes() {
        Renewal draft = renewals.atForm("w03");
        var executor = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired();
        assertThatThrownBy(() -> executor.execute(context -> {
                    cases.submit(draft.file(), TestClock.today(), "{}", "hash");
                    as("admin", () -> engine.getRuntimeService().deleteProcessInstance(draft.instanceId(), "x"));
                    return null;
                }))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("已经提交");
        assertThat(draft.isOver()).isFalse();
        assertThat(draft.file().status()).isEqualTo(CaseStatus.DRAFT);
        draft.withdraws();
    }

    @Test
    void should_keep_the_process_of_an_act_too() {
        acts.start("act-under-way", false);
        String instance = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(ActProcess.KEY)
                .processInstanceBusinessKey("act-under-way")
                .singleResult()
                .getId();
        try {
            Answer answer = Intruder.of("admin", port).delete(ENGINE + "/process-instance/" + instance);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("证书处置");
        } finally {
            engine.getRuntimeService().deleteProcessInstance(instance, "test");
        }
    }

    private void as(String user, ThrowingCallable deed) {
        renewals.as(user, () -> {
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

    private Job timer() {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(renewal.instanceId())
                .timers()
                .orderByJobDuedate()
                .asc()
                .list()
                .get(0);
    }

    private void assertUntouched(Job timer) {
        assertThat(renewal.instance().isSuspended()).isFalse();
        assertThat(renewal.openTasks()).containsExactly(Tasks.ACCEPT_APPLICATION);
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.SUBMITTED);
        Job now = engine.getManagementService()
                .createJobQuery()
                .jobId(timer.getId())
                .singleResult();
        assertThat(now.isSuspended()).isFalse();
        assertThat(now.getRetries()).isEqualTo(timer.getRetries());
        assertThat(now.getDuedate()).isEqualTo(timer.getDuedate());
    }
}
