package org.certrenewal.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Finds the settings that the program reads, without starting it. */
public final class KnownSettings {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(renewal\\.[a-z0-9.-]+)");
    private static final Pattern NAMED = Pattern.compile("\"(?:--)?(renewal\\.[a-z0-9.-]+)");

    private KnownSettings() {}

    /** Returns what stands as a name in the sources: of commands, and of what is read before anything is made. */
    public static Set<String> named() {
        return inSources(NAMED);
    }

    /** Returns what components and records of settings read; {@code *} stands for names that people choose. */
    public static Set<String> read() {
        Set<String> names = inSources(PLACEHOLDER);
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var found : scanner.findCandidateComponents("org.certrenewal")) {
            Class<?> type = ClassUtils.resolveClassName(found.getBeanClassName(), null);
            String prefix = AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class)
                    .prefix();
            leaves(prefix, type, names);
        }
        return names;
    }

    private static Set<String> inSources(Pattern name) {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                Matcher found = name.matcher(Files.readString(file));
                while (found.find()) {
                    names.add(found.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static void leaves(String name, Type type, Set<String> names) {
        if (type instanceof Class<?> record && record.isRecord()) {
            for (RecordComponent component : record.getRecordComponents()) {
                leaves(name + "." + kebab(component.getName()), component.getGenericType(), names);
            }
        } else if (type instanceof ParameterizedType of && of.getRawType() == Map.class) {
            leaves(name + ".*", of.getActualTypeArguments()[1], names);
        } else if (type instanceof ParameterizedType of && of.getRawType() == List.class) {
            leaves(name, of.getActualTypeArguments()[0], names);
        } else {
            names.add(name);
        }
    }

    private static String kebab(String component) {
        String name = component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return ConfigurationPropertyName.of(name).toString();
    }
}
