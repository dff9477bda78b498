package org.certrenewal.access.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.DefaultPasswordPolicyImpl;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.Intruder.Answer;
import org.certrenewal.testing.RenewalTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Proves that everybody can change the own password, and that a password of an administrator's is good for that only.
 */
@RenewalTest
class PasswordTest {

    private static final String API = "/camunda/api/engine/engine/default";

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    private final List<String> made = new ArrayList<>();

    @AfterEach
    void end() {
        made.forEach(identity::deleteUser);
    }

    private Intruder account(String id, String... groups) {
        User user = identity.newUser(id);
        user.setLastName("测试");
        user.setPassword("demo");
        identity.saveUser(user);
        made.add(id);
        for (String group : groups) {
            identity.createMembership(id, group);
        }
        return Intruder.of(id, port);
    }

    private static Answer change(Intruder person, String old, String fresh, String again) {
        return person.form("/my/password", Map.of("oldPassword", old, "newPassword", fresh, "newPasswordAgain", again));
    }

    @Test
    void should_let_everybody_change_the_own_password() {
        int number = 0;
        for (String group : List.of(
                "applicants", "officers-330200", "supervisors-330200", "clerks-330200", "analysts", "camunda-admin")) {
            String id = "x7" + number++;
            Intruder here = account(id, group);
            Intruder there = Intruder.of(id, port);
            assertThat(here.get("/").body()).as(group).contains("href=\"/my/password\"");
            assertThat(here.get("/my/password").body()).as(group).contains("当前密码", "再输一次新密码");
            String before = here.cookie("JSESSIONID").orElseThrow();

            // Blanks and what can't be seen count, as at the log-in.
            String fresh = " ot  her\u00A0\u200B";
            Answer changed = change(here, "demo", fresh, fresh);
            assertThat(changed.header("Location")).as(group).endsWith("/my/password?changed");
            assertThat(here.get("/my/password?changed").body()).contains("密码已修改");
            assertThat(here.cookie("JSESSIONID").orElseThrow()).isNotEqualTo(before);
            assertThat(here.get("/api/me").status()).isEqualTo(200);
            Answer elsewhere = there.get("/api/me");
            assertThat(elsewhere.status()).isEqualTo(401);
            assertThat(elsewhere.body()).contains("密码已更改");
            Intruder thief = new Intruder(port);
            thief.keep("JSESSIONID", before);
            assertThat(thief.get("/api/me").status()).isEqualTo(401);
            assertThat(new Intruder(port).logsIn(id, "demo").header("Location")).endsWith("/login?error");
            assertThat(new Intruder(port).logsIn(id, fresh).header("Location")).doesNotContain("error");
        }
    }

