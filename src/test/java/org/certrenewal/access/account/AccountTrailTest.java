package org.certrenewal.access.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Proves that log-ins, sessions, users, groups and grants leave a trace: who did what to whom, and no values. */
@RenewalTest
class AccountTrailTest {

    private static final String API = "/camunda/api/engine/engine/default";

    @LocalServerPort
    private int port;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private IdentityService identity;

    @Autowired
    private AuthorizationService authorizations;

    private final List<String> made = new ArrayList<>();
    private int before;

    @BeforeEach
    void look() {
        before = trail.of(AuditTrail.ADMINISTRATION).size();
    }

    @AfterEach
    void end() {
        made.forEach(identity::deleteUser);
    }

    private void account(String id) {
        User user = identity.newUser(id);
        user.setPassword("demo");
        identity.saveUser(user);
        made.add(id);
    }

    private List<String> administration() {
        return lines(trail.of(AuditTrail.ADMINISTRATION)
                .subList(before, trail.of(AuditTrail.ADMINISTRATION).size()));
    }

    private List<String> of(String chain) {
        return lines(trail.of(chain));
    }

    private static List<String> lines(List<AuditTrail.Entry> entries) {
        return entries.stream()
                .map(entry -> (entry.actor() + " " + entry.deed() + " " + entry.detail()).strip())
                .toList();
    }

    @Test
    void should_say_what_was_granted_to_whom_and_what_it_was_before() {
        Intruder admin = Intruder.of("admin", port);
        String created = admin.post(
                        API + "/authorization/create",
                        "{\"type\":1,\"resourceType\":7,\"resourceId\":\"*\",\"groupId\":\"officers-330200\","
                                + "\"permissions\":[\"READ\"]}")
                .body();
        String id = created.replaceAll("(?s).*\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        admin.put(
                API + "/authorization/" + id,
                "{\"resourceType\":7,\"resourceId\":\"*\",\"groupId\":\"officers-330200\",\"permissions\":[\"ALL\"]}");
        admin.delete(API + "/authorization/" + id);
        admin.post(
                API + "/authorization/create",
                "{\"type\":0,\"resourceType\":7,\"resourceId\":\"*\",\"userId\":\"*\",\"permissions\":[\"ALL\"]}");
        String everybody = authorizations
                .createAuthorizationQuery()
                .authorizationType(Authorization.AUTH_TYPE_GLOBAL)
                .resourceType(Resources.TASK)
                .singleResult()
                .getId();
        authorizations.deleteAuthorization(everybody);
        assertThat(administration())
                .contains(
                        "admin granted GRANT TASK/* group:officers-330200 READ",
                        "admin grant-changed GRANT TASK/* group:officers-330200 READ → ALL",
                        "admin grant-removed GRANT TASK/* group:officers-330200 ALL",
                        "admin granted GLOBAL TASK/* user:* ALL",
                        "system grant-removed GLOBAL TASK/* user:* ALL");
    }

    @Test
    void should_cut_no_long_grant_off() {
        Grant everything = new Grant(
                1, Resources.PROCESS_DEFINITION.resourceType(), "x".repeat(64), null, "y".repeat(255), 0x7ffffffe);
        List<String> lines = Grant.change(java.util.Optional.empty(), java.util.Optional.of(everything));
        assertThat(lines).hasSizeGreaterThan(1).allMatch(line -> line.length() <= 280);
        assertThat(String.join(" ", lines)).contains("CREATE_INSTANCE", "DELETE_HISTORY", "UPDATE_HISTORY");
    }

