package org.certrenewal.registry;

import java.time.LocalDate;
import java.util.Optional;
import org.certrenewal.registry.reference.Gender;

/**
 * Holds one version of a certificate, as it was issued.
 *
 * @param number its number, which a renewal keeps
 * @param holder the holder's identity number
 * @param holderName the holder's name on its face
 * @param gender the holder's gender on its face
 * @param tradeCode code of the trade, 2 digits
 * @param tradeName the trade on its face, 操作类别
 * @param firstIssuedOn 初次领证日期
 * @param validFrom first day of the term
 * @param validTo last day of the term
 * @param issuedOn day on which this version was issued
 * @param authority issuing authority on its face
 * @param issuerCode the issuer's unified social credit code
 * @param status the certificate's present state, the same for all its versions
 * @param version 1 when first issued
 * @param previousIdentifier identifier of the version that it replaces
 */
public record Certificate(
        CertificateNumber number,
        IdNumber holder,
        PersonName holderName,
        Gender gender,
        String tradeCode,
        String tradeName,
        LocalDate firstIssuedOn,
        LocalDate validFrom,
        LocalDate validTo,
        LocalDate issuedOn,
        String authority,
        String issuerCode,
        CertificateStatus status,
        int version,
        Optional<CertificateIdentifier> previousIdentifier) {

    /** Returns the identifier of this version. */
    public CertificateIdentifier identifier() {
        return CertificateIdentifier.of(issuerCode, number, version);
    }

    /** Tells whether the person is its holder. */
    public boolean isHeldBy(IdNumber person) {
        return holder.equals(person);
    }

    /** Returns this version with another state. */
    public Certificate with(CertificateStatus other) {
        return new Certificate(
                number,
                holder,
                holderName,
                gender,
                tradeCode,
                tradeName,
                firstIssuedOn,
                validFrom,
                validTo,
                issuedOn,
                authority,
                issuerCode,
                other,
                version,
                previousIdentifier);
    }

    /**
     * Returns the version that a correction of the holder's name and gender makes of this one: same number, same term.
     */
    public Certificate corrected(PersonName name, Gender right, LocalDate on) {
        return new Certificate(
                number,
                holder,
                name,
                right,
                tradeCode,
                tradeName,
                firstIssuedOn,
                validFrom,
                validTo,
                on,
                authority,
                issuerCode,
                status,
                version + 1,
                Optional.of(identifier()));
    }

    /** Returns the version that a renewal makes of this one. */
    public Certificate renewed(Renewal renewal) {
        return new Certificate(
                number,
                holder,
                holderName,
                gender,
                tradeCode,
                tradeName,
                firstIssuedOn,
                renewal.validFrom(),
                renewal.validTo(),
                renewal.issuedOn(),
                renewal.authority(),
                renewal.issuerCode(),
                CertificateStatus.VALID,
                version + 1,
                Optional.of(identifier()));
    }
}
