package org.certrenewal.demo;

import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.Certificate;

/**
 * Holds a certificate of the demonstration.
 *
 * @param certificate the certificate, its dates resolved
 * @param ownerId login of its holder; empty if the holder has none
 * @param story what it shows, in one line
 * @param expect codes of the findings that its holder meets on the day of first load
 */
public record DemoCertificate(Certificate certificate, Optional<String> ownerId, String story, List<String> expect) {}
