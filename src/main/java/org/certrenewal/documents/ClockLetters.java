package org.certrenewal.documents;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.certrenewal.law.DueDate;

/** Writes what an applicant is told when the decision's clock stops and runs again (行政许可法 Art 45). */
public final class ClockLetters {

    private ClockLetters() {}

    /**
     * Says why the clock stops.
     *
     * @param purpose the procedure for which the law stops it, such as 专家评审
     * @param reason why it is needed here
     * @param document the paper by which it was ordered
     * @param workingDays how long it will probably take
     */
    public record Stop(String purpose, String reason, String document, int workingDays) {}

    /**
     * Writes 暂停计算期限告知书.
     *
     * @param acceptedOn the day of acceptance
     * @param from first day that doesn't count
     * @param article as printed
     */
    public static Letter stopped(LetterHead head, LocalDate acceptedOn, LocalDate from, Stop stop, String article) {
        return Letters.letter(
                head,
                LetterKind.CLOCK_STOPPED,
                List.of(
                        accepted(head, acceptedOn),
                        "因需要进行%s，依照%s的规定，自%s起所需时间不计算在作出决定的期限内。"
                                .formatted(stop.purpose(), article, ChineseDates.print(from))),
                List.of(
                        new Letter.Item("事由", stop.reason()),
                        new Letter.Item("依据材料", stop.document()),
                        new Letter.Item("所需时间", "预计%d个工作日".formatted(stop.workingDays()))),
                List.of("恢复计算期限时，本机关将另行告知恢复之日和作出决定的最后期限。", "特此告知。"));
    }

    /**
     * Writes 恢复计算期限告知书.
     *
     * @param acceptedOn the day of acceptance
     * @param from first day that doesn't count
     * @param runsAgain the first day that counts again
     * @param due the last day for the decision
     * @param article as printed
     */
    public static Letter resumed(
            LetterHead head, LocalDate acceptedOn, LocalDate from, LocalDate runsAgain, DueDate due, String article) {
        String excluded = runsAgain.isAfter(from)
                ? "%s至%s不计算在作出决定的期限内。".formatted(ChineseDates.print(from), ChineseDates.print(runsAgain.minusDays(1)))
                : "期限于当日恢复计算，作出决定的期限不受影响。";
        return Letters.letter(
                head,
                LetterKind.CLOCK_RESUMED,
                List.of(
                        accepted(head, acceptedOn),
                        "作出决定的期限自%s起暂停计算，现自%s起恢复计算。依照%s的规定，%s"
                                .formatted(ChineseDates.print(from), ChineseDates.print(runsAgain), article, excluded)),
                List.of(),
                List.of("本机关将在期限内（%s）作出决定。".formatted(ChineseDates.until(due)), "特此告知。"));
    }

    /**
     * Writes 办理期限变更告知书.
     *
     * @param period what runs until the day, such as 审查决定期限
     * @param before the day that an earlier letter named
     * @param after the day that counts now
     * @param article of the law by which periods are counted in working days
     */
    public static Letter moved(LetterHead head, String period, LocalDate before, DueDate after, String article) {
        return Letters.letter(
                head,
                LetterKind.DEADLINE_MOVED,
                List.of(
                        "您提出的“%s”申请（案件编号%s），涉及证书编号%s、操作类别%s，%s原告知至%s止。"
                                .formatted(
                                        head.serviceName(),
                                        head.caseNumber(),
                                        head.certificateNumber(),
                                        head.trade(),
                                        period,
                                        ChineseDates.print(before)),
                        "因法定节假日安排公布或者调整，依照%s的规定，以工作日计算的上述期限变更为%s。".formatted(article, ChineseDates.until(after))),
                List.of(),
                List.of("以前文书告知的期限与本告知书不一致的，以本告知书为准。", "特此告知。"));
    }

    /**
     * Replaces what a letter promises first, where it is written only after the day that it would name, as after an
     * outage.
     */
    public static Letter promisingNoPastDay(Letter letter, DueDate due, LocalDate today) {
        if (!due.hasPassed(today)) {
            return letter;
        }
        List<String> closing = new ArrayList<>(letter.closing());
        closing.set(0, "作出决定的法定期限已于%s届满，本机关将立即依法处理，并另行告知。".formatted(ChineseDates.print(due.date())));
        return closing(letter, closing);
    }

    /**
     * Adds to 准予延续决定书 which days aren't covered, where the new term doesn't begin when the old one ended.
     *
     * @param oldEnd last day of the old term
     * @param from first day of the new one
     */
    public static Letter sayingTheGap(Letter approval, LocalDate oldEnd, LocalDate from) {
        LocalDate first = oldEnd.plusDays(1);
        if (!from.isAfter(first)) {
            return approval;
        }
        String gap = "原使用期至%s止，本决定于届满后作出，新的使用期自作出决定之日起算；%s至%s不在使用期内，不能凭本证从业。"
                .formatted(
                        ChineseDates.print(oldEnd), ChineseDates.print(first), ChineseDates.print(from.minusDays(1)));
        List<String> closing = new ArrayList<>(approval.closing());
        closing.add(Math.min(1, closing.size()), gap);
        return closing(approval, closing);
    }

    private static Letter closing(Letter letter, List<String> closing) {
        return new Letter(
                letter.kind(),
                letter.number(),
                letter.date(),
                letter.authority(),
                letter.addressee(),
                letter.maskedId(),
                letter.caseNumber(),
                letter.serviceName(),
                letter.contact(),
                letter.opening(),
                letter.items(),
                closing);
    }

    private static String accepted(LetterHead head, LocalDate acceptedOn) {
        return "您于%s被受理的“%s”申请，涉及证书编号%s、操作类别%s。"
                .formatted(ChineseDates.print(acceptedOn), head.serviceName(), head.certificateNumber(), head.trade());
    }
}
