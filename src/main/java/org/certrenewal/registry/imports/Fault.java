package org.certrenewal.registry.imports;

import java.util.Optional;

/**
 * Says what is wrong with a line, or with the file, and how to mend it. It never repeats what stands there, so that a
 * report tells nothing about anybody.
 *
 * @param kind what is wrong
 * @param line the line of the file, the first is 1; 0 for the file as a whole
 * @param column where, if it is one column
 * @param other another line that it has to do with, or 0
 */
public record Fault(Kind kind, int line, Optional<ImportColumn> column, int other) {

    /** Says what becomes of a line, or of the file. */
    public enum Severity {
        /** The whole file isn't read. */
        FILE("整个文件"),
        /** The line isn't brought in. */
        LINE("该行不导入"),
        /** The line is brought in. */
        NOTE("提示");

        private final String label;

        Severity(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Names what can be wrong: in Chinese what it is, and how to mend it. */
    public enum Kind {
        UNREADABLE_ENCODING(
                Severity.FILE, "文件既不是 UTF-8，也不是 GB 18030 编码；从所示的行起有无法识别的字节", "在电子表格中打开原件，另存为“CSV UTF-8”，或者直接使用 XLSX"),
        NOT_A_TABLE(Severity.FILE, "文件不是 CSV，也不是 XLSX 工作簿", "请导出为 CSV 或者 XLSX；老式的 XLS 须另存为 XLSX"),
        EMPTY_FILE(Severity.FILE, "文件里没有表头", "第一行须是列名，见导入说明"),
        LINE_TOO_LONG(Severity.FILE, "一行或者一格过长，可能是引号没有成对", "检查所示行的引号；一格不超过4096个字符，一行不超过65536个字符"),
        BROKEN_WORKBOOK(Severity.FILE, "XLSX 工作簿已损坏，或者展开后过大", "在电子表格中重新保存；只保留一个工作表；仍然过大的，改用 CSV"),
        TOO_MANY_COLUMNS(Severity.FILE, "列数过多", "表格不超过200列"),
        TOO_MANY_LINES(Severity.FILE, "行数过多", "一个文件不超过2000000行，请分成几个文件"),
        MISSING_COLUMN(Severity.FILE, "缺少这一列", "补上这一列，或者在映射文件里写明它的列名"),
        COLUMN_TWICE(Severity.FILE, "这一列出现了两次", "删去其中一列，或者在映射文件里只写一个列名"),
        BROKEN_PHOTOS(Severity.FILE, "照片压缩包已损坏、已加密，或者文件过多、过大", "重新压缩为普通的 ZIP（不加密码，不超过50000张）；更多的照片在服务器上用文件夹导入"),

        MISSING(Severity.LINE, "没有填写", "补填这一格"),
        FORMULA(Severity.LINE, "这一格是公式", "复制后选择性粘贴为值，再保存"),
        ERROR_VALUE(Severity.LINE, "这一格是电子表格的错误值（#REF!、#N/A、###### 等）", "填写原值"),
        TOO_LONG(Severity.LINE, "内容过长", "核对原件，缩短内容"),
        BAD_NUMBER(Severity.LINE, "证书编号格式不正确", "核对原件，例如 浙B012023000123"),
        OLD_NUMBER(Severity.LINE, "这是旧的证书编号", "填写省级统一后的新编号"),
        OTHER_PROVINCE(Severity.LINE, "这不是浙江省的证书编号", "删去该行"),
        UNKNOWN_CITY(Severity.LINE, "证书编号中的城市字母不存在", "核对原件"),
        NUMBER_TWICE(Severity.LINE, "证书编号在文件中重复", "与所示的另一行比较，只保留正确的一行；重复的各行都不导入"),
        BAD_ID_NUMBER(Severity.LINE, "身份证号码格式不正确", "核对原件，应为18位"),
        BAD_CHECK(Severity.LINE, "身份证号码校验位不正确", "核对原件"),
        ROUNDED(Severity.LINE, "身份证号码已被电子表格按数字处理，只剩15位有效数字，后三位成了000", "从源系统重新导出；在电子表格里先把该列设为“文本”再粘贴。被截去的数字无法恢复"),
        PERHAPS_ROUNDED(Severity.LINE, "身份证号码以000结尾，而本文件中另有号码被截成15位有效数字，无法确认是否原值", "核对原件；更正本文件中所有被截断的号码后再导入"),
        BAD_NAME(Severity.LINE, "姓名无法识别", "核对原件，不超过50个字"),
        LOST_CHARACTER(Severity.LINE, "姓名中有丢失或者未编码的字（问号、方框、造字区的字、数字）", "按身份证件用国家标准（GB 18030、Unicode）的字重新录入"),
        BAD_GENDER(Severity.LINE, "性别无法识别", "填写 男 或者 女"),
        GENDER_DIFFERS(Severity.LINE, "性别与身份证号码不一致", "核对原件"),
        UNKNOWN_TRADE(Severity.LINE, "操作类别不存在", "填写 seeds/trades.yaml 中的名称或者编码（文本），或者在映射文件里写明对应关系"),
        TRADE_DIFFERS(Severity.LINE, "操作类别与证书编号中的编码不一致", "核对原件"),
        BAD_DATE(Severity.LINE, "日期无法识别", "填写为 2026-03-01 的样子"),
        NO_SUCH_DAY(Severity.LINE, "日历上没有这一天", "核对原件"),
        DATE_AS_NUMBER(Severity.LINE, "日期成了一个数（电子表格的日期序号）", "把该列设为日期格式（年-月-日）后重新保存"),
        DATE_AMBIGUOUS(Severity.LINE, "日期的年、月、日顺序不明", "填写为 2026-03-01 的样子"),
        DATES_OUT_OF_ORDER(Severity.LINE, "日期前后矛盾", "核对初次领证日期、发证日期、使用期的先后"),
        IN_FUTURE(Severity.LINE, "日期在今天以后", "核对原件"),
        BEFORE_SIXTEEN(Severity.LINE, "初次领证时不满16周岁", "核对身份证号码和初次领证日期"),
        UNKNOWN_AUTHORITY(Severity.LINE, "发证机关不在机构名册中", "核对原件；确有其机关的，在映射文件里写明它的统一社会信用代码"),
        UNKNOWN_STATUS(Severity.LINE, "证书状态无法识别", "填写 有效、暂扣、吊销、撤销、注销、失效，或者代码（文本），或者在映射文件里写明对应关系"),
        BAD_VERSION(Severity.LINE, "版本号不正确", "填写1到999的整数"),
        UNKNOWN_OFFICE(Severity.LINE, "管理机构不存在", "填写机构的6位代码或者名称"),
        UNKNOWN_CHANGE(Severity.LINE, "变更类型无法识别", "见导入说明"),
        CHANGE_DIFFERS(Severity.LINE, "变更类型与证书状态矛盾", "核对原件"),
        IS_THERE_ALREADY(Severity.LINE, "登记为新增，但这个证书编号已经登记，内容不同", "核对原件；确属变更的，改填相应的变更类型"),
        IS_NOT_THERE(Severity.LINE, "登记为变更，但本系统没有这个证书编号", "先导入该证书的完整数据"),
        OTHER_HOLDER(Severity.LINE, "这个证书编号已经登记在另一人名下", "核对证书编号和身份证号码；不会覆盖"),
        OTHER_CONTENT(Severity.LINE, "与本系统已登记的内容不同，而这一项不能由导入更改", "核对原件；本系统有误的，通过证书处置更正"),
        BACK_TO_LIFE(Severity.LINE, "本系统登记为吊销、撤销或者注销，来源却说有效", "请管理机关核实；不会覆盖"),
        NOT_VALID_FOR_CHANGE(Severity.LINE, "证书不是有效状态，不能变更姓名", "先核实证书状态"),
        PHOTO_MISSING(Severity.NOTE, "找不到照片文件", "核对文件名；没有照片的，持证人在下次延续时补充"),
        PHOTO_REFUSED(Severity.NOTE, "照片不符合要求（JPEG 或者 PNG，不超过2MB，像素不过大过小）", "更换照片；没有照片的，持证人在下次延续时补充"),
        PHOTO_KEPT(Severity.NOTE, "已有另一张照片，没有覆盖", "须更换的，由持证人在延续时提交"),
        PHOTO_UNUSED(Severity.NOTE, "有照片没有对应的证书", "核对照片的文件名；照片数见“相关行”"),
        OUTDATED(Severity.NOTE, "本系统登记的比来源新，没有改动", "不必处理"),
        OTHER_NAME(Severity.NOTE, "同一身份证号码在文件中有不同的姓名", "与所示的另一行比较，核对原件"),
        TIDIED(Severity.NOTE, "首尾空格或者看不见的字符已略去", "不必处理"),
        NARROWED(Severity.NOTE, "全角字符已按半角读取", "不必处理"),
        APOSTROPHE(Severity.NOTE, "开头的撇号是电子表格的文本标记，已略去", "不必处理"),
        TERM_ODD(Severity.NOTE, "使用期长于三年", "核对原件"),
        OVER(Severity.NOTE, "登记为有效，但使用期已满", "不必处理；系统随后登记为失效"),
        COLUMN_IGNORED(Severity.NOTE, "这一列没有对应的项目，不读取", "需要读取的，在映射文件里写明；列的序号见“相关行”");

        private final Severity severity;
        private final String what;
        private final String remedy;

        Kind(Severity severity, String what, String remedy) {
            this.severity = severity;
            this.what = what;
            this.remedy = remedy;
        }

        public Severity severity() {
            return severity;
        }

        public String what() {
            return what;
        }

        public String remedy() {
            return remedy;
        }
    }

    /** Makes one about a column of a line. */
    public static Fault of(Kind kind, int line, ImportColumn column) {
        return new Fault(kind, line, Optional.of(column), 0);
    }

    /** Makes one about a line, or the file. */
    public static Fault of(Kind kind, int line) {
        return new Fault(kind, line, Optional.empty(), 0);
    }

    /** Tells whether the line, or the file, isn't brought in. */
    public boolean stops() {
        return kind.severity() != Severity.NOTE;
    }
}
