package org.certrenewal.documents;

import java.util.Locale;
import java.util.Optional;

/** What a stored paper is: one of the letters, or one of the certificate's two renderings. */
public enum PaperKind {
    /** 受理通知书. */
    ACCEPTANCE(LetterKind.ACCEPTANCE),
    /** 补正告知书. */
    CORRECTION(LetterKind.CORRECTION),
    /** 不予受理决定书. */
    NON_ACCEPTANCE(LetterKind.NON_ACCEPTANCE),
    /** 准予延续决定书. */
    APPROVAL(LetterKind.APPROVAL),
    /** 不予延续决定书. */
    REJECTION(LetterKind.REJECTION),
    /** 延长办理期限告知书. */
    EXTENSION(LetterKind.EXTENSION),
    /** 终止办理告知书. */
    TERMINATION(LetterKind.TERMINATION),
    /** 暂停计算期限告知书. */
    CLOCK_STOPPED(LetterKind.CLOCK_STOPPED),
    /** 恢复计算期限告知书. */
    CLOCK_RESUMED(LetterKind.CLOCK_RESUMED),
    /** 办理期限变更告知书. */
    DEADLINE_MOVED(LetterKind.DEADLINE_MOVED),
    /** 个人信息请求答复书. */
    REQUEST_REFUSAL(LetterKind.REQUEST_REFUSAL),
    /** 处置事先告知书. */
    ACT_NOTICE(LetterKind.ACT_NOTICE),
    /** 听证通知书. */
    HEARING_NOTICE(LetterKind.HEARING_NOTICE),
    /** 不予处置告知书. */
    ACT_DROPPED(LetterKind.ACT_DROPPED),
    /** 暂扣资格证书决定书. */
    SUSPENSION(LetterKind.SUSPENSION),
    /** 发还资格证书通知书. */
    RETURN(LetterKind.RETURN),
    /** 吊销资格证书决定书. */
    REVOCATION(LetterKind.REVOCATION),
    /** 撤销资格证书决定书. */
    RESCISSION(LetterKind.RESCISSION),
    /** 注销资格证书决定书. */
    CANCELLATION(LetterKind.CANCELLATION),
    /** 行政处罚决定书（警告）. */
    WARNING(LetterKind.WARNING),
    /** 更正资格证书决定书. */
    RECTIFICATION(LetterKind.RECTIFICATION),
    /** 电子证照, the legal file. */
    CERTIFICATE_OFD(null),
    /** 电子证照, the copy that every reader opens. */
    CERTIFICATE_PDF(null);

    private final LetterKind letter;

    PaperKind(LetterKind letter) {
        this.letter = letter;
    }

    /** Returns the letter's kind, or empty for a certificate. */
    public Optional<LetterKind> letter() {
        return Optional.ofNullable(letter);
    }

    /**
     * Returns the kind as one word of a file's name, such as {@code non-acceptance}; the two renderings share theirs.
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_(ofd|pdf)$", "").replace('_', '-');
    }

    /** Returns the kind under which a letter is stored. */
    public static PaperKind of(LetterKind letter) {
        return valueOf(letter.name());
    }
}
