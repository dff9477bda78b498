package org.certrenewal.access.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.certrenewal.access.limits.Limits;
import org.certrenewal.access.limits.Throttle;
import org.certrenewal.casefile.Problem;
import org.certrenewal.process.AsService;
import org.springframework.stereotype.Component;

/**
 * Changes the password of who is logged in, whatever the role: the old one is asked for, and the number of tries
 * limited. The session goes on, all others of the person end.
 */
@Component
public class OwnPassword {

    static final String OLD = "old";
    static final String NEW = "new";
    static final String AGAIN = "again";

    private static final int LONGEST = 256;

    /** What the engine's rules ask for; each names itself so. */
    private static final Map<String, String> RULES = Map.of(
            "PASSWORD_POLICY_USER_DATA", "新密码不能包含用户名、姓名或邮箱",
            "PASSWORD_POLICY_LENGTH", "新密码至少要有%s个字符",
            "PASSWORD_POLICY_LOWERCASE", "新密码至少要有%s个小写字母",
            "PASSWORD_POLICY_UPPERCASE", "新密码至少要有%s个大写字母",
            "PASSWORD_POLICY_DIGIT", "新密码至少要有%s个数字",
            "PASSWORD_POLICY_SPECIAL", "新密码至少要有%s个符号，如 ! # %% & *");

    private final IdentityService identity;
    private final ProcessEngineConfiguration engine;
    private final AsService service;
    private final Throttle throttle;
    private final Limits limits;
    private final IdentityWatch watch;
    private final ProviderAccounts accounts;

    OwnPassword(
            IdentityService identity,
            ProcessEngine engine,
            AsService service,
            Throttle throttle,
            Limits limits,
            IdentityWatch watch,
            ProviderAccounts accounts) {
        this.accounts = accounts;
        this.watch = watch;
        this.identity = identity;
        this.engine = engine.getProcessEngineConfiguration();
        this.service = service;
        this.throttle = throttle;
        this.limits = limits;
    }

    /** Tells what a new password must be like, in words; empty where the engine doesn't mind. */
    public List<String> policy() {
        return engine.isEnablePasswordPolicy()
                ? engine.getPasswordPolicy().getRules().stream()
                        .map(OwnPassword::sentence)
                        .toList()
                : List.of();
    }

    /** Lets the account do nothing any more but change its password, as whoever made it knows it. */
    public void mustBeChanged(String user) {
        watch.mustChange(user, true);
    }

    /**
     * Changes it.
     *
     * @return what is wrong, at the fields; empty if it is changed
     */
    public List<Problem> change(String user, String old, String fresh, String again) {
        List<Problem> problems = new ArrayList<>();
        User account = service.get(() -> identity.createUserQuery().userId(user).singleResult());
        if (accounts.isBound(user)) {
            return List.of(new Problem(OLD, "您通过登录平台登录，没有本系统的密码；要修改密码，请到登录平台办理"));
        }
        if (old.isEmpty()) {
            problems.add(new Problem(OLD, "请输入当前密码"));
        }
        problems.addAll(wrong(account, old, fresh));
        if (!fresh.equals(again)) {
            problems.add(new Problem(AGAIN, "两次输入的新密码不一样"));
        }
        if (!problems.isEmpty()) {
            return problems;
        }
        Throttle.Limit tries = new Throttle.Limit("own-password", limits.loginsByUserAndAddress(), limits.period());
        // Counted first, so that nobody tries more at the same time.
        if (!throttle.take(tries, user)) {
            return List.of(new Problem(OLD, "当前密码输错的次数过多，请" + limits.period().toMinutes() + "分钟后再试"));
        }
        if (old.length() > LONGEST || !service.get(() -> identity.checkPassword(user, old))) {
            return List.of(new Problem(OLD, "当前密码不正确"));
        }
        throttle.forget(tries, user);
        service.get(() -> {
            User now = identity.createUserQuery().userId(user).singleResult();
            now.setPassword(fresh);
            identity.saveUser(now);
            return null;
        });
        return List.of();
    }

    private List<Problem> wrong(User account, String old, String fresh) {
        if (fresh.isEmpty()) {
            return List.of(new Problem(NEW, "请输入新密码"));
        }
        if (fresh.length() > LONGEST) {
            return List.of(new Problem(NEW, "新密码最多" + LONGEST + "个字符"));
        }
        if (fresh.equals(old)) {
            return List.of(new Problem(NEW, "新密码不能和当前密码一样"));
        }
        if (!engine.isEnablePasswordPolicy()) {
            return List.of();
        }
        return service.get(() -> identity.checkPasswordAgainstPolicy(fresh, account)).getViolatedRules().stream()
                .map(rule -> new Problem(NEW, sentence(rule)))
                .toList();
    }

    private static String sentence(PasswordPolicyRule rule) {
        return String.format(
                RULES.getOrDefault(rule.getPlaceholder(), "新密码不符合要求"),
                rule.getParameters() == null
                        ? new Object[0]
                        : rule.getParameters().values().toArray());
    }
}
