package org.certrenewal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.certrenewal.CannotStart;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Starts without profile for the first time, with more or fewer administrators in the settings. */
class FirstAdministratorsTest {

    @Test
    void should_take_two_administrators() {
        assertThat(settings(Map.of(
                                "renewal.admins[0].id", "anna",
                                "renewal.admins[0].password", "a",
                                "renewal.admins[1].id", "bert",
                                "renewal.admins[1].password", "b"))
                        .two())
                .extracting(FirstAdministrators.Account::id)
                .containsExactly("anna", "bert");
    }

    @Test
    void should_count_the_older_settings_for_one() {
        assertThat(settings(Map.of(
                                "renewal.admin.id", "anna",
                                "renewal.admin.password", "a",
                                "renewal.admins[0].id", "bert",
                                "renewal.admins[0].password", "b"))
                        .two())
                .extracting(FirstAdministrators.Account::id)
                .containsExactly("anna", "bert");
        assertThatThrownBy(() -> settings(Map.of("renewal.admin.id", "anna", "renewal.admin.password", "a"))
                        .two())
                .isInstanceOf(CannotStart.class)
                .hasMessage("还没有系统管理员，须配置两位（授予机关角色由一人提出、另一人确认），现在配置了1位（renewal.admin 仍算作一位）");
    }

    @Test
    void should_refuse_to_start_without_two_who_are_two() {
        for (Map<String, String> few : List.of(
                Map.<String, String>of(),
                Map.of("renewal.admins[0].id", "anna", "renewal.admins[0].password", "a"),
                Map.of("renewal.admins[0].id", "anna", "renewal.admins[1].id", "bert"),
                Map.of(
                        "renewal.admins[0].id", "anna",
                        "renewal.admins[0].password", "a",
                        "renewal.admins[1].id", "anna",
                        "renewal.admins[1].password", "b"))) {
            assertThatThrownBy(() -> settings(few).two()).isInstanceOfSatisfying(CannotStart.class, reason -> {
                assertThat(reason.getMessage()).startsWith("还没有系统管理员，须配置两位").doesNotContain("\n");
                assertThat(reason.remedy()).contains("renewal.admins[1].id", "demo");
            });
        }
    }

    private static FirstAdministrators settings(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("renewal", FirstAdministrators.class);
    }
}
