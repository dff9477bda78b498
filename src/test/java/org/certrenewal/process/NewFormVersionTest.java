package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Deploys a changed form while a worker is filling the old one. */
@RenewalTest
class NewFormVersionTest {

    private static final String CHANGED = "<!-- the next version -->";

    @Autowired
    private Renewals renewals;

    @Autowired
    private RepositoryService repository;

    @LocalServerPort
    private int port;

    private String deployment;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    @AfterEach
    void takeBack() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void should_keep_form_and_draft_of_a_case_that_began_with_the_old_version() throws IOException {
        Renewal old = renewals.atForm("w16");
        Intruder worker = Intruder.of("w16", port);
        String task = "/api/tasks/" + old.task(Tasks.FILL_FORM).getId();
        assertThat(worker.put(
                                task + "/draft",
                                "{\"version\":" + old.file().version()
                                        + ",\"section\":{\"certificate\":{\"number\":\"浙G12\"}}}")
                        .status())
                .isEqualTo(200);

        deployment = deployTheNextVersion();
        Renewal next = renewals.atForm("w02");

        assertThat(formOf(old)).doesNotContain(CHANGED);
        assertThat(worker.get(task).body()).contains("浙G12");
        assertThat(formOf(next)).contains(CHANGED);
        next.withdraws();
        old.withdraws();
    }

    private String formOf(Renewal renewal) {
        String path = "/camunda/api/engine/engine/default/task/"
                + renewal.task(Tasks.FILL_FORM).getId() + "/deployed-form";
        return Intruder.of(renewal.file().applicant(), port).get(path).body();
    }

    private String deployTheNextVersion() throws IOException {
        DeploymentBuilder builder = repository.createDeployment().name("next version");
        for (String folder : new String[] {"processes", "forms"}) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    String text = Files.readString(file);
                    builder.addString(
                            folder + "/" + file.getFileName(),
                            file.endsWith("fill-form.html")
                                    ? CHANGED + text
                                    : text.replace(
                                            "</bpmn:definitions>", "<!-- deployed anew -->\n</bpmn:definitions>"));
                }
            }
        }
        return builder.deploy().getId();
    }
}
