package org.certrenewal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.certrenewal.documents.seal.KeystoreSeals;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.Seals;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.vault.AesVault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does to a stopped copy what somebody can do who writes to the database as he likes, without constraints and triggers,
 * but has no key; and sees that the verifier says so, whatever it was.
 */
class HostileEditsTest {

    private static final String A = "33260901AAAAAAAA";
    private static final String B = "33260901BBBBBBBB";
    private static final String C = "33260901CCCCCCCC";
    private static final String CERTIFICATE = AuditTrail.CERTIFICATE + "浙B012023000123";

    @TempDir
    private static Path folder;

    private static Seals seals;
    private static Seals foreign;

    private JdbcClient jdbc;
    private JdbcTemplate batches;
    private TransactionTemplate transaction;
    private AesVault vault;
    private AuditTrail trail;
    private AuditSeals sealing;
    private AuditVerifier verifier;

    DataSource database() {
        return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    @BeforeAll
    static void makeKeys() {
        seals = new KeystoreSeals(SealKeys.demonstration(folder.resolve("own"), Clock.systemUTC()), Optional.empty());
        foreign = new KeystoreSeals(
                SealKeys.demonstration(folder.resolve("foreign"), Clock.systemUTC()), Optional.empty());
    }

    @BeforeEach
    void begin(TestInfo test) {
        if (test.getTestMethod()
                .filter(it -> it.isAnnotationPresent(TestFactory.class))
                .isEmpty()) {
            fill();
        }
    }

    /** A and the administration are covered by seals 1 and 2, B by 1 and 3; A and C have grown since. */
    private void fill() {
        DataSource source = database();
        ResourceDatabasePopulator tables = new ResourceDatabasePopulator();
        for (String script : List.of("V1__case_file", "V40__audit", "V79__audit_marks")) {
            tables.addScript(new ClassPathResource("db/migration/" + script + ".sql"));
        }
        tables.execute(source);
        jdbc = JdbcClient.create(source);
        jdbc.sql(view("casefile_standing")).update();
        batches = new JdbcTemplate(source);
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(source);
        transaction = new TransactionTemplate(transactions);
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 5);
        vault = new AesVault("k", Map.of("k", key), key);
        Clock clock = Clock.systemUTC();
        trail = new AuditTrail(jdbc, batches, vault, clock, transactions);
        sealing = new AuditSeals(jdbc, batches, transaction, vault, seals, seals::trust, clock);
        verifier = new AuditVerifier(jdbc, trail, sealing, vault);

        adds(A, 3);
        adds(B, 3);
        adds(AuditTrail.ADMINISTRATION, 2);
        adds(CERTIFICATE, 1);
        assertThat(sealing.seal()).isEqualTo(4);
        adds(A, 2);
        adds(AuditTrail.ADMINISTRATION, 1);
        assertThat(sealing.seal()).isEqualTo(2);
        adds(B, 1);
        assertThat(sealing.seal()).isEqualTo(1);
        adds(A, 2);
        adds(C, 2);
        dropConstraints();
    }

