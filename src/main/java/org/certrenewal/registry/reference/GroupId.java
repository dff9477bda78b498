package org.certrenewal.registry.reference;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names a group of people who work for an office, as the engine, the model and notices know it: this is the one place
 * that puts such a name together, or takes it apart.
 *
 * @param value such as {@code officers-330200}
 */
public record GroupId(String value) {

    /** Names what people do for an office. */
    public enum Desk {
        /** They accept and review. */
        OFFICERS("officers-"),
        /** They answer for deadlines, and confirm what takes two. */
        SUPERVISORS("supervisors-"),
        /** They post certificates. */
        CLERKS("clerks-");

        private final String prefix;

        Desk(String prefix) {
            this.prefix = prefix;
        }

        /** Returns what the names of the groups begin with; the office's code follows. */
        public String prefix() {
            return prefix;
        }

        /** Returns the group that does this for an office. */
        public GroupId of(String office) {
            return new GroupId(prefix + office);
        }

        /** Returns the office for which a group does this; empty for every other group. */
        public Optional<String> officeOf(String group) {
            return Optional.ofNullable(group)
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()));
        }
    }

    public static GroupId officers(String office) {
        return Desk.OFFICERS.of(office);
    }

    public static GroupId supervisors(String office) {
        return Desk.SUPERVISORS.of(office);
    }

    public static GroupId clerks(String office) {
        return Desk.CLERKS.of(office);
    }

    /** Returns the names of all groups of an office. */
    public static List<String> allOf(String office) {
        return Stream.of(Desk.values()).map(desk -> desk.of(office).value()).toList();
    }

    /** Tells whether a group works for some office. */
    public static boolean isOfAnOffice(String group) {
        return Stream.of(Desk.values()).anyMatch(desk -> desk.officeOf(group).isPresent());
    }

    @Override
    public String toString() {
        return value;
    }
}
