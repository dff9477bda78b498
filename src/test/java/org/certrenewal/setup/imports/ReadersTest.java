package org.certrenewal.setup.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.imports.Cell;
import org.certrenewal.registry.imports.Entry;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.Fault.Kind;
import org.certrenewal.registry.imports.FileRefused;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads files as spreadsheets and strangers write them. */
class ReadersTest {

    private static final Charset GB18030 = Charset.forName("GB18030");

    @TempDir
    private Path folder;

    private static List<RegisterRows.Row> all(Path file) throws IOException, FileRefused {
        RegisterFile register = RegisterFile.at(file);
        List<RegisterRows.Row> all = new ArrayList<>();
        try (RegisterRows rows = RegisterRows.of(register, RegisterFormat.of(register))) {
            for (Optional<RegisterRows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                all.add(row.get());
            }
        }
        return all;
    }

    private static void refused(Path file, Kind kind) {
        assertThatThrownBy(() -> all(file))
                .isInstanceOfSatisfying(
                        FileRefused.class, it -> assertThat(it.fault().kind()).isEqualTo(kind));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("register"), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "UTF-8 with mark", "UTF-16 with mark"})
    void should_read_each_encoding_with_its_rare_characters(String encoding) throws Exception {
        String text = "证书编号,姓名\r\n浙B012024000001,田𬱖\r\n\r\n浙B012024000002,\"㑇,\n龙\"\r\n";
        Path file = switch (encoding) {
            case "GB18030" -> file(text.getBytes(GB18030));
            case "UTF-8 with mark" -> file(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8));
            case "UTF-16 with mark" -> file(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
            default -> file(text.getBytes(StandardCharsets.UTF_8));
        };
        List<RegisterRows.Row> rows = all(file);
        assertThat(rows).extracting(RegisterRows.Row::line).containsExactly(1, 2, 4);
        assertThat(rows.get(0).cells().get(0).text()).isEqualTo("证书编号");
        assertThat(rows.get(1).cells().get(1).text()).isEqualTo("田𬱖");
        assertThat(rows.get(2).cells().get(1).text()).isEqualTo("㑇,\n龙");
    }

    @Test
    void should_read_what_is_separated_by_other_signs() throws Exception {
        assertThat(all(file("证书编号;姓名\n浙B1;王\n".getBytes(StandardCharsets.UTF_8)))
                        .get(1)
                        .cells())
                .hasSize(2);
        assertThat(all(file("证书编号\t姓名\n浙B1\t王\n".getBytes(StandardCharsets.UTF_8)))
                        .get(1)
                        .cells())
                .hasSize(2);
    }

    @Test
    void should_say_where_bytes_are_in_no_encoding() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("证书编号\n浙B1\n".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFF, '\n'});
        assertThatThrownBy(() -> all(file(bytes.toByteArray()))).isInstanceOfSatisfying(FileRefused.class, it -> {
            assertThat(it.fault().kind()).isEqualTo(Kind.UNREADABLE_ENCODING);
            assertThat(it.fault().line()).isEqualTo(3);
        });
    }

    @Test
    void should_refuse_what_is_no_table() throws Exception {
        refused(file(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0, 1}), Kind.NOT_A_TABLE);
        refused(file(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0}), Kind.NOT_A_TABLE);
        refused(file("PK\u0003\u0004 and no more".getBytes(StandardCharsets.ISO_8859_1)), Kind.BROKEN_WORKBOOK);
    }

    @Test
    void should_not_fill_the_memory_with_one_long_line() throws Exception {
        Path file = folder.resolve("long.csv");
        byte[] piece = "x".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("证书编号,姓名\n浙B1,\"".getBytes(StandardCharsets.UTF_8));
            for (int megabytes = 0; megabytes < 200; megabytes++) {
                out.write(piece);
            }
        }
        refused(file, Kind.LINE_TOO_LONG);
    }

    @Test
    void should_tell_numbers_dates_and_formulas_of_a_workbook_apart() throws Exception {
        Path file = folder.resolve("register.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("登记");
            sheet.value(0, 0, "身份证号");
            sheet.value(1, 0, 330203198503159914d);
            sheet.value(1, 1, LocalDate.of(2027, 2, 15));
            sheet.style(1, 1).format("yyyy-mm-dd").set();
            sheet.value(1, 2, 46433);
            sheet.formula(1, 3, "SUM(A1:A1)");
            sheet.value(1, 4, "'330203198503159914");
            sheet.value(1, 5, 45000.5);
            sheet.style(1, 5).format("yyyy/m/d h:mm").set();
            sheet.value(4, 0, "后面");
        }
        List<RegisterRows.Row> rows = all(file);
        assertThat(rows).extracting(RegisterRows.Row::line).containsExactly(1, 2, 5);
        List<Cell> cells = rows.get(1).cells();
        assertThat(cells.get(0))
                .isEqualTo(new Cell(Cell.Kind.NUMBER, cells.get(0).text(), null));
        assertThat(cells.get(0).text()).startsWith("33020319850315").hasSize(18);
        assertThat(cells.get(1).kind()).isEqualTo(Cell.Kind.DATE);
        assertThat(cells.get(1).day()).isEqualTo("2027-02-15");
        assertThat(cells.get(2)).isEqualTo(new Cell(Cell.Kind.NUMBER, "46433", null));
        assertThat(cells.get(3).kind()).isEqualTo(Cell.Kind.FORMULA);
        assertThat(cells.get(4).text()).isEqualTo("'330203198503159914");
        assertThat(cells.get(5).kind()).isEqualTo(Cell.Kind.DATE);
        assertThat(cells.get(5).day()).isNull();
    }

    private Path zip(String name, Map<String, byte[]> entries, int times) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                for (int time = 0; time < times; time++) {
                    zip.write(entry.getValue());
                }
            }
        }
        return file;
    }

    @Test
    void should_open_no_workbook_that_unpacks_to_too_much() throws Exception {
        byte[] blanks = "<a/> ".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
        refused(zip("bomb.xlsx", Map.of("xl/worksheets/sheet1.xml", blanks), 1600), Kind.BROKEN_WORKBOOK);
        byte[] one = "x".repeat(300 * 1024).getBytes(StandardCharsets.US_ASCII);
        refused(zip("cell.xlsx", Map.of("xl/sharedStrings.xml", one), 1), Kind.BROKEN_WORKBOOK);
        byte[] doctype =
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>".getBytes(StandardCharsets.UTF_8);
        refused(zip("entity.xlsx", Map.of("xl/workbook.xml", doctype), 1), Kind.BROKEN_WORKBOOK);
        refused(zip("other.xlsx", Map.of("readme.txt", new byte[] {'a'}), 1), Kind.BROKEN_WORKBOOK);
    }

    private static Entry entry(String photo) {
        return new Entry(
                new CertificateNumber("浙B012024000001"),
                IdNumber.of("330203198503159914"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                photo,
                null,
                null,
                "");
    }

    @Test
    void should_find_photos_by_their_names_whatever_packed_them() throws Exception {
        Path file = folder.resolve("photos.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), GB18030)) {
            for (String name :
                    List.of("../../照片/浙B012024000001.JPG", "x/33020319850315991４.png", "某.jpg", "C:\\a\\b.jpg")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        try (PhotoFiles photos = PhotoFiles.of(RegisterFile.at(file))) {
            assertThat(new String(photos.find(entry("某.jpg")).orElseThrow(), StandardCharsets.UTF_8))
                    .isEqualTo("某.jpg");
            assertThat(photos.find(entry(null))).isPresent();
            assertThat(photos.find(entry("没有.jpg"))).as("by its number then").isPresent();
            assertThat(photos.unused()).isEqualTo(2);
        }
        assertThat(folder.getParent().resolve("照片")).doesNotExist();

        Path inFolder = Files.createDirectory(folder.resolve("folder"));
        Files.write(inFolder.resolve("330203198503159914.jpg"), new byte[] {1});
        Files.createSymbolicLink(inFolder.resolve("浙B012024000001.jpg"), Path.of("/etc/hostname"));
        try (PhotoFiles photos = PhotoFiles.in(inFolder)) {
            assertThat(photos.find(entry(null)).orElseThrow()).containsExactly(1);
        }
    }

    @Test
    void should_unpack_no_more_of_a_photo_than_is_taken() throws Exception {
        Path bomb = zip("photos.zip", Map.of("330203198503159914.jpg", new byte[1024 * 1024]), 300);
        try (PhotoFiles photos = PhotoFiles.of(RegisterFile.at(bomb))) {
            assertThat(photos.find(entry(null)).orElseThrow()).hasSize(2 * 1024 * 1024 + 1);
        }
        assertThatThrownBy(() -> PhotoFiles.of(RegisterFile.at(file(new byte[] {'P', 'K', 3, 4, 0}))))
                .isInstanceOf(FileRefused.class);
    }

    @Test
    void should_write_a_report_that_says_nothing_of_the_file_and_begins_no_formula() {
        List<Fault> faults = new ArrayList<>();
        Map<Kind, Integer> tally = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            faults.add(new Fault(kind, 7, Optional.empty(), 3));
            tally.put(kind, 9);
        }
        String csv = new String(ImportReport.csv(faults, tally), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\uFEFF行,列,处理,问题,如何更正,相关行\r\n").contains("共9处，只列出前1处");
        assertThat(csv.split("\r\n|,|\"")).noneMatch(cell -> cell.matches("[=+\\-@\\t].*"));
    }
}
