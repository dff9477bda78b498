package org.certrenewal.demo;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Keeps the demonstration a room that the house can do without. */
class DemonstrationApartTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path DEMO = SOURCES.resolve("org/certrenewal/demo");

    @Test
    void should_compile_the_program_without_the_demonstration(@TempDir Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        String others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        try (Stream<Path> all = Files.walk(SOURCES);
                StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> rest = all.filter(file -> file.toString().endsWith(".java") && !file.startsWith(DEMO))
                    .toList();

            boolean done = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-proc:none", "-nowarn", "-cp", others, "-d", classes.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(rest))
                    .call();

            assertThat(done).as(said.toString()).isTrue();
        }
    }

    /** Names in files are found by the running program only. */
    @Test
    void should_be_named_in_no_file_that_the_program_reads() throws IOException {
        for (String folder : List.of("src/main/resources", "processes", "forms", "seeds")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                assertThat(files.filter(Files::isRegularFile).filter(DemonstrationApartTest::namesDemo))
                        .isEmpty();
            }
        }
    }

    @Test
    void should_be_there_in_its_own_profile_only() {
        classes()
                .that(resideInAPackage("org.certrenewal.demo")
                        .and(DescribedPredicate.describe("are found by Spring", DemonstrationApartTest::isFound)))
                .should(beActiveInTheProfileOnly())
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.certrenewal.demo"));
    }

    private static boolean isFound(JavaClass type) {
        return type.isAnnotatedWith(Component.class) || type.isMetaAnnotatedWith(Component.class);
    }

    private static ArchCondition<JavaClass> beActiveInTheProfileOnly() {
        return new ArchCondition<>("be active in the profile demo only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean only = type.tryGetAnnotationOfType(Profile.class)
                        .filter(profile -> Arrays.stream(profile.value()).allMatch(it -> it.matches("demo( &.*)?")))
                        .isPresent();
                events.add(new SimpleConditionEvent(type, only, type.getName()));
            }
        };
    }

    private static boolean namesDemo(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("certrenewal.demo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
