package org.certrenewal;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

/** Holds the rules of the house. What keeps law and registry pure stands in the law's own test. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.certrenewal");

    /** The root: what every room may know, such as {@link StartCheck}, and where the program starts. */
    private static final String GROUND = "(root)";

    private static final SliceAssignment BY_PACKAGE = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    };

    private static final ArchRule STAGES_APART =
            slices().matching("org.certrenewal.stages.(*)..").should().notDependOnEachOther();

    private static final ArchRule ENGINE_AT_ITS_PLACES = noClasses()
            .that(not(simpleNameEndingWith("Delegate")).and(not(simpleNameEndingWith("Listener"))))
            .and(not(resideInAPackage("org.certrenewal.process.."))
                    .and(not(resideInAPackage("org.certrenewal.access..")))
                    .and(not(resideInAPackage("org.certrenewal.insight..")))
                    .and(not(resideInAPackage("org.certrenewal.demo..")))
                    .and(not(resideInAPackage("org.certrenewal.setup.."))))
            .and()
            .doNotHaveFullyQualifiedName(CertificateRenewalApplication.class.getName())
            .and()
            // Answers for what the engine throws.
            .doNotHaveFullyQualifiedName("org.certrenewal.web.api.Problems")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..");

    /** The house, the top floor first; a room calls rooms on lower floors, and on its own without a circle. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("demo"),
            Set.of("web", "insight", "setup"),
            Set.of("stages"),
            Set.of("process", "access", "notices", "partners"),
            Set.of("casefile", "audit", "privacy"),
            Set.of("registry", "documents", "law"),
            Set.of("vault", "seeds", "typed", "held"),
            Set.of(GROUND));

    @Test
    void should_have_no_circle_among_rooms() {
        slices().matching("org.certrenewal.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** Each package by itself, the root among them. */
    @Test
    void should_have_no_circle_among_packages() {
        slices().assignedFrom(BY_PACKAGE).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void should_give_every_room_its_floor() {
        assertThat(CLASSES.stream()
                        .filter(type -> floor(type) < 0)
                        .map(ArchitectureTest::room)
                        .distinct())
                .isEmpty();
    }

    @Test
    void should_build_no_stairs_back_up() {
        Set<String> up = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            for (Dependency call : from.getDirectDependenciesFromSelf()) {
                int below = floor(call.getTargetClass());
                if (below >= 0 && below < floor(from)) {
                    up.add(from.getName() + " -> " + call.getTargetClass().getName());
                }
            }
        }
        assertThat(up).isEmpty();
    }

    @Test
    void should_be_asked_at_the_doors_of_web_and_stages_only() {
        classes()
                .that()
                .areAnnotatedWith(Controller.class)
                .or()
                .areAnnotatedWith(RestController.class)
                .should()
                .resideInAnyPackage(
                        "org.certrenewal.web..", "org.certrenewal.stages..", "org.certrenewal.access.refusal")
                .check(CLASSES);
    }

    private static int floor(JavaClass type) {
        return IntStream.range(0, FLOORS.size())
                .filter(floor -> FLOORS.get(floor).contains(room(type)))
                .findFirst()
                .orElse(-1);
    }

    private static String room(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return !type.getPackageName().startsWith("org.certrenewal") ? "" : parts.length == 2 ? GROUND : parts[2];
    }

    /** Not yet in the rooms of a click. */
    @Test
    void should_put_names_of_groups_together_in_one_place() throws IOException {
        Pattern name = Pattern.compile("\"(officers|supervisors|clerks)-");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.toString().contains("/process/"))
                            .filter(file -> name.matcher(text(file)).find()))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("GroupId.java");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
                // The simulator enters what people enter.
                .and()
                .resideOutsideOfPackage("org.certrenewal.demo..")
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

    /**
     * Apart from it only the connector's own watch on slow connections, which is Tomcat's and no work of the service.
     */
    @Test
    void should_have_one_scheduler() {
        noClasses()
                .that()
                .haveNameNotMatching("org\\.certrenewal\\.(PeriodicWorks|access\\.server\\.PatientProtocol)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.Timer.*|java\\.util\\.concurrent\\.Scheduled.*"
                        + "|org\\.springframework\\.scheduling\\..*")
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
