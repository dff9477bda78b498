package org.certrenewal.registry.imports;

import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.CertificateNumber;

/**
 * Holds what was read of a line.
 *
 * @param number the line's number in the file
 * @param certificate the certificate that it is about, as far as its number can be read
 * @param entry what it says; empty if something stops it
 * @param faults what was found
 */
public record Line(int number, Optional<CertificateNumber> certificate, Optional<Entry> entry, List<Fault> faults) {}
