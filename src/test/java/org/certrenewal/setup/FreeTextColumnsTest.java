package org.certrenewal.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.held.Resealing;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks for each column of text or bytes who answers for it, and looks whether what stands there is as is said. */
@RenewalTest
class FreeTextColumnsTest {

    private static final Path DECLARED = Path.of("src/test/resources/privacy/columns.txt");
    private static final String WRITTEN = "查无此人王小花的记录";

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NO_WORDS = Pattern.compile("[^\\s\\p{IsHan}]*|[a-z0-9 ]*");

    private static final Pattern IDS = Pattern.compile("[\\w./:,*>→ -]*", Pattern.CASE_INSENSITIVE);

    @Autowired
    private Renewals renewals;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Notices notices;

    @Autowired
    private Certificates certificates;

    @Autowired
    private List<Resealing> owners;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void start() {
        TestClock.atStart();
    }

    private record Declared(String owner, String protection) {}

    private static Map<String, Declared> declared() throws IOException {
        Map<String, Declared> declared = new LinkedHashMap<>();
        for (String line : Files.readAllLines(DECLARED)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" ");
                assertThat(parts).as(line).hasSize(3);
                assertThat(declared.put(parts[0], new Declared(parts[1], parts[2])))
                        .as(line)
                        .isNull();
            }
        }
        return declared;
    }

    /** Returns which line answers for a column: its own, its table's, or one for a column of that name anywhere. */
    private static String line(String column, Set<String> declared) {
        String[] parts = column.split("\\.");
        return List.of(column, parts[0] + ".*", parts[0].replaceFirst("_.*$", "") + "_*." + parts[1]).stream()
                .filter(declared::contains)
                .findFirst()
                .orElse(null);
    }

    private static Set<String> undeclared(Set<String> columns, Set<String> declared) {
        return columns.stream()
                .filter(column -> line(column, declared) == null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> columns() {
        return new TreeSet<>(jdbc.sql("""
                        select lower(table_name) || '.' || lower(column_name) from information_schema.columns
                         where lower(table_schema) = 'public' and lower(table_name) <> 'flyway_schema_history'
                           and table_name not in (select table_name from information_schema.views)
                           and (lower(data_type) like '%char%' or lower(data_type) like '%large object%'
                                or lower(data_type) like 'binary%' or lower(data_type) in ('bytea', 'text', 'json'))
                        """).query(String.class).list());
    }

    @Test
    void should_know_who_answers_for_each_column_of_text() throws IOException {
        Set<String> declared = declared().keySet();
        Set<String> columns = columns();
        assertThat(columns).hasSizeGreaterThan(400).contains("case_event.text", "act_hi_comment.full_msg_");
        assertThat(undeclared(columns, declared)).isEmpty();
        Set<String> used =
                columns.stream().map(column -> line(column, declared)).collect(Collectors.toSet());
        assertThat(declared).as("nothing declared that isn't there").isSubsetOf(used);
    }

    @Test
    void should_notice_a_new_column_that_nobody_declared() throws IOException {
        Set<String> columns = columns();
        columns.add("case_file.remark");
        columns.add("office_note.text");
        assertThat(undeclared(columns, declared().keySet())).containsExactly("case_file.remark", "office_note.text");
    }

    @Test
    void should_seal_anew_each_column_that_is_sealed() throws IOException {
        Set<String> sealed = declared().entrySet().stream()
                .filter(column -> column.getValue().protection().equals("sealed"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        // A key's own probe stays with the key.
        sealed.remove("vault_key.probe");
        assertThat(owners.stream()
                        .flatMap(owner -> owner.sealedColumns().stream())
                        .map(Object::toString))
                .containsExactlyInAnyOrderElementsOf(sealed);
    }

    /** Has people write the same words wherever they can write some. */
    private Renewal writeEverywhere() {
        Renewal renewal = renewals.submittedBy("w02", renewals.certificateOf("w02", TestClock.START.plusDays(80)))
                .isAccepted("o01");
        CertificateNumber number =
                new CertificateNumber(renewal.file().certificateNumber().orElseThrow());
        cases.record(renewal.number(), "o01", "excluded-from", WRITTEN);
        cases.record(Map.of(renewal.number(), WRITTEN), "system", "recalculated");
        cases.startExcludedTime(renewal.number(), TestClock.START, WRITTEN);
        notices.tell(Note.to("w02")
                .about(renewal.number())
                .once("excluded-time", "written:" + renewal.number())
                .saying(WRITTEN)
                .at("/my/cases"));
        certificates.changeStatus(number, CertificateStatus.SUSPENDED, TestClock.START, WRITTEN);
        certificates.changeStatus(number, CertificateStatus.VALID, TestClock.START, WRITTEN);
        assertThat(cases.events(renewal.number()))
                .filteredOn(event -> event.text().equals(WRITTEN))
                .hasSize(2);
        assertThat(renewal.file().received().excluded().get(0).reason()).isEqualTo(WRITTEN);
        assertThat(notices.of(List.of("w02"), 50))
                .anyMatch(notice -> notice.text().equals(WRITTEN));
        assertThat(certificates.operationsOn(number))
                .filteredOn(operation -> operation.reason().equals(WRITTEN))
                .hasSize(2);
        return renewal;
    }

    @Test
    void should_find_only_sealed_values_where_they_are_said_to_be_sealed() throws IOException {
        Renewal written = writeEverywhere();
        Renewal rejected = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .isAccepted("o01")
                .isRejected("o01")
                .hearsFromPartners();
        assertThat(rejected.openTasks()).doesNotContain(Tasks.REVIEW_APPLICATION);
        Map<String, Declared> declared = declared();
        Map<String, String> wrong = new TreeMap<>();
        Map<String, List<String>> byTable = new HashMap<>();
        columns()
                .forEach(column -> byTable.computeIfAbsent(column.split("\\.")[0], table -> new java.util.ArrayList<>())
                        .add(column));
        byTable.forEach((table, columns) -> jdbc.sql("select * from " + table)
                .query()
                .listOfRows()
                .forEach(row -> columns.forEach(column -> {
                    Object value = row.get(column.split("\\.")[1]);
                    String protection =
                            declared.get(line(column, declared.keySet())).protection();
                    if (value != null && !isAsSaid(value, protection)) {
                        wrong.put(column, protection + ": " + text(value));
                    }
                    if (value != null && text(value).contains(WRITTEN)) {
                        wrong.put(column, "as it was written");
                    }
                })));
        cases.endExcludedTime(written.number(), TestClock.START);
        written.isRejected("o01").hearsFromPartners();
        assertThat(wrong).isEmpty();
    }

    private static boolean isAsSaid(Object value, String protection) {
        String text = text(value);
        return switch (protection) {
            case "sealed" ->
                value instanceof byte[] bytes
                        ? bytes[0] == 1
                        : text.isEmpty() || text.startsWith("v1.") || isSealedPicture(text);
            case "digest" -> text.isEmpty() || DIGEST.matcher(text).matches();
            case "code", "id" -> NO_WORDS.matcher(text).matches();
            case "ids" -> IDS.matcher(text).matches();
            case "unused" -> false;
            case "number", "public", "model", "signature", "staff", "exception", "variables", "password" -> true;
            default -> throw new IllegalArgumentException(protection);
        };
    }

    private static boolean isSealedPicture(String text) {
        try {
            return Base64.getDecoder().decode(text)[0] == 1;
        } catch (IllegalArgumentException words) {
            return false;
        }
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof java.sql.Clob clob) {
            try {
                return clob.getSubString(1, (int) clob.length());
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return String.valueOf(value);
    }
}
