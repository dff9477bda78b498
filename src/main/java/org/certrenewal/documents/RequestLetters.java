package org.certrenewal.documents;

import java.time.LocalDate;
import java.util.List;

/** Writes what a person is told whose request about the own data is refused (个人信息保护法 Art 50). */
public final class RequestLetters {

    private RequestLetters() {}

    /**
     * Writes 个人信息请求答复书.
     *
     * @param receivedOn the day of the request
     * @param asked what was asked for, such as 更正个人信息（收件信息）
     * @param reason why it is refused
     */
    public static Letter refusal(
            LetterHead head, LocalDate receivedOn, String asked, String reason, Letters.Contest contest) {
        return Letters.letter(
                head,
                LetterKind.REQUEST_REFUSAL,
                List.of(
                        "您于%s向本机关（由%s办理）提出的“%s”请求收悉。"
                                .formatted(
                                        ChineseDates.print(receivedOn),
                                        head.office().handler(),
                                        asked),
                        "经审查，该请求不能同意，理由如下："),
                List.of(new Letter.Item(asked, reason)),
                List.of("依照《中华人民共和国个人信息保护法》第五十条的规定，本机关决定不同意该请求。", Letters.remedies(head.office(), contest)));
    }
}
