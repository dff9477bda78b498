package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.casefile.TaskForms;
import org.certrenewal.process.RenewalProcess.Messages;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.RenewalTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Reads the model and proves that label, id, form, class and constant tell the same story. */
@RenewalTest
class ProcessModelTest {

    private static final Path FILE = Path.of("processes/certificate-renewal.bpmn");
    private static final BpmnModelInstance MODEL = Bpmn.readModelFromFile(FILE.toFile());
    private static final Pattern FORM_KEY = Pattern.compile("embedded:deployment:(forms/([a-z-]+)\\.html)");
    private static final Pattern DELEGATE = Pattern.compile("\\$\\{([a-zA-Z]+Delegate)}");
    private static final Pattern DEADLINE = Pattern.compile("\\$\\{deadlines\\.([a-zA-Z]+)\\(caseNumber\\)}");
    private static final int LONGEST_DELEGATE = 15;

    @Autowired
    private ApplicationContext beans;

    @Autowired
    private TaskForms forms;

    @Test
    void should_be_valid_bpmn_named_after_its_file() {
        Bpmn.validateModel(MODEL);
        Process process = MODEL.getModelElementsByType(Process.class).iterator().next();
        assertThat(process.getId()).isEqualTo(RenewalProcess.KEY).isEqualTo("certificate-renewal");
        assertThat(process.getName()).isEqualTo("建筑施工特种作业人员职业资格认定（延续）");
        assertThat(process.isExecutable()).isTrue();
        assertThat(process.getCamundaHistoryTimeToLiveString()).isNotBlank();
    }

    @Test
    void should_name_every_element_by_type_and_meaning() {
        for (FlowNode node : MODEL.getModelElementsByType(FlowNode.class)) {
            assertThat(node.getId())
                    .matches("(StartEvent|EndEvent|BoundaryEvent|LinkEvent|Gateway|Task|SubProcess)_[A-Z][A-Za-z]+");
            if (!(node instanceof ParallelGateway)) {
                assertThat(node.getName()).as("label of %s", node.getId()).matches(".*\\p{IsHan}.*");
            }
            if (node.getId().startsWith("Gateway_") && !(node instanceof ParallelGateway)) {
                assertThat(node.getName()).as("gateways ask").endsWith("？");
            }
        }
        assertThat(MODEL.getModelElementsByType(SequenceFlow.class)).allSatisfy(flow -> {
            assertThat(flow.getId()).matches("Flow_[A-Z][A-Za-z]+");
            if (flow.getConditionExpression() != null) {
                assertThat(flow.getName()).as("label of %s", flow.getId()).isNotBlank();
            }
        });
    }

    @Test
    void should_have_a_form_of_the_same_name_for_every_user_task() {
        Collection<UserTask> tasks = MODEL.getModelElementsByType(UserTask.class);
        for (UserTask task : tasks) {
            Matcher key = FORM_KEY.matcher(task.getCamundaFormKey());
            assertThat(key.matches()).as(task.getCamundaFormKey()).isTrue();
            assertThat(key.group(2)).isEqualTo(kebab(task.getId()));
            assertThat(Path.of(key.group(1))).exists().content().contains("data-element=\"" + task.getId() + "\"");
            TaskForm<?> form = forms.of(task.getId()).orElseThrow();
            assertThat(form.getClass().getSimpleName()).isEqualTo(simple(task.getId()) + "Form");
            assertThat(task.getCamundaAssignee() == null).isNotEqualTo(task.getCamundaCandidateGroups() == null);
        }
        assertThat(forms.elements())
                .isEqualTo(tasks.stream().map(UserTask::getId).collect(Collectors.toSet()));
    }

    @Test
    void should_have_a_delegate_of_the_same_name_for_every_service_task() {
        for (ServiceTask task : MODEL.getModelElementsByType(ServiceTask.class)) {
            Matcher name = DELEGATE.matcher(task.getCamundaDelegateExpression());
            assertThat(name.matches()).as(task.getId()).isTrue();
            Object delegate = beans.getBean(name.group(1));
            assertThat(delegate).isInstanceOf(JavaDelegate.class);
            assertThat(delegate.getClass().getSimpleName()).isEqualTo(simple(task.getId()) + "Delegate");
            assertThat(Modifier.isPublic(delegate.getClass().getModifiers())).isFalse();
            assertThat(task.getCamundaClass()).isNull();
        }
    }

