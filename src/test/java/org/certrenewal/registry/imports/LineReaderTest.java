package org.certrenewal.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.adapters.ReferenceFiles;
import org.certrenewal.registry.imports.Fault.Kind;
import org.certrenewal.seeds.SeedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads lines with everything that people and spreadsheets do to them: told, and never guessed. */
class LineReaderTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 28);
    private static final LineReader READER = reader(ImportMapping.standard());

    private static LineReader reader(ImportMapping mapping) {
        SeedFolder seeds = SeedFolder.packaged();
        return new LineReader(
                mapping,
                ReferenceFiles.trades(seeds),
                ReferenceFiles.places(seeds),
                ReferenceFiles.offices(seeds),
                TODAY);
    }

    private static Map<ImportColumn, String> good() {
        Map<ImportColumn, String> line = new LinkedHashMap<>();
        line.put(ImportColumn.NUMBER, "浙B012023000123");
        line.put(ImportColumn.HOLDER, "330203198503159914");
        line.put(ImportColumn.NAME, "王海生");
        line.put(ImportColumn.GENDER, "男");
        line.put(ImportColumn.TRADE, "建筑电工");
        line.put(ImportColumn.FIRST_ISSUED, "2015-04-10");
        line.put(ImportColumn.VALID_FROM, "2025-02-16");
        line.put(ImportColumn.VALID_TO, "2027-02-15");
        line.put(ImportColumn.ISSUED, "2025-02-10");
        line.put(ImportColumn.STATUS, "有效");
        return line;
    }

    private static Line read(Map<ImportColumn, String> line) {
        return read(READER, line.keySet(), line.values().stream().map(Cell::of).toList());
    }

    private static Line read(LineReader reader, Iterable<ImportColumn> columns, List<Cell> cells) {
        List<Cell> heads = new ArrayList<>();
        columns.forEach(column -> heads.add(Cell.of(column.label())));
        try {
            return reader.read(2, Header.read(1, heads, ImportMapping.standard()), cells);
        } catch (FileRefused e) {
            throw new AssertionError(e);
        }
    }

    private static Line with(ImportColumn column, String text) {
        Map<ImportColumn, String> line = good();
        line.put(column, text);
        return read(line);
    }

    private static Line with(ImportColumn column, Cell cell) {
        Map<ImportColumn, String> line = good();
        List<Cell> cells = new ArrayList<>();
        line.forEach((key, text) -> cells.add(key == column ? cell : Cell.of(text)));
        return read(READER, line.keySet(), cells);
    }

    private static List<Kind> kinds(Line line) {
        return line.faults().stream().map(Fault::kind).toList();
    }

    @Test
    void should_read_a_line_that_is_right() {
        Line line = read(good());
        assertThat(line.faults()).isEmpty();
        Entry entry = line.entry().orElseThrow();
        assertThat(entry.number().value()).isEqualTo("浙B012023000123");
        assertThat(entry.holder()).isEqualTo(IdNumber.of("330203198503159914"));
        assertThat(entry.authority()).isEqualTo("浙江省住房和城乡建设厅");
        assertThat(entry.saidStatus()).contains(CertificateStatus.VALID);
        assertThat(entry).hasToString("Entry[浙B012023000123]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "NUMBER|-|MISSING",
                "NUMBER|B012023000123|BAD_NUMBER",
                "NUMBER|浙X012023000123|UNKNOWN_CITY",
                "NUMBER|苏B012023000123|OTHER_PROVINCE",
                "NUMBER|浙建安字第12345号|OLD_NUMBER",
                "HOLDER|-|MISSING",
                "HOLDER|330203198503159913|BAD_CHECK",
                "HOLDER|330203850315991|BAD_ID_NUMBER",
                "HOLDER|330203198502309917|BAD_ID_NUMBER",
                "HOLDER|330203198503159000|ROUNDED",
                "HOLDER|3.30203E+17|ROUNDED",
                "HOLDER|=\"330203198503159914\"|FORMULA",
                "HOLDER|######|ERROR_VALUE",
                "NAME|-|MISSING",
                "NAME|王?生|LOST_CHARACTER",
                "NAME|王□生|LOST_CHARACTER",
                "NAME|王*生|LOST_CHARACTER",
                "NAME|王\uE863|LOST_CHARACTER",
                "NAME|王\uFFFD|LOST_CHARACTER",
                "NAME|王3|LOST_CHARACTER",
                "NAME|#N/A|ERROR_VALUE",
                "GENDER|女|GENDER_DIFFERS",
                "GENDER|M|BAD_GENDER",
                "TRADE|电焊|UNKNOWN_TRADE",
                "TRADE|1|UNKNOWN_TRADE",
                "TRADE|建筑焊工|TRADE_DIFFERS",
                "VALID_TO|2027-02-30|NO_SUCH_DAY",
                "VALID_TO|15/2/2027|DATE_AMBIGUOUS",
                "VALID_TO|27-2-15|DATE_AMBIGUOUS",
                "VALID_TO|46433|DATE_AS_NUMBER",
                "VALID_TO|长期|BAD_DATE",
                "VALID_TO|2027-02-15 13:45|BAD_DATE",
                "VALID_TO|2025-02-01|DATES_OUT_OF_ORDER",
                "ISSUED|2026-12-01|IN_FUTURE",
                "FIRST_ISSUED|1995-01-01|BEFORE_SIXTEEN",
                "STATUS|-|MISSING",
                "STATUS|正常|UNKNOWN_STATUS",
                "STATUS|1|UNKNOWN_STATUS",
                "AUTHORITY|某某局|UNKNOWN_AUTHORITY",
                "VERSION|0|BAD_VERSION",
                "VERSION|1E9|BAD_VERSION",
                "OFFICE|330299|UNKNOWN_OFFICE",
                "CHANGE|延期|UNKNOWN_CHANGE"
            })
    void should_tell_what_is_wrong_and_bring_nothing_in(ImportColumn column, String text, Kind kind) {
        Line line = with(column, text);
        assertThat(kinds(line)).contains(kind);
        assertThat(line.entry()).isEmpty();
        assertThat(line.faults()).filteredOn(it -> it.kind() == kind).allSatisfy(it -> {
            assertThat(it.line()).isEqualTo(2);
            assertThat(it.kind().what()).isNotBlank();
            assertThat(it.kind().remedy()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '`',
            value = {
                "HOLDER|330203198503159914 |TIDIED",
                "HOLDER|３３０２０３１９８５０３１５９９１４|NARROWED",
                "HOLDER|'330203198503159914|APOSTROPHE",
                "HOLDER|’330203198503159914|APOSTROPHE",
                "NAME|王海生\u3000 |TIDIED",
                "NAME|\u200B王海生|TIDIED",
                "NUMBER|浙b012023000123 |TIDIED",
                "NUMBER|浙Ｂ０１２０２３０００１２３|NARROWED",
                "VALID_TO|2029-02-15|TERM_ODD",
                "VALID_TO|２０２７年２月１５日|NARROWED"
            })
    void should_tell_what_was_read_in_another_form(ImportColumn column, String text, Kind note) {
        Line line = with(column, text);
        assertThat(kinds(line)).containsExactly(note);
        assertThat(line.entry()).isPresent();
        assertThat(line.entry().get().number().value()).isEqualTo("浙B012023000123");
        assertThat(line.entry().get().holder().value()).isEqualTo("330203198503159914");
        assertThat(line.entry().get().name().value()).isEqualTo("王海生");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2027-2-15",
                "2027/02/15",
                "2027.2.15",
                "2027年2月15日",
                "20270215",
                "2027-02-15 00:00:00",
                "2027/2/15 0:00"
            })
    void should_read_the_ways_in_which_a_day_is_written_for_sure(String text) {
        Line line = with(ImportColumn.VALID_TO, text);
        assertThat(line.faults()).isEmpty();
        assertThat(line.entry().orElseThrow().validTo()).isEqualTo("2027-02-15");
    }

    @Test
    void should_keep_rare_characters_as_they_are() {
        for (String name : List.of("田𬱖", "𠮷", "买买提·艾力", "〇一", "㑇")) {
            Line line = with(ImportColumn.NAME, name);
            assertThat(line.faults()).isEmpty();
            assertThat(line.entry().orElseThrow().name().value()).isEqualTo(name);
        }
    }

    @Test
    void should_distrust_what_a_spreadsheet_keeps_as_a_number_or_formula() {
        Cell number = new Cell(Cell.Kind.NUMBER, "330203198503159000", null);
        assertThat(kinds(with(ImportColumn.HOLDER, number))).containsExactly(Kind.ROUNDED);
        assertThat(kinds(with(ImportColumn.VALID_TO, new Cell(Cell.Kind.NUMBER, "46433", null))))
                .containsExactly(Kind.DATE_AS_NUMBER);
        assertThat(kinds(with(ImportColumn.VALID_TO, new Cell(Cell.Kind.DATE, "0", null))))
                .containsExactly(Kind.BAD_DATE);
        assertThat(kinds(with(ImportColumn.NAME, new Cell(Cell.Kind.FORMULA, "=", null))))
                .containsExactly(Kind.FORMULA);
        assertThat(with(ImportColumn.VALID_TO, new Cell(Cell.Kind.DATE, "46433", LocalDate.of(2027, 2, 15)))
                        .faults())
                .isEmpty();
    }

    @Test
    void should_doubt_a_number_that_fits_by_chance_where_others_were_cut_off() {
        Map<ImportColumn, String> fits = good();
        // Its check character happens to be 0.
        String place = Stream.iterate(100, it -> it + 100)
                .limit(9)
                .map(order -> "33020319850315" + order)
                .filter(first -> IdNumber.checkCharacter(first) == '0')
                .findFirst()
                .orElse("33020319850301" + "100");
        Survey alone = new Survey();
        if (IdNumber.checkCharacter(place) == '0') {
            fits.put(ImportColumn.HOLDER, place + "0");
            fits.remove(ImportColumn.GENDER);
            Line line = read(fits);
            assertThat(line.entry()).isPresent();
            alone.see(line);
            assertThat(alone.judge(line).entry()).isPresent();
            Survey together = new Survey();
            together.see(line);
            together.see(with(ImportColumn.HOLDER, "330203198503159000"));
            assertThat(kinds(together.judge(line))).contains(Kind.PERHAPS_ROUNDED);
        }
    }

    @Test
    void should_bring_in_none_of_two_lines_with_one_number() {
        Survey survey = new Survey();
        Line first = read(good());
        Line broken = READER.read(3, header(), List.of(Cell.of("浙B012023000123")));
        survey.see(first);
        survey.see(broken);
        assertThat(survey.lines()).isEqualTo(2);
        assertThat(survey.judge(first).entry()).isEmpty();
        assertThat(survey.judge(first).faults())
                .filteredOn(it -> it.kind() == Kind.NUMBER_TWICE)
                .singleElement()
                .satisfies(it -> assertThat(it.other()).isEqualTo(3));
        assertThat(survey.judge(broken).faults())
                .filteredOn(it -> it.kind() == Kind.NUMBER_TWICE)
                .singleElement()
                .satisfies(it -> assertThat(it.other()).isEqualTo(2));
    }

    @Test
    void should_tell_that_somebody_has_two_names() {
        Survey survey = new Survey();
        Map<ImportColumn, String> other = good();
        other.put(ImportColumn.NUMBER, "浙B012023000124");
        other.put(ImportColumn.NAME, "王海胜");
        Line first = read(good());
        Line second = read(other);
        survey.see(first);
        survey.see(second);
        assertThat(kinds(survey.judge(first))).isEmpty();
        assertThat(kinds(survey.judge(second))).containsExactly(Kind.OTHER_NAME);
    }

    private static Header header() {
        try {
            return Header.read(
                    1, good().keySet().stream().map(it -> Cell.of(it.label())).toList(), ImportMapping.standard());
        } catch (FileRefused e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void should_ask_for_the_columns_that_are_needed() {
        assertThatThrownBy(() -> Header.read(1, List.of(Cell.of("证书编号")), ImportMapping.standard()))
                .isInstanceOfSatisfying(
                        FileRefused.class, it -> assertThat(it.fault().kind()).isEqualTo(Kind.MISSING_COLUMN));
        assertThatThrownBy(() -> Header.read(1, List.of(Cell.of("证书编号"), Cell.of("证书号")), ImportMapping.standard()))
                .isInstanceOfSatisfying(
                        FileRefused.class, it -> assertThat(it.fault().kind()).isEqualTo(Kind.COLUMN_TWICE));
    }

    @Test
    void should_read_a_delta_that_says_only_what_has_changed() {
        Map<ImportColumn, String> delta = new LinkedHashMap<>();
        delta.put(ImportColumn.NUMBER, "浙B012023000123");
        delta.put(ImportColumn.CHANGE, "暂扣");
        delta.put(ImportColumn.CHANGED_ON, "2026-11-27");
        Line line = read(delta);
        assertThat(line.faults()).isEmpty();
        assertThat(line.entry().orElseThrow().saidStatus()).contains(CertificateStatus.SUSPENDED);
        delta.put(ImportColumn.STATUS, "有效");
        assertThat(kinds(read(delta))).containsExactly(Kind.CHANGE_DIFFERS);
        delta.remove(ImportColumn.STATUS);
        delta.put(ImportColumn.CHANGED_ON, "");
        assertThat(kinds(read(delta))).containsExactly(Kind.MISSING);
    }

    @Test
    void should_take_the_words_of_a_source_from_its_mapping() throws FileRefused {
        ImportMapping mapping = ImportMapping.read("""
                columns: {number: 编号, id-number: [身份证, 证件]}
                trades: {电工: 建筑电工}
                statuses: {正常: VALID}
                """);
        List<Cell> heads = good().keySet().stream()
                .filter(it -> it != ImportColumn.GENDER)
                .map(it -> Cell.of(it == ImportColumn.NUMBER ? "编 号" : it == ImportColumn.HOLDER ? "证件" : it.label()))
                .toList();
        Map<ImportColumn, String> line = good();
        line.remove(ImportColumn.GENDER);
        line.put(ImportColumn.TRADE, "电工");
        line.put(ImportColumn.STATUS, "正常");
        Line read = reader(mapping)
                .read(
                        2,
                        Header.read(1, heads, mapping),
                        line.values().stream().map(Cell::of).toList());
        assertThat(read.faults()).isEmpty();
        assertThat(read.entry().orElseThrow().tradeName()).isEqualTo("建筑电工");

        for (String wrong : List.of(
                "columns: {nummer: 编号}", "colums: {}", "a: [", "authorities: {某局: abc}", "statuses: {正常: OK}")) {
            assertThatThrownBy(() -> ImportMapping.read(wrong))
                    .isInstanceOf(ImportMapping.Refused.class)
                    .hasMessageStartingWith("映射文件");
        }
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().withChars("0123456789Xx浙B０１/-. '=年月日").ofMaxLength(24));
    }

    /** Whatever stands in a cell: no exception, and what is read could be written again and be read the same. */
    @Property(tries = 400)
    void should_read_whatever_stands_there(
            @ForAll("anything") String text, @ForAll ImportColumn column, @ForAll Cell.Kind kind) {
        Line line = with(column, new Cell(kind, text, null));
        assertThat(line.entry().isPresent()).isEqualTo(line.faults().stream().noneMatch(Fault::stops));
        line.entry().ifPresent(entry -> {
            if (column == ImportColumn.HOLDER) {
                assertThat(entry.holder()).isEqualTo(IdNumber.of(entry.holder().value()));
            }
        });
        assertThat(line.faults()).allSatisfy(it -> assertThat(it.toString()).doesNotContain("王海生"));
    }

    /** Any number cut to 15 digits is noticed, if not by its check character. */
    @Property(tries = 200)
    void should_never_take_a_number_that_was_kept_with_15_digits(@ForAll("numbers") String number) {
        Cell cut = new Cell(Cell.Kind.NUMBER, number.substring(0, 15) + "000", null);
        assertThat(with(ImportColumn.HOLDER, cut).entry()).isEmpty();
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.integers()
                .between(1, 999)
                .map(order -> "33020319850315" + String.format("%03d", order))
                .map(first -> first + IdNumber.checkCharacter(first));
    }
}
