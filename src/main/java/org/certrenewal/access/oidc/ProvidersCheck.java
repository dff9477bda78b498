package org.certrenewal.access.oidc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.certrenewal.access.account.LoginProvider;
import org.certrenewal.access.account.LoginSettings;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Looks whether what is set about OpenID providers is complete, and whether everybody can log in who must. Nobody is
 * asked: a provider that is down stops no start.
 */
final class ProvidersCheck implements StartCheck {

    private static final String SETTING = "renewal.login.providers.";
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    @Override
    public String subject() {
        return "登录平台的设置";
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        LoginSettings settings;
        try {
            settings = Binder.get(start.environment()).bindOrCreate("renewal.login", LoginSettings.class);
        } catch (BindException saidBySettingsCheck) {
            return List.of();
        }
        List<CannotStart> reasons = new ArrayList<>();
        settings.providers().forEach((id, provider) -> check(id, provider, start.isProfile("demo"), reasons));
        if (start.serving() && start.isProfile("production")) {
            demand(settings, reasons);
        }
        return reasons;
    }

    private static void demand(LoginSettings settings, List<CannotStart> reasons) {
        if (settings.providers().values().stream().noneMatch(LoginProvider::isForApplicants)) {
            reasons.add(new CannotStart(
                    "没有配置申请人的登录平台，不能启动：申请人须实名登录",
                    "设置 renewal.login.providers.<名称>（people=applicants，以及 issuer、client-id 等，见 docs/login.md）"));
        }
        boolean staff = settings.providers().values().stream()
                .anyMatch(provider -> provider.people() == LoginProvider.People.STAFF);
        if (!staff && !settings.isLocalForAll()) {
            reasons.add(new CannotStart(
                    "机关工作人员无法登录，不能启动：没有配置工作人员的登录平台，而本地密码只限系统管理员使用",
                    "设置 renewal.login.providers.<名称>（people=staff），或者 renewal.login.local=all"));
        }
    }

    private static void check(String id, LoginProvider provider, boolean demo, List<CannotStart> reasons) {
        String name = SETTING + id;
        if (!ID.matcher(id).matches()) {
            reasons.add(new CannotStart("登录平台的名称“" + id + "”不对", "名称用小写字母、数字和“-”，以字母开头，不超过31个字符（" + SETTING + "<名称>）"));
        }
        List<String> missing = missing(provider);
        if (!missing.isEmpty()) {
            reasons.add(new CannotStart(
                    "登录平台 " + id + " 的配置不全，缺少：" + String.join("、", missing), "补全 " + name + " 的这些设置，见 docs/login.md"));
        }
        String issuer = provider.issuer() == null ? "" : provider.issuer().toLowerCase(Locale.ROOT);
        if (!issuer.isBlank() && !issuer.startsWith("https://") && !(demo && issuer.startsWith("http://"))) {
            reasons.add(new CannotStart(
                    "登录平台 " + id + " 的地址不是 https，不能启动：登录信息会在途中被人看到、改动", "把 " + name + ".issuer 改成平台的 https 地址"));
        }
        for (Map.Entry<String, String> role : provider.roles().groups().entrySet()) {
            if (!FirstLogins.isOfProvider(role.getValue())) {
                reasons.add(new CannotStart(
                        "登录平台 " + id + " 不能授予“" + role.getValue() + "”：平台只能授予机关的角色和分析人员",
                        "改正 " + name + ".roles.groups；系统管理员由两位管理员在“角色授予”中产生"));
            }
        }
        if (provider.isForApplicants() && provider.roles().authoritative()) {
            reasons.add(new CannotStart("登录平台 " + id + " 是申请人的，不能授予角色", "去掉 " + name + ".roles，或者改成 people=staff"));
        }
    }

    private static List<String> missing(LoginProvider provider) {
        List<String> missing = new ArrayList<>();
        need(provider.label(), "label", missing);
        need(provider.issuer(), "issuer", missing);
        need(provider.clientId(), "client-id", missing);
        need(provider.clientSecret(), "client-secret", missing);
        need(provider.claims().name(), "claims.name", missing);
        if (provider.people() == null) {
            missing.add("people");
        }
        if (provider.isForApplicants()) {
            need(provider.claims().documentNumber(), "claims.document-number", missing);
            if (provider.acr().isEmpty()) {
                missing.add("acr");
            }
        }
        if (provider.roles().authoritative()) {
            need(provider.roles().claim(), "roles.claim", missing);
            if (provider.roles().groups().isEmpty()) {
                missing.add("roles.groups");
            }
        }
        return missing;
    }

    private static void need(String value, String name, List<String> missing) {
        if (value == null || value.isBlank()) {
            missing.add(name);
        }
    }
}
