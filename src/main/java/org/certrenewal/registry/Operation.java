package org.certrenewal.registry;

import java.time.LocalDate;

/**
 * Holds what was once done to a certificate.
 *
 * @param version the version that counted then
 * @param code what was done
 * @param status the state that it led to
 * @param on the day
 * @param reason why, and by whom; may be empty
 */
public record Operation(int version, OperationCode code, CertificateStatus status, LocalDate on, String reason) {}
