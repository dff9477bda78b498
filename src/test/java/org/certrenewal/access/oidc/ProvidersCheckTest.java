package org.certrenewal.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

/** Configures log-in providers wrongly, and reads what the operator is told. */
class ProvidersCheckTest {

    private static final String WORKERS = "renewal.login.providers.workers.";

    private final MockEnvironment environment = new MockEnvironment();

    private List<String> reasons() {
        return new ProvidersCheck()
                        .reasons(new StartCheck.Start(
                                environment, new DefaultListableBeanFactory(), true, Optional.empty()))
                        .stream()
                        .map(CannotStart::getMessage)
                        .toList();
    }

    private void workers() {
        environment
                .withProperty(WORKERS + "label", "浙江政务服务网")
                .withProperty(WORKERS + "people", "applicants")
                .withProperty(WORKERS + "issuer", "https://login.example.gov.cn")
                .withProperty(WORKERS + "client-id", "renewal")
                .withProperty(WORKERS + "client-secret", "secret")
                .withProperty(WORKERS + "acr", "high")
                .withProperty(WORKERS + "claims.name", "name")
                .withProperty(WORKERS + "claims.document-number", "number");
    }

    @Test
    void should_find_nothing_where_all_is_there_or_nothing_is_set() {
        assertThat(reasons()).isEmpty();
        workers();
        assertThat(reasons()).isEmpty();
        environment.setActiveProfiles("production");
        environment.withProperty("renewal.login.local", "all");
        assertThat(reasons()).isEmpty();
    }

    @Test
    void should_name_all_missing_parts_in_one_sentence() {
        environment.withProperty(WORKERS + "people", "applicants");
        assertThat(reasons())
                .containsExactly("登录平台 workers 的配置不全，缺少：label、issuer、client-id、client-secret、claims.name、"
                        + "claims.document-number、acr");
        environment
                .withProperty("renewal.login.providers.staff.label", "x")
                .withProperty("renewal.login.providers.staff.roles.authoritative", "true");
        assertThat(reasons())
                .contains("登录平台 staff 的配置不全，缺少：issuer、client-id、client-secret、claims.name、people、roles.claim、"
                        + "roles.groups");
    }

    @Test
    void should_ask_for_https_outside_the_demonstration() {
        workers();
        environment.setProperty(WORKERS + "issuer", "http://login.example.gov.cn");
        assertThat(reasons()).containsExactly("登录平台 workers 的地址不是 https，不能启动：登录信息会在途中被人看到、改动");
        environment.setActiveProfiles("demo");
        assertThat(reasons()).isEmpty();
        environment.setProperty(WORKERS + "issuer", "ftp://login.example.gov.cn");
        assertThat(reasons()).hasSize(1);
    }

    @Test
    void should_demand_in_production_that_applicants_and_staff_can_log_in() {
        environment.setActiveProfiles("production");
        environment.withProperty("renewal.login.local", "administrators");
        assertThat(reasons())
                .containsExactly("没有配置申请人的登录平台，不能启动：申请人须实名登录", "机关工作人员无法登录，不能启动：没有配置工作人员的登录平台，而本地密码只限系统管理员使用");
    }

    @Test
    void should_let_no_provider_make_administrators_or_give_roles_to_applicants() {
        workers();
        environment
                .withProperty(WORKERS + "roles.authoritative", "true")
                .withProperty(WORKERS + "roles.claim", "duties")
                .withProperty(WORKERS + "roles.groups.chief", "camunda-admin");
        assertThat(reasons())
                .containsExactly("登录平台 workers 不能授予“camunda-admin”：平台只能授予机关的角色和分析人员", "登录平台 workers 是申请人的，不能授予角色");
    }

    @Test
    void should_refuse_an_id_that_can_not_stand_in_an_address() {
        environment.withProperty("renewal.login.providers.a1234567890123456789012345678901.label", "x");
        assertThat(reasons()).anySatisfy(it -> assertThat(it).startsWith("登录平台的名称“"));
    }
}
