package org.certrenewal.casefile;

import org.springframework.dao.DuplicateKeyException;

/** Says that another case has taken the certificate's one place at the same moment. */
public class CertificateTaken extends DuplicateKeyException {
    private static final long serialVersionUID = 1L;

    public CertificateTaken(Throwable cause) {
        super("another case has just taken the certificate", cause);
    }
}
