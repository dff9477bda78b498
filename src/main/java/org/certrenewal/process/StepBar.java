package org.certrenewal.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.springframework.stereotype.Component;

/**
 * Derives the applicant's step bar from the deployed model: the user tasks that bear a short name, in the model's
 * order.
 */
@Component
public class StepBar {

    private static final String SHORT_NAME = "shortName";

    private final RepositoryService repository;
    private final AsService service;
    private volatile List<Step> steps;

    StepBar(RepositoryService repository, AsService service) {
        this.repository = repository;
        this.service = service;
    }

    /**
     * Names one step.
     *
     * @param state {@code done, current} or {@code todo}
     */
    public record Step(String element, String label, String state) {}

    /** Returns the bar as it stands at a user task; empty where the task is no step of it. */
    public List<Step> at(String element) {
        List<Step> all = all();
        int current = all.stream().map(Step::element).toList().indexOf(element);
        if (current < 0) {
            return List.of();
        }
        List<Step> bar = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String state = i < current ? "done" : i == current ? "current" : "todo";
            bar.add(new Step(all.get(i).element(), all.get(i).label(), state));
        }
        return bar;
    }

    /** Tells whether a step comes before this one. */
    public boolean hasBefore(String element) {
        return all().stream().map(Step::element).toList().indexOf(element) > 0;
    }

    private List<Step> all() {
        if (steps == null) {
            steps = service.get(this::read);
        }
        return steps;
    }

    private List<Step> read() {
        ProcessDefinition definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(RenewalProcess.KEY)
                .latestVersion()
                .singleResult();
        BpmnModelInstance model = repository.getBpmnModelInstance(definition.getId());
        List<Step> found = new ArrayList<>();
        Collection<UserTask> tasks = model.getModelElementsByType(UserTask.class);
        for (UserTask task : tasks) {
            shortName(task).ifPresent(label -> found.add(new Step(task.getId(), label, "todo")));
        }
        return List.copyOf(found);
    }

    private static Optional<String> shortName(UserTask task) {
        if (task.getExtensionElements() == null) {
            return Optional.empty();
        }
        return task.getExtensionElements().getElementsQuery().filterByType(CamundaProperties.class).list().stream()
                .flatMap(properties -> properties.getCamundaProperties().stream())
                .filter(property -> SHORT_NAME.equals(property.getCamundaName()))
                .map(CamundaProperty::getCamundaValue)
                .findFirst();
    }
}
