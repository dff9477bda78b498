package org.certrenewal.testing;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.util.Comparator;
import java.util.List;
import org.certrenewal.held.TableOwner;

/** Finds who answers for tables, without starting the program. */
public final class Owners {

    private static final List<TableOwner> ALL = find();

    private Owners() {}

    /** Returns the owners that implement something; what they say is there, what they do needs a database. */
    public static <T> List<T> of(Class<T> port) {
        return ALL.stream().filter(port::isInstance).map(port::cast).toList();
    }

    private static List<TableOwner> find() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.certrenewal");
        return classes.stream()
                .filter(type -> type.isAssignableTo(TableOwner.class) && !type.isInterface())
                .map(type -> made(type.reflect()))
                .sorted(Comparator.comparing(owner -> owner.getClass().getName()))
                .toList();
    }

    private static TableOwner made(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return (TableOwner) constructor.newInstance(new Object[constructor.getParameterCount()]);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " can't be made", e);
        }
    }
}
