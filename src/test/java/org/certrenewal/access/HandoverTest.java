package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.Handovers;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets an officer fall ill or leave, and sees that somebody else goes on with what was claimed. */
@RenewalTest
class HandoverTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final String WANG = "w01";
    private static final String ILL = "x-ill";
    private static final String OFFICERS = "officers-330200";
    private static final String SUPERVISORS = "supervisors-330200";
    private static final String CLERKS = "clerks-330200";

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private Notices notices;

    @Autowired
    private Handovers handovers;

    @Autowired
    private JdbcClient jdbc;

    private Renewal renewal;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        person(ILL, OFFICERS);
        renewal = renewals.submittedBy(WANG, renewals.certificateOf(WANG, TestClock.START.plusDays(80)));
    }

    @AfterEach
    void end() {
        identity().deleteUser(ILL);
        if (!renewal.isOver()) {
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    @Test
    void should_offer_to_nobody_what_a_colleague_has_claimed() {
        Task task = claimed(Tasks.ACCEPT_APPLICATION, ILL);
        Intruder colleague = Intruder.of("o01", port);

        Answer answer = colleague.post("/api/tasks/" + task.getId() + "/claim", "{}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("已由同事领取", ILL, "任务移交");
        assertThat(colleague.get("/api/tasks/" + task.getId()).body())
                .contains("\"commands\":[]", "\"claimed\":false", "\"takenBy\":\"" + ILL + "\"");
        assertThat(holder(Tasks.ACCEPT_APPLICATION)).isEqualTo(ILL);
    }

    @Test
    void should_let_a_supervisor_hand_over_and_the_new_officer_go_on() {
        Task task = claimed(Tasks.ACCEPT_APPLICATION, ILL);
        Intruder supervisor = Intruder.of("s01", port);
        assertThat(supervisor.get("/office/tasks").body()).contains(renewal.number(), ILL, task.getName());

        Answer answer = supervisor.form(
                "/office/tasks/" + task.getId() + "/handover", Map.of("to", "o02", "reason", "ILLNESS"));

        assertThat(answer.header("Location")).endsWith("/office/tasks");
        assertThat(holder(Tasks.ACCEPT_APPLICATION)).isEqualTo("o02");
        assertThat(deeds()).contains("s01 handed-over Task_AcceptApplication " + ILL + " -> o02 ILLNESS");
        assertThat(renewal.eventKinds()).contains("handed-over");
        assertThat(notices.of(List.of("o02"), 100_000))
                .anyMatch(notice -> renewal.number().equals(notice.caseNumber())
                        && notice.href().endsWith(task.getId()));
        assertThat(Intruder.of("o02", port).get("/").body()).contains("已由负责人移交给您办理");
        assertThat(Intruder.of(WANG, port).get("/my/cases").body()).doesNotContain(ILL, "患病");
        renewal.isAccepted("o02");
        assertThat(renewal.openTasks()).containsExactly(Tasks.REVIEW_APPLICATION);
    }

    @Test
    void should_let_a_supervisor_give_back_what_others_then_claim() {
        Task task = claimed(Tasks.ACCEPT_APPLICATION, ILL);

        Intruder.of("s02", port).form("/office/tasks/" + task.getId() + "/return", Map.of("reason", "LEAVE"));

        assertThat(holder(Tasks.ACCEPT_APPLICATION)).isNull();
        assertThat(deeds()).contains("s02 given-back Task_AcceptApplication " + ILL + " LEAVE");
        assertThat(Intruder.of("o01", port)
                        .post("/api/tasks/" + task.getId() + "/claim", "{}")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void should_refuse_what_does_not_become_a_supervisor_or_an_officer() {
        Task task = claimed(Tasks.ACCEPT_APPLICATION, ILL);
        String path = "/office/tasks/" + task.getId();
        Map<String, String> toColleague = Map.of("to", "o02", "reason", "LEFT");
        // Another office, another role, no role of an office at all.
        for (String user : List.of("s11", "o01", "c01", "admin", "a01", WANG)) {
            Intruder intruder = Intruder.of(user, port);
            intruder.form(path + "/handover", toColleague);
            intruder.form(path + "/return", Map.of("reason", "LEFT"));
        }
        assertThat(holder(Tasks.ACCEPT_APPLICATION)).isEqualTo(ILL);
        Intruder supervisor = Intruder.of("s01", port);
        for (String nobody : List.of("o11", "c01", "s02", "admin", WANG, "nobody", "", ILL)) {
            supervisor.form(path + "/handover", Map.of("to", nobody, "reason", "LEFT"));
        }
        supervisor.form(path + "/handover", Map.of("to", "o02", "reason", "because"));
        supervisor.form(path + "/return", Map.of());
        assertThat(holder(Tasks.ACCEPT_APPLICATION)).isEqualTo(ILL);
        assertThat(Intruder.of("s11", port).get("/office/tasks").body()).doesNotContain(renewal.number());
        // Gone is said, not answered by a failure.
        supervisor = Intruder.of("s01", port);
        supervisor.form("/office/tasks/" + renewal.instanceId() + "/return", Map.of("reason", "LEFT"));
        assertThat(supervisor.get("/office/tasks").body()).contains("刚刚已经办完");
    }

    @Test
    void should_hold_the_conflict_of_interest_against_a_handover() {
        Task task = claimed(Tasks.ACCEPT_APPLICATION, ILL);
        identity().createMembership(WANG, OFFICERS);
        try {
            Intruder.of("s01", port)
                    .form("/office/tasks/" + task.getId() + "/handover", Map.of("to", WANG, "reason", "LEFT"));
            assertThat(holder(Tasks.ACCEPT_APPLICATION)).isEqualTo(ILL);
        } finally {
            identity().deleteMembership(WANG, OFFICERS);
        }
        identity().createMembership(WANG, SUPERVISORS);
        try {
            Intruder own = Intruder.of(WANG, port);
            assertThat(own.get("/office/tasks").body()).doesNotContain(renewal.number());
            own.form("/office/tasks/" + task.getId() + "/handover", Map.of("to", "o02", "reason", "LEFT"));
            own.form("/office/tasks/" + task.getId() + "/return", Map.of("reason", "LEFT"));
            assertThat(holder(Tasks.ACCEPT_APPLICATION)).isEqualTo(ILL);
        } finally {
            identity().deleteMembership(WANG, SUPERVISORS);
        }
    }

    @Test
    void should_give_back_by_itself_when_the_role_is_taken_away_in_camundas_admin() {
        claimed(Tasks.ACCEPT_APPLICATION, ILL);
        Answer answer = Intruder.of("admin", port).delete(ENGINE + "/group/" + OFFICERS + "/members/" + ILL);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(holder(Tasks.ACCEPT_APPLICATION)).isNull();
        assertThat(deeds()).contains("admin given-back Task_AcceptApplication " + ILL + " LEFT");
    }

    @Test
    void should_give_back_by_itself_when_the_role_is_taken_away_on_the_page() {
        claimed(Tasks.ACCEPT_APPLICATION, ILL);
        Intruder.of("admin", port).form("/admin/roles/removals", Map.of("user", ILL, "group", OFFICERS));
        assertThat(holder(Tasks.ACCEPT_APPLICATION)).isNull();
    }

    @Test
    void should_give_back_by_itself_when_the_account_is_deleted() {
        claimed(Tasks.ACCEPT_APPLICATION, ILL);
        assertThat(Intruder.of("admin", port).delete(ENGINE + "/user/" + ILL).status())
                .isEqualTo(204);
        assertThat(holder(Tasks.ACCEPT_APPLICATION)).isNull();
        assertThat(deeds()).contains("admin given-back Task_AcceptApplication " + ILL + " LEFT");
    }

    @Test
    void should_do_so_at_every_step_of_the_office() {
        renewal.isAccepted("o01");
        claimed(Tasks.REVIEW_APPLICATION, ILL);
        identity().deleteMembership(ILL, OFFICERS);
        assertThat(holder(Tasks.REVIEW_APPLICATION)).isNull();

        renewal.livesUntil(TestClock.START.plusDays(60));
        assertThat(renewal.openTasks()).containsExactly(Tasks.EXTEND_DECISION);
        identity().createMembership(ILL, SUPERVISORS);
        Task extension = claimed(Tasks.EXTEND_DECISION, ILL);
        Intruder.of("s01", port)
                .form("/office/tasks/" + extension.getId() + "/handover", Map.of("to", "s01", "reason", "LEFT"));
        assertThat(holder(Tasks.EXTEND_DECISION)).isEqualTo("s01");
        identity().deleteMembership(ILL, SUPERVISORS);
        assertThat(holder(Tasks.EXTEND_DECISION)).isEqualTo("s01");
    }

    @Test
    void should_do_so_with_what_is_to_be_posted() {
        end();
        person(ILL, CLERKS);
        renewal = renewals.atForm(WANG)
                .fillsTheForm(renewals.certificateOf(WANG, TestClock.START.plusDays(80)))
                .choosesPost()
                .confirms()
                .signs()
                .isAccepted("o01")
                .isApproved("o01")
                .hearsFromPartners();
        Task posting = claimed(Tasks.POST_CERTIFICATE, ILL);
        Intruder.of("s01", port)
                .form("/office/tasks/" + posting.getId() + "/handover", Map.of("to", "c01", "reason", "WORKLOAD"));
        assertThat(holder(Tasks.POST_CERTIFICATE)).isEqualTo("c01");
        renewal.isPosted("c01").collects(5);
    }

    /** As after a restored backup, or by an older version. */
    @Test
    void should_give_back_what_people_hold_who_have_left_past_the_program() {
        claimed(Tasks.ACCEPT_APPLICATION, ILL);
        jdbc.sql("delete from ACT_ID_MEMBERSHIP where USER_ID_ = ?").param(ILL).update();
        assertThat(handovers.giveBackLeftBehind()).isEqualTo(1);
        assertThat(holder(Tasks.ACCEPT_APPLICATION)).isNull();
        assertThat(handovers.giveBackLeftBehind()).isZero();
    }

    private Task claimed(String element, String user) {
        Task task = renewal.task(element);
        renewals.as(user, () -> {
            tasks().claim(task.getId(), user);
            return null;
        });
        return task;
    }

    private String holder(String element) {
        return renewal.task(element).getAssignee();
    }

    private List<String> deeds() {
        return audit.of(renewal.number()).stream()
                .map(entry -> entry.actor() + " " + entry.deed() + " " + entry.detail())
                .toList();
    }

    private void person(String id, String group) {
        User user = identity().newUser(id);
        user.setLastName("病假人员");
        user.setPassword("demo");
        identity().saveUser(user);
        identity().createMembership(id, group);
    }

    private IdentityService identity() {
        return engine.getIdentityService();
    }

    private TaskService tasks() {
        return engine.getTaskService();
    }
}
