package org.certrenewal.documents.adapters;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Says who proves when something was sealed, and that its key was good then. */
final class ProofSettings {

    private ProofSettings() {}

    /**
     * Who timestamps (RFC 3161).
     *
     * @param url of the authority; needed in production
     * @param ofdUrl of the one for OFD seals, as where SM2 is wanted; the same if not set
     * @param authorities PEM files with the authorities' certificates, or those above them
     * @param policy OID under which they shall timestamp; their own choice if not set
     * @param digest that is sent for PDF files: SHA-256, SHA-384, SHA-512 or SM3
     * @param ofdDigest that is sent for OFD seals
     * @param timeout for an answer
     * @param pause for how long nobody asks again after a failure
     * @param sslBundle Spring's name for keys and roots of HTTPS
     */
    @ConfigurationProperties("renewal.seals.timestamp")
    record Timestamping(
            String url,
            String ofdUrl,
            List<String> authorities,
            String policy,
            @DefaultValue("SHA-256") String digest,
            @DefaultValue("SHA-256") String ofdDigest,
            @DefaultValue("PT10S") Duration timeout,
            @DefaultValue("PT5S") Duration pause,
            String sslBundle) {

        /** Takes no list for an empty one. */
        Timestamping {
            authorities = authorities == null ? List.of() : List.copyOf(authorities);
        }

        boolean isSet() {
            return DocumentsConfiguration.SealSettings.isSet(url);
        }
    }

    /**
     * When archive timestamps are put beside papers.
     *
     * @param ahead how long before the newest timestamp's certificate, or its digest, ends
     * @param poll how often it is looked for what is due; zero never
     * @param digestEnds from which day a digest isn't good enough any more, such as {@code SHA-256=2035-01-01}
     */
    @ConfigurationProperties("renewal.seals.evidence")
    record Archiving(
            @DefaultValue("P365D") Duration ahead,
            @DefaultValue("PT6H") Duration poll,
            Map<String, LocalDate> digestEnds) {

        /** Takes no map for an empty one. */
        Archiving {
            digestEnds = digestEnds == null ? Map.of() : Map.copyOf(digestEnds);
        }
    }

    /**
     * Where a signing service keeps some or all of the keys.
     *
     * @param url before {@code /v1}, see {@code docs/partners/signing-service.yaml}
     * @param client by which it knows us
     * @param secret that both share
     * @param timeout for an answer
     * @param sslBundle Spring's name for keys and roots of HTTPS
     */
    @ConfigurationProperties("renewal.seals.service")
    record Signing(
            String url,
            String client,
            String secret,
            @DefaultValue("PT10S") Duration timeout,
            String sslBundle) {

        boolean isSet() {
            return DocumentsConfiguration.SealSettings.isSet(url);
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Signing[url=" + url + ", client=" + client + "]";
        }
    }

    /**
     * Who says which certificates were taken back.
     *
     * @param check whether to ask before each seal; if not set, wherever somebody timestamps
     * @param ocsp addresses of responders for certificates that name no place
     * @param crl addresses of lists for certificates that name no place
     * @param keep how long an answer is good enough
     * @param timeout for an answer
     * @param sslBundle Spring's name for keys and roots of HTTPS
     */
    @ConfigurationProperties("renewal.seals.revocation")
    record Revoking(
            Boolean check,
            List<String> ocsp,
            List<String> crl,
            @DefaultValue("PT1H") Duration keep,
            @DefaultValue("PT10S") Duration timeout,
            String sslBundle) {

        /** Takes no lists for empty ones. */
        Revoking {
            ocsp = ocsp == null ? List.of() : List.copyOf(ocsp);
            crl = crl == null ? List.of() : List.copyOf(crl);
        }
    }
}
