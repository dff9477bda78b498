package org.certrenewal.registry.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Names the columns that a register has, with the heads that the default mapping knows.
 *
 * <p>The first head is the one that reports use.
 */
public enum ImportColumn {
    NUMBER("number", "证书编号", "证书号", "操作资格证书编号"),
    HOLDER("id-number", "身份证号", "身份证号码", "公民身份号码", "证件号码"),
    NAME("name", "姓名", "持证人姓名"),
    GENDER("gender", "性别"),
    TRADE("trade", "操作类别", "工种", "作业类别"),
    FIRST_ISSUED("first-issued", "初次领证日期", "初领日期", "初次发证日期"),
    VALID_FROM("valid-from", "使用期起", "有效期起", "有效期开始日期", "使用期开始日期"),
    VALID_TO("valid-to", "使用期止", "有效期止", "有效期至", "有效期结束日期", "使用期结束日期"),
    ISSUED("issued", "发证日期", "签发日期"),
    AUTHORITY("authority", "发证机关"),
    STATUS("status", "证书状态", "状态"),
    VERSION("version", "版本号", "证书版本"),
    OFFICE("office", "管理机构", "管理机关", "所属地市代码"),
    PHOTO("photo", "照片", "照片文件名"),
    CHANGE("change", "变更类型", "变动类型"),
    CHANGED_ON("changed-on", "变更日期", "变动日期"),
    REASON("reason", "变更原因", "变动原因");

    private final String key;
    private final List<String> heads;

    ImportColumn(String key, String... heads) {
        this.key = key;
        this.heads = List.of(heads);
    }

    /** Returns the name in a mapping. */
    public String key() {
        return key;
    }

    /** Returns the heads of the default mapping. */
    public List<String> heads() {
        return heads;
    }

    /** Returns what a report calls it. */
    public String label() {
        return heads.get(0);
    }

    public static Optional<ImportColumn> ofKey(String key) {
        return Arrays.stream(values()).filter(it -> it.key.equals(key)).findFirst();
    }
}
