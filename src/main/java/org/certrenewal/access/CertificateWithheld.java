package org.certrenewal.access;

import org.certrenewal.registry.Standing;

/** Says that a certificate was taken away, so that its holder gets no file of it. */
public class CertificateWithheld extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CertificateWithheld(Standing standing) {
        super("这本证书" + standing.label() + "，不能下载。需要了解情况的，请联系发证机关");
    }
}
