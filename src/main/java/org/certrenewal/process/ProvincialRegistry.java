package org.certrenewal.process;

import org.certrenewal.registry.Operation;

/** Is the province's platform that certificates, and what becomes of them, are published to. */
public interface ProvincialRegistry {

    /** The partner's id, as in the settings. */
    String PARTNER = "registry";

    /**
     * Publishes a version of a certificate. Called again for the same version, it answers the same.
     *
     * @param certificateNumber the certificate
     * @param version its version
     * @return the platform's receipt
     * @throws RuntimeException if the platform can't be reached
     */
    String publish(String certificateNumber, int version);

    /**
     * Reports what was done to a certificate: operations 03 to 06 and 08 of C0304-2022, with the state that they led to
     * and the version that counts from then on. Called again for the same sequence number, it answers the same.
     *
     * @param certificateNumber the certificate
     * @param sequence counts what was done to this certificate, from 1
     * @param operation what was done; its reason isn't reported
     * @return the platform's receipt
     * @throws RuntimeException if the platform can't be reached
     */
    String report(String certificateNumber, int sequence, Operation operation);
}
