package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.documents.Papers;
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
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tries to become an officer as an administrator, to give roles alone, and to remove the last administrator. */
@RenewalTest
class StaffRulesTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final String NEW = "x-new";
    private static final String OFFICERS = "officers-330200";
    private static final List<String> OF_AN_OFFICE = List.of(OFFICERS, "supervisors-330200", "clerks-330200");

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Papers papers;

    @Autowired
    @Qualifier("setup")
    private SmartLifecycle setup;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        person(NEW);
    }

    @AfterEach
    void end() {
        jdbc.sql("delete from role_proposal").update();
        identity().deleteUser(NEW);
    }

    @Test
    void should_let_no_administrator_into_an_office_and_nobody_of_an_office_among_administrators() {
        Intruder admin = Intruder.of("admin", port);
        for (String group : OF_AN_OFFICE) {
            assertRefused(admin.put(ENGINE + "/group/" + group + "/members/admin", "{}"), "互斥");
            assertRefused(admin.put(ENGINE + "/group/" + group + "/members/admin2", "{}"), "互斥");
            assertThatThrownBy(() -> identity().createMembership("admin", group))
                    .isInstanceOf(BadUserRequestException.class)
                    .hasMessageContaining("互斥");
            assertThat(propose(admin, "admin2", group)).contains("互斥");
        }
        for (String official : List.of("o01", "s01", "c01")) {
            assertRefused(admin.put(ENGINE + "/group/camunda-admin/members/" + official, "{}"), "互斥");
            assertThatThrownBy(() -> identity().createMembership(official, "camunda-admin"))
                    .hasMessageContaining("互斥");
            assertThat(propose(admin, official, "camunda-admin")).contains("互斥");
        }
        assertThat(groups("admin")).containsExactly("camunda-admin");
        assertThat(groups("o01")).containsExactly(OFFICERS);
    }

    @Test
    void should_need_two_administrators_for_a_role() {
        Intruder admin = Intruder.of("admin", port);
        Intruder second = Intruder.of("admin2", port);
        for (String group :
                Stream.concat(OF_AN_OFFICE.stream(), Stream.of("camunda-admin")).toList()) {
            assertRefused(admin.put(ENGINE + "/group/" + group + "/members/" + NEW, "{}"), "/admin/roles");
            assertThatThrownBy(() -> renewals.as("admin", () -> {
                        identity().createMembership(NEW, group);
                        return null;
                    }))
                    .hasMessageContaining("/admin/roles");
        }
        assertThat(groups(NEW)).isEmpty();

        assertThat(propose(admin, NEW, OFFICERS)).contains("等待另一位系统管理员确认");
        assertThat(propose(second, NEW, OFFICERS)).contains("已经有人提出");
        assertThat(answer(admin, "confirmation")).contains("不能确认自己提出的");
        assertThat(groups(NEW)).isEmpty();
        assertThat(answer(second, "confirmation")).contains("角色已经授予");
        assertThat(groups(NEW)).containsExactly(OFFICERS);
        assertThat(administration())
                .anyMatch(it -> it.startsWith("admin role-proposed " + NEW + " " + OFFICERS))
                .anyMatch(it -> it.startsWith("admin2 role-granted " + NEW + " " + OFFICERS + " proposed by admin"));
        assertThat(Intruder.of(NEW, port).get("/api/me").body()).contains("officer");

        // One is enough to take it away.
        admin.form("/admin/roles/removals", Map.of("user", NEW, "group", OFFICERS));
        assertThat(groups(NEW)).isEmpty();
        assertThat(administration()).contains("admin role-removed " + NEW + " " + OFFICERS);
    }

    @Test
    void should_count_nobody_for_one_of_the_two_who_is_no_administrator_any_more() {
        identity().createMembership(NEW, "camunda-admin");
        person("x-third");
        try {
            Intruder proposer = Intruder.of(NEW, port);
            assertThat(propose(proposer, "x-third", OFFICERS)).contains("等待另一位系统管理员确认");
            identity().deleteMembership(NEW, "camunda-admin");
            assertThat(answer(Intruder.of("admin", port), "confirmation")).contains("须是系统管理员");
            assertThat(groups("x-third")).isEmpty();
        } finally {
            identity().deleteUser("x-third");
        }
    }

    @Test
    void should_forget_a_proposal_that_nobody_confirms_in_time_and_end_one_that_is_declined() {
        Intruder admin = Intruder.of("admin", port);
        Intruder second = Intruder.of("admin2", port);
        propose(admin, NEW, OFFICERS);
        jdbc.sql("update role_proposal set expires_at = proposed_at").update();
        assertThat(answer(second, "confirmation")).contains("逾期");
        assertThat(propose(second, NEW, OFFICERS)).contains("等待另一位系统管理员确认");
        assertThat(answer(admin, "refusal")).contains("已经终止");
        assertThat(answer(second, "confirmation")).contains("已经办结");
        assertThat(groups(NEW)).isEmpty();
        for (String user : List.of("o01", "s01", "a01", "w01")) {
            assertThat(Intruder.of(user, port).get("/admin/roles").status()).isEqualTo(403);
        }
        assertThat(propose(admin, "nobody-there", OFFICERS)).contains("没有账号");
        assertThat(propose(admin, NEW, "analysts")).contains("不须");
    }

    @Test
    void should_know_no_group_of_an_office_that_does_not_exist() {
        Intruder admin = Intruder.of("admin", port);
        for (String group : List.of("officers-999999", "officers-", "supervisors-3302", "clerks-x", "friends")) {
            assertRefused(
                    admin.post(ENGINE + "/group/create", "{\"id\":\"" + group + "\",\"name\":\"x\",\"type\":\"x\"}"),
                    "没有“" + group + "”这个角色");
            assertThatThrownBy(() -> renewals.as("admin", () -> {
                        Group made = identity().newGroup(group);
                        identity().saveGroup(made);
                        return null;
                    }))
                    .hasMessageContaining("没有“" + group + "”这个角色");
            assertThat(propose(admin, NEW, group)).isNotEmpty();
            assertThat(groups(NEW)).isEmpty();
        }
        assertRefused(admin.delete(ENGINE + "/group/" + OFFICERS), "不能删除");
        assertRefused(admin.delete(ENGINE + "/group/camunda-admin"), "不能删除");
        assertThat(groups("o01")).containsExactly(OFFICERS);
    }

    @Test
    void should_keep_the_last_administrator() {
        Intruder admin = Intruder.of("admin", port);
        identity().deleteMembership("admin2", "camunda-admin");
        try {
            assertRefused(admin.delete(ENGINE + "/user/admin"), "最后一位系统管理员");
            assertRefused(admin.delete(ENGINE + "/group/camunda-admin/members/admin"), "最后一位系统管理员");
            assertThatThrownBy(() -> identity().deleteUser("admin")).hasMessageContaining("最后一位系统管理员");
            assertThatThrownBy(() -> identity().deleteMembership("admin", "camunda-admin"))
                    .hasMessageContaining("最后一位系统管理员");
            admin.form("/admin/roles/removals", Map.of("user", "admin", "group", "camunda-admin"));
            assertThat(admin.get("/admin/roles").body()).contains("最后一位系统管理员，不能删除", "不足两位系统管理员");
            assertThat(groups("admin")).containsExactly("camunda-admin");
        } finally {
            identity().createMembership("admin2", "camunda-admin");
        }
    }

    @Test
    void should_keep_one_of_two_who_remove_each_other_at_one_moment() throws Exception {
        for (int round = 0; round < 5; round++) {
            Intruder one = Intruder.of("admin", port);
            Intruder other = Intruder.of("admin2", port);
            CountDownLatch together = new CountDownLatch(1);
            ExecutorService two = Executors.newFixedThreadPool(2);
            Future<Answer> first = two.submit(() -> {
                together.await();
                return one.delete(ENGINE + "/group/camunda-admin/members/admin2");
            });
            Future<Answer> second = two.submit(() -> {
                together.await();
                return other.delete(ENGINE + "/group/camunda-admin/members/admin");
            });
            together.countDown();
            List<Integer> statuses =
                    new ArrayList<>(List.of(first.get().status(), second.get().status()));
            two.shutdown();
            assertThat(two.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            List<String> left = jdbc.sql("select USER_ID_ from ACT_ID_MEMBERSHIP where GROUP_ID_ = 'camunda-admin'")
                    .query(String.class)
                    .list();
            for (String id : List.of("admin", "admin2")) {
                if (!left.contains(id)) {
                    identity().createMembership(id, "camunda-admin");
                }
            }
            assertThat(left).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 204).hasSize(1);
        }
    }

    @Test
    void should_let_no_administrator_become_the_other_by_a_new_password() {
        Intruder admin = Intruder.of("admin", port);
        String credentials = "{\"password\":\"taken-over-1A\",\"authenticatedUserPassword\":\"demo\"}";
        assertRefused(admin.put(ENGINE + "/user/admin2/credentials", credentials), "--renewal.admin.reset");
        assertThat(identity().checkPassword("admin2", "demo")).isTrue();
        assertThat(admin.put(ENGINE + "/user/" + NEW + "/credentials", credentials)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void should_grant_no_tasks_to_administrators() {
        Intruder admin = Intruder.of("admin", port);
        for (String grantee :
                List.of("\"userId\":\"admin\"", "\"userId\":\"admin2\"", "\"groupId\":\"camunda-admin\"")) {
            assertRefused(
                    admin.post(
                            ENGINE + "/authorization/create",
                            "{\"type\":1,\"permissions\":[\"ALL\"],\"resourceType\":7,\"resourceId\":\"*\"," + grantee
                                    + "}"),
                    "互斥");
        }
    }

    /** Authorizations of the engine are no way round the roles: what is seen and decided follows from the office. */
    @Test
    void should_let_no_authorization_make_an_officer_of_another_office() {
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)));
        String task = renewal.task(Tasks.ACCEPT_APPLICATION).getId();
        Authorization grant = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setUserId("o11");
        grant.setResource(Resources.TASK);
        grant.setResourceId("*");
        grant.setPermissions(new Permission[] {Permissions.ALL});
        engine.getAuthorizationService().saveAuthorization(grant);
        try {
            Intruder stranger = Intruder.of("o11", port);
            assertThat(stranger.get("/api/tasks/" + task).status()).isEqualTo(404);
            assertThat(stranger.post("/api/tasks/" + task + "/claim", "{}").status())
                    .isEqualTo(404);
            assertThat(stranger.post(ENGINE + "/task/" + task + "/claim", "{\"userId\":\"o11\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(renewal.task(Tasks.ACCEPT_APPLICATION).getAssignee()).isNull();
        } finally {
            engine.getAuthorizationService().deleteAuthorization(grant.getId());
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    /** Both roles in one person come from past the program only, as in a database of an older version. */
    @Test
    void should_let_an_administrator_decide_and_see_nothing_even_with_both_roles() {
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .isAccepted("o01");
        String review = renewal.task(Tasks.REVIEW_APPLICATION).getId();
        String paper = papers.of(renewal.number()).get(0).id();
        jdbc.sql("insert into ACT_ID_MEMBERSHIP (USER_ID_, GROUP_ID_) values ('admin2', ?)")
                .param(OFFICERS)
                .update();
        try {
            Intruder both = Intruder.of("admin2", port);
            assertThat(both.get("/api/papers/" + paper).status()).isEqualTo(404);
            assertThat(both.get("/api/tasks/" + review).status()).isEqualTo(404);
            assertThat(both.post(ENGINE + "/task/" + review + "/claim", "{\"userId\":\"admin2\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(renewal.task(Tasks.REVIEW_APPLICATION).getAssignee()).isNull();
            setup.stop();
            setup.start();
            assertThat(groups("admin2")).containsExactly("camunda-admin");
        } finally {
            jdbc.sql("delete from ACT_ID_MEMBERSHIP where USER_ID_ = 'admin2' and GROUP_ID_ = ?")
                    .param(OFFICERS)
                    .update();
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    private void assertRefused(Answer answer, String why) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(why).doesNotContain("ENGINE-", "org.camunda");
    }

    private static String propose(Intruder admin, String user, String group) {
        admin.form("/admin/roles/proposals", Map.of("user", user, "group", group));
        return message(admin);
    }

    private String answer(Intruder admin, String how) {
        String id = jdbc.sql(
                        "select id from role_proposal order by proposed_at desc, expires_at desc fetch first 1 rows only")
                .query(String.class)
                .single();
        admin.form("/admin/roles/proposals/" + id + "/" + how, Map.of());
        return message(admin);
    }

    /** Returns what the page says after a click. */
    private static String message(Intruder admin) {
        String page = admin.get("/admin/roles").body();
        int note = page.indexOf("class=\"rw-note\"");
        return note < 0 ? "" : page.substring(note, page.indexOf("</p>", note));
    }

    private List<String> administration() {
        return audit.of(AuditTrail.ADMINISTRATION).stream()
                .map(entry -> entry.actor() + " " + entry.deed() + " " + entry.detail())
                .toList();
    }

    private List<String> groups(String user) {
        return identity().createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
    }

    private void person(String id) {
        User user = identity().newUser(id);
        user.setLastName("新来的人");
        user.setPassword("demo");
        identity().saveUser(user);
    }

    private IdentityService identity() {
        return engine.getIdentityService();
    }
}
