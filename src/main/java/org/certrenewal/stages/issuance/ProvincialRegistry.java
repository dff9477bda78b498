package org.certrenewal.stages.issuance;

/** Is the province's platform that certificates are published to. */
interface ProvincialRegistry {

    /**
     * Publishes a version of a certificate. Called again for the same version, it answers the same.
     *
     * @param certificateNumber the certificate
     * @param version its version
     * @return the platform's receipt
     * @throws RuntimeException if the platform can't be reached
     */
    String publish(String certificateNumber, int version);
}