    @Test
    void should_say_who_came_who_joined_what_and_who_went() {
        Intruder admin = Intruder.of("admin", port);
        admin.post(
                API + "/user/create",
                "{\"profile\":{\"id\":\"x50\",\"lastName\":\"赵一曼\"},\"credentials\":{\"password\":\"secret-password\"}}");
        admin.put(
                API + "/user/x50/profile",
                "{\"id\":\"x50\",\"firstName\":\"小\",\"lastName\":\"赵一曼\",\"email\":\"x50@example.com\"}");
        admin.put(API + "/group/analysts/members/x50", "{}");
        admin.delete(API + "/group/analysts/members/x50");
        admin.put(
                API + "/user/x50/credentials",
                "{\"password\":\"another-secret\",\"authenticatedUserPassword\":\"demo\"}");
        admin.put(API + "/group/analysts", "{\"id\":\"analysts\",\"name\":\"分析人员\"}");
        admin.delete(API + "/user/x50");
        assertThat(administration())
                .contains(
                        "admin user-created x50",
                        "admin user-changed x50 first-name,email",
                        "admin member-added x50 analysts",
                        "admin member-removed x50 analysts",
                        "admin user-changed x50 password",
                        "admin group-changed analysts",
                        "admin user-deleted x50")
                .noneMatch(line -> line.contains("赵一曼") || line.contains("secret") || line.contains("example.com"));
        assertThat(of("account/x50")).contains("admin password-changed");
    }

    @Test
    void should_say_what_code_does_with_tenants() {
        account("x51");
        Tenant tenant = identity.newTenant("t1");
        identity.saveTenant(tenant);
        identity.createTenantUserMembership("t1", "x51");
        identity.deleteTenantUserMembership("t1", "x51");
        identity.deleteTenant("t1");
        assertThat(administration())
                .containsSubsequence(
                        "system tenant-created t1",
                        "system tenant-member-added t1 user:x51",
                        "system tenant-member-removed t1 user:x51",
                        "system tenant-deleted t1");
    }

    @Test
    void should_say_who_logged_in_and_out_and_whose_session_ended_why() {
        account("x52");
        Intruder first = Intruder.of("x52", port);
        Intruder second = Intruder.of("x52", port);
        first.form("/logout", Map.of());
        second.post("/camunda/api/admin/auth/user/default/logout", "");
        Intruder third = Intruder.of("x52", port);
        identity.deleteUser("x52");
        made.clear();
        third.get("/api/me");
        third.get("/api/me");
        assertThat(of("account/x52"))
                .containsExactly(
                        "x52 logged-in",
                        "x52 logged-in",
                        "x52 logged-out",
                        "x52 logged-out",
                        "x52 logged-in",
                        "system session-ended account");
        assertThat(trail.of("account/x52").get(0).content()).hasSize(64);
    }

    @Test
    void should_say_that_somebody_changed_the_own_password() {
        account("x53");
        Intruder here = Intruder.of("x53", port);
        Intruder there = Intruder.of("x53", port);
        here.form("/my/password", Map.of("oldPassword", "demo", "newPassword", "other", "newPasswordAgain", "other"));
        there.get("/");
        assertThat(of("account/x53"))
                .containsExactly(
                        "x53 logged-in", "x53 logged-in", "x53 password-changed own", "system session-ended password");
    }

    @Test
    void should_say_who_was_refused_and_locked_out() {
        account("x54");
        for (int guess = 0; guess < 9; guess++) {
            new Intruder(port).logsIn("x54", "wrong");
        }
        assertThat(of("account/x54"))
                .as("the lock stands there as it begins, and once")
                .containsExactly(
                        "log-in-refused wrong password",
                        "log-in-refused wrong password",
                        "log-in-refused wrong password",
                        "log-in-refused wrong password",
                        "log-in-refused wrong password",
                        "locked-out tried too often");
    }

    /** Or the table would be theirs to fill. */
    @Test
    void should_let_strangers_add_one_line_in_a_period() {
        int known = of(AccountTrail.STRANGERS).size();
        for (int guess = 0; guess < 20; guess++) {
            new Intruder(port).logsIn("nobody" + guess, "wrong");
        }
        assertThat(of(AccountTrail.STRANGERS)).hasSize(known + 1).last().isEqualTo("log-in-refused no such account");
        assertThat(of("account/nobody1")).isEmpty();
    }
}
