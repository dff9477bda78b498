package org.certrenewal.documents;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.certrenewal.law.DueDate;

/**
 * Writes the wording of each kind of letter from plain values. Articles come from the caller, because they change with
 * the regime; they are printed as given, such as {@code 《中华人民共和国行政许可法》第三十二条}.
 */
public final class Letters {

    private Letters() {}

    /**
     * Writes 受理通知书.
     *
     * @param receivedOn the day on which the application arrived
     * @param acceptedOn the day from which it counts as accepted
     * @param decisionDays working days for the decision
     * @param decisionDue the last of them
     * @param deemed whether it counts as accepted because nobody answered in time
     */
    public static Letter acceptance(
            LetterHead head,
            LocalDate receivedOn,
            LocalDate acceptedOn,
            int decisionDays,
            DueDate decisionDue,
            boolean deemed,
            List<String> articles) {
        String outcome = deemed
                ? "该申请自收到之日起法定期限内未告知补正，依照%s的规定，自%s起视为受理。".formatted(join(articles), print(acceptedOn))
                : "经审查，申请事项属于本机关职权范围，申请材料齐全、符合法定形式。依照%s的规定，决定自%s起予以受理。".formatted(join(articles), print(acceptedOn));
        return letter(
                head,
                LetterKind.ACCEPTANCE,
                List.of(applied(head, receivedOn), outcome),
                List.of(),
                List.of(
                        "本机关将自受理之日起%d个工作日内（%s）作出决定；依法需要延长期限或者扣除时间的，将另行告知。"
                                .formatted(decisionDays, ChineseDates.until(decisionDue)),
                        "办理进度和结果可凭案件编号%s在“我的办件”中查询。".formatted(head.caseNumber()),
                        "特此通知。"));
    }

    /**
     * Writes 补正告知书, which names everything at once.
     *
     * @param receivedOn the day on which the application arrived
     * @param missing each thing to be corrected and why; at least one
     * @param answerDue until when the applicant can answer
     * @param lastToApply the last day on which a renewal of the certificate can be applied for
     */
    public static Letter correction(
            LetterHead head,
            LocalDate receivedOn,
            List<Letter.Item> missing,
            DueDate answerDue,
            LocalDate lastToApply,
            List<String> articles) {
        requireItems(missing, "补正告知书至少要写明一项需要补正的内容");
        return letter(
                head,
                LetterKind.CORRECTION,
                List.of(
                        applied(head, receivedOn),
                        "经审查，申请材料不齐全或者不符合法定形式。依照%s的规定，现将需要补正的全部内容一次告知如下：".formatted(join(articles))),
                missing,
                List.of(
                        "请在期限内（%s）在“我的办件”中按上述要求补正并重新提交。除上述内容外，其他内容无需改动。".formatted(ChineseDates.until(answerDue)),
                        "补正后的申请自重新提交之日起计算审查期限。逾期未补正的，本次申请按照终结处理"
                                + (lastToApply.isAfter(answerDue.date())
                                        ? "；仍可重新申请，期限至%s止。".formatted(print(lastToApply))
                                        : "。"),
                        "特此告知。"));
    }

    /**
     * Writes 不予受理决定书.
     *
     * @param receivedOn the day on which the application arrived
     * @param reasons each ground and its facts; at least one
     */
    public static Letter nonAcceptance(
            LetterHead head,
            LocalDate receivedOn,
            List<Letter.Item> reasons,
            List<String> articles,
            String again,
            Contest contest) {
        requireItems(reasons, "不予受理决定书必须说明理由");
        return letter(
                head,
                LetterKind.NON_ACCEPTANCE,
                List.of(applied(head, receivedOn), "经审查，该申请不予受理，理由如下："),
                reasons,
                List.of("依照%s的规定，本机关决定不予受理。".formatted(join(articles)), again, remedies(head.office(), contest)));
    }

    /**
     * Writes 准予延续决定书.
     *
     * @param acceptedOn the day of acceptance
     * @param validFrom first day of the new term
     * @param validTo last day of the new term
     * @param deliveryDue until when the certificate is delivered
     * @param deemed whether it counts as renewed because nobody decided before the certificate expired
     */
    public static Letter approval(
            LetterHead head,
            LocalDate acceptedOn,
            LocalDate validFrom,
            LocalDate validTo,
            DueDate deliveryDue,
            boolean deemed,
            List<String> articles) {
        String outcome = deemed
                ? "该申请依法提出，本机关在证书使用期届满前未作出决定，依照%s的规定，视为准予延续。".formatted(join(articles))
                : "经审查，该申请符合法定条件。依照%s的规定，本机关决定准予延续。".formatted(join(articles));
        return letter(
                head,
                LetterKind.APPROVAL,
                List.of(
                        "您于%s被受理的“%s”申请，涉及证书编号%s、操作类别%s。"
                                .formatted(
                                        print(acceptedOn), head.serviceName(), head.certificateNumber(), head.trade()),
                        outcome),
                List.of(),
                List.of(
                        "延续后的使用期自%s起至%s止，证书编号不变。".formatted(print(validFrom), print(validTo)),
                        "电子证照与纸质证书具有同等法律效力，将在期限内（%s）送达，可在“我的证照”中查看、下载；选择邮寄的，另行寄送。"
                                .formatted(ChineseDates.until(deliveryDue)),
                        "从业期间请按规定参加年度安全教育培训或者继续教育，严格遵守安全操作规程。"));
    }

