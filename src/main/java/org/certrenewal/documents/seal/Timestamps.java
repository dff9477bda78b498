package org.certrenewal.documents.seal;

/** The port behind which a timestamping authority (RFC 3161) stands. */
@FunctionalInterface
public interface Timestamps {

    /**
     * Asks.
     *
     * @param request DER of a {@code TimeStampReq}
     * @return DER of the {@code TimeStampResp}
     * @throws SealsUnavailable if there is no answer
     */
    byte[] ask(byte[] request);
}
