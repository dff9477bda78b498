package org.certrenewal.registry;

import java.time.LocalDate;

/**
 * Orders the renewal of a certificate.
 *
 * @param caseNumber the case that decided it; the same case never renews twice
 * @param number the certificate
 * @param validFrom first day of the new term
 * @param validTo last day of the new term
 * @param issuedOn day of issue
 * @param authority issuing authority on its face
 * @param issuerCode the issuer's unified social credit code
 */
public record Renewal(
        String caseNumber,
        CertificateNumber number,
        LocalDate validFrom,
        LocalDate validTo,
        LocalDate issuedOn,
        String authority,
        String issuerCode) {}
