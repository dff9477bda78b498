package org.certrenewal.documents.seal;

import java.security.cert.X509Certificate;
import java.util.List;

/** The port behind which a service stands that keeps the authorities' keys and signs digests with them. */
public interface SigningService {

    /**
     * A key of the service.
     *
     * @param alias as in a keystore, see {@link SealKeys}
     * @param chain its certificate first, then those above it
     */
    record Offered(String alias, List<X509Certificate> chain) {

        /** Copies the list. */
        public Offered {
            chain = List.copyOf(chain);
        }
    }

    /** How the service signs. */
    enum Algorithm {
        /** RSASSA-PKCS1-v1_5 (RFC 8017) over a SHA-256 digest. */
        RSA_SHA256,
        /** ECDSA over a SHA-256 digest; DER. */
        ECDSA_SHA256,
        /** SM2 (GB/T 32918.2) over a digest SM3(Z ‖ message), where Z is of the usual user id; DER. */
        SM2_SM3
    }

    /**
     * Lists the keys.
     *
     * @throws org.certrenewal.documents.SealsUnavailable if there is no answer that can be used
     */
    List<Offered> keys();

    /**
     * Signs a digest. Nobody believes the answer: it is verified with the key's certificate before it is used.
     *
     * @throws org.certrenewal.documents.SealsUnavailable if there is no answer that can be used
     */
    byte[] sign(String alias, Algorithm algorithm, byte[] digest);
}
