package org.certrenewal.demo.simulators;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.context.annotation.Profile;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Keeps the simulators, and what leads to them, out of every start that isn't a rehearsal. */
class SimulatorsApartTest {

    private static final List<JavaClass> COMPONENTS = new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.certrenewal.demo.simulators")
                    .stream()
                    .filter(resideInAPackage("org.certrenewal.demo.simulators..")
                            .and(new com.tngtech.archunit.base.DescribedPredicate<>("are found by Spring") {
                                @Override
                                public boolean test(JavaClass type) {
                                    return type.isAnnotatedWith(Component.class)
                                            || type.isMetaAnnotatedWith(Component.class);
                                }
                            }))
                    .toList();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "production",
                "demo",
                "partners",
                "demo,production",
                "partners,production",
                "demo,partners,production"
            })
    void should_neither_be_there_nor_be_led_to(String profiles) {
        ConfigurableEnvironment environment = environment(profiles);

        assertThat(COMPONENTS).hasSizeGreaterThan(7).noneMatch(type -> isActive(type, environment));
        assertThat(Stream.of(
                                "simulators.port",
                                "partners.face.url",
                                "partners.mail.host",
                                "seals.service.url",
                                "seals.timestamp.url",
                                "login.providers.workers.issuer")
                        .map("renewal."::concat)
                        .filter(environment::containsProperty))
                .isEmpty();
    }

    @Test
    void should_be_there_in_a_rehearsal_for_each_partner() {
        ConfigurableEnvironment environment = environment("demo,partners");

        assertThat(COMPONENTS).allMatch(type -> isActive(type, environment));
        assertThat(Stream.of(
                                "partners.face.url",
                                "partners.registry.url",
                                "partners.courier.url",
                                "partners.sms.url",
                                "partners.mail.host",
                                "seals.service.url",
                                "seals.timestamp.url",
                                "login.providers.workers.issuer")
                        .map("renewal."::concat))
                .allMatch(environment::containsProperty);
    }

    private static boolean isActive(JavaClass type, ConfigurableEnvironment environment) {
        return environment.acceptsProfiles(
                Profiles.of(type.getAnnotationOfType(Profile.class).value()));
    }

    private static ConfigurableEnvironment environment(String profiles) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.getEnvironment().setActiveProfiles(profiles.split(","));
            new ConfigDataApplicationContextInitializer().initialize(context);
            return context.getEnvironment();
        }
    }
}
