package org.certrenewal.insight;

/**
 * Names each figure that is counted, and says what it means; the screen shows the same words. What counts for it is
 * written in {@link Tally}, and nowhere else.
 */
public enum Figure {
    OPENED("进入办理", "Started", "申请人打开办理、生成办件编号的件数，按打开之月计。", "Cases opened by applicants, by month of opening."),
    SUBMITTED(
            "已提交",
            "Submitted",
            "首次签名并提交的件数，按首次提交之月计。补正后重新提交不另计。",
            "Cases signed and submitted for the first time, by month of that day; a corrected application isn't counted again."),
    ACCEPTED("已受理", "Accepted", "受理的件数，含视为受理，按受理之月计。", "Cases accepted, by silence too, by month of acceptance."),
    DEEMED_ACCEPTED(
            "视为受理",
            "Accepted by silence",
            "考核发证机关在期限内未答复、依法视为受理的件数（《中华人民共和国行政许可法》第三十二条）。",
            "Accepted because the office didn't answer in time (Administrative License Law Art 32)."),
    CORRECTED(
            "要求补正",
            "Corrections asked",
            "告知申请人补正的件数，按告知之月计。每件至多一次。",
            "Cases in which a correction was asked for, by month; at most once a case."),
    APPROVED(
            "准予延续",
            "Approved",
            "作出准予延续决定的件数，不含视为准予，按决定之月计。",
            "Cases decided by approval, not by silence, by month of decision."),
    REJECTED(
            "不予延续",
            "Rejected",
            "作出不予延续决定的件数，按决定之月计，可按法定理由细分。",
            "Cases decided by rejection, by month of decision; can be told by legal ground."),
    NOT_ACCEPTED(
            "不予受理",
            "Not accepted",
            "作出不予受理决定的件数，按决定之月计，可按法定理由细分。",
            "Applications that weren't accepted, by month of that decision; can be told by legal ground."),
    DEEMED_RENEWED(
            "视为准予",
            "Renewed by silence",
            "证书有效期届满前未作决定、依法视为准予延续的件数（《中华人民共和国行政许可法》第五十条）。",
            "Renewed because the term ended without a decision (Administrative License Law Art 50)."),
    ISSUED("已发证", "Issued", "签发新证书的件数，按签发之月计。", "New certificates issued, by month of issuance."),
    WITHDRAWN(
            "撤回",
            "Withdrawn",
            "申请人在决定前撤回的件数（含草稿），按撤回之月计。",
            "Cases withdrawn by the applicant before the decision, drafts too, by month."),
    ABANDONED(
            "逾期关闭",
            "Abandoned",
            "申请人逾期未提交或未补正、自动关闭的件数，按关闭之月计。",
            "Cases that closed by themselves because nothing was submitted or corrected in time, by month."),
    AUTHENTICATION_FAILED(
            "认证未通过",
            "Authentication failed",
            "人脸认证多次未通过而关闭的件数，按关闭之月计。",
            "Cases closed after too many refused face checks, by month."),
    STOPPED(
            "其他终止",
            "Otherwise ended",
            "证书被处置或者由管理员终止的件数，按终止之月计。",
            "Cases that ended because the certificate was disposed of or an administrator stopped them, by month."),
    OPEN(
            "在办",
            "In progress",
            "已提交、尚未办结（发证、不予、撤回或关闭）的件数，为当前状态，不随所选期间变化。",
            "Submitted and not yet issued, refused, withdrawn or closed, as of now, whatever the period."),
    OVERDUE(
            "逾期在办",
            "Overdue",
            "在办件中，现阶段的期限已过的件数，为当前状态，不随所选期间变化。",
            "Cases in progress whose present deadline has passed, as of now, whatever the period."),
    DEADLINE_MISSED(
            "超过期限",
            "Deadline missed",
            "考核发证机关超过法定期限的件数：视为受理、视为准予、逾期决定或逾期送达，按提交之月计。",
            "Cases in which the office missed a deadline (silence on acceptance or decision, decision or delivery late), by month of submission."),
    PROMISE_KEPT(
            "兑现承诺",
            "Promise kept",
            "在承诺办结时限内作出决定的件数，按决定之月计；没有承诺时限的不计。",
            "Decided within the promised days, by month of decision; not where none are promised."),
    PROMISE_MISSED(
            "超过承诺",
            "Promise missed",
            "超过承诺办结时限才作出决定的件数，按决定之月计；承诺时限短于法定期限，超过承诺不等于超过法定期限。",
            "Decided after the promised days, by month of decision; these are fewer than the law allows."),
    RIGHT_FIRST_TIME(
            "一次通过",
            "First time right",
            "已受理且未要求补正的件数，按受理之月计；一次通过率 = 一次通过 ÷ 已受理。",
            "Accepted without any correction, by month of acceptance; the rate is this divided by accepted."),
    FIELD_CORRECTED(
            "补正事项",
            "Fields corrected",
            "被要求补正的各项，按告知之月计；补正率 = 该项次数 ÷ 已提交。",
            "Fields that were to be corrected, by month; the rate is this divided by submitted."),
    DECIDED(
            "作出决定",
            "Decisions",
            "作出的决定件数（准予、不予、不予受理、视为准予），按决定之月、作出决定的角色计。",
            "Decisions made (approval, rejection, non-acceptance, by silence), by month and by the role that made them."),
    REFUSED(
            "其中不予",
            "Refusals",
            "决定中不予延续和不予受理的件数，按作出决定的角色计；不予率 = 其中不予 ÷ 作出决定。",
            "Rejections and non-acceptances among decisions, by role; the reject rate is this divided by decisions."),
    RATED(
            "评价",
            "Ratings",
            "领取证照时作出的好差评件数，按星级细分，按签发之月计。",
            "Ratings given with the certificate, by stars, by month of issuance."),
    FACE_CHECKED("人脸认证", "Face checks", "发起的人脸认证次数，按进入办理之月计。", "Face checks opened, by month of opening the case."),
    FACE_FAILED(
            "认证失败",
            "Face checks failed",
            "被拒绝或者过期未完成的人脸认证次数；失败率 = 认证失败 ÷ 人脸认证。",
            "Face checks refused or expired; the rate is this divided by face checks.");

    private final String chinese;
    private final String english;
    private final String definition;
    private final String definitionInEnglish;

    Figure(String chinese, String english, String definition, String definitionInEnglish) {
        this.chinese = chinese;
        this.english = english;
        this.definition = definition;
        this.definitionInEnglish = definitionInEnglish;
    }

    /** Returns the label and the definition, in both languages. */
    public Words words() {
        return new Words(name(), chinese, english, definition, definitionInEnglish);
    }

    /**
     * Holds what the screen says about something that is counted.
     *
     * @param code stable name
     * @param zh label in Chinese
     * @param en label in English
     * @param definition what is counted, in Chinese
     * @param definitionEn what is counted, in English
     */
    public record Words(String code, String zh, String en, String definition, String definitionEn) {}
}
