package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.process.OneGo;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Holds that what is done in one go of the engine is guarded as if each command came alone. */
@RenewalTest
class ClickGuardTest {

    private static final String WANG = "w01";

    @Autowired
    private Renewals renewals;

    @Autowired
    private OneGo go;

    @Autowired
    private TaskService tasks;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    @Test
    void should_judge_each_command_of_a_click() {
        Task task = renewals.begunBy(WANG).task(Tasks.SEARCH_SERVICE);

        assertThatThrownBy(() -> renewals.as(
                        WANG,
                        () -> go.get(() -> {
                            tasks.setPriority(task.getId(), 100);
                            return null;
                        })))
                .isInstanceOf(NotAllowed.class);

        assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getPriority())
                .isEqualTo(task.getPriority());
    }
}
