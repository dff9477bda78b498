package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.DefaultPasswordPolicyImpl;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** Proves that the log tells nothing about people but who was refused what, and that weak passwords are refused. */
@RenewalTest
@ExtendWith(OutputCaptureExtension.class)
class QuietAndStrictTest {

    private static final String POLICY = "camunda.bpm.generic-properties.properties.enable-password-policy";

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @BeforeEach
    void start() {
        TestClock.atStart();
    }

    @Test
    void should_log_nothing_about_a_person(CapturedOutput log) {
        Renewal renewal = renewals.atForm("w01")
                .fillsTheForm(renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .choosesPost()
                .confirms()
                .signs()
                .isAccepted("o01");
        Intruder person = Intruder.of("w01", port);
        person.get("/my/cases");
        person.get("/my/data");
        person.post("/api/tasks/" + renewal.task(Tasks.REVIEW_APPLICATION).getId() + "/certificate", "{\"number\":");
        person.get("/lookup?idNumber=330203198503159914");
        renewal.isRejected("o01").hearsFromPartners();
        assertThat(log.getAll())
                .doesNotContain("330203198503159914", "王海生", "13800000001", "中山东路1号2单元301室", "data:image/png");
    }

    @Test
    void should_log_who_tried_to_decide_on_the_own_application(CapturedOutput log) {
        Renewal own = renewals.submittedBy("w02", renewals.certificateOf("w02", TestClock.START.plusDays(80)));
        engine.getIdentityService().createMembership("w02", "officers-330200");
        try {
            Task accept = own.task(Tasks.ACCEPT_APPLICATION);
            assertThatThrownBy(() -> renewals.as("w02", () -> {
                        engine.getTaskService().claim(accept.getId(), "w02");
                        return null;
                    }))
                    .isInstanceOf(ConflictOfInterest.class);
            assertThat(log.getAll()).contains("conflict of interest: w02 may not handle Task_AcceptApplication");
        } finally {
            engine.getIdentityService().deleteMembership("w02", "officers-330200");
            own.withdraws();
        }
    }

    @Test
    void should_log_who_tried_what_is_not_theirs(CapturedOutput log) {
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)));
        Task accept = renewal.task(Tasks.ACCEPT_APPLICATION);
        engine.getTaskService().claim(accept.getId(), "o01");
        Intruder.of("w02", port).get("/camunda/api/engine/engine/default/user");
        for (Runnable attack : List.<Runnable>of(
                () -> engine.getTaskService().setAssignee(accept.getId(), "o02"),
                () -> engine.getTaskService().claim(accept.getId(), "o11"),
                () -> engine.getTaskService().complete(accept.getId()))) {
            assertThatThrownBy(() -> renewals.as("o02", () -> {
                        attack.run();
                        return null;
                    }))
                    .isInstanceOf(ProcessEngineException.class);
        }
        assertThat(log.getAll())
                .contains(
                        "GET /camunda/api/engine/engine/default/user refused to w02",
                        "command AssignTaskCmd refused to o02",
                        "claim in another's name refused to o02",
                        "task " + accept.getId() + " of Task_AcceptApplication refused to o02");
        renewal.withdraws();
    }

    @Test
    void should_ask_for_strong_passwords_everywhere_but_in_the_demonstration() throws IOException {
        List<PropertySource<?>> documents =
                new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yaml"));
        assertThat(documents.get(0).getProperty(POLICY)).isEqualTo(true);
        assertThat(documents.stream()
                        .filter(it -> "production".equals(it.getProperty("spring.config.activate.on-profile"))))
                .singleElement()
                .satisfies(
                        production -> assertThat(production.getProperty(POLICY)).isEqualTo(true));

        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        configuration.setPasswordPolicy(new DefaultPasswordPolicyImpl());
        configuration.setEnablePasswordPolicy(true);
        try {
            Intruder admin = Intruder.of("admin", port);
            String create = "/camunda/api/engine/engine/default/user/create";
            for (String weak : List.of("demo", "onlyletterslong", "x88-Password1")) {
                assertThat(admin.post(create, user(weak)).isSuccess()).as(weak).isFalse();
            }
            assertThat(engine.getIdentityService()
                            .createUserQuery()
                            .userId("x88")
                            .count())
                    .isZero();
            assertThat(admin.post(create, user("Long-Enough-1949")).isSuccess()).isTrue();
        } finally {
            configuration.setEnablePasswordPolicy(false);
            engine.getIdentityService().deleteUser("x88");
        }
    }

    private static String user(String password) {
        return "{\"profile\":{\"id\":\"x88\"},\"credentials\":{\"password\":\"" + password + "\"}}";
    }
}
