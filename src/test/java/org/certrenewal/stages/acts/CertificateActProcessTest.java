package org.certrenewal.stages.acts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.certrenewal.process.ActProcess;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.testing.FlowRecorder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Walks every way through the process of an act, and proves at the end that no node or flow was left out. */
@RenewalTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateActProcessTest {

    private static final BpmnModelInstance MODEL =
            Bpmn.readModelFromFile(Path.of("processes/certificate-act.bpmn").toFile());

    @Autowired
    private Disposals disposals;

    @Autowired
    private Acts acts;

    @Autowired
    private Certificates certificates;

    @Autowired
    private Renewals renewals;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private HistoryService history;

    @Autowired
    private ManagementService management;

    @Autowired
    private FlowRecorder flows;

    private CertificateNumber number;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        number = new CertificateNumber(renewals.certificateOf("w01", TestClock.START.plusDays(300)));
    }

    @Test
    void should_take_effect_when_the_second_supervisor_confirms() {
        String act = proposed(ActKind.RESCIND);
        disposals.confirm(act, "s02", "330200");

        assertThat(status()).isEqualTo(CertificateStatus.RESCINDED);
        assertThat(acts.withId(act).orElseThrow().state()).isEqualTo(Act.State.APPLIED);
        assertThat(isOver(act)).isTrue();
    }

    @Test
    void should_change_nothing_when_the_second_supervisor_declines() {
        String act = proposed(ActKind.REVOKE);
        disposals.decline(act, "s02", "330200");

        assertThat(status()).isEqualTo(CertificateStatus.VALID);
        assertThat(acts.withId(act).orElseThrow().state()).isEqualTo(Act.State.DECLINED);
        assertThatThrownBy(() -> disposals.confirm(act, "s02", "330200")).isInstanceOf(ActRefused.class);
        assertThat(isOver(act)).isTrue();
    }

    @Test
    void should_close_itself_after_seven_days() {
        String act = proposed(ActKind.CANCEL);
        TestClock.pass(Duration.ofDays(8));
        management
                .createJobQuery()
                .processInstanceId(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(act)
                        .singleResult()
                        .getId())
                .executable()
                .list()
                .forEach(job -> management.executeJob(job.getId()));

        assertThat(status()).isEqualTo(CertificateStatus.VALID);
        assertThat(acts.withId(act).orElseThrow().state()).isEqualTo(Act.State.FORGOTTEN);
        assertThat(isOver(act)).isTrue();
    }

    @Test
    void should_refuse_what_the_law_or_the_state_does_not_allow() {
        assertRefused(ActKind.LIFT, "暂扣期限届满", "暂扣期限届满，予以发还", "不能暂扣发还");
        assertRefused(ActKind.REVOKE, "我说了算", "违章指挥造成事故", "请选择吊销的依据");
        assertRefused(ActKind.REVOKE, ActKind.REVOKE.grounds().get(0), "无", "请写明事实");
        proposed(ActKind.SUSPEND);
        assertRefused(ActKind.CANCEL, ActKind.CANCEL.grounds().get(0), "届满未延续，予以注销", "已有一项处置等待复核");
        assertThatThrownBy(() -> disposals.propose(
                        number, ActKind.SUSPEND, ActKind.SUSPEND.grounds().get(0), "决定书文号", "s11", "330100"))
                .hasMessageContaining("不由您的机关管理");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void should_refuse_and_log_whoever_holds_the_certificate(CapturedOutput log) {
        String ground = ActKind.SUSPEND.grounds().get(0);
        List<ThrowingCallable> attempts = new ArrayList<>();
        attempts.add(() -> disposals.propose(number, ActKind.SUSPEND, ground, "决定书文号13", "w01", "330200"));
        String act = proposed(ActKind.SUSPEND);
        attempts.add(() -> disposals.confirm(act, "w01", "330200"));
        attempts.add(() -> disposals.decline(act, "w01", "330200"));
        for (ThrowingCallable attempt : attempts) {
            assertThatThrownBy(attempt).isInstanceOf(ActRefused.class).hasMessageContaining("不能处置本人的证书");
        }
        assertThat(acts.withId(act).orElseThrow().state()).isEqualTo(Act.State.WAITING);
        assertThat(log.getAll().split("conflict of interest: w01 may not dispose of the own certificate", -1))
                .hasSize(4);
        disposals.decline(act, "s02", "330200");
    }

    private void assertRefused(ActKind kind, String ground, String reason, String message) {
        assertThatThrownBy(() -> disposals.propose(number, kind, ground, reason, "s01", "330200"))
                .isInstanceOf(ActRefused.class)
                .hasMessageContaining(message);
    }

    private String proposed(ActKind kind) {
        return disposals.propose(number, kind, kind.grounds().get(0), "甬建罚决〔2026〕第12号", "s01", "330200");
    }

    private CertificateStatus status() {
        return certificates.withNumber(number).orElseThrow().status();
    }

    private boolean isOver(String act) {
        return runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(act)
                        .count()
                == 0;
    }

    @Test
    void should_be_named_by_the_house() throws IllegalAccessException {
        Bpmn.validateModel(MODEL);
        Process process = MODEL.getModelElementsByType(Process.class).iterator().next();
        assertThat(process.getId()).isEqualTo(ActProcess.KEY).isEqualTo("certificate-act");
        assertThat(MODEL.getModelElementsByType(FlowNode.class)).allSatisfy(node -> {
            assertThat(node.getId()).matches("(StartEvent|EndEvent|BoundaryEvent|Task)_[A-Z][A-Za-z]+");
            assertThat(node.getName()).matches(".*\\p{IsHan}.*");
            assertThat(node.getDiagramElement()).isNotNull();
        });
        assertThat(MODEL.getModelElementsByType(Message.class))
                .extracting(Message::getName)
                .containsExactlyInAnyOrder(ActProcess.Messages.ACT_CONFIRMED, ActProcess.Messages.ACT_DECLINED);
    }

    @AfterAll
    void should_have_walked_every_node_and_flow() {
        Set<String> walked = history.createHistoricActivityInstanceQuery().list().stream()
                .map(HistoricActivityInstance::getActivityId)
                .collect(Collectors.toSet());
        assertThat(MODEL.getModelElementsByType(FlowNode.class))
                .extracting(FlowNode::getId)
                .isSubsetOf(walked);
        assertThat(MODEL.getModelElementsByType(SequenceFlow.class))
                .extracting(SequenceFlow::getId)
                .isSubsetOf(flows.taken());
    }
}
