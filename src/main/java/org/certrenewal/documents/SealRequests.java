package org.certrenewal.documents;

/** The port that takes what waits for its seal, in the transaction that writes it, and has it sealed outside. */
public interface SealRequests {

    /** Has a letter sealed. */
    void letter(String caseNumber, String paperId);

    /**
     * Has a certificate sealed.
     *
     * @param reference the case, or what else issues it
     * @param number of the certificate
     * @param version of the certificate
     */
    void certificate(String reference, String number, String version);
}
