package org.certrenewal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.certrenewal.CannotStart;
import org.certrenewal.held.Resealing;
import org.certrenewal.testing.Owners;
import org.certrenewal.vault.AesVault;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts nodes with right and wrong keys over one database, one after the other and at once. */
class KeyRingTest {

    private static final String NUMBER = "330203198503159914";

    private JdbcClient jdbc;
    private TransactionTemplate transaction;

    DataSource database() {
        return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    @BeforeEach
    void make() {
        DataSource source = database();
        Flyway.configure()
                .dataSource(source)
                .javaMigrations(new EngineSchema())
                .load()
                .migrate();
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
    }

    private static byte[] filled(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }

    /** Holds a node: its vault, and what it says to the others. */
    private record Node(AesVault vault, KeyRing ring) {}

    /** Prepares a node: the first key is the one that its configuration calls current; a key's secret is its number. */
    private Node node(int index, String... keys) {
        Map<String, byte[]> secrets = new LinkedHashMap<>();
        for (String key : keys) {
            String[] parts = key.split("=");
            secrets.put(parts[0], filled(Integer.parseInt(parts[1])));
        }
        AesVault vault = new AesVault(keys[0].split("=")[0], secrets, filled(index));
        return new Node(vault, new KeyRing(jdbc, transaction, vault, Owners.of(Resealing.class)));
    }

    private Node starts(String... keys) {
        Node node = node(9, keys);
        node.ring().join(false);
        return node;
    }

    private static void isRefused(ThrowingCallable start, String... words) {
        assertThatThrownBy(start)
                .isInstanceOf(CannotStart.class)
                .message()
                .contains(words)
                .doesNotContain("\n");
    }

    private void put(AesVault vault, String user) {
        jdbc.sql("insert into person (user_id, name, id_number, gender, holder_key) values (?, ?, ?, '1', ?)")
                .params(user, vault.seal("holder", "王海生"), vault.seal("holder", NUMBER), vault.index("holder", NUMBER))
                .update();
    }

    private String nameOf(AesVault vault, String user) {
        return vault.open(
                "holder",
                jdbc.sql("select name from person where user_id = ?")
                        .param(user)
                        .query(String.class)
                        .single());
    }

    /** As {@code --renewal.check} does, which may have other keys than the nodes that run. */
    @Test
    void should_compare_and_leave_everything_as_it_was() {
        starts("old=1");
        node(9, "old=1", "more=2").ring().compare();
        assertThat(jdbc.sql("select id from vault_key").query(String.class).list())
                .containsExactly("old");
        isRefused(() -> node(9, "old=3").ring().compare(), "密钥 old 与加密数据库内容时用的不是同一把");
        isRefused(() -> node(8, "old=1").ring().compare(), "索引密钥");
    }

    @Test
    void should_start_again_with_the_same_keys_and_with_no_other_of_the_same_name() {
        starts("k1=1").ring().leave();
        starts("k1=1").ring().leave();
        isRefused(() -> starts("k1=2"), "密钥 k1 与加密数据库内容时用的不是同一把");
        isRefused(() -> node(8, "k1=1").ring().join(false), "索引密钥 renewal.keys.index 与数据库里的不一致");
        isRefused(() -> node(8, "k1=2").ring().join(false), "密钥 k1", "索引密钥");
        starts("k1=1");
    }

    @Test
    void should_check_an_old_key_too() {
        starts("k1=1").ring().leave();
        starts("k2=2", "k1=1").ring().leave();
        isRefused(() -> starts("k2=2", "k1=3"), "密钥 k1 与加密");
        isRefused(() -> starts("k2=3", "k1=1"), "密钥 k2 与加密");
    }

    @Test
    void should_miss_an_old_key_as_long_as_something_needs_it() {
        Node old = starts("k1=1");
        put(old.vault(), "w01");
        old.ring().leave();
        isRefused(() -> starts("k2=2"), "缺少密钥 k1");
        Node both = starts("k2=2", "k1=1");
        put(both.vault(), "w02");
        assertThat(AesVault.sealedBy(both.vault().seal("x", "y"))).contains("k2");
        both.ring().leave();
        isRefused(() -> starts("k2=2"), "缺少密钥 k1");
        Node rotating = starts("k2=2", "k1=1");
        assertThat(rotating.ring().isNeeded("k1")).isTrue();
        assertThat(new Rekeying(jdbc, transaction, rotating.vault(), Owners.of(Resealing.class)).rotate())
                .isEqualTo(2);
        assertThat(rotating.ring().isNeeded("k1")).isFalse();
        rotating.ring().leave();
        Node fresh = starts("k2=2");
        assertThat(nameOf(fresh.vault(), "w01")).isEqualTo("王海生");
        assertThat(fresh.ring().keysInDatabase()).isEqualTo(Map.of("k2", true));
        fresh.ring().leave();
        isRefused(() -> starts("k1=1"), "缺少密钥 k2");
    }

    @Test
    void should_change_the_key_only_when_every_node_that_runs_has_the_new_one() {
        Node a = starts("k1=1");
        Node b = starts("k1=1");
        put(b.vault(), "w01");
        a.ring().leave();
        isRefused(() -> starts("k2=2", "k1=1"), "还没有密钥 k2");
        isRefused(() -> node(9, "k2=2", "k1=1").ring().join(true), "还没有密钥 k2");

        a = starts("k1=1", "k2=2");
        assertThat(a.vault().sealsWith()).isEqualTo("k1");
        b.ring().leave();
        b = starts("k1=1", "k2=2");
        a.ring().leave();
        a = starts("k2=2", "k1=1");
        put(a.vault(), "w02");
        assertThat(nameOf(b.vault(), "w02")).isEqualTo("王海生");

        // The other one seals with the old key until it hears of it; both open what both have sealed.
        put(b.vault(), "w03");
        assertThat(nameOf(a.vault(), "w03")).isEqualTo("王海生");
        assertThat(a.ring().agrees()).isFalse();
        b.ring().beat();
        assertThat(b.vault().sealsWith()).isEqualTo("k2");
        assertThat(a.ring().agrees()).isTrue();

        // Whose configuration still calls the old one current doesn't take it back.
        b.ring().leave();
        b = starts("k1=1", "k2=2");
        assertThat(b.vault().sealsWith()).isEqualTo("k2");
        a.ring().beat();
        assertThat(a.vault().sealsWith()).isEqualTo("k2");
    }

    @Test
    void should_not_lose_a_key_with_which_another_node_still_seals() {
        Node b = starts("k1=1", "k2=2");
        starts("k2=2", "k1=1").ring().leave();
        assertThat(b.vault().sealsWith()).isEqualTo("k1");
        isRefused(() -> starts("k2=2"), "缺少密钥 k1");
        b.ring().beat();
        starts("k2=2");
    }

    @Test
    void should_go_back_to_an_older_key_where_the_operator_asks_for_it() {
        starts("k1=1").ring().leave();
        starts("k2=2", "k1=1").ring().leave();
        Node back = node(9, "k1=1", "k2=2");
        back.ring().join(true);
        assertThat(back.vault().sealsWith()).isEqualTo("k1");
    }

    @Test
    void should_not_wait_for_a_node_that_runs_no_more() {
        starts("k1=1");
        jdbc.sql("update vault_node set seen_at = current_timestamp - interval '31' second")
                .update();
        assertThat(starts("k2=2", "k1=1").vault().sealsWith()).isEqualTo("k2");
        assertThat(jdbc.sql("select count(*) from vault_node")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void should_refuse_two_secrets_of_one_name_before_either_is_used() {
        Node a = starts("k1=1", "k2=2");
        isRefused(() -> starts("k1=1", "k2=3"), "密钥 k2 与加密");
        a.ring().leave();
        // Nobody has used it, nobody has it any more: a slip of the pen.
        starts("k1=1", "k2=3");
    }

    @Test
    void should_find_out_by_what_is_there_where_an_earlier_version_left_no_probes() {
        Node old = starts("k1=1");
        put(old.vault(), "w01");
        old.ring().leave();
        jdbc.sql("delete from vault_key").update();
        jdbc.sql("update vault_index set probe = null").update();
        isRefused(() -> starts("k1=2"), "密钥 k1 与加密");
        isRefused(() -> starts("k2=2"), "缺少密钥 k1");
        isRefused(() -> node(8, "k1=1").ring().join(false), "索引密钥");
        assertThat(starts("k1=1").ring().keysInDatabase()).isEqualTo(Map.of("k1", true));
    }

    @Test
    void should_seal_what_earlier_versions_stored_as_it_was_entered() {
        jdbc.sql("""
                        insert into case_file (case_number, instance_id, applicant, status, opened_at)
                        values ('33020020260001', 'i', 'w01', 'REJECTED', current_timestamp)
                        """).update();
        jdbc.sql("""
                        insert into case_event (case_number, seq, happened_at, actor, kind, text)
                        values ('33020020260001', 1, current_timestamp, 'o01', 'rejected', '不予延续：查无记录')
                        """).update();
        Node node = starts("k1=1");
        Rekeying rekeying = new Rekeying(jdbc, transaction, node.vault(), Owners.of(Resealing.class));
        rekeying.sealWhatWasPlain();
        String stored =
                jdbc.sql("select text from case_event").query(String.class).single();
        assertThat(stored).startsWith("v1.").doesNotContain("查无记录");
        assertThat(node.vault().read("case_event/33020020260001", stored)).isEqualTo("不予延续：查无记录");
        rekeying.sealWhatWasPlain();
        assertThat(jdbc.sql("select texts_sealed from vault_index")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(jdbc.sql("select text from case_event").query(String.class).single())
                .isEqualTo(stored);
    }
}
