package org.certrenewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certrenewal.testing.KnownSettings;
import org.junit.jupiter.api.Test;

/** Holds that every setting the program reads stands in the table of {@code docs/settings.md}, and nothing else. */
class SettingsDocumentTest {

    private static final Path TABLE = Path.of("docs/settings.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * The older name of {@code renewal.admins}, named in its row, and what the simulators of the demonstration read.
     */
    private static final Set<String> APART =
            Set.of("renewal.simulators.port", "renewal.admin.id", "renewal.admin.password");

    @Test
    void should_have_every_setting_in_the_table() throws Exception {
        assertThat(missing(documented(), KnownSettings.read())).isEmpty();
    }

    @Test
    void should_have_no_setting_in_the_table_that_nobody_reads() throws Exception {
        Set<String> read = KnownSettings.read();
        read.addAll(KnownSettings.named());
        Collection<String> unread = documented().stream()
                .filter(alternatives -> alternatives.stream()
                        .noneMatch(name -> read.stream().anyMatch(it -> isOrHolds(it, name) || isOrHolds(name, it))))
                .map(alternatives -> alternatives.get(0))
                .toList();
        assertThat(unread).isEmpty();
    }

    @Test
    void should_notice_one_that_is_not_in_the_table() {
        assertThat(missing(List.of(List.of("renewal.data")), Set.of("renewal.data", "renewal.new-one")))
                .containsExactly("renewal.new-one");
    }

    private static List<String> missing(List<List<String>> table, Set<String> read) {
        return read.stream()
                .filter(name -> !APART.contains(name))
                .filter(name -> table.stream().flatMap(List::stream).noneMatch(it -> isOrHolds(it, name)))
                .toList();
    }

    /** Says whether a row speaks of a setting: by its name, or by that of the group that has a page of its own. */
    private static boolean isOrHolds(String row, String name) {
        return row.equals(name)
                || name.endsWith(".") && row.startsWith(name)
                || row.matches(Pattern.quote(name).replace("*", "\\E[a-z-]+\\Q"))
                || row.endsWith(".…") && name.startsWith(row.substring(0, row.length() - 1));
    }

    /** Returns what each row's first column may mean: {@code .x} stands beside the name before it, or below it. */
    private static List<List<String>> documented() throws IOException {
        List<List<String>> names = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (!line.startsWith("| `")) {
                continue;
            }
            Matcher code = CODE.matcher(line.substring(0, line.indexOf('|', 1)));
            String first = "";
            while (code.find()) {
                String name = plain(code.group(1));
                if (name.startsWith("renewal.")) {
                    first = name;
                    names.add(List.of(name));
                } else if (name.startsWith(".") && !first.isEmpty()) {
                    names.add(List.of(first.substring(0, first.lastIndexOf('.')) + name, first + name));
                }
            }
        }
        return names;
    }

    private static String plain(String name) {
        return name.replaceAll("\\[\\d+]", "").replaceAll("<[^>]+>", "*");
    }
}
