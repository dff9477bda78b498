package org.certrenewal.casefile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds the form of a user task. */
@Component
public class TaskForms {

    private final Map<String, TaskForm<?>> byElement;

    TaskForms(List<TaskForm<?>> forms) {
        byElement = forms.stream().collect(Collectors.toUnmodifiableMap(TaskForm::element, Function.identity()));
    }

    /** Returns the form of a user task, if it has one. */
    public Optional<TaskForm<?>> of(String element) {
        return Optional.ofNullable(byElement.get(element));
    }

    /** Returns the ids of the user tasks that have a form. */
    public Set<String> elements() {
        return byElement.keySet();
    }
}
