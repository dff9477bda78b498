package org.certrenewal.documents.seal;

/** The port behind which services of others stand that are asked by HTTP: small questions, small answers. */
public interface Web {

    /**
     * Gets what lies at an address.
     *
     * @throws org.certrenewal.documents.SealsUnavailable if there is no answer in time, or a large or bad one
     */
    byte[] get(String address);

    /**
     * Asks.
     *
     * @param type of the question and of the answer that is wanted, such as {@code application/ocsp-request} and
     *     {@code application/ocsp-response}
     * @throws org.certrenewal.documents.SealsUnavailable if there is no answer in time, or a large or bad one
     */
    byte[] ask(String address, String type, String answer, byte[] question);
}
