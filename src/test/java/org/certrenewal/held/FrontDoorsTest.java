package org.certrenewal.held;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certrenewal.testing.Owners;
import org.junit.jupiter.api.Test;

/** Holds true what each package's page says it owns and whom it may call. */
class FrontDoorsTest {

    private static final String ROOT = "org.certrenewal.";
    private static final Path SOURCES = Path.of("src/main/java/org/certrenewal");
    private static final Pattern LISTED = Pattern.compile("\\{@code ([\\w, ]+)}");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.certrenewal");

    /** Puts everything together, and so calls everybody. */
    private static final Set<String> CALLS_EVERYBODY = Set.of("setup");

    /** Returns the sentence of each package that says what it owns and whom it calls. */
    private static Map<String, String> sentences() throws IOException {
        Map<String, String> sentences = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(it -> it.endsWith("package-info.java")).toList()) {
                String text = Files.readString(file).replaceAll("\\s*\n \\*\\s*", " ");
                int begin = text.indexOf("<p>Owns ");
                sentences.put(
                        SOURCES.relativize(file.getParent()).toString().replace('/', '.'),
                        begin < 0 ? "" : text.substring(begin));
            }
        }
        sentences.remove("");
        return sentences;
    }

    private static Set<String> listed(String sentence) {
        Matcher list = LISTED.matcher(sentence);
        Set<String> names = new TreeSet<>();
        while (list.find()) {
            names.addAll(Arrays.asList(list.group(1).split(", ")));
        }
        return names;
    }

    private static Stream<JavaClass> classes() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.certrenewal").stream()
                        .filter(type -> type.getPackageName().startsWith(ROOT));
    }

    private static String place(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    @Test
    void should_say_of_each_package_what_it_owns() throws IOException {
        Map<String, String> sentences = sentences();
        assertThat(sentences.keySet())
                .containsAll(classes().map(FrontDoorsTest::place).collect(Collectors.toSet()));
        Map<String, Set<String>> owned = new TreeMap<>();
        for (TableOwner owner : Owners.of(TableOwner.class)) {
            Set<String> own = owned.computeIfAbsent(
                    owner.getClass().getPackageName().substring(ROOT.length()), place -> new TreeSet<>());
            owner.tables().forEach(table -> own.add(table.name()));
            own.addAll(owner.views());
        }
        sentences.forEach((place, sentence) -> {
            assertThat(sentence).as(place).startsWith("<p>Owns ").contains("; calls ");
            String before = sentence.substring(0, sentence.indexOf("; calls "));
            if (owned.containsKey(place)) {
                assertThat(listed(before)).as(place).isEqualTo(owned.get(place));
            } else {
                assertThat(before).as(place).matches("<p>Owns (no table|what).*");
            }
        });
        assertThat(sentences.keySet()).containsAll(owned.keySet());
    }

    @Test
    void should_call_nobody_but_whom_each_package_names() throws IOException {
        Map<String, Set<String>> calls = new TreeMap<>();
        classes()
                .forEach(type -> type.getDirectDependenciesFromSelf().forEach(call -> {
                    JavaClass target = call.getTargetClass();
                    if (target.getPackageName().startsWith(ROOT)
                            && !place(target).equals(place(type))) {
                        calls.computeIfAbsent(place(type), place -> new TreeSet<>())
                                .add(place(target).split("\\.")[0]);
                    }
                }));
        assertThat(calls).hasSizeGreaterThan(25);
        Map<String, Set<String>> unsaid = new TreeMap<>();
        Map<String, String> sentences = sentences();
        calls.forEach((place, called) -> {
            String sentence = sentences.get(place);
            called.remove(place.split("\\.")[0]);
            called.removeAll(listed(sentence.substring(sentence.indexOf("; calls "))));
            if (!called.isEmpty() && !CALLS_EVERYBODY.contains(place)) {
                unsaid.put(place, called);
            }
        });
        assertThat(unsaid).isEmpty();
    }
}
