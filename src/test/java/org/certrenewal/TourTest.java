package org.certrenewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;

/** Holds the tour of the root package true: every row leads to an element, a form and a class of that stage. */
class TourTest {

    /** Tell people things, in the package notices. */
    private static final List<String> NOTICES = List.of("Task_AlertSupervisor", "Task_EscalateDelivery");

    private static final Path SOURCES = Path.of("src/main/java/org/certrenewal");
    private static final Pattern ROW =
            Pattern.compile("<tr><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>");
    private static final BpmnModelInstance MODEL =
            Bpmn.readModelFromFile(Path.of("processes/certificate-renewal.bpmn").toFile());

    @Test
    void should_lead_from_each_row_to_what_it_names() throws IOException {
        assertThat(rows()).isNotEmpty().allSatisfy(row -> {
            assertThat((Object) MODEL.getModelElementById(row.group(2)))
                    .as(row.group(2))
                    .isNotNull();
            assertThat(SOURCES.resolve("stages/" + row.group(1) + "/" + row.group(4) + ".java"))
                    .exists();
            if (!row.group(3).isEmpty()) {
                assertThat(Path.of("forms", row.group(3))).exists();
            }
        });
    }

    @Test
    void should_pass_every_task_that_a_stage_handles() throws IOException {
        List<String> inTour = rows().stream().map(row -> row.group(2)).toList();
        Stream<String> userTasks =
                MODEL.getModelElementsByType(UserTask.class).stream().map(UserTask::getId);
        Stream<String> serviceTasks = MODEL.getModelElementsByType(ServiceTask.class).stream()
                .map(ServiceTask::getId)
                .filter(id -> !id.startsWith("Task_Remind") && !NOTICES.contains(id));
        assertThat(inTour)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(userTasks, serviceTasks).toList());
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(SOURCES.resolve("package-info.java")))
                .results()
                .toList();
    }
}
