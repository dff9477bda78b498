package org.certrenewal.registry.imports;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.reference.CreditCode;
import org.certrenewal.seeds.SeedException;
import org.certrenewal.seeds.SeedNode;
import org.certrenewal.typed.Codes;

/**
 * Says which column of a file is which, and what a source's own words mean. A small YAML file:
 *
 * <pre>
 * columns:     {number: 证书号, id-number: [身份证, 证件号]}
 * trades:      {电工: 建筑电工}
 * statuses:    {正常: VALID}
 * authorities: {宁波市城乡建设委员会: 11330200002940000X}
 * </pre>
 *
 * <p>What it doesn't name stays as in the default mapping.
 *
 * @param heads the heads under which a column is looked for
 * @param trades names of trades by other words
 * @param statuses states by other words
 * @param authorities unified social credit codes by names of authorities that no office has
 */
public record ImportMapping(
        Map<ImportColumn, List<String>> heads,
        Map<String, String> trades,
        Map<String, CertificateStatus> statuses,
        Map<String, String> authorities) {

    private static final int LONGEST = 20_000;

    /** Says in Chinese why a mapping can't be read. */
    public static final class Refused extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private Refused(int line, String why) {
            super("映射文件" + (line > 0 ? "第" + line + "行" : "") + "：" + why);
        }
    }

    /** Returns the mapping of the provincial export. */
    public static ImportMapping standard() {
        Map<ImportColumn, List<String>> heads = new EnumMap<>(ImportColumn.class);
        for (ImportColumn column : ImportColumn.values()) {
            heads.put(column, column.heads());
        }
        return new ImportMapping(heads, Map.of(), Map.of(), Map.of());
    }

    /**
     * Reads a mapping; an empty text is the default one.
     *
     * @throws Refused with the line and the reason
     */
    public static ImportMapping read(String yaml) {
        if (yaml == null || yaml.isBlank()) {
            return standard();
        }
        if (yaml.length() > LONGEST) {
            throw new Refused(0, "不能超过" + LONGEST + "个字符");
        }
        try {
            return read(SeedNode.parse("mapping", yaml));
        } catch (SeedException broken) {
            throw new Refused(broken.line(), "不是本说明中的 YAML 格式");
        }
    }

    private static ImportMapping read(SeedNode file) {
        known(file, List.of("columns", "trades", "statuses", "authorities"));
        Map<ImportColumn, List<String>> heads = new EnumMap<>(standard().heads());
        part(file, "columns").forEach((key, node) -> {
            ImportColumn column = ImportColumn.ofKey(key)
                    .orElseThrow(() -> new Refused(node.line(), "没有名为 " + key + " 的项目，可用的有 " + keys()));
            heads.put(
                    column,
                    node.isText()
                            ? List.of(node.text())
                            : node.items().stream().map(SeedNode::text).toList());
        });
        Map<String, String> trades = new LinkedHashMap<>();
        part(file, "trades").forEach((word, node) -> trades.put(plain(word), node.text()));
        Map<String, CertificateStatus> statuses = new LinkedHashMap<>();
        part(file, "statuses").forEach((word, node) -> statuses.put(plain(word), status(node)));
        Map<String, String> authorities = new LinkedHashMap<>();
        part(file, "authorities").forEach((name, node) -> {
            if (!CreditCode.isValid(node.text())) {
                throw new Refused(node.line(), "统一社会信用代码的校验位不正确");
            }
            authorities.put(plain(name), node.text());
        });
        return new ImportMapping(Map.copyOf(heads), trades, statuses, authorities);
    }

    private static void known(SeedNode file, List<String> keys) {
        file.entries().forEach((key, node) -> {
            if (!keys.contains(key)) {
                throw new Refused(node.line(), "没有名为 " + key + " 的部分，可用的有 " + String.join("、", keys));
            }
        });
    }

    private static Map<String, SeedNode> part(SeedNode file, String key) {
        return file.find(key).map(SeedNode::entries).orElse(Map.of());
    }

    private static CertificateStatus status(SeedNode node) {
        try {
            return CertificateStatus.valueOf(node.text());
        } catch (IllegalArgumentException none) {
            throw new Refused(node.line(), "状态只能是 VALID、SUSPENDED、REVOKED、RESCINDED、CANCELLED、LAPSED");
        }
    }

    private static String keys() {
        return String.join(
                "、",
                java.util.Arrays.stream(ImportColumn.values())
                        .map(ImportColumn::key)
                        .toList());
    }

    /** Returns the column that a head names. */
    Optional<ImportColumn> columnOf(String head) {
        String sought = plain(head);
        return heads.entrySet().stream()
                .filter(it ->
                        it.getValue().stream().anyMatch(name -> plain(name).equals(sought)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Returns the form in which words of a source are compared: without blanks, in their plain forms. */
    static String plain(String word) {
        return Codes.capitals(word);
    }
}
