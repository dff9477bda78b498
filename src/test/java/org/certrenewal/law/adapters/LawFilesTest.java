package org.certrenewal.law.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.certrenewal.seeds.SeedException;
import org.certrenewal.seeds.SeedFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LawFilesTest {

    @TempDir
    Path folder;

    @Nested
    class Holidays {

        @Test
        void should_read_a_year() throws IOException {
            write("2030.yaml", 2030, "{name: 元旦, from: 2030-01-01, to: 2030-01-02}", "2030-01-05");

            assertThat(HolidayFiles.read(SeedFolder.at(folder))
                            .years()
                            .get(2030)
                            .off())
                    .hasSize(2);
        }

        @Test
        void should_refuse_an_impossible_day() throws IOException {
            write("2026.yaml", 2026, "{name: x, from: 2026-02-27, to: 2026-02-30}", "2026-01-04");

            refused("line 4: '2026-02-30' isn't a day of the calendar");
        }

        @Test
        void should_refuse_a_worked_weekend_that_is_none() throws IOException {
            write("2026.yaml", 2026, "{name: x, from: 2026-01-01, to: 2026-01-01}", "2026-01-05");

            refused("line 5: 2026-01-05 is a MONDAY, which is worked anyway: not a worked weekend");
        }

        @Test
        void should_refuse_a_day_that_is_both_off_and_worked() throws IOException {
            write("2026.yaml", 2026, "{name: x, from: 2026-01-01, to: 2026-01-04}", "2026-01-04");

            refused("line 5: 2026-01-04 is both off and worked");
        }

        @Test
        void should_refuse_a_day_of_another_year() throws IOException {
            write("2026.yaml", 2026, "{name: x, from: 2026-12-31, to: 2027-01-01}", "2026-01-04");

            refused("line 4: 2027-01-01 doesn't belong to the year 2026");
        }

        @Test
        void should_read_a_notice_that_moves_days_of_the_december_before() throws IOException {
            write("2019.yaml", 2019, "{name: 元旦, from: 2018-12-30, to: 2019-01-01}", "2018-12-29");

            assertThat(HolidayFiles.read(SeedFolder.at(folder)).isWorkingDay(LocalDate.of(2018, 12, 29)))
                    .isTrue();
        }

        @Test
        void should_refuse_a_holiday_that_ends_before_it_begins() throws IOException {
            write("2026.yaml", 2026, "{name: x, from: 2026-01-02, to: 2026-01-01}", "2026-01-04");

            refused("line 4: the holiday ends on 2026-01-01, before it begins on 2026-01-02");
        }

        @Test
        void should_refuse_a_day_that_stands_twice() throws IOException {
            write("2026.yaml", 2026, "{name: x, from: 2026-01-01, to: 2026-01-01}", "2026-01-04, 2026-01-04");

            refused("line 5: 2026-01-04 stands twice");
        }

        @Test
        void should_refuse_two_holidays_on_one_day() throws IOException {
            write(
                    "2026.yaml",
                    2026,
                    "{name: x, from: 2026-01-01, to: 2026-01-01}\n  - {name: y, from: 2026-01-01, to: 2026-01-01}",
                    "2026-01-04");

            refused("line 5: 2026-01-01 is already off by another holiday");
        }

        @Test
        void should_refuse_a_year_with_two_files() throws IOException {
            write("2026.yaml", 2026, "{name: x, from: 2026-01-01, to: 2026-01-01}", "2026-01-04");
            write("2026b.yaml", 2026, "{name: x, from: 2026-01-01, to: 2026-01-01}", "2026-01-04");

            refused("2026b.yaml, line 1: the year 2026 already has a table in ");
        }

        private void write(String file, int year, String off, String worked) throws IOException {
            Files.createDirectories(folder.resolve("holidays"));
            Files.writeString(
                    folder.resolve("holidays").resolve(file),
                    "year: " + year + "\nnotice: x\noff:\n  - " + off + "\nworked: [" + worked + "]\n");
        }

        private void refused(String message) {
            assertThatThrownBy(() -> HolidayFiles.read(SeedFolder.at(folder)))
                    .isInstanceOf(SeedException.class)
                    .hasMessageContaining(message);
        }
    }

    @Nested
    class Rules {

        @BeforeEach
        void copyTheRulesOfTheProduct() throws IOException {
            Files.createDirectories(folder.resolve("rules"));
            try (Stream<Path> files = Files.list(Path.of("seeds/rules"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve("rules").resolve(file.getFileName()));
                }
            }
        }

        @Test
        void should_read_a_folder_of_the_operator() {
            assertThat(RuleFiles.read(SeedFolder.at(folder)).all()).hasSize(2);
        }

        @Test
        void should_refuse_a_gap_in_dates() throws IOException {
            replace("order-2025.yaml", "from: 2026-06-01", "from: 2026-06-02");

            refused(
                    "order-2025.yaml, line 8: gap, no rules from 2026-06-01 until 2026-06-01, between 'document-2008' and "
                            + "'order-2025'");
        }

        @Test
        void should_refuse_an_overlap_in_dates() throws IOException {
            replace("order-2025.yaml", "from: 2026-06-01", "from: 2026-05-31");

            refused(
                    "order-2025.yaml, line 8: overlap, 'order-2025' begins on 2026-05-31 but 'document-2008' is in force "
                            + "until 2026-05-31");
        }

        @Test
        void should_refuse_a_missing_value() throws IOException {
            replace("order-2025.yaml", "  window-opens-months:\n    value: 6\n", "  grace-months:\n    value: 6\n");

            refused("'grace-months' stands twice");
        }

        @Test
        void should_name_the_value_that_no_text_sets() throws IOException {
            String house = Files.readString(folder.resolve("rules/house.yaml"));
            Files.writeString(
                    folder.resolve("rules/house.yaml"), house.substring(0, house.indexOf("  one-open-renewal:")));

            refused("document-2008.yaml, line 6: no value for one-open-renewal from 2008-06-01 on");
        }

        @Test
        void should_refuse_a_value_that_does_not_fit() throws IOException {
            replace("order-2025.yaml", "value: 3\n    article: 《建筑", "value: three\n    article: 《建筑");

            refused("order-2025.yaml, line 11: 'three' is no value of term-years; expected a whole number");
        }

        @Test
        void should_refuse_an_unknown_rule_and_an_unknown_mark() throws IOException {
            replace("order-2025.yaml", "  term-years:", "  term-weeks:");
            refused("order-2025.yaml, line 11: unknown rule 'term-weeks'");

            replace("order-2025.yaml", "  term-weeks:", "  term-years:");
            replace("order-2025.yaml", "mark: LIKELY", "mark: MAYBE");
            refused("order-2025.yaml, line 14: 'MAYBE' isn't one of [SURE, LIKELY, OPEN]");
        }

        @Test
        void should_refuse_a_text_that_ends_before_it_begins() throws IOException {
            replace("document-2008.yaml", "until: 2026-05-31", "until: 2008-05-31");

            refused("document-2008.yaml, line 6: 'document-2008' ends on 2008-05-31, before it begins on 2008-06-01");
        }

        @Test
        void should_refuse_a_layer_without_a_text() throws IOException {
            Files.delete(folder.resolve("rules/house.yaml"));

            refused("no rules of the layer HOUSE are given");
        }

        private void replace(String file, String old, String now) throws IOException {
            Path path = folder.resolve("rules").resolve(file);
            String text = Files.readString(path);
            assertThat(text).contains(old);
            Files.writeString(path, text.replace(old, now));
        }

        private void refused(String message) {
            assertThatThrownBy(() -> RuleFiles.read(SeedFolder.at(folder)))
                    .isInstanceOf(SeedException.class)
                    .hasMessageContaining(message);
        }
    }
}
