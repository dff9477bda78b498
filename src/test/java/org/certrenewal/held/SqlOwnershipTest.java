package org.certrenewal.held;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certrenewal.testing.Owners;
import org.junit.jupiter.api.Test;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

/**
 * Reads every SQL text of the program, as the compiler has put it together, and holds that no package names a table of
 * another: it may read the views that the other publishes. The engine's tables are read where it is said here.
 */
class SqlOwnershipTest {

    private static final Path CLASSES = Path.of("target/classes/org/certrenewal");
    private static final Path MAPPINGS = Path.of("src/main/resources/org/certrenewal");

    private static final Pattern SQL =
            Pattern.compile("\\b(select|insert|update|delete|merge|from|join|where|into|exists|truncate)\\b");
    private static final String BEFORE_A_TABLE = "\\b(?:from|join|into|update|table|using|truncate)\\s+";
    private static final Pattern ENGINE = Pattern.compile("\\bact_(?:ge|hi|id|re|ru)_\\w+");
    /** What javac leaves for a value that is known only when the program runs. */
    private static final String UNKNOWN = "\u0001";

    private static final Pattern PUT_TOGETHER = Pattern.compile(
            "(?s)(?:\\bselect\\b.*\\b(?:from|join)|\\bdelete\\s+from|\\binsert\\s+into|\\bmerge\\s+into|^\\s*update|\\btruncate)\\s+\"?(?:"
                    + UNKNOWN + "|$)"
                    + "|^\\s*(?:from|join)\\s+\"?(?:" + UNKNOWN + "|$)");
    private static final Pattern CHANGES = Pattern.compile("\\b(?:into|update|delete\\s+from|merge\\s+into)\\s+(\\w+)");

    /** Who may read which tables of the engine, and no others. This list gets shorter, never longer. */
    private static final Map<String, Set<String>> ENGINES_READERS = Map.of(
            "access",
            Set.of(
                    "act_id_group",
                    "act_id_membership",
                    "act_id_user",
                    "act_re_procdef",
                    "act_ru_authorization",
                    "act_ru_execution",
                    "act_ru_identitylink",
                    "act_ru_job"),
            "insight",
            Set.of(
                    "act_hi_actinst",
                    "act_hi_incident",
                    "act_hi_job_log",
                    "act_hi_procinst",
                    "act_id_membership",
                    "act_id_user",
                    "act_re_procdef",
                    "act_ru_incident",
                    "act_ru_job",
                    "act_ru_task"),
            "process",
            Set.of(
                    "act_hi_procinst",
                    "act_id_membership",
                    "act_re_procdef",
                    "act_ru_execution",
                    "act_ru_identitylink",
                    "act_ru_task"),
            "setup",
            Set.of("act_id_membership", "act_id_user"));

    /**
     * Counts, before the schema is brought up to date and views are there, whether a database holds anything real: the
     * only one that names tables of others.
     */
    private static final String COUNTS_BEFORE_THE_SCHEMA = "org.certrenewal.setup.DemonstrationCheck";

    /** Where names of tables are put into SQL: from what owners declare, or from a list that stands in the class. */
    private static final Set<String> PUTS_TOGETHER = Set.of(
            COUNTS_BEFORE_THE_SCHEMA,
            "org.certrenewal.casefile.CaseFindings",
            "org.certrenewal.privacy.PersonalExport",
            "org.certrenewal.setup.KeyRing",
            "org.certrenewal.setup.Rekeying",
            "org.certrenewal.audit.AuditVerifier");

    private final Map<String, String> packageOfTable = new HashMap<>();
    private final Map<String, String> packageOfView = new HashMap<>();

    SqlOwnershipTest() {
        for (TableOwner owner : Owners.of(TableOwner.class)) {
            String own = owner.getClass().getPackageName().replace(".adapters", "");
            owner.tables().forEach(table -> packageOfTable.put(table.name(), own));
            owner.views().forEach(view -> packageOfView.put(view, own));
        }
    }

    /** Holds a text of the program, as it stands there. */
    private record Text(String type, String original) {

        String words() {
            return original.toLowerCase(Locale.ROOT);
        }

        String inPackage() {
            return type.substring(0, type.lastIndexOf('.'));
        }

        boolean isOf(String owner) {
            return (inPackage() + ".").startsWith(owner + ".");
        }
    }

