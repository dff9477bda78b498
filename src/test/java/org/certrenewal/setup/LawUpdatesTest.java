package org.certrenewal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.after;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.certrenewal.CannotStart;
import org.certrenewal.PeriodicWork;
import org.certrenewal.PeriodicWorks;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.adapters.LawFiles;
import org.certrenewal.process.LawUpdates;
import org.certrenewal.process.Recalculation;
import org.certrenewal.seeds.SeedException;
import org.certrenewal.seeds.SeedFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Reads the law anew from an operator's folder, right and wrong. */
class LawUpdatesTest {

    private static final LocalDate NEW_YEAR = LocalDate.of(2027, 1, 4);

    @TempDir
    Path folder;

    private final Recalculation recalculation = mock(Recalculation.class);
    private final ReferenceConfiguration configuration = new ReferenceConfiguration();
    private LawBook law;
    private LawUpdates updates;
    private PeriodicWorks works;
    private PeriodicWorks watch;

    @BeforeEach
    void startWithAnEmptyFolder() {
        SeedFolder seeds = configuration.seeds(folder.toString());
        law = configuration.lawBook(seeds);
        when(recalculation.isDue(any())).thenReturn(true);
        updates = new LawUpdates(
                law,
                seeds,
                recalculation,
                Clock.systemUTC(),
                folder.toString(),
                event -> works.wanted((PeriodicWork.Wanted) event),
                Duration.ofMillis(1));
        works = new PeriodicWorks(
                List.of(new PeriodicWork(LawUpdates.RECALCULATION, "", Duration.ofMillis(50), updates::computeIfDue)));
        works.start();
    }

    /** Only where it is asked for, or it would see a file before whoever calls for a reload does. */
    private void looksAtTheFolder() {
        watch = new PeriodicWorks(
                List.of(new PeriodicWork("law", "", Duration.ofMillis(50), updates::lookAtTheFolder)));
        watch.start();
    }

    @AfterEach
    void end() {
        works.stop();
        if (watch != null) {
            watch.stop();
        }
    }

    @Test
    void should_take_a_new_table_of_holidays_and_compute_open_cases() throws IOException {
        write("holidays/2027.yaml", "2027-01-04");

        LawUpdates.Result result = updates.reload("a01");

        assertThat(result.outcome()).isEqualTo(LawUpdates.Outcome.CHANGED);
        assertThat(law.calendar().isWorkingDay(NEW_YEAR)).isFalse();
        verify(recalculation, timeout(5000)).run(eq(LawFiles.fingerprint(law.inForce())), anyString());
    }

    @Test
    void should_keep_the_last_good_edition_and_say_file_line_and_cause() throws IOException {
        LawBook.Edition before = law.inForce();
        write("holidays/2027.yaml", "2027-02-30");

        LawUpdates.Result result = updates.reload("a01");

        assertThat(result.outcome()).isEqualTo(LawUpdates.Outcome.REFUSED);
        assertThat(result.cause())
                .contains("2027.yaml, line 4", "'2027-02-30' isn't a day of the calendar")
                .contains(folder.toString());
        assertThat(law.inForce()).isSameAs(before);
        assertThat(updates.last()).contains(result);
    }

    @Test
    void should_refuse_rules_with_a_gap_while_running() throws IOException {
        String rules = Files.readString(Path.of("seeds/rules/order-2025.yaml"));
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(
                folder.resolve("rules/order-2025.yaml"), rules.replace("from: 2026-06-01", "from: 2026-06-02"));

        assertThat(updates.reload("a01").cause()).contains("order-2025.yaml, line", "gap");
        assertThat(law.rules().inForce(LocalDate.of(2026, 6, 1)).regime()).isEqualTo("order-2025");
    }

    @Test
    void should_say_when_nothing_changed() {
        assertThat(updates.reload("a01").outcome()).isEqualTo(LawUpdates.Outcome.UNCHANGED);
    }

    @Test
    void should_notice_a_changed_file_by_itself() throws IOException {
        looksAtTheFolder();
        updates.ready(null);
        write("holidays/2027.yaml", "2027-01-04");

        verify(recalculation, timeout(5000)).run(eq(fingerprintWith2027()), anyString());
        assertThat(law.calendar().isWorkingDay(NEW_YEAR)).isFalse();
    }

    @Test
    void should_still_look_and_compute_after_the_database_was_away() throws IOException {
        when(recalculation.isDue(any()))
                .thenThrow(new CannotGetJdbcConnectionException("away"))
                .thenReturn(true);
        doThrow(new CannotGetJdbcConnectionException("away again"))
                .doNothing()
                .when(recalculation)
                .run(any(), any());
        looksAtTheFolder();
        write("holidays/2027.yaml", "2027-01-04");
        verify(recalculation, timeout(5000).times(2)).run(eq(fingerprintWith2027()), anyString());

        write("holidays/2027.yaml", "2027-01-05");
        verify(recalculation, timeout(5000)).run(eq(fingerprintWith2027()), anyString());
        assertThat(law.calendar().isWorkingDay(NEW_YEAR.plusDays(1))).isFalse();
    }

    @Test
    void should_not_compute_what_is_computed_already() {
        when(recalculation.isDue(any())).thenReturn(false);
        updates.reload("a01");

        verify(recalculation, after(200).never()).run(any(), any());
    }

    @Test
    void should_stop_the_start_with_file_line_and_cause() throws IOException {
        write("holidays/2027.yaml", "2027-02-30");
        SeedFolder seeds = configuration.seeds(folder.toString());

        assertThatThrownBy(() -> configuration.lawBook(seeds)).isInstanceOfSatisfying(SeedException.class, wrong -> {
            CannotStart said =
                    StartFailures.reasons(new IllegalStateException(wrong), "").get(0);
            assertThat(said).hasMessageContainingAll("数据文件有误", "2027.yaml, line 4", "2027-02-30");
            assertThat(said.remedy()).isEqualTo("改正该文件后重新启动");
        });
    }

    @Test
    void should_stop_the_start_when_the_folder_is_not_there() {
        assertThatThrownBy(() -> configuration.seeds(folder.resolve("nowhere").toString()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("renewal.seeds");
        verify(recalculation, never()).run(any(), any());
    }

    private String fingerprintWith2027() {
        return LawFiles.fingerprint(LawFiles.read(SeedFolder.over(folder)));
    }

    private void write(String name, String day) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "year: 2027\nnotice: 国务院办公厅关于2027年部分节假日安排的通知\noff:\n  - {name: 元旦, from: " + day + ", to: " + day
                        + "}\nworked: []\n");
    }
}
