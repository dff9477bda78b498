package org.certrenewal.documents;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certrenewal.law.DueDate;

/**
 * Writes what a holder is told about a certificate: what is intended, and what was decided (行政处罚法 Arts 44, 45; 行政许可法
 * Arts 7, 69, 70). Any further act takes the same letters, with its own kind and words.
 */
public final class ActLetters {

    private ActLetters() {}

    /**
     * Says on what an act stands.
     *
     * @param label what is done, such as 暂扣
     * @param ground the ground in words
     * @param facts what was found
     * @param underlying number of the decision or paper on which it stands; may be empty
     * @param cited the article of the ground as printed; empty where nobody has verified one
     */
    public record Basis(String label, String ground, String facts, String underlying, String cited) {

        private List<Letter.Item> items() {
            List<Letter.Item> items = new ArrayList<>();
            items.add(new Letter.Item("查明的事实", facts));
            items.add(new Letter.Item("情形", ground));
            if (!underlying.isEmpty()) {
                items.add(new Letter.Item("所依据的决定或者文书", underlying));
            }
            return items;
        }

        private String by() {
            return cited.isEmpty() ? "本机关" : "依照" + cited + "，本机关";
        }
    }

    /**
     * Writes 处置事先告知书.
     *
     * @param intended what is intended, as a phrase without subject, such as 暂扣上述证书
     * @param right the article of the right to a statement, as printed
     * @param hearing the article of the right to a hearing, as printed; empty where there is none
     * @param due the last day to answer
     */
    public static Letter notice(
            LetterHead head, Basis basis, String intended, String right, Optional<String> hearing, DueDate due) {
        List<String> closing = new ArrayList<>();
        closing.add(basis.by() + "拟作出如下决定：" + intended + "。");
        closing.add("依照%s的规定，您有权陈述和申辩。请在期限内（%s）在“我的证照”中就本告知书书面提出，也可以向%s提交书面意见；本机关将充分听取，不会因陈述、申辩作出更重的决定。"
                .formatted(right, ChineseDates.until(due), head.office().handler()));
        hearing.ifPresent(article -> closing.add("依照%s的规定，您有权要求举行听证，听证不收取费用。要求听证的，请在上述期限内一并提出。".formatted(article)));
        closing.add("逾期未提出的，视为放弃上述权利，本机关将依法作出决定。");
        closing.add("特此告知。");
        return Letters.letter(
                head, LetterKind.ACT_NOTICE, List.of(concerning(head) + "经查存在下列情形："), basis.items(), closing);
    }

    /**
     * Writes 听证通知书.
     *
     * @param noticeNumber number of the notice to which the holder answered
     * @param at when
     * @param place where
     * @param presiding who leads it; nobody who proposed the act
     */
    public static Letter hearing(
            LetterHead head, String noticeNumber, LocalDateTime at, String place, String presiding) {
        return Letters.letter(
                head,
                LetterKind.HEARING_NOTICE,
                List.of(concerning(head) + "您就%s要求举行听证。现通知如下：".formatted(noticeNumber)),
                List.of(
                        new Letter.Item(
                                "时间",
                                "%s%d时%02d分"
                                        .formatted(ChineseDates.print(at.toLocalDate()), at.getHour(), at.getMinute())),
                        new Letter.Item("地点", place),
                        new Letter.Item("主持人", presiding)),
                List.of("您可以亲自参加听证，也可以委托一至二人代理。认为主持人与本案有直接利害关系的，有权申请回避。", "无正当理由拒不出席或者未经许可中途退出的，视为放弃听证权利。", "特此通知。"));
    }

    /**
     * Writes the decision.
     *
     * @param heard what the holder was told before and answered, and how it was weighed; empty where nothing goes
     *     before
     * @param decides what is decided, as phrases without subject; at least one
     * @param contest how long it can be contested; empty where it only favours the holder
     */
    public static Letter decision(
            LetterHead head,
            LetterKind kind,
            Basis basis,
            Optional<String> heard,
            List<String> decides,
            Optional<Letters.Contest> contest) {
        List<Letter.Item> items = new ArrayList<>(basis.items());
        heard.ifPresent(words -> items.add(new Letter.Item("告知与听取意见", words)));
        List<String> closing = new ArrayList<>();
        closing.add(basis.by() + "决定：" + decides.get(0) + "。");
        decides.stream().skip(1).forEach(more -> closing.add(more + "。"));
        contest.ifPresent(until -> closing.add(Letters.remedies(head.office(), until)));
        return Letters.letter(head, kind, List.of(concerning(head) + "经查存在下列情形："), items, closing);
    }

    /**
     * Writes 不予处置告知书.
     *
     * @param noticeNumber number of the notice
     * @param noticedOn its day
     */
    public static Letter dropped(LetterHead head, String noticeNumber, LocalDate noticedOn, String label) {
        return Letters.letter(
                head,
                LetterKind.ACT_DROPPED,
                List.of(concerning(head)
                        + "本机关于%s以%s告知拟作出的%s，现决定不予作出。".formatted(ChineseDates.print(noticedOn), noticeNumber, label)),
                List.of(),
                List.of("该证书的效力不受影响，以证书登记为准。", "特此告知。"));
    }

    /** Prints a day as the letters do. */
    public static String day(LocalDate date) {
        return ChineseDates.print(date);
    }

    private static String concerning(LetterHead head) {
        return "您持有的建筑施工特种作业操作资格证书，证书编号%s、操作类别%s，由%s办理。"
                .formatted(head.certificateNumber(), head.trade(), head.office().handler());
    }
}
