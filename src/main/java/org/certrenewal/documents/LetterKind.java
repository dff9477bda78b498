package org.certrenewal.documents;

/** The papers that an office sends in a renewal case (行政许可法 Arts 32, 38, 42, 45), and about a certificate. */
public enum LetterKind {
    /** 受理通知书. */
    ACCEPTANCE("受理通知书", "受"),
    /** 补正告知书: once, complete. */
    CORRECTION("补正告知书", "补"),
    /** 不予受理决定书. */
    NON_ACCEPTANCE("不予受理决定书", "不受"),
    /** 准予延续决定书. */
    APPROVAL("准予延续决定书", "准"),
    /** 不予延续决定书. */
    REJECTION("不予延续决定书", "不准"),
    /** 延长办理期限告知书. */
    EXTENSION("延长办理期限告知书", "延"),
    /** 终止办理告知书. */
    TERMINATION("终止办理告知书", "终"),
    /** 暂停计算期限告知书 (行政许可法 Art 45). */
    CLOCK_STOPPED("暂停计算期限告知书", "停"),
    /** 恢复计算期限告知书. */
    CLOCK_RESUMED("恢复计算期限告知书", "复"),
    /** 办理期限变更告知书: a day that a letter had named has moved with the holidays. */
    DEADLINE_MOVED("办理期限变更告知书", "变"),
    /** 个人信息请求答复书: a request for correction or deletion is refused (个人信息保护法 Art 50). */
    REQUEST_REFUSAL("个人信息请求答复书", "信"),
    /** 处置事先告知书: what is intended about a certificate (行政处罚法 Art 44, 行政许可法 Art 7). */
    ACT_NOTICE("处置事先告知书", "告"),
    /** 听证通知书. */
    HEARING_NOTICE("听证通知书", "听"),
    /** 不予处置告知书: what was intended isn't done. */
    ACT_DROPPED("不予处置告知书", "不处"),
    /** 暂扣资格证书决定书. */
    SUSPENSION("暂扣资格证书决定书", "扣"),
    /** 发还资格证书通知书. */
    RETURN("发还资格证书通知书", "还"),
    /** 吊销资格证书决定书. */
    REVOCATION("吊销资格证书决定书", "吊"),
    /** 撤销资格证书决定书. */
    RESCISSION("撤销资格证书决定书", "撤"),
    /** 注销资格证书决定书. */
    CANCELLATION("注销资格证书决定书", "注"),
    /** 行政处罚决定书（警告）: a warning is a penalty (行政处罚法 Art 9 (1), 行政许可法 Art 78). */
    WARNING("行政处罚决定书（警告）", "罚"),
    /** 更正资格证书决定书. */
    RECTIFICATION("更正资格证书决定书", "更");

    private final String title;
    private final String sign;

    LetterKind(String title, String sign) {
        this.title = title;
        this.sign = sign;
    }

    /** Returns the title as printed. */
    public String title() {
        return title;
    }

    /** Returns the character or two that stand for the kind in a letter number (文号). */
    public String sign() {
        return sign;
    }
}