    @Test
    void should_keep_delegates_short() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith("Delegate.java"))
                    .toList()) {
                String source = Files.readString(file);
                String body = source.substring(source.indexOf("public void execute("));
                assertThat(body.lines().count() - 1)
                        .as("lines of %s", file.getFileName())
                        .isLessThanOrEqualTo(LONGEST_DELEGATE);
            }
        }
    }

    @Test
    void should_retry_every_job() {
        for (FlowNode node : MODEL.getModelElementsByType(FlowNode.class)) {
            boolean async = node instanceof Activity activity && activity.isCamundaAsyncBefore();
            boolean timer = node instanceof CatchEvent event
                    && event.getEventDefinitions().stream().anyMatch(TimerEventDefinition.class::isInstance);
            if (async || timer) {
                assertThat(node.getExtensionElements()).as(node.getId()).isNotNull();
                assertThat(node.getExtensionElements()
                                .getElementsQuery()
                                .filterByType(CamundaFailedJobRetryTimeCycle.class)
                                .count())
                        .as("retry cycle of %s", node.getId())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void should_take_every_timer_from_the_deadlines() {
        List<String> methods = Arrays.stream(Deadlines.class.getMethods())
                .map(method -> method.getName())
                .toList();
        assertThat(MODEL.getModelElementsByType(TimerEventDefinition.class))
                .isNotEmpty()
                .allSatisfy(timer -> {
                    Matcher expression = DEADLINE.matcher(timer.getTextContent().strip());
                    assertThat(expression.matches()).as(timer.getId()).isTrue();
                    assertThat(methods).contains(expression.group(1));
                });
    }

    @Test
    void should_know_every_name_of_the_contract() throws IllegalAccessException {
        assertThat(constants(Tasks.class).values())
                .containsExactlyInAnyOrderElementsOf(MODEL.getModelElementsByType(UserTask.class).stream()
                        .map(UserTask::getId)
                        .toList());
        assertThat(constants(Messages.class).values())
                .containsExactlyInAnyOrderElementsOf(MODEL.getModelElementsByType(Message.class).stream()
                        .map(Message::getName)
                        .toList());
        for (String event : constants(RenewalProcess.Events.class).values()) {
            assertThat((Object) MODEL.getModelElementById(event)).as(event).isNotNull();
        }
    }

    @Test
    void should_put_every_node_of_the_process_into_a_lane() {
        List<String> inLanes = MODEL.getModelElementsByType(Lane.class).stream()
                .flatMap(lane -> lane.getFlowNodeRefs().stream())
                .map(FlowNode::getId)
                .toList();
        assertThat(MODEL.getModelElementsByType(Lane.class))
                .extracting(Lane::getName)
                .containsExactly("申请人", "系统", "考核发证机关");
        assertThat(inLanes)
                .doesNotHaveDuplicates()
                .containsAll(MODEL.getModelElementsByType(UserTask.class).stream()
                        .map(UserTask::getId)
                        .toList());
    }

    @Test
    void should_draw_every_node_without_overlap() {
        List<BpmnShape> tasks = new ArrayList<>(MODEL.getModelElementsByType(BpmnShape.class).stream()
                .filter(shape -> shape.getBpmnElement() instanceof FlowNode node
                        && !(node instanceof BoundaryEvent)
                        && !node.getId().startsWith("SubProcess_"))
                .toList());
        for (BpmnShape one : tasks) {
            for (BpmnShape other : tasks) {
                assertThat(one != other && overlap(one, other))
                        .as("%s over %s", one.getId(), other.getId())
                        .isFalse();
            }
        }
        assertThat(MODEL.getModelElementsByType(FlowNode.class))
                .allSatisfy(node -> assertThat(node.getDiagramElement()).isNotNull());
    }

    private static boolean overlap(BpmnShape one, BpmnShape other) {
        var a = one.getBounds();
        var b = other.getBounds();
        return a.getX() < b.getX() + b.getWidth()
                && b.getX() < a.getX() + a.getWidth()
                && a.getY() < b.getY() + b.getHeight()
                && b.getY() < a.getY() + a.getHeight();
    }

    private static String simple(String id) {
        return id.substring(id.indexOf('_') + 1);
    }

    private static String kebab(String id) {
        return simple(id).replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> constants(Class<?> type) throws IllegalAccessException {
        Map<String, String> found = new TreeMap<>();
        for (Field field : type.getFields()) {
            found.put(field.getName(), (String) field.get(null));
        }
        return found;
    }
}
