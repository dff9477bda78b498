package org.certrenewal.held;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.certrenewal.held.Table.Holds;
import org.certrenewal.testing.Owners;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Holds what the owners of tables say against the schema. The engine's own tables are the engine's. */
class TableOwnersTest {

    private static final Path TEXTS = Path.of("src/test/resources/privacy/columns.txt");

    private final List<TableOwner> owners = Owners.of(TableOwner.class);
    private JdbcClient jdbc;

    DataSource database() {
        return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    @BeforeEach
    void make() {
        DataSource source = database();
        Flyway.configure().dataSource(source).load().migrate();
        jdbc = JdbcClient.create(source);
    }

    private List<Table> tables() {
        return owners.stream().flatMap(owner -> owner.tables().stream()).toList();
    }

    private static String room(TableOwner owner) {
        return owner.getClass().getPackageName().replace("org.certrenewal.", "").replace(".adapters", "");
    }

    private Set<String> schema(String what) {
        return new TreeSet<>(jdbc.sql(what).query(String.class).list());
    }

    private Set<String> columnsThere() {
        return schema("""
                select lower(table_name) || '.' || lower(column_name) from information_schema.columns
                 where lower(table_schema) = 'public' and lower(table_name) not in ('flyway_schema_history')
                   and table_name not in (select table_name from information_schema.views)
                """);
    }

    private List<String> columnsDeclared() {
        return tables().stream()
                .flatMap(table -> table.columns().keySet().stream().map(column -> table.name() + "." + column))
                .toList();
    }

    private Set<String> unanswered() {
        Set<String> columns = columnsThere();
        columnsDeclared().forEach(columns::remove);
        return columns;
    }

    @Test
    void should_have_one_owner_for_each_table_and_know_each_column() {
        assertThat(unanswered()).as("columns nobody answers for").isEmpty();
        assertThat(columnsDeclared())
                .hasSizeGreaterThan(300)
                .doesNotHaveDuplicates()
                .isSubsetOf(columnsThere());
        assertThat(tables()).extracting(Table::name).doesNotHaveDuplicates();
    }

    @Test
    void should_notice_a_new_table_and_a_new_column() {
        jdbc.sql("create table office_note (id integer primary key, words varchar(100))")
                .update();
        jdbc.sql("alter table case_file add column remark varchar(100)").update();
        assertThat(unanswered()).containsExactly("case_file.remark", "office_note.id", "office_note.words");
    }

    @Test
    void should_name_rows_by_the_primary_key() {
        Map<String, Set<String>> keys = new HashMap<>();
        jdbc.sql("""
                        select lower(u.table_name), lower(u.column_name) from information_schema.key_column_usage u
                          join information_schema.table_constraints c on c.constraint_name = u.constraint_name
                           and c.table_name = u.table_name and c.constraint_type = 'PRIMARY KEY'
                         where lower(u.table_schema) = 'public'
                        """).query(row -> {
            keys.computeIfAbsent(row.getString(1), table -> new TreeSet<>()).add(row.getString(2));
        });
        // Loads of the demonstration are one row.
        keys.put("year_load", Set.of("seed"));
        assertThat(tables())
                .allSatisfy(table ->
                        assertThat(keys.get(table.name())).as(table.name()).isEqualTo(new TreeSet<>(table.key())));
    }

    @Test
    void should_name_each_view_after_its_owner_and_show_only_the_owners_tables() {
        Map<String, String> definitions = new TreeMap<>();
        jdbc.sql("""
                        select lower(table_name), lower(view_definition) from information_schema.views
                         where lower(table_schema) = 'public'
                        """).query(row -> {
            definitions.put(row.getString(1), row.getString(2));
        });
        assertThat(owners.stream().flatMap(owner -> owner.views().stream()))
                .hasSizeGreaterThan(5)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(definitions.keySet());
        for (TableOwner owner : owners) {
            List<String> own = owner.tables().stream().map(Table::name).toList();
            for (String view : owner.views()) {
                assertThat(Arrays.stream(room(owner).split("\\.")))
                        .as(view)
                        .anyMatch(name -> view.startsWith(name + "_"));
                assertThat(read(definitions.get(view))).as(view).isNotEmpty().isSubsetOf(own);
                // Anything else could not be read through as if it weren't there.
                assertThat(definitions.get(view))
                        .as(view)
                        .doesNotContain(" group by ", " distinct ", " union ", " limit ");
            }
        }
    }

    private static Set<String> read(String definition) {
        return Pattern.compile("\\b(?:from|join)\\s+\\(*(?:\"?public\"?\\.)?\"?(\\w+)")
                .matcher(definition)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void should_say_of_each_table_about_people_until_when_it_is_kept() {
        assertThat(tables())
                .filteredOn(TableOwnersTest::isAboutPeople)
                .hasSizeGreaterThan(20)
                .allSatisfy(table -> {
                    assertThat(table.time()).as(table.name()).isPresent();
                    assertThat(table.time().get().erased()
                                    || !table.time().get().why().isBlank())
                            .as(table.name())
                            .isTrue();
                });
    }

    private static boolean isAboutPeople(Table table) {
        return table.columns().containsValue(Holds.PERSONAL) || table.columns().containsValue(Holds.SEALED);
    }

    @Test
    void should_hand_out_each_table_about_people() {
        Set<String> handedOut = Owners.of(Disclosure.class).stream()
                .flatMap(owner -> owner.extracts().stream())
                .map(Extract::table)
                .collect(Collectors.toSet());
        List<String> about = new ArrayList<>(tables().stream()
                .filter(TableOwnersTest::isAboutPeople)
                .map(Table::name)
                .toList());
        // The ends of the chains of entries, which hold nothing but digests.
        about.removeAll(List.of("audit_head", "audit_sealed_head"));
        assertThat(handedOut).containsAll(about);
    }

    @Test
    void should_hand_out_nothing_of_tables_of_others() {
        for (TableOwner owner : owners) {
            if (owner instanceof Disclosure disclosure) {
                List<String> own = owner.tables().stream().map(Table::name).toList();
                assertThat(disclosure.extracts())
                        .extracting(Extract::table)
                        .allMatch(table -> own.contains(table) || table.startsWith("ACT_"));
            }
        }
    }

    @Test
    void should_seal_anew_whatever_is_sealed() {
        for (TableOwner owner : owners) {
            boolean seals =
                    owner.tables().stream().anyMatch(table -> !table.sealed().isEmpty());
            assertThat(owner instanceof Resealing).as(room(owner)).isEqualTo(seals);
        }
        assertThat(tables()).allSatisfy(table -> {
            assertThat(table.sealed())
                    .extracting(SealedColumn::name)
                    .containsExactlyInAnyOrderElementsOf(table.columns().entrySet().stream()
                            .filter(column -> column.getValue() == Holds.SEALED)
                            .map(Map.Entry::getKey)
                            .toList());
            // What a value is sealed for must be known by its key alone.
            assertThat(table.sealed())
                    .allSatisfy(column -> assertThat(column.purpose(
                                    table.key().stream().collect(Collectors.toMap(name -> name, name -> "known"))))
                            .doesNotContain("null"));
        });
    }

    /** The list that says how texts look agrees about who answers and what is sealed or a digest. */
    @Test
    void should_agree_with_the_list_of_texts() throws IOException {
        Map<String, String> declared = new TreeMap<>();
        owners.forEach(owner -> owner.tables()
                .forEach(table -> table.columns()
                        .forEach((column, holds) ->
                                declared.put(table.name() + "." + column, room(owner) + " " + said(holds)))));
        Map<String, String> listed = new TreeMap<>();
        try (Stream<String> lines = Files.lines(TEXTS)) {
            lines.filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("act_"))
                    // A key's own probe stays with the key.
                    .filter(line -> !line.startsWith("vault_key.probe"))
                    .map(line -> line.split(" "))
                    .filter(line -> !line[0].startsWith("act_") || line[0].startsWith("act_word"))
                    .forEach(line -> listed.put(
                            line[0], line[1] + " " + (Set.of("sealed", "digest").contains(line[2]) ? line[2] : "")));
        }
        assertThat(listed).hasSizeGreaterThan(150);
        declared.keySet().retainAll(listed.keySet());
        assertThat(declared).isEqualTo(listed);
    }

    private static String said(Holds holds) {
        return holds == Holds.SEALED || holds == Holds.DIGEST ? holds.name().toLowerCase(Locale.ROOT) : "";
    }
}
