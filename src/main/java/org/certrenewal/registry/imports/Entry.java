package org.certrenewal.registry.imports;

import java.time.LocalDate;
import java.util.Optional;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.reference.Gender;

/**
 * Holds what a line says of a certificate, checked. What isn't said is null: a line that names a change may say no more
 * than that. Never printed.
 *
 * @param number always there
 * @param tradeName name of the trade; its code is the number's
 * @param version the version of the certificate, 1 to 999; 0 where none is said
 * @param office code of the office that looks after the certificate
 * @param photo name of its photo's file
 * @param change what happened, in a delta
 * @param reason why, or empty
 */
public record Entry(
        CertificateNumber number,
        IdNumber holder,
        PersonName name,
        Gender gender,
        String tradeName,
        LocalDate firstIssued,
        LocalDate validFrom,
        LocalDate validTo,
        LocalDate issued,
        String authority,
        String issuerCode,
        CertificateStatus status,
        int version,
        String office,
        String photo,
        ChangeKind change,
        LocalDate changedOn,
        String reason) {

    /** Returns the state that it says the certificate has. */
    public Optional<CertificateStatus> saidStatus() {
        return status != null
                ? Optional.of(status)
                : Optional.ofNullable(change).flatMap(ChangeKind::status);
    }

    /** Says no more than which certificate it is about. */
    @Override
    public String toString() {
        return "Entry[" + number + "]";
    }
}
