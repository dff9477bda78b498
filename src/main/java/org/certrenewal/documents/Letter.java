package org.certrenewal.documents;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.certrenewal.typed.Prose;

/**
 * One official letter before it is rendered. {@link Letters} writes the usual wording of each kind.
 *
 * @param kind decides the title
 * @param number 文号, see {@code Papers.nextNumber}
 * @param date of signature
 * @param authority in whose name it is issued; its name stands at the head, at the end and in the seal
 * @param addressee the applicant's name; a character that no font holds is printed as its code, see
 *     {@link Typeface#spelt}
 * @param maskedId the applicant's masked ID number, such as {@code 330***********1234}
 * @param caseNumber printed at the foot of each page
 * @param serviceName the item, 建筑施工特种作业人员职业资格认定（延续）
 * @param contact address, telephone and hours of the office, printed at the foot of each page; may be empty
 * @param opening paragraphs before the list
 * @param items what is missing or why something is refused, each with its reason; may be empty
 * @param closing paragraphs after the list: legal grounds, due dates, remedies
 */
public record Letter(
        LetterKind kind,
        String number,
        LocalDate date,
        String authority,
        String addressee,
        String maskedId,
        String caseNumber,
        String serviceName,
        String contact,
        List<String> opening,
        List<Item> items,
        List<String> closing) {

    /**
     * Refuses missing values. Reads every text as prose, in which lines stand: some were taken by an older version, or
     * come from a file.
     */
    public Letter {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(addressee, "addressee");
        Objects.requireNonNull(maskedId, "maskedId");
        Objects.requireNonNull(caseNumber, "caseNumber");
        Objects.requireNonNull(serviceName, "serviceName");
        Objects.requireNonNull(contact, "contact");
        addressee = Prose.line(addressee);
        opening = opening.stream().map(Prose::paragraphs).toList();
        items = List.copyOf(items);
        closing = closing.stream().map(Prose::paragraphs).toList();
    }

    /**
     * One numbered point of the list.
     *
     * @param subject what it is about, such as a field or a ground of the law
     * @param reason what is wrong with it or what has to be done; may have several lines
     */
    public record Item(String subject, String reason) {

        /** Refuses a point without subject or reason: the law wants everything said. */
        public Item {
            subject = Prose.line(subject);
            reason = Prose.paragraphs(reason);
            if (subject == null || subject.isBlank()) {
                throw new IllegalArgumentException("事项不能为空");
            }
            if (reason == null || reason.isBlank()) {
                throw new IllegalArgumentException("“" + subject + "”的理由不能为空");
            }
        }
    }
}
