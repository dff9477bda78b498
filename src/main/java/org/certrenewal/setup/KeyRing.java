package org.certrenewal.setup;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.certrenewal.CannotStart;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.SealedColumn;
import org.certrenewal.held.SealedColumn.Form;
import org.certrenewal.vault.AesVault;
import org.certrenewal.vault.KeyedVault;
import org.certrenewal.vault.Vault.BrokenSeal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares a node's keys with what is in the database before it does anything, and agrees with the other nodes on the
 * key that seals. Which key that is stands in the database: the configuration's {@code current} only asks for it, and
 * is granted once every node that runs has that key. So no node ever meets a value that it can't open.
 */
final class KeyRing {

    /** A node that wasn't seen for so long runs no more; nodes say that they run every few seconds. */
    static final Duration ALIVE = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);
    private static final String LIVE = "seen_at > current_timestamp - interval '" + ALIVE.toSeconds() + "' second";
    private static final String KNOWN = "特种作业证书延续";
    private static final int SAMPLES = 5;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final KeyedVault vault;
    private final List<SealedColumn> columns;
    private final String wanted;
    private final String node;

    /** Takes the vault as it was configured: with the key that the configuration calls current. */
    KeyRing(JdbcClient jdbc, TransactionTemplate transaction, KeyedVault vault, List<? extends Resealing> owners) {
        this.columns =
                owners.stream().flatMap(owner -> owner.sealedColumns().stream()).toList();
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.vault = vault;
        this.wanted = vault.sealsWith();
        this.node = name();
    }

    private static String name() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "node";
        }
        return host.substring(0, Math.min(host.length(), 60)) + "-"
                + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    private record Known(String id, String probe, boolean sealed, boolean seals) {}

    private record Node(String name, Set<String> keys, String sealsWith) {}

    /**
     * Checks the keys and joins the other nodes.
     *
     * @param change whether the operator asks that the configuration's key takes over, also from a newer one
     * @throws CannotStart if a key is another than the one that sealed, or one is missing that something needs
     */
    void join(boolean change) {
        transaction.executeWithoutResult(status -> {
            lock();
            check();
            String sealing = sealing().orElse(wanted);
            if (!sealing.equals(wanted) && (change || !hasSealed(wanted))) {
                refuseWhereANodeLacks(wanted);
                sealing = wanted;
            }
            sealWith(sealing);
            announce();
        });
        if (!vault.sealsWith().equals(wanted)) {
            log.warn(
                    "renewal.keys.current is {}, but {} has taken over from it and goes on sealing",
                    wanted,
                    vault.sealsWith());
        }
    }

    /**
     * Checks the keys as {@link #join} does and leaves everything as it was.
     *
     * @throws CannotStart as there
     */
    void compare() {
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            lock();
            check();
        });
    }

    /** One node at a time changes or compares keys. */
    private void lock() {
        jdbc.sql("select id from vault_index where id = 1 for update").query().listOfRows();
    }

    private List<Known> known() {
        return jdbc.sql("select id, probe, sealed_since is not null, seals from vault_key order by id")
                .query((row, index) ->
                        new Known(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)))
                .list();
    }

    private Optional<String> sealing() {
        return known().stream().filter(Known::seals).map(Known::id).findFirst();
    }

    private boolean hasSealed(String id) {
        return known().stream().anyMatch(key -> key.id().equals(id) && key.sealed());
    }

    private void check() {
        List<Known> known = known();
        Set<String> others = new TreeSet<>();
        live().forEach(it -> others.addAll(it.keys()));
        Set<String> wrong = new TreeSet<>();
        for (Known key : known) {
            if (vault.keys().contains(key.id()) && !opens(key)) {
                if (key.sealed() || others.contains(key.id())) {
                    wrong.add(key.id());
                } else {
                    // Listed once by mistake, never used, and no node that runs has it.
                    jdbc.sql("delete from vault_key where id = ?")
                            .param(key.id())
                            .update();
                }
            }
        }
        if (known.isEmpty()) {
            wrong.addAll(wrongBySamples());
        }
        boolean index = isIndexWrong();
        Set<String> missing = missing(known);
        if (!wrong.isEmpty() || index || !missing.isEmpty()) {
            throw refused(wrong, index, missing);
        }
        jdbc.sql("update vault_index set probe = ? where id = 1 and probe is null")
                .param(vault.index("vault-index", KNOWN))
                .update();
        Set<String> there = new LinkedHashSet<>();
        known().forEach(key -> there.add(key.id()));
        for (String id : new TreeSet<>(vault.keys())) {
            if (!there.contains(id)) {
                jdbc.sql("insert into vault_key (id, probe, seals) values (?, ?, false)")
                        .params(id, probe(id))
                        .update();
            }
        }
    }

    private String probe(String id) {
        String before = vault.sealsWith();
        vault.sealWith(id);
        try {
            return vault.seal(purpose(id), KNOWN);
        } finally {
            vault.sealWith(before);
        }
    }

    private static String purpose(String id) {
        return "vault-key/" + id;
    }

    private boolean opens(Known key) {
        try {
            return KNOWN.equals(vault.open(purpose(key.id()), key.probe()));
        } catch (BrokenSeal broken) {
            return false;
        }
    }

    /** A database of an earlier version has no probes: some values that are there must open instead. */
    private Set<String> wrongBySamples() {
        Set<String> wrong = new TreeSet<>();
        for (String id : vault.keys()) {
            for (SealedColumn column : columns) {
                if (column.form() == Form.TEXT && !opensSamples(column, id)) {
                    wrong.add(id);
                }
            }
        }
        return wrong;
    }

    private boolean opensSamples(SealedColumn column, String id) {
        byte[] beginning = AesVault.beginning(id);
        return jdbc
                .sql("select " + String.join(", ", column.key()) + ", " + column.name() + " as sealed_value from "
                        + column.table() + " where " + SealedColumns.isSealedBy(column, beginning)
                        + " fetch first " + SAMPLES + " rows only")
                .param(SealedColumns.beginning(column, beginning))
                .query()
                .listOfRows()
                .stream()
                .allMatch(row -> {
                    String sealed = text(row.get("sealed_value"));
                    if (AesVault.sealedBy(sealed).filter(id::equals).isEmpty()) {
                        return true;
                    }
                    try {
                        vault.open(column.purpose(row), sealed);
                        return true;
                    } catch (BrokenSeal broken) {
                        return false;
                    }
                });
    }

    private static String text(Object value) {
        if (value instanceof java.sql.Clob clob) {
            try {
                return clob.getSubString(1, (int) clob.length());
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return String.valueOf(value);
    }

    private boolean isIndexWrong() {
        Optional<String> probe = jdbc.sql("select probe from vault_index where id = 1 and probe is not null")
                .query(String.class)
                .optional();
        if (probe.isPresent()) {
            return !probe.get().equals(vault.index("vault-index", KNOWN));
        }
        // By an earlier version: people are found by the digests of their numbers.
        return jdbc.sql("select id_number, holder_key from casefile_digests_of_people fetch first " + SAMPLES
                        + " rows only")
                .query((row, line) -> {
                    try {
                        String number = vault.open("holder", row.getString(1));
                        return !row.getString(2).equals(vault.index("holder", number));
                    } catch (BrokenSeal otherKey) {
                        return false;
                    }
                })
                .list()
                .contains(true);
    }

    /**
     * Returns keys that aren't configured, although something needs them; forgets those that nothing needs any more.
     */
    private Set<String> missing(List<Known> known) {
        Set<String> missing = new TreeSet<>();
        for (Known key : known) {
            if (vault.keys().contains(key.id())) {
                continue;
            }
            boolean others = live().stream().anyMatch(it -> it.sealsWith().equals(key.id()));
            if (key.seals() || others || key.sealed() && isNeeded(key.id())) {
                missing.add(key.id());
            } else if (live().stream().noneMatch(it -> it.keys().contains(key.id()))) {
                jdbc.sql("delete from vault_key where id = ?").param(key.id()).update();
            }
        }
        if (known.isEmpty()) {
            missing.addAll(unknownInSamples());
        }
        return missing;
    }

    /** A database of an earlier version: says which keys sealed some values, and aren't configured. */
    private Set<String> unknownInSamples() {
        Set<String> unknown = new TreeSet<>();
        for (SealedColumn column : columns) {
            if (column.form() != Form.TEXT) {
                continue;
            }
            StringBuilder sql = new StringBuilder(
                    "select " + column.name() + " from " + column.table() + " where " + column.name() + " like 'v1.%'");
            List<Object> beginnings = new ArrayList<>();
            for (String id : vault.keys()) {
                byte[] beginning = AesVault.beginning(id);
                sql.append(" and not (")
                        .append(SealedColumns.isSealedBy(column, beginning))
                        .append(')');
                beginnings.add(SealedColumns.beginning(column, beginning));
            }
            jdbc.sql(sql + " fetch first " + SAMPLES + " rows only")
                    .params(beginnings)
                    .query(String.class)
                    .list()
                    .forEach(value -> AesVault.sealedBy(value).ifPresent(unknown::add));
        }
        unknown.removeAll(vault.keys());
        return unknown;
    }

    /** Tells whether anything is still sealed by a key. */
    boolean isNeeded(String id) {
        byte[] beginning = AesVault.beginning(id);
        return columns.stream()
                .anyMatch(column -> jdbc.sql("select count(*) from " + column.table() + " where "
                                        + SealedColumns.isSealedBy(column, beginning))
                                .param(SealedColumns.beginning(column, beginning))
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    private static CannotStart refused(Set<String> wrong, boolean index, Set<String> missing) {
        List<String> reasons = new ArrayList<>();
        if (!wrong.isEmpty()) {
            reasons.add("密钥 " + String.join("、", wrong) + " 与加密数据库内容时用的不是同一把");
        }
        if (index) {
            reasons.add("索引密钥 renewal.keys.index 与数据库里的不一致");
        }
        if (!missing.isEmpty()) {
            reasons.add("缺少密钥 " + String.join("、", missing) + "，数据库里还有用它加密的内容");
        }
        return new CannotStart(
                "加密密钥与数据库不符，不能启动：" + String.join("；", reasons),
                "在 renewal.keys 中配回原来的密钥（演示的密钥在数据文件夹的 keys/demo-data-keys.properties）；"
                        + "旧密钥要等 --renewal.keys.rotate=true 全部重新加密之后才能去掉");
    }

    private List<Node> live() {
        return jdbc.sql("select node, known_keys, seals_with from vault_node where node <> ? and " + LIVE)
                .param(node)
                .query((row, index) -> new Node(
                        row.getString(1),
                        Set.copyOf(Arrays.asList(row.getString(2).split("\n"))),
                        row.getString(3)))
                .list();
    }

    private void refuseWhereANodeLacks(String id) {
        List<String> lacking = live().stream()
                .filter(it -> !it.keys().contains(id))
                .map(Node::name)
                .sorted()
                .toList();
        if (!lacking.isEmpty()) {
            throw new CannotStart(
                    "正在运行的节点 " + String.join("、", lacking) + " 还没有密钥 " + id + "，现在不能改用它加密",
                    "先在每个节点的 renewal.keys.secrets 中加上 " + id + "（current 不变）并逐个重新启动，再在一个节点上改 current");
        }
    }

    private void sealWith(String id) {
        jdbc.sql("update vault_key set seals = false where seals and id <> ?")
                .param(id)
                .update();
        jdbc.sql("""
                        update vault_key set seals = true, sealed_since = coalesce(sealed_since, current_timestamp)
                         where id = ? and not (seals and sealed_since is not null)
                        """).param(id).update();
        vault.sealWith(id);
    }

    private void announce() {
        String keys = String.join("\n", new TreeSet<>(vault.keys()));
        int known = jdbc.sql("""
                        update vault_node set known_keys = ?, seals_with = ?, seen_at = current_timestamp where node = ?
                        """).params(keys, vault.sealsWith(), node).update();
        if (known == 0) {
            jdbc.sql("delete from vault_node where not (" + LIVE + ")").update();
            jdbc.sql("""
                            insert into vault_node (node, known_keys, seals_with, seen_at)
                            values (?, ?, ?, current_timestamp)
                            """).params(node, keys, vault.sealsWith()).update();
        }
    }

    /** Says that this node runs, and seals with the key on which the nodes have agreed meanwhile. */
    void beat() {
        sealing().ifPresent(id -> {
            if (!id.equals(vault.sealsWith()) && vault.keys().contains(id)) {
                log.info("the key {} seals from now on", id);
                vault.sealWith(id);
            }
        });
        announce();
    }

    /** Tells whether every other node that runs seals with this node's key. */
    boolean agrees() {
        return live().stream().allMatch(it -> it.sealsWith().equals(vault.sealsWith()));
    }

    /** Leaves the other nodes. */
    void leave() {
        jdbc.sql("delete from vault_node where node = ?").param(node).update();
    }

    /** Returns what stands in the database, for tests. */
    Map<String, Boolean> keysInDatabase() {
        Map<String, Boolean> keys = new java.util.TreeMap<>();
        known().forEach(key -> keys.put(key.id(), key.seals()));
        return keys;
    }
}
