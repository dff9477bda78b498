package org.certrenewal.documents;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What every letter of a case has in common.
 *
 * @param number 文号
 * @param date of signature
 * @param addressee the applicant's name
 * @param maskedId the applicant's masked ID number
 * @param caseNumber the case
 * @param serviceName the item's name
 * @param certificateNumber 证书编号 of the certificate to be renewed
 * @param trade 操作类别
 * @param office in whose name, and where to turn against it
 */
public record LetterHead(
        String number,
        LocalDate date,
        String addressee,
        String maskedId,
        String caseNumber,
        String serviceName,
        String certificateNumber,
        String trade,
        IssuingOffice office) {

    /** Refuses missing values. */
    public LetterHead {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(addressee, "addressee");
        Objects.requireNonNull(maskedId, "maskedId");
        Objects.requireNonNull(caseNumber, "caseNumber");
        Objects.requireNonNull(serviceName, "serviceName");
        Objects.requireNonNull(certificateNumber, "certificateNumber");
        Objects.requireNonNull(trade, "trade");
        Objects.requireNonNull(office, "office");
    }
}