    @Test
    void should_say_at_the_fields_what_is_wrong() {
        Intruder person = account("x60", "officers-330200");
        assertThat(change(person, "", "", "")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains("请输入当前密码", "请输入新密码", "密码没有修改");
        });
        assertThat(change(person, "demo", "other", "another").body()).contains("两次输入的新密码不一样");
        assertThat(change(person, "demo", "demo", "demo").body()).contains("新密码不能和当前密码一样");
        assertThat(change(person, "demo", "x".repeat(257), "x".repeat(257)).body())
                .contains("新密码最多256个字符");
        assertThat(change(person, "wrong", "other", "other").body())
                .contains("当前密码不正确")
                .doesNotContain("wrong\"", "other\"");
        assertThat(person.get("/api/me").status()).isEqualTo(200);
        assertThat(person.form("/my/password", Map.of()).status()).isEqualTo(422);
        assertThat(person.withoutTokens()
                        .form(
                                "/my/password",
                                Map.of("oldPassword", "demo", "newPassword", "other", "newPasswordAgain", "other"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void should_hold_the_policy_and_tell_it() {
        Intruder person = account("x61", "clerks-330200");
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        configuration.setPasswordPolicy(new DefaultPasswordPolicyImpl());
        configuration.setEnablePasswordPolicy(true);
        try {
            assertThat(person.get("/my/password").body()).contains("新密码至少要有10个字符", "新密码不能包含用户名、姓名或邮箱");
            Answer weak = change(person, "demo", "x61", "x61");
            assertThat(weak.status()).isEqualTo(422);
            assertThat(weak.body())
                    .contains("至少要有10个字符", "至少要有1个大写字母", "至少要有1个符号", "不能包含用户名")
                    .doesNotContain("PASSWORD_POLICY", "matches");
            assertThat(change(person, "demo", "Tr0ub4dor&3xyz", "Tr0ub4dor&3xyz")
                            .header("Location"))
                    .endsWith("?changed");
        } finally {
            configuration.setEnablePasswordPolicy(false);
        }
    }

    @Test
    void should_limit_how_often_the_old_password_is_guessed() {
        Intruder thief = account("x62", "officers-330200");
        for (int guess = 0; guess < 5; guess++) {
            assertThat(change(thief, "guess" + guess, "mine", "mine").body()).contains("当前密码不正确");
        }
        assertThat(change(thief, "demo", "mine", "mine").body()).contains("次数过多，请15分钟后再试");
        assertThat(new Intruder(port).logsIn("x62", "demo").header("Location")).doesNotContain("error");
        jdbc.sql("delete from throttle").update();
        assertThat(change(thief, "demo", "mine", "mine").header("Location")).endsWith("?changed");
    }

    private Intruder madeByTheAdministrator(String id) {
        Intruder admin = Intruder.of("admin", port);
        assertThat(admin.post(
                                API + "/user/create",
                                "{\"profile\":{\"id\":\"" + id
                                        + "\",\"lastName\":\"新\"},\"credentials\":{\"password\":\"first\"}}")
                        .status())
                .isEqualTo(204);
        made.add(id);
        identity.createMembership(id, "officers-330200");
        Intruder person = new Intruder(port);
        assertThat(person.logsIn(id, "first").header("Location")).doesNotContain("error");
        return person;
    }

    @Test
    void should_let_a_password_of_the_administrator_s_be_used_for_nothing_but_its_change() {
        Intruder person = madeByTheAdministrator("x63");
        mayOnlyChangeThePassword(person);
        assertThat(change(person, "first", "first", "first").body()).contains("新密码不能和当前密码一样");
        mayOnlyChangeThePassword(person);
        assertThat(change(person, "first", "own", "own").header("Location")).endsWith("?changed");
        assertThat(person.get("/api/tasks").status()).isEqualTo(200);
        assertThat(person.get("/camunda/app/tasklist/default/").status()).isEqualTo(200);
        assertThat(person.get(API + "/filter").status()).isEqualTo(200);
        assertThat(Intruder.of("admin", port)
                        .put(
                                API + "/user/x63/credentials",
                                "{\"password\":\"forgot\",\"authenticatedUserPassword\":\"demo\"}")
                        .status())
                .isEqualTo(204);
        Intruder later = new Intruder(port);
        later.logsIn("x63", "forgot");
        mayOnlyChangeThePassword(later);
    }

    private static void mayOnlyChangeThePassword(Intruder person) {
        for (String page : List.of(
                "/", "/my/cases", "/office/certificates", "/camunda/app/tasklist/default/", "/camunda/", "/nowhere")) {
            assertThat(person.get(page).header("Location")).as(page).endsWith("/my/password");
        }
        for (String call : List.of(
                "/api/me",
                "/api/tasks",
                "/api/nowhere",
                API + "/filter",
                API + "/user/x63/profile",
                "/camunda/api/admin/auth/user/default",
                "/camunda/api/engine/engine/")) {
            Answer answer = person.get(call);
            assertThat(answer.status()).as(call).isEqualTo(403);
            assertThat(answer.header("Content-Type")).as(call).startsWith("application/problem+json");
            assertThat(answer.body()).as(call).contains("请先修改密码");
        }
        assertThat(person.form("/renewals", Map.of()).header("Location")).endsWith("/my/password");
        assertThat(person.get("/my/password").status()).isEqualTo(200);
        assertThat(person.get("/my/password").body()).contains("管理员设置").doesNotContain("待办任务");
        assertThat(person.get("/renewal/renewal.css").status()).isEqualTo(200);
    }

    @Test
    void should_let_whoever_must_change_the_password_log_out() {
        Intruder person = madeByTheAdministrator("x64");
        assertThat(person.form("/logout", Map.of()).header("Location")).endsWith("/login?loggedOut");
        assertThat(person.get("/my/password").header("Location")).contains("/login");
    }

    @Test
    void should_ask_nobody_of_the_demonstration_for_a_new_password() {
        for (String person : List.of("w01", "o01", "s01", "c01", "a01", "admin")) {
            assertThat(Intruder.of(person, port).get("/api/me").status()).isEqualTo(200);
        }
    }
}
