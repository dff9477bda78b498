package org.certrenewal.casefile;

/** Names the states of a case, as people read them. */
public enum CaseStatus {
    DRAFT("草稿，尚未提交"),
    SUBMITTED("已提交，待受理"),
    CORRECTING("待补正"),
    ACCEPTED("已受理，审核中"),
    APPROVED("准予延续，制证中"),
    ISSUED("已办结，证照已签发"),
    REJECTED("不予延续"),
    NOT_ACCEPTED("不予受理"),
    WITHDRAWN("已撤回"),
    ABANDONED("逾期未提交，已关闭"),
    AUTHENTICATION_FAILED("身份认证未通过，已关闭"),
    /** The certificate was suspended, revoked, rescinded or cancelled meanwhile. */
    INVALIDATED("证书已被处置，办理终止"),
    /** Two supervisors ended the handling; the applicant was told by letter. */
    TERMINATED("已终止办理"),
    STOPPED("已由管理员终止");

    private final String label;

    CaseStatus(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Tells whether the case still waits for somebody. */
    public boolean isOpen() {
        return this == DRAFT || isWithOffice() || this == CORRECTING || this == APPROVED;
    }

    /** Tells whether the applicant can still withdraw: at any time before the decision. */
    public boolean isWithdrawable() {
        return this == DRAFT || this == CORRECTING || isWithOffice();
    }

    /** Tells whether the office has the case on its desk. */
    public boolean isWithOffice() {
        return this == SUBMITTED || this == ACCEPTED;
    }

    /** Returns how a case ends whose instance is gone: what was decided stands, what was under way was stopped. */
    public CaseStatus withoutInstance() {
        return isOpen() ? STOPPED : this;
    }
}
