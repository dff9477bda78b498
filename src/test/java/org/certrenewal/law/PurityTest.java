package org.certrenewal.law;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Keeps the law and the registry free of frameworks. */
class PurityTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.certrenewal");

    @Test
    void should_keep_the_law_to_itself_and_the_language() {
        classes()
                .that()
                .resideInAPackage("org.certrenewal.law")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.certrenewal.law")
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage("org.certrenewal.law.adapters")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.certrenewal.law", "org.certrenewal.law.adapters", "org.certrenewal.seeds")
                .check(CLASSES);
    }

    @Test
    void should_keep_the_registry_free_of_frameworks() {
        classes()
                .that()
                .resideInAnyPackage("org.certrenewal.registry", "org.certrenewal.registry.reference")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.certrenewal.registry",
                        "org.certrenewal.registry.reference",
                        "org.certrenewal.law",
                        "org.certrenewal.typed")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.certrenewal.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda..")
                .check(CLASSES);
    }

    @Test
    void should_read_yaml_in_one_place() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.certrenewal.seeds")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.yaml..")
                .check(CLASSES);
    }
}
