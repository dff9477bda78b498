package org.certrenewal.setup;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.identity.User;
import org.certrenewal.CannotStart;
import org.certrenewal.access.Role;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Prepares the database before the web server opens: groups, rights, filters, administrator, and the demonstration. */
@Component
class Setup implements SmartLifecycle {

    private final Grants grants;
    private final TaskFilters filters;
    private final ObjectProvider<DemoData> demo;
    private final IdentityService identity;
    private final List<StandIn> standIns;
    private final Environment environment;
    private final Rekeying rekeying;
    private final String adminId;
    private final String adminPassword;
    private boolean running;

    Setup(
            Grants grants,
            TaskFilters filters,
            ObjectProvider<DemoData> demo,
            IdentityService identity,
            List<StandIn> standIns,
            Environment environment,
            Rekeying rekeying,
            @Value("${renewal.admin.id:}") String adminId,
            @Value("${renewal.admin.password:}") String adminPassword) {
        this.grants = grants;
        this.filters = filters;
        this.demo = demo;
        this.identity = identity;
        this.standIns = standIns;
        this.environment = environment;
        this.rekeying = rekeying;
        this.adminId = adminId;
        this.adminPassword = adminPassword;
    }

    @Override
    public void start() {
        refuseStandInsInProduction();
        if (Boolean.TRUE.equals(environment.getProperty("renewal.keys.rotate", Boolean.class, false))) {
            rekeying.rotate();
        }
        grants.grant();
        Optional.ofNullable(demo.getIfAvailable()).ifPresent(DemoData::load);
        administrator();
        filters.make();
        running = true;
    }

    private void refuseStandInsInProduction() {
        if (!standIns.isEmpty() && environment.acceptsProfiles(Profiles.of("production"))) {
            throw standIns(standIns.stream().map(StandIn::standsInFor).toList());
        }
    }

    private void administrator() {
        boolean there =
                identity.createUserQuery().memberOfGroup(Role.ADMIN.group()).count() > 0;
        if (there) {
            return;
        }
        if (adminId.isBlank() || adminPassword.isBlank()) {
            throw noAdministrator();
        }
        User user = identity.newUser(adminId);
        user.setLastName("系统管理员");
        user.setPassword(adminPassword);
        try {
            identity.saveUser(user);
        } catch (ProcessEngineException weak) {
            throw weakPassword();
        }
        identity.createMembership(adminId, Role.ADMIN.group());
    }

    /** Says that production has some, by what they stand in for. */
    static CannotStart standIns(List<String> names) {
        return new CannotStart(
                "在生产环境（profile production）中不能使用演示替身：" + String.join("、", names),
                "为每个外部系统配置真实的接入（见 README 的“设置”），或者不要使用 production");
    }

    /** Says that there is none. */
    static CannotStart noAdministrator() {
        return new CannotStart(
                "还没有系统管理员，也没有配置第一个管理员",
                "第一次启动时设置 renewal.admin.id 和 renewal.admin.password（例如环境变量 RENEWAL_ADMIN_ID、"
                        + "RENEWAL_ADMIN_PASSWORD），或者用 demo 启动演示");
    }

    /** Says that the first one's password is too easy to guess. */
    static CannotStart weakPassword() {
        return new CannotStart("第一个管理员的密码太弱，不能启动", "renewal.admin.password 至少10个字符，包含大写字母、小写字母、数字和符号，且不含账号");
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the job executor and the web server. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 100;
    }
}
