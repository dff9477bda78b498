package org.certrenewal.documents.seal;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Certificates as text (RFC 7468). */
public final class Pem {

    /** What was pasted may have lost its line ends. */
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*+)-----END CERTIFICATE-----");

    private Pem() {}

    /**
     * Reads one or several.
     *
     * @throws IllegalArgumentException if there is none, or one can't be read
     */
    public static List<X509Certificate> certificates(String text) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (Matcher block = BLOCK.matcher(text); block.find(); ) {
                found.add(TrustList.certificate(block.group(1).replaceAll("\\s", "")));
            }
        } catch (CertificateException | RuntimeException e) {
            throw new IllegalArgumentException("No certificate that can be read", e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("No certificate");
        }
        return found;
    }

    /** Writes them, one after the other. */
    public static String write(Collection<X509Certificate> certificates) {
        return certificates.stream().map(Pem::write).collect(Collectors.joining());
    }

    private static String write(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