    /**
     * Writes 不予延续决定书.
     *
     * @param acceptedOn the day of acceptance
     * @param reasons each ground of the closed list with the facts found; at least one
     * @param again a sentence about when the applicant can apply again
     */
    public static Letter rejection(
            LetterHead head,
            LocalDate acceptedOn,
            List<Letter.Item> reasons,
            List<String> articles,
            String again,
            Contest contest) {
        requireItems(reasons, "不予延续决定书必须说明理由");
        return letter(
                head,
                LetterKind.REJECTION,
                List.of(
                        "您于%s被受理的“%s”申请，涉及证书编号%s、操作类别%s。"
                                .formatted(
                                        print(acceptedOn), head.serviceName(), head.certificateNumber(), head.trade()),
                        "经审查，查明存在下列不予延续的情形："),
                reasons,
                List.of("依照%s的规定，本机关决定不予延续。".formatted(join(articles)), again, remedies(head.office(), contest)));
    }

    /**
     * Writes 延长办理期限告知书.
     *
     * @param acceptedOn the day of acceptance
     * @param formerDue the decision's due date until now
     * @param days working days added
     * @param due the new due date
     * @param reason why; of substance
     */
    public static Letter extension(
            LetterHead head,
            LocalDate acceptedOn,
            DueDate formerDue,
            int days,
            DueDate due,
            String reason,
            List<String> articles) {
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("延长期限必须说明理由");
        }
        return letter(
                head,
                LetterKind.EXTENSION,
                List.of(
                        "您于%s被受理的“%s”申请，涉及证书编号%s、操作类别%s，原应在期限内（%s）作出决定。"
                                .formatted(
                                        print(acceptedOn),
                                        head.serviceName(),
                                        head.certificateNumber(),
                                        head.trade(),
                                        ChineseDates.until(formerDue)),
                        "因下列理由，在上述期限内不能作出决定：" + ended(reason)),
                List.of(),
                List.of(
                        "依照%s的规定，经本机关负责人批准，作出决定的期限延长%d个工作日，%s。"
                                .formatted(join(articles), days, ChineseDates.until(due)),
                        "特此告知。"));
    }

    /**
     * Writes 终止办理告知书.
     *
     * @param receivedOn the day on which the application arrived
     * @param reason the ground of the closed list with the facts found
     * @param again a sentence about when the applicant can apply again
     */
    public static Letter termination(
            LetterHead head, LocalDate receivedOn, Letter.Item reason, String again, Contest contest) {
        return letter(
                head,
                LetterKind.TERMINATION,
                List.of(applied(head, receivedOn), "该申请存在下列情形，无法继续办理："),
                List.of(reason),
                List.of("经本机关两名负责人分别审核，决定终止办理该申请。本决定不是对申请作出的准予或者不予延续的决定。", again, remedies(head.office(), contest)));
    }

    /**
     * Writes 终止办理告知书 for a case that was granted, where the certificate was taken away before the new one was issued.
     *
     * @param receivedOn the day on which the application arrived
     * @param decidedOn the day of the decision
     * @param taken what was done to the certificate: 吊销, 撤销 or 注销
     */
    public static Letter noIssuance(
            LetterHead head, LocalDate receivedOn, LocalDate decidedOn, String taken, Contest contest) {
        return letter(
                head,
                LetterKind.TERMINATION,
                List.of(
                        applied(head, receivedOn),
                        "本机关于%s作出准予延续的决定，决定书已另行送达。在制发延续后的证书之前，发生下列情形：".formatted(print(decidedOn))),
                List.of(new Letter.Item("所涉证书已被" + taken, "证书登记的状态为“%s”，所延续的许可已不存在".formatted(taken))),
                List.of(
                        "因此不再制发延续后的证书，准予延续的决定不再执行，该申请的办理终止。",
                        "对%s证书的决定不服的，救济途径以该决定的文书为准。".formatted(taken),
                        remedies(head.office(), contest)));
    }

    /**
     * Says how long a refusal can be contested, counted from its receipt.
     *
     * @param reconsiderationDays calendar days for 行政复议 (行政复议法 Art 20)
     * @param lawsuitMonths months for a lawsuit (行政诉讼法 Art 46)
     */
    public record Contest(int reconsiderationDays, int lawsuitMonths) {}

    static String remedies(IssuingOffice office, Contest contest) {
        return "如不服本决定，可以自收到本决定书之日起%d日内向%s申请行政复议（在线申请：%s），也可以自收到本决定书之日起%d个月内依法向%s提起行政诉讼。"
                .formatted(
                        contest.reconsiderationDays(),
                        office.reconsiderationBody(),
                        office.reconsiderationChannel(),
                        contest.lawsuitMonths(),
                        office.court());
    }

    private static String applied(LetterHead head, LocalDate receivedOn) {
        return "您于%s向本机关（由%s办理）提出的“%s”申请收悉，涉及证书编号%s、操作类别%s。"
                .formatted(
                        print(receivedOn),
                        head.office().handler(),
                        head.serviceName(),
                        head.certificateNumber(),
                        head.trade());
    }

    static Letter letter(
            LetterHead head, LetterKind kind, List<String> opening, List<Letter.Item> items, List<String> closing) {
        return new Letter(
                kind,
                head.number(),
                head.date(),
                head.office().authority(),
                head.addressee(),
                head.maskedId(),
                head.caseNumber(),
                head.serviceName(),
                head.office().contact(),
                opening,
                items,
                closing);
    }

    private static void requireItems(List<Letter.Item> items, String message) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException(message);
        }
    }

    private static String join(List<String> articles) {
        if (articles.isEmpty()) {
            throw new IllegalArgumentException("文书必须写明法律依据");
        }
        return articles.stream().collect(Collectors.joining("、"));
    }

    private static String print(LocalDate date) {
        return ChineseDates.print(date);
    }

    private static String ended(String sentence) {
        String text = sentence.strip();
        return "。！？；".indexOf(text.charAt(text.length() - 1)) >= 0 ? text : text + "。";
    }
}
