package org.certrenewal.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Month;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedNodeTest {

    private static final SeedNode FILE = SeedNode.parse("a.yaml", """
            name: 王
            day: 2026-02-28
            never: 2026-02-30
            many: 12
            yes: true
            month: MAY
            empty: ""
            list: [a, b]
            inner:
              key: value
            """);

    @Test
    void should_read_what_is_there() {
        assertThat(FILE.text("name")).isEqualTo("王");
        assertThat(FILE.get("day").date()).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(FILE.get("many").number()).isEqualTo(12);
        assertThat(FILE.get("yes").flag()).isTrue();
        assertThat(FILE.get("month").oneOf(Month.class)).isEqualTo(Month.MAY);
        assertThat(FILE.items("list")).extracting(SeedNode::text).containsExactly("a", "b");
        assertThat(FILE.items("nothing")).isEmpty();
        assertThat(FILE.text("nothing", "otherwise")).isEqualTo("otherwise");
        assertThat(FILE.get("inner").get("key").origin()).isEqualTo("a.yaml:10");
        assertThat(FILE.get("inner").isText()).isFalse();
        assertThat(FILE.get("name").isText()).isTrue();
    }

    @Test
    void should_name_file_line_and_cause() {
        assertThatThrownBy(() -> FILE.get("never").date())
                .isInstanceOfSatisfying(SeedException.class, refused -> {
                    assertThat(refused.file()).isEqualTo("a.yaml");
                    assertThat(refused.line()).isEqualTo(3);
                    assertThat(refused.reason()).startsWith("'2026-02-30' isn't a day of the calendar");
                })
                .hasMessage(
                        "a.yaml, line 3: '2026-02-30' isn't a day of the calendar (expected one like 2026-02-28) (in never)");
        assertThatThrownBy(() -> FILE.get("name").number())
                .hasMessage("a.yaml, line 1: '王' isn't a whole number (in name)");
        assertThatThrownBy(() -> FILE.get("many").flag())
                .hasMessage("a.yaml, line 4: '12' is neither true nor false (in many)");
        assertThatThrownBy(() -> FILE.get("name").oneOf(Month.class))
                .hasMessageStartingWith("a.yaml, line 1: '王' isn't one of [JANUARY, ");
        assertThatThrownBy(() -> FILE.text("empty")).hasMessage("a.yaml, line 7: 'empty' is empty");
        assertThatThrownBy(() -> FILE.get("nothing")).hasMessage("a.yaml, line 1: 'nothing' is missing");
        assertThatThrownBy(() -> FILE.get("inner").get("nothing"))
                .hasMessage("a.yaml, line 10: 'nothing' is missing (in inner)");
        assertThatThrownBy(() -> FILE.get("name").items()).hasMessage("a.yaml, line 1: expected a list (in name)");
        assertThatThrownBy(() -> FILE.get("list").text())
                .hasMessage("a.yaml, line 8: expected a single value (in list)");
        assertThatThrownBy(() -> FILE.get("name").entries())
                .hasMessage("a.yaml, line 1: expected 'key: value' lines (in name)");
        assertThatThrownBy(() -> FILE.get("inner").allow("kay"))
                .hasMessage("a.yaml, line 10: unknown key 'key'; known are kay");
    }

    @Test
    void should_refuse_a_key_that_stands_twice() {
        assertThatThrownBy(() -> SeedNode.parse("a.yaml", "a: 1\nb: 2\na: 3\n").entries())
                .hasMessage("a.yaml, line 3: 'a' stands twice");
    }

    @Test
    void should_refuse_what_is_no_yaml() {
        assertThatThrownBy(() -> SeedNode.parse("a.yaml", "a: 1\nb: [2\n"))
                .hasMessageStartingWith("a.yaml, line 3: isn't well-formed YAML");
        assertThatThrownBy(() -> SeedNode.parse("a.yaml", "# nothing\n")).hasMessage("a.yaml: is empty");
    }

    @Test
    void should_read_a_folder_beside_the_program(@TempDir Path folder) throws Exception {
        // GIVEN
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/b.yaml"), "id: b");
        Files.writeString(folder.resolve("rules/a.yaml"), "id: a");
        Files.writeString(folder.resolve("rules/notes.txt"), "no seed");
        Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9, '\n'});

        // WHEN / THEN
        assertThat(SeedFolder.at(folder).filesIn("rules"))
                .extracting(file -> file.text("id"))
                .containsExactly("a", "b");
        assertThatThrownBy(() -> SeedFolder.at(folder).file("missing.yaml"))
                .hasMessageEndingWith("missing.yaml: can't be read (no such file)");
        assertThatThrownBy(() -> SeedFolder.at(folder).file("latin.yaml"))
                .hasMessageEndingWith("latin.yaml: isn't written in UTF-8");
        assertThatThrownBy(() -> SeedFolder.at(folder).filesIn("missing"))
                .hasMessageEndingWith("missing: the folder holds no .yaml file");
    }

    @Test
    void should_read_what_the_program_brings_along() {
        assertThat(SeedFolder.packaged().filesIn("holidays"))
                .extracting(SeedNode::file)
                .containsExactly("seeds/holidays/2024.yaml", "seeds/holidays/2025.yaml", "seeds/holidays/2026.yaml");
        assertThatThrownBy(() -> SeedFolder.packaged().file("missing.yaml"))
                .hasMessage("seeds/missing.yaml: can't be read (no such file)");
        assertThatThrownBy(() -> SeedFolder.packaged().filesIn("missing"))
                .hasMessage("seeds/missing: the folder holds no .yaml file");
    }
}