    private static List<Text> texts() throws IOException {
        List<Text> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            files.filter(file -> file.toString().endsWith(".class")).forEach(file -> texts.addAll(textsOf(file)));
        }
        try (Stream<Path> files = Files.walk(MAPPINGS)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".xml")).toList()) {
                texts.add(new Text(
                        "org.certrenewal."
                                + MAPPINGS.relativize(file)
                                        .toString()
                                        .replace(".xml", "")
                                        .replace('/', '.'),
                        Files.readString(file).replace("${prefix}", "")));
            }
        }
        return texts;
    }

    private static List<Text> textsOf(Path file) {
        ClassReader reader;
        try {
            reader = new ClassReader(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String type = reader.getClassName().replace('/', '.');
        List<Text> texts = new ArrayList<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public FieldVisitor visitField(
                            int access, String name, String type, String signature, Object value) {
                        add(value);
                        return null;
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return new MethodVisitor(Opcodes.ASM9) {
                            @Override
                            public void visitLdcInsn(Object value) {
                                add(value);
                            }

                            @Override
                            public void visitInvokeDynamicInsn(
                                    String name, String descriptor, Handle handle, Object... arguments) {
                                Arrays.stream(arguments).forEach(argument -> add(argument));
                            }
                        };
                    }

                    private void add(Object value) {
                        if (value instanceof String words) {
                            texts.add(new Text(type, words));
                        }
                    }
                },
                ClassReader.SKIP_DEBUG);
        return texts;
    }

    /** Returns which tables a text names: a name that is also a word counts only where SQL has a table. */
    private Set<String> tablesIn(Text text) {
        String words = text.words();
        Set<String> found = new TreeSet<>();
        boolean sql = SQL.matcher(words).find();
        for (String table : packageOfTable.keySet()) {
            boolean named = table.contains("_")
                    ? text.original().strip().equals(table)
                            || sql
                                    && Pattern.compile("(?<![\\w/'.-])" + table + "(?![\\w/'-])")
                                            .matcher(words)
                                            .find()
                    : PUTS_TOGETHER.contains(text.type())
                                    && text.original().strip().equals(table)
                            || Pattern.compile(BEFORE_A_TABLE + table + "(?![\\w/'-])")
                                    .matcher(words)
                                    .find()
                            || Pattern.compile("\\bfrom\\s+[\\w\\s]+(?:,[\\w\\s]+)*,\\s*" + table + "\\b")
                                    .matcher(words)
                                    .find();
            if (named) {
                found.add(table);
            }
        }
        return found;
    }

    private Set<String> foreignIn(List<Text> texts) {
        Set<String> foreign = new TreeSet<>();
        for (Text text : texts) {
            tablesIn(text).stream()
                    .filter(table -> !text.isOf(packageOfTable.get(table)))
                    .forEach(table -> foreign.add(text.type() + " names " + table));
            Matcher changes = CHANGES.matcher(text.words());
            while (changes.find()) {
                if (packageOfView.containsKey(changes.group(1))) {
                    foreign.add(text.type() + " changes " + changes.group(1));
                }
            }
        }
        return foreign;
    }

    @Test
    void should_name_no_table_of_another_package() throws IOException {
        List<Text> texts = texts();
        assertThat(texts).hasSizeGreaterThan(5000);
        Set<String> named = new TreeSet<>();
        texts.forEach(text -> named.addAll(tablesIn(text)));
        assertThat(named).as("the test sees each table somewhere").containsAll(packageOfTable.keySet());
        assertThat(foreignIn(texts))
                .containsExactly(
                        COUNTS_BEFORE_THE_SCHEMA + " names case_file",
                        COUNTS_BEFORE_THE_SCHEMA + " names certificate",
                        COUNTS_BEFORE_THE_SCHEMA + " names demo_load",
                        COUNTS_BEFORE_THE_SCHEMA + " names year_load");
    }

    @Test
    void should_notice_a_table_of_another_package_however_it_is_named() {
        String type = "org.certrenewal.insight.Some";
        for (String sql : List.of(
                "select * from case_file",
                "select 1 from insight_case join case_file f on true",
                " and exists (select 1 from case_file where true)",
                "select n from insight_count, notice",
                "select \u0001 from person where user_id = ?",
                "update paper set bytes = null",
                "delete from notice where id = ?",
                "insert into consent (id) values (1)",
                "case_section",
                "update casefile_standing set status = 'x'")) {
            assertThat(foreignIn(List.of(new Text(type, sql)))).as(sql).hasSize(1);
        }
        assertThat(foreignIn(List.of(
                        new Text(type, "select * from casefile_standing"),
                        new Text(type, "a notice to the person"),
                        new Text(type, "case_event/"),
                        new Text("org.certrenewal.casefile.Some", "select * from case_file"))))
                .isEmpty();
    }

    @Test
    void should_put_names_of_tables_into_sql_only_where_owners_declare_them() throws IOException {
        Set<String> found = new TreeSet<>();
        texts().stream()
                .filter(text -> SQL.matcher(text.words()).find()
                        && PUT_TOGETHER.matcher(text.words()).find())
                .forEach(text -> found.add(text.type()));
        assertThat(found).isEqualTo(PUTS_TOGETHER);
    }

    @Test
    void should_read_tables_of_the_engine_only_where_it_is_said() throws IOException {
        Map<String, Set<String>> readers = new TreeMap<>();
        for (Text text : texts()) {
            Matcher table = ENGINE.matcher(text.words());
            while (table.find()) {
                readers.computeIfAbsent(
                                text.inPackage().replaceFirst("^org\\.certrenewal\\.([a-z]+).*", "$1"),
                                room -> new TreeSet<>())
                        .add(table.group());
            }
        }
        assertThat(readers).isEqualTo(ENGINES_READERS);
    }
}
