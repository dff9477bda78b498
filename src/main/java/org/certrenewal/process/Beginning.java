package org.certrenewal.process;

import java.util.Optional;
import org.certrenewal.registry.CertificateNumber;

/** Is a stage that is told what was chosen before its form, so that it isn't asked for again. */
public interface Beginning {

    /**
     * Holds what was chosen outside the forms.
     *
     * @param service code of the service whose 在线办理 was pressed
     * @param certificate the own certificate whose 办理延续 was pressed
     */
    record Chosen(Optional<String> service, Optional<CertificateNumber> certificate) {}

    /** Enters what concerns this stage; in the transaction that begins the renewal, which may be repeated. */
    void enter(String caseNumber, Chosen chosen);
}
