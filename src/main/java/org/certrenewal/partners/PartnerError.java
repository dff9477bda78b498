package org.certrenewal.partners;

/** Says that a partner answered with a status of failure (4xx, 5xx); what it said isn't part of the message. */
public class PartnerError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient byte[] body;

    PartnerError(Partner partner, int status, byte[] body) {
        super(partner.id() + " answered " + status);
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** Returns what it said, no longer than the limit; never to be logged. */
    public byte[] body() {
        return body == null ? new byte[0] : body.clone();
    }
}
