package org.certrenewal.setup.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.testing.TestDatabase;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings in 500,000 certificates of 400,000 people, in a program of its own with 512 MB. */
@Tag("measure")
class ImportMeasureTest {

    private static final Logger log = LoggerFactory.getLogger(ImportMeasureTest.class);

    private static final int LINES = Integer.getInteger("renewal.measure.lines", 500_000);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"h2,csv", "postgres,csv", "h2,xlsx"})
    void should_take_no_more_than_ten_minutes(String database, String format) throws Exception {
        Path file = format.equals("csv") ? Registers.csv(folder.resolve("r.csv"), LINES, LocalDate.now()) : workbook();
        String[] properties = database.equals("h2") ? new String[] {"renewal.data=" + folder} : TestDatabase.postgres();
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.profiles.active=demo",
                "--renewal.data=" + folder,
                "--renewal.import=" + file,
                "--renewal.import.apply"));
        Stream.of(properties).map(it -> "--" + it).forEach(arguments::add);

        run(List.of("--spring.profiles.active=demo", "--renewal.data=" + folder, "--renewal.audit.verify"), properties);
        String first = measured(database + " " + format + ", first time", arguments);
        assertThat(first).contains("IMPORTED", "added " + LINES + ", changed 0", "refused 0");
        String second = measured(database + " " + format + ", second time", arguments);
        assertThat(second).contains("added 0, changed 0, same " + LINES);
    }

    private String measured(String what, List<String> arguments) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String output = run(arguments);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        log.info(
                "measured: {}: {} s: {}",
                what,
                took.toSeconds(),
                output.lines().reduce((one, other) -> other).orElse(""));
        assertThat(took).as(what).isLessThan(LONGEST);
        return output;
    }

    private String run(List<String> arguments, String... properties) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                CertificateRenewalApplication.class.getName()));
        command.addAll(arguments);
        Stream.of(properties).map(it -> "--" + it).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private Path workbook() throws IOException {
        Path file = folder.resolve("r.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("登记");
            String[] heads = Registers.HEADS.split(",");
            for (int at = 0; at < heads.length; at++) {
                sheet.value(0, at, heads[at]);
            }
            for (int line = 0; line < LINES; line++) {
                String[] cells = Registers.line(line, LocalDate.now()).split(",");
                for (int at = 0; at < cells.length; at++) {
                    sheet.inlineString(line + 1, at, cells[at]);
                }
                if (line % 1000 == 0) {
                    sheet.flush();
                }
            }
        }
        return file;
    }
}
