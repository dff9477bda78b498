package org.certrenewal.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares what others read of a section with what its stage keeps there: JSON would leave out silently what isn't. */
class SectionReadersTest {

    private record Named(Class<?> by, Section<?> section) {

        boolean isOwner() {
            return by == section.type() || by == Section.class;
        }
    }

    private static List<Named> named() {
        List<Named> found = new ArrayList<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.certrenewal").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(Section.class))
                        .forEach(field -> found.add(new Named(field.getOwner().reflect(), value(field))));
        return found;
    }

    private static Section<?> value(JavaField field) {
        try {
            Field there = field.reflect();
            there.setAccessible(true);
            return (Section<?>) there.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field.getFullName(), e);
        }
    }

    @Test
    void should_read_only_what_the_owner_of_a_section_keeps() {
        List<Named> all = named();
        Map<String, Class<?>> owners = new TreeMap<>();
        all.stream()
                .filter(Named::isOwner)
                .forEach(owner -> assertThat(owners.put(
                                owner.section().name(), owner.section().type()))
                        .as(owner.section().name())
                        .isNull());
        assertThat(owners).hasSizeGreaterThan(10);
        List<Named> readers = all.stream().filter(named -> !named.isOwner()).toList();
        assertThat(readers).isNotEmpty().allSatisfy(reader -> {
            assertThat(owners).containsKey(reader.section().name());
            assertThat(missing(
                            reader.section().type(), owners.get(reader.section().name())))
                    .as("%s reads of %s", reader.by(), reader.section().name())
                    .isEmpty();
        });
    }

    @Test
    void should_notice_what_is_not_kept() {
        record Kept(String ground, Integer rating) {}
        record Reader(String grounds, String rating) {}
        assertThat(missing(Reader.class, Kept.class)).containsExactly("grounds", "rating");
    }

    private static List<String> missing(Class<?> read, Class<?> kept) {
        Map<String, RecordComponent> there = Arrays.stream(kept.getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
        return Arrays.stream(read.getRecordComponents())
                .filter(component -> !there.containsKey(component.getName())
                        || !isAs(
                                component.getType(),
                                there.get(component.getName()).getType()))
                .map(RecordComponent::getName)
                .toList();
    }

    private static boolean isAs(Class<?> read, Class<?> kept) {
        return read == kept
                || read.isRecord() && kept.isRecord() && missing(read, kept).isEmpty();
    }
}