    /** The other views need tables that nothing here reads. */
    private static String view(String name) {
        try {
            String all =
                    new ClassPathResource("db/migration/V109__views.sql").getContentAsString(StandardCharsets.UTF_8);
            int begin = all.indexOf("create view " + name);
            return all.substring(begin, all.indexOf(';', begin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void should_take_seals_of_three_generations_of_keys() {
        KeystoreSeals third =
                new KeystoreSeals(SealKeys.demonstration(folder.resolve("third"), Clock.systemUTC()), Optional.empty());
        TrustList history = seals.trust().with(foreign.trust()).with(third.trust());
        for (Seals now : List.of(foreign, third)) {
            adds(A, 1);
            assertThat(with(now, history).seal()).isPositive();
        }

        assertThat(verifying(history).verify("").broken()).isEmpty();
        assertThat(verifying(third.trust()).verify("").broken()).isNotEmpty();
    }

    private AuditSeals with(Seals now, TrustList history) {
        return new AuditSeals(jdbc, batches, transaction, vault, now, () -> history, Clock.systemUTC());
    }

    private AuditVerifier verifying(TrustList history) {
        return new AuditVerifier(jdbc, trail, with(seals, history), vault);
    }

    private void adds(String chain, int entries) {
        if (chain.startsWith("33")
                && jdbc.sql("select count(*) from case_file where case_number = ?")
                                .param(chain)
                                .query(Integer.class)
                                .single()
                        == 0) {
            jdbc.sql("""
                            insert into case_file (case_number, instance_id, applicant, status, opened_at)
                            values (?, 'i', 'w01', 'SUBMITTED', current_timestamp)
                            """).param(chain).update();
        }
        for (int i = 0; i < entries; i++) {
            trail.append(chain, "o01", "saw", "entry", "content " + i);
        }
    }

    private void dropConstraints() {
        List<String> drops = jdbc.sql("""
                        select table_name, constraint_name, constraint_type from information_schema.table_constraints
                         where lower(table_name) like 'audit%' and constraint_type in ('PRIMARY KEY', 'FOREIGN KEY')
                         order by constraint_type
                        """)
                .query((row, index) ->
                        "alter table " + row.getString(1) + " drop constraint \"" + row.getString(2) + "\"")
                .list();
        assertThat(drops).hasSizeGreaterThanOrEqualTo(5);
        drops.forEach(drop -> jdbc.sql(drop).update());
    }

    private String digest(String chain, int seq) {
        return jdbc.sql("select digest from audit_entry where chain = ? and seq = ?")
                .params(chain, seq)
                .query(String.class)
                .single();
    }

    private String setBack(String chain, int seq) {
        return "update audit_head set seq = " + seq + ", digest = '" + digest(chain, seq) + "' where chain = '" + chain
                + "'";
    }

    private static String without(String chain, int from) {
        return "delete from audit_entry where chain = '" + chain + "' and seq >= " + from;
    }

    private record Edit(String name, Function<HostileEditsTest, List<String>> statements, String finding) {}

    private static Edit edit(String name, String finding, String... statements) {
        return new Edit(name, test -> List.of(statements), finding);
    }

    private static final List<Edit> EDITS = List.of(
            new Edit(
                    "a sealed tail cut off, the head set back, and a later seal made up that doesn't exist",
                    test -> List.of(
                            without(A, 4),
                            test.setBack(A, 3),
                            "insert into audit_sealed_head (number, chain, seq, digest) values (99, '" + A + "', 3, '"
                                    + test.digest(A, 3) + "')"),
                    A + ": entry 5 isn't the one that was sealed"),
            edit(
                    "nothing but a made-up seal over a chain",
                    "seal 99 doesn't exist, but is said to cover chains",
                    "insert into audit_sealed_head (number, chain, seq, digest) values (99, 'administration', 1, 'x')"),
            new Edit(
                    "an unsealed tail cut off and the head set back to what was sealed",
                    test -> List.of(without(A, 6), test.setBack(A, 5)),
                    A + ": the end was set back to entry 5"),
            new Edit(
                    "an unsealed tail cut off, the head set back and called sealed",
                    test -> List.of(without(A, 6), test.setBack(A, 5), "update audit_head set sealed = true"),
                    A + ": the end was set back to entry 5"),
            new Edit(
                    "the tail of a chain that no seal covers",
                    test -> List.of(without(C, 2), test.setBack(C, 1)),
                    C + ": the end was set back to entry 1"),
            edit("an unsealed tail alone", A + ": the end is cut off after entry 5", without(A, 6)),
            edit(
                    "the row of a head",
                    A + ": the end is cut off after entry 7",
                    "delete from audit_head where chain = '" + A + "'"),
            edit(
                    "a second row of a head",
                    A + ": the end is cut off after entry 7",
                    "insert into audit_head select * from audit_head where chain = '" + A + "'"),
            edit(
                    "a sealed chain wholly, with its head",
                    CERTIFICATE + ": every entry is missing",
                    "delete from audit_entry where chain = '" + CERTIFICATE + "'",
                    "delete from audit_head where chain = '" + CERTIFICATE + "'"),
            edit(
                    "a sealed chain wholly, with its head and its case",
                    A + ": every entry is missing",
                    "delete from audit_entry where chain = '" + A + "'",
                    "delete from audit_head where chain = '" + A + "'",
                    "delete from case_file where case_number = '" + A + "'"),
            edit(
                    "a sealed chain wholly, with its head, its case and what the seals cover of it",
                    "seal 1 was changed",
                    "delete from audit_entry where chain = '" + A + "'",
                    "delete from audit_head where chain = '" + A + "'",
                    "delete from audit_sealed_head where chain = '" + A + "'",
                    "delete from case_file where case_number = '" + A + "'"),
            edit(
                    "a chain that no seal covers, with its head",
                    C + ": every entry is missing",
                    "delete from audit_entry where chain = '" + C + "'",
                    "delete from audit_head where chain = '" + C + "'"),
            edit(
                    "a case, whose chain stays",
                    A + ": the case itself is missing",
                    "delete from case_file where case_number = '" + A + "'"),
            edit(
                    "the last seal",
                    B + ": seal 3, which covered it, is missing",
                    "delete from audit_sealed_head where number = 3",
                    "delete from audit_seal where number = 3"),
            edit(
                    "the last seal, with what it covered called unsealed",
                    B + ": seal 3, which covered it, is missing",
                    "delete from audit_sealed_head where number = 3",
                    "delete from audit_seal where number = 3",
                    "update audit_head set sealed = false"),
            edit(
                    "the last seal, with what it covered called sealed by the one before",
                    B + ": the end was set back to entry 4",
                    "delete from audit_sealed_head where number = 3",
                    "delete from audit_seal where number = 3",
                    "update audit_head set seal_number = 1 where chain = '" + B + "'"),
            edit(
                    "every seal",
                    "administration: seal 2, which covered it, is missing",
                    "delete from audit_sealed_head",
                    "delete from audit_seal"),
            edit(
                    "every seal, and every head called never sealed",
                    "administration: the end was set back to entry 3",
                    "delete from audit_sealed_head",
                    "delete from audit_seal",
                    "update audit_head set sealed = false, seal_number = 0"),
            edit(
                    "a seal in the middle",
                    "seal 2 is missing",
                    "delete from audit_sealed_head where number = 2",
                    "delete from audit_seal where number = 2"),
            edit(
                    "a seal in the middle, the next one moved up",
                    "seal 2 doesn't follow the one before it",
                    "delete from audit_sealed_head where number = 2",
                    "delete from audit_seal where number = 2",
                    "update audit_sealed_head set number = 2 where number = 3",
                    "update audit_seal set number = 2 where number = 3"),
            edit(
                    "a seal twice",
                    "seal 2 stands there twice",
                    "insert into audit_seal select * from audit_seal where number = 2"),
            edit(
                    "a seal twice, under a number of its own",
                    "seal 4 doesn't follow the one before it",
                    "insert into audit_seal select 4, sealed_at, root, previous, digest, signature, certificate"
                            + " from audit_seal where number = 2",
                    "insert into audit_sealed_head select 4, chain, seq, digest from audit_sealed_head where number = 2"),
            edit(
                    "seals in another order",
                    "seal 2 doesn't follow the one before it",
                    "update audit_seal set number = 9 where number = 2",
                    "update audit_seal set number = 2 where number = 3",
                    "update audit_seal set number = 3 where number = 9"),
            edit(
                    "a seal's time",
                    "seal 2 was changed",
                    "update audit_seal set sealed_at = sealed_at + interval '1' day where number = 2"),
            edit(
                    "what a seal covers, in another chain's name",
                    "seal 2 was changed",
                    "update audit_sealed_head set chain = '" + B + "' where number = 2 and chain = '" + A + "'"),
            edit(
                    "what a seal covers, taken out",
                    "seal 2 was changed",
                    "delete from audit_sealed_head where number = 2 and chain = '" + A + "'"),
            edit(
                    "what a seal covers, twice",
                    "seal 2 was changed",
                    "insert into audit_sealed_head select * from audit_sealed_head where number = 2"),
            new Edit(
                    "what a seal covers, at an earlier entry",
                    test -> List.of(
                            "update audit_sealed_head set seq = 3, digest = '" + test.digest(A, 3)
                                    + "' where number = 2 and chain = '" + A + "'",
                            without(A, 4),
                            test.setBack(A, 3)),
                    "seal 2 was changed"),
            edit(
                    "two chains in each other's place",
                    A + ": entry 1 was changed",
                    "update audit_entry set chain = 'x' where chain = '" + A + "'",
                    "update audit_entry set chain = '" + A + "' where chain = '" + B + "'",
                    "update audit_entry set chain = '" + B + "' where chain = 'x'",
                    "update audit_head set chain = 'x' where chain = '" + A + "'",
                    "update audit_head set chain = '" + A + "' where chain = '" + B + "'",
                    "update audit_head set chain = '" + B + "' where chain = 'x'"),
            edit(
                    "an entry twice",
                    A + ": entry 3 is one too many",
                    "insert into audit_entry select * from audit_entry where chain = '" + A + "' and seq = 2"),
            edit(
                    "an entry before the first",
                    A + ": entry 1 is one too many",
                    "insert into audit_entry select chain, 0, happened_at, actor, deed, detail, content, previous, digest"
                            + " from audit_entry where chain = '" + A + "' and seq = 2"),
            edit(
                    "entries of a chain that never was",
                    "elsewhere: entry 1 was changed",
                    "insert into audit_entry select 'elsewhere', seq, happened_at, actor, deed, detail, content, previous,"
                            + " digest from audit_entry where chain = '" + A + "'"),
            edit(
                    "a head of a chain that never was",
                    "elsewhere: every entry is missing",
                    "insert into audit_head select 'elsewhere', seq, digest, sealed, seal_number, mark from audit_head"
                            + " where chain = '" + A + "'"),
            edit(
                    "a head without its mark",
                    A + ": the end was set back to entry 7",
                    "update audit_head set mark = null"),
            edit(
                    "a head that is called sealed and isn't",
                    A + ": it is said to be sealed, but no seal covers entry 7",
                    "update audit_head set sealed = true where chain = '" + A + "'"));

    @TestFactory
    Stream<DynamicTest> should_find() {
        return EDITS.stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    fill();
                    assertThat(verifier.verify().broken()).isEmpty();
                    List<String> statements = new ArrayList<>(one.statements().apply(this));
                    statements.forEach(statement -> jdbc.sql(statement).update());
                    assertThat(verifier.verify().broken()).contains(one.finding());
                }));
    }

    @Test
    void should_find_a_seal_that_somebody_made_with_a_key_of_his_own() throws CertificateException {
        String digest = jdbc.sql("select digest from audit_seal where number = 3")
                .query(String.class)
                .single();
        jdbc.sql("update audit_seal set signature = ?, certificate = ? where number = 3")
                .params(
                        Base64.getEncoder()
                                .encodeToString(foreign.signShortForm(
                                        ("RENEWAL-AUDIT-1 " + digest).getBytes(StandardCharsets.US_ASCII))),
                        Base64.getEncoder()
                                .encodeToString(foreign.shortFormCertificate().getEncoded()))
                .update();
        assertThat(verifier.verify().broken()).contains("the signature of seal 3 is wrong");
    }

    @Test
    void should_not_make_good_by_a_seal_what_somebody_set_back() {
        for (String statement : List.of(without(A, 6), setBack(A, 5))) {
            jdbc.sql(statement).update();
        }
        assertThat(sealing.seal()).isEqualTo(1);
        assertThat(verifier.verify().broken()).containsExactly(A + ": the end was set back to entry 5");
    }

    @Test
    void should_go_on_after_seals_and_stay_whole() {
        sealing.seal();
        adds(A, 1);
        adds(B, 1);
        sealing.seal();
        adds(B, 1);
        assertThat(verifier.verify().broken()).isEmpty();
        assertThat(verifier.verify().entries()).isEqualTo(7 + 4 + 3 + 1 + 2 + 3);
    }

    @Test
    void should_mark_an_earlier_version_s_chains_once() {
        jdbc.sql("update audit_head set mark = null, seal_number = 0").update();
        assertThat(verifier.verify().isWhole()).isFalse();
        sealing.markOnce();
        assertThat(verifier.verify().broken()).isEmpty();
        jdbc.sql("update audit_head set mark = null where chain = ?").param(B).update();
        sealing.markOnce();
        assertThat(verifier.verify().broken()).containsExactly(B + ": the end was set back to entry 4");
    }

    @Test
    void should_mark_a_chain_that_grew_before_its_end_was_marked() {
        jdbc.sql("update audit_head set mark = null, seal_number = 0").update();
        adds(A, 1);
        assertThat(verifier.verify().isWhole()).isFalse();
        sealing.markOnce();
        assertThat(verifier.verify().broken()).isEmpty();
    }
}
