package org.certrenewal;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Holds the rules of the house. What keeps law and registry pure stands in the law's own test. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.certrenewal");

    private static final ArchRule STAGES_APART =
            slices().matching("org.certrenewal.stages.(*)..").should().notDependOnEachOther();

    private static final ArchRule ENGINE_AT_ITS_PLACES = noClasses()
            .that(not(simpleNameEndingWith("Delegate")).and(not(simpleNameEndingWith("Listener"))))
            .and(not(resideInAPackage("org.certrenewal.process.."))
                    .and(not(resideInAPackage("org.certrenewal.access..")))
                    .and(not(resideInAPackage("org.certrenewal.insight..")))
                    .and(not(resideInAPackage("org.certrenewal.setup.."))))
            .and()
            .doNotHaveFullyQualifiedName(CertificateRenewalApplication.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..");

    @Test
    void should_wire_stages_only_by_the_model() {
        STAGES_APART.check(CLASSES);
    }

    @Test
    void should_notice_stages_that_see_each_other() {
        assertThatThrownBy(() -> slices().matching("org.certrenewal.(*)..")
                        .should()
                        .notDependOnEachOther()
                        .check(CLASSES))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void should_keep_the_engine_inside_the_packages_that_are_about_it() {
        ENGINE_AT_ITS_PLACES.check(CLASSES);
    }

    @Test
    void should_let_nothing_but_stages_know_the_stages() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.certrenewal.stages..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.certrenewal.stages..")
                .check(CLASSES);
    }

    @Test
    void should_keep_delegates_to_themselves() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Delegate")
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void should_reach_the_database_only_from_repositories() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Delegate")
                .or()
                .haveSimpleNameEndingWith("Form")
                .or()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.jdbc..")
                .check(CLASSES);
    }
}
