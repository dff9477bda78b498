package org.certrenewal.access.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.Intruder.Answer;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;

/** Proves that no right outlives its ground: a group, an account, a password. */
@RenewalTest
class RightsTest {

    private static final String API = "/camunda/api/engine/engine/default";
    private static final String OFFICERS = "officers-330200";

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Rights rights;

    @Autowired
    private AccountTrail trail;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource database;

    private final List<String> made = new ArrayList<>();
    private Renewal renewal;

    @BeforeEach
    void start() {
        TestClock.atStart();
    }

    @AfterEach
    void end() {
        made.forEach(identity::deleteUser);
        if (renewal != null && !renewal.isOver()) {
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    private String account(String id, String... groups) {
        User user = identity.newUser(id);
        user.setLastName("测试");
        user.setPassword("demo");
        identity.saveUser(user);
        made.add(id);
        for (String group : groups) {
            identity.createMembership(id, group);
        }
        return id;
    }

    private record Change(String name, Runnable way) {}

    @TestFactory
    Stream<DynamicTest> should_end_an_officer_s_power_with_the_group_whichever_way_it_is_taken() {
        return Stream.of(
                        new Change(
                                "by Camunda's REST",
                                () -> Intruder.of("admin", port).delete(API + "/group/" + OFFICERS + "/members/x80")),
                        new Change("by code", () -> identity.deleteMembership("x80", OFFICERS)),
                        new Change("with another group left", () -> {
                            identity.createMembership("x80", "officers-330782");
                            identity.deleteMembership("x80", OFFICERS);
                        }))
                .map(change -> DynamicTest.dynamicTest(change.name(), () -> {
                    account("x80", OFFICERS);
                    renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)));
                    Task task = renewal.task(Tasks.ACCEPT_APPLICATION);
                    Intruder officer = Intruder.of("x80", port);
                    assertThat(officer.get("/api/tasks/" + task.getId()).status())
                            .isEqualTo(200);
                    assertThat(officer.get(API + "/task/" + task.getId()).status())
                            .isEqualTo(200);

                    change.way().run();

                    for (Answer answer : List.of(
                            officer.post(API + "/task/" + task.getId() + "/claim", "{\"userId\":\"x80\"}"),
                            officer.post("/api/tasks/" + task.getId() + "/claim", "{}"),
                            officer.get(API + "/task/" + task.getId()),
                            officer.get("/api/tasks/" + task.getId()),
                            officer.get(API + "/task/" + task.getId() + "/form"))) {
                        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
                        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
                        assertThat(answer.body()).contains("岗位权限已变更");
                    }
                    assertThat(renewal.task(Tasks.ACCEPT_APPLICATION).getAssignee())
                            .isNull();
                    assertThat(officer.get("/").header("Location")).endsWith("/login?ended=rights");
                    assertThat(officer.get("/login?ended=rights").body()).contains("岗位权限已变更");

                    Intruder again = Intruder.of("x80", port);
                    assertThat(again.get("/api/tasks/" + task.getId()).status()).isNotEqualTo(200);
                    end();
                    made.clear();
                }));
    }

    /** The engine grants a task to who claims it, and takes that back at the task's end only. */
    @Test
    void should_leave_no_right_to_a_claimed_task_with_who_moves_to_another_office() {
        account("x93", OFFICERS);
        renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)));
        String task = renewal.task(Tasks.ACCEPT_APPLICATION).getId();
        assertThat(Intruder.of("x93", port)
                        .post(API + "/task/" + task + "/claim", "{\"userId\":\"x93\"}")
                        .status())
                .isEqualTo(204);
        identity.createMembership("x93", "officers-330782");
        identity.deleteMembership("x93", OFFICERS);
        engine.getTaskService().setAssignee(task, null);

        Intruder moved = Intruder.of("x93", port);
        assertThat(moved.get("/api/tasks").status()).isEqualTo(200);
        assertThat(moved.get(API + "/task/" + task).isSuccess()).isFalse();
        assertThat(moved.get("/api/tasks/" + task).isSuccess()).isFalse();
        assertThat(moved.post(API + "/task/" + task + "/claim", "{\"userId\":\"x93\"}")
                        .isSuccess())
                .isFalse();
        assertThat(moved.post("/api/tasks/" + task + "/claim", "{}").isSuccess())
                .isFalse();
        assertThat(renewal.task(Tasks.ACCEPT_APPLICATION).getAssignee()).isNull();
    }

    /** The web applications keep groups and applications in the session, too. */
    @Test
    void should_give_and_take_the_web_applications_at_once() {
        account("x81", "applicants");
        Intruder person = Intruder.of("x81", port);
        String cockpit = API + "/process-definition/count";
        String incidents = "/camunda/api/cockpit/plugin/base/default/incident/count";
        assertThat(person.get(cockpit).status()).isEqualTo(200);
        assertThat(person.post(incidents, "{}").status()).isEqualTo(403);
        identity.createMembership("x81", "analysts");
        assertThat(person.get("/camunda/app/cockpit/default/").status()).isEqualTo(200);
        assertThat(person.post(incidents, "{}").status()).isEqualTo(200);
        assertThat(applications(person)).contains("cockpit").doesNotContain("admin");

        Authorization grant = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setUserId("x81");
        grant.setResource(Resources.APPLICATION);
        grant.setResourceId("admin");
        grant.addPermission(Permissions.ACCESS);
        engine.getAuthorizationService().saveAuthorization(grant);
        person.get(cockpit);
        assertThat(applications(person)).contains("admin");
        engine.getAuthorizationService().deleteAuthorization(grant.getId());
        person.get(cockpit);
        assertThat(applications(person)).doesNotContain("admin");

        identity.deleteMembership("x81", "analysts");
        assertThat(person.post(incidents, "{}").status()).isEqualTo(403);
        assertThat(person.get("/api/me").body()).contains("applicant").doesNotContain("analyst");
    }

    private static String applications(Intruder person) {
        return person.get("/camunda/api/admin/auth/user/default").body();
    }

    @Test
    void should_end_the_session_of_a_deleted_account() {
        account("x82", "camunda-admin");
        Intruder page = Intruder.of("x82", port);
        Intruder program = Intruder.of("x82", port);
        Intruder camundas = Intruder.of("x82", port);
        assertThat(camundas.get(API + "/user/count").status()).isEqualTo(200);
        assertThat(Intruder.of("admin", port).delete(API + "/user/x82").status())
                .isEqualTo(204);
        made.clear();

        assertThat(page.get("/admin/rules").header("Location")).endsWith("/login?ended=account");
        Answer refused = program.get("/api/me");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("账号已停用");
        refused = camundas.post(
                API + "/user/create", "{\"profile\":{\"id\":\"x99\"},\"credentials\":{\"password\":\"demo\"}}");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("账号已停用");
        assertThat(identity.createUserQuery().userId("x99").count()).isZero();
        assertThat(new Intruder(port).logsIn("x82", "demo").header("Location")).endsWith("/login?error");
    }

    @Test
    void should_leave_nothing_to_who_gets_the_id_or_the_group_s_name_later() {
        account("x83");
        identity.saveGroup(identity.newGroup("helpers"));
        for (boolean group : List.of(true, false)) {
            Authorization grant =
                    engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            if (group) {
                grant.setGroupId("helpers");
            } else {
                grant.setUserId("x83");
            }
            grant.setResource(Resources.USER);
            grant.setResourceId("*");
            grant.addPermission(Permissions.ALL);
            engine.getAuthorizationService().saveAuthorization(grant);
        }
        identity.deleteUser("x83");
        identity.deleteGroup("helpers");
        made.clear();
        assertThat(engine.getAuthorizationService()
                        .createAuthorizationQuery()
                        .userIdIn("x83")
                        .count())
                .isZero();
        assertThat(engine.getAuthorizationService()
                        .createAuthorizationQuery()
                        .groupIdIn("helpers")
                        .count())
                .isZero();
    }

    @Test
    void should_end_sessions_when_somebody_else_changes_the_password() {
        account("x84", OFFICERS);
        Intruder person = Intruder.of("x84", port);
        Intruder admin = Intruder.of("admin", port);
        assertThat(admin.put(
                                API + "/user/x84/credentials",
                                "{\"password\":\"other\",\"authenticatedUserPassword\":\"demo\"}")
                        .status())
                .isEqualTo(204);
        Answer refused = person.get(API + "/filter");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("密码已更改");
        assertThat(person.get("/").header("Location")).endsWith("/login?ended=password");
        assertThat(admin.get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void should_let_the_session_go_on_in_which_somebody_changes_the_own_password_by_camunda_s_rest() {
        account("x85", "camunda-admin");
        Intruder here = Intruder.of("x85", port);
        Intruder there = Intruder.of("x85", port);
        assertThat(here.put(
                                API + "/user/x85/credentials",
                                "{\"password\":\"other\",\"authenticatedUserPassword\":\"demo\"}")
                        .status())
                .isEqualTo(204);
        assertThat(here.get("/api/me").status()).isEqualTo(200);
        assertThat(there.get("/api/me").status()).isEqualTo(401);
    }

    @Test
    void should_end_the_session_of_a_locked_account_and_let_nobody_in() {
        account("x86", "applicants");
        Intruder person = Intruder.of("x86", port);
        jdbc.sql("update ACT_ID_USER set LOCK_EXP_TIME_ = :end where ID_ = 'x86'")
                .param(
                        "end",
                        Timestamp.from(TestClock.START
                                .plusDays(1)
                                .atStartOfDay(java.time.ZoneOffset.UTC)
                                .toInstant()))
                .update();
        rights.forgetAll();
        Answer refused = person.get("/api/me");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("账号已被锁定");
        assertThat(new Intruder(port).logsIn("x86", "demo").header("Location")).endsWith("/login?error");
        assertThat(person.get("/lookup").status()).isEqualTo(200);
        identity.unlockUser("x86");
        assertThat(Intruder.of("x86", port).get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void should_end_the_oldest_of_too_many_sessions_of_a_person() {
        account("x87", "applicants");
        List<Intruder> devices =
                Stream.generate(() -> Intruder.of("x87", port)).limit(6).toList();
        assertThat(devices.get(0).get("/").header("Location")).endsWith("/login?ended=crowded");
        assertThat(devices.get(0).get("/api/me").body()).contains("又在其他地方登录");
        assertThat(devices.subList(1, 6))
                .allSatisfy(device -> assertThat(device.get("/api/me").status()).isEqualTo(200));
    }

    @Test
    void should_end_the_session_that_was_unused_for_longest_on_a_full_node() {
        Sessions sessions = new Sessions(trail, 5, 3);
        List<MockHttpSession> kept =
                Stream.of(3, 1, 2).map(RightsTest::lastUsed).toList();
        for (int person = 0; person < 3; person++) {
            sessions.begun(kept.get(person), "w0" + (person + 1), "127.0.0.1");
        }
        MockHttpSession fourth = lastUsed(4);
        sessions.begun(fourth, "w04", "127.0.0.1");
        assertThat(kept).extracting(MockHttpSession::isInvalid).containsExactly(false, true, false);
        assertThat(fourth.isInvalid()).isFalse();
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRequestedSessionId(kept.get(1).getId());
        assertThat(sessions.whyEnded(request)).contains(Ended.FULL);
    }

    private static MockHttpSession lastUsed(long at) {
        return new MockHttpSession() {
            @Override
            public long getLastAccessedTime() {
                return at;
            }
        };
    }

    /** Each node has such an object of its own over the one database. */
    @Test
    void should_be_known_to_another_node_within_seconds_and_cost_it_a_statement_only_then() {
        account("x88", OFFICERS);
        Instant[] now = {Instant.parse("2026-09-01T08:00:00Z")};
        Rights another = new Rights(jdbc, Duration.ofSeconds(60), Duration.ofSeconds(2), () -> now[0]);
        assertThat(another.of("x88").orElseThrow().groups()).containsExactly(OFFICERS);
        long before = another.grants();

        identity.deleteMembership("x88", OFFICERS);
        assertThat(rights.of("x88").orElseThrow().groups()).isEmpty();
        assertThat(another.of("x88").orElseThrow().groups()).containsExactly(OFFICERS);
        now[0] = now[0].plusSeconds(2);
        assertThat(another.of("x88").orElseThrow().groups()).isEmpty();
        assertThat(another.grants()).isGreaterThan(before);

        identity.deleteUser("x88");
        made.clear();
        now[0] = now[0].plusSeconds(2);
        assertThat(another.of("x88")).isEmpty();
    }

    @Test
    void should_cost_no_statement_for_each_request() {
        account("x92", OFFICERS);
        AtomicInteger statements = new AtomicInteger();
        JdbcClient counted = JdbcClient.create(new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                statements.incrementAndGet();
                return super.getConnection();
            }
        });
        Instant[] now = {Instant.parse("2026-09-01T08:00:00Z")};
        Rights node = new Rights(counted, Duration.ofSeconds(10), Duration.ofSeconds(2), () -> now[0]);
        for (int request = 0; request < 1000; request++) {
            node.of("x92");
            now[0] = now[0].plusMillis(10);
        }
        // Ten seconds: one look at the person, five at the version.
        assertThat(statements).hasValue(6);
    }

    @Test
    void should_forget_what_was_read_longer_ago_than_seconds() {
        account("x89", OFFICERS);
        Instant[] now = {Instant.parse("2026-09-01T08:00:00Z")};
        Rights node = new Rights(jdbc, Duration.ofSeconds(10), Duration.ofSeconds(2), () -> now[0]);
        assertThat(node.of("x89")).isPresent();
        jdbc.sql("delete from ACT_ID_MEMBERSHIP where USER_ID_ = 'x89'").update();
        assertThat(node.of("x89").orElseThrow().groups()).isNotEmpty();
        now[0] = now[0].plusSeconds(10);
        assertThat(node.of("x89").orElseThrow().groups()).isEmpty();
    }

    @Test
    void should_undo_with_the_transaction_and_forget_nothing_then() {
        account("x90", OFFICERS);
        assertThat(rights.of("x90")).isPresent();
        long before =
                jdbc.sql("select version from rights_version").query(Long.class).single();
        identity.setAuthentication("admin", List.of("camunda-admin"));
        try {
            identity.createMembership("x90", "no-such-group");
        } catch (RuntimeException refused) {
            assertThat(refused).hasMessageContaining("no-such-group");
        } finally {
            identity.clearAuthentication();
        }
        assertThat(jdbc.sql("select version from rights_version")
                        .query(Long.class)
                        .single())
                .isEqualTo(before);
    }

    @Test
    void should_change_nothing_for_others_when_somebody_types_a_wrong_password() {
        account("x91", "applicants");
        long before =
                jdbc.sql("select version from rights_version").query(Long.class).single();
        new Intruder(port).logsIn("x91", "wrong");
        new Intruder(port).logsIn("x91", "demo");
        assertThat(jdbc.sql("select version from rights_version")
                        .query(Long.class)
                        .single())
                .isEqualTo(before);
    }
}
