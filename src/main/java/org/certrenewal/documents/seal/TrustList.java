package org.certrenewal.documents.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names every key that may have sealed something, for whom and from when to when, and the certificates that lead from
 * it to a root. A check takes nothing else for a seal of this service: that a root stands above a key isn't enough, as
 * the same root stands above other people's.
 *
 * <p>As a file it is a JSON Web Signature; {@code docs/trust-list.md} describes it.
 *
 * @param anchors roots
 * @param intermediates certificates between; an OFD stamp has room for the signer's only
 * @param seals in the order in which they were registered
 */
public record TrustList(
        Instant issued, Set<X509Certificate> anchors, Set<X509Certificate> intermediates, List<Entry> seals) {

    private static final String FORMAT = "renewal-trust-1";
    private static final String TYPE = "renewal-trust+json";
    private static final int MAX_LENGTH = 4 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies everything. */
    public TrustList {
        Objects.requireNonNull(issued, "issued");
        anchors = Set.copyOf(anchors);
        intermediates = Set.copyOf(intermediates);
        seals = List.copyOf(seals);
    }

    /** What a key seals. */
    public enum Purpose {
        /** PDF files. */
        PDF,
        /** OFD files, with an electronic seal. */
        OFD,
        /** QR codes, the audit trail, and this list. */
        QR,
        /** Says when something was sealed; the key of a timestamping authority. */
        TIMESTAMP;

        /** Returns the name in files and tables. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A key that may have sealed.
     *
     * @param authority whose seal it is; empty for every authority of the service
     * @param electronicSeal SHA-256 of the seal that was issued to it, in hexadecimal; empty for one that this program
     *     made
     * @param from its first moment
     * @param to the first moment at which it no longer counts
     */
    public record Entry(
            Purpose purpose,
            String authority,
            X509Certificate certificate,
            String electronicSeal,
            Instant from,
            Optional<Instant> to) {

        /** Refuses missing values. */
        public Entry {
            Objects.requireNonNull(purpose, "purpose");
            Objects.requireNonNull(authority, "authority");
            Objects.requireNonNull(certificate, "certificate");
            Objects.requireNonNull(electronicSeal, "electronicSeal");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
        }

        /** Says whether the key may have sealed at that moment. */
        public boolean isInForce(Instant moment) {
            return !moment.isBefore(from)
                    && to.filter(end -> !moment.isBefore(end)).isEmpty();
        }

        /** Says whether it is the key of that authority. */
        public boolean isOf(String name) {
            return authority.isEmpty() || authority.equals(name);
        }
    }

    /** Returns the certificates of one purpose. */
    public List<X509Certificate> certificates(Purpose purpose) {
        return seals.stream()
                .filter(entry -> entry.purpose() == purpose)
                .map(Entry::certificate)
                .distinct()
                .toList();
    }

    /**
     * Returns the certificate with every one here that may stand above it or above a seal's maker; what only other keys
     * need may be among them.
     */
    public List<X509Certificate> chainOf(X509Certificate certificate) {
        Set<X509Certificate> chain = new LinkedHashSet<>(List.of(certificate));
        chain.addAll(intermediates);
        chain.addAll(anchors);
        return List.copyOf(chain);
    }

    /** Returns the path from a certificate to a root among those here, its own first; as far as it leads. */
    List<X509Certificate> pathOf(X509Certificate certificate) {
        List<X509Certificate> path = new ArrayList<>(List.of(certificate));
        List<X509Certificate> above = new ArrayList<>(intermediates);
        above.addAll(anchors);
        seals.stream()
                .filter(entry -> entry.purpose() == Purpose.TIMESTAMP)
                .map(Entry::certificate)
                .forEach(above::add);
        X509Certificate last = certificate;
        while (!isRoot(last) && path.size() <= above.size()) {
            X509Certificate below = last;
            Optional<X509Certificate> next = above.stream()
                    .filter(one -> one.getSubjectX500Principal().equals(below.getIssuerX500Principal()))
                    .filter(one -> isSignedBy(below, one))
                    .findFirst();
            if (next.isEmpty()) {
                break;
            }
            last = next.get();
            path.add(last);
        }
        return List.copyOf(path);
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey(), BouncyCastle.PROVIDER);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Says whether a certificate is its own issuer. */
    public static boolean isRoot(X509Certificate certificate) {
        return BouncyCastle.isRoot(certificate);
    }

    /** Puts another list behind this one; what both name stands there once. */
    public TrustList with(TrustList other) {
        Set<X509Certificate> roots = new LinkedHashSet<>(anchors);
        roots.addAll(other.anchors);
        Set<X509Certificate> between = new LinkedHashSet<>(intermediates);
        between.addAll(other.intermediates);
        return new TrustList(
                issued,
                roots,
                between,
                Stream.concat(seals.stream(), other.seals.stream()).distinct().toList());
    }

    /** Says whether a path leads from the certificate to a root, at that moment; it needn't be named here. */
    public boolean leadsToRoot(X509Certificate certificate, Instant moment) {
        return new Trust(this).leads(certificate, List.of(), moment);
    }

    /** Writes and signs it, with the key of short forms. */
    public String sign(Seals seals) {
        try {
            ObjectNode header = JSON.createObjectNode().put("alg", "ES256").put("typ", TYPE);
            all(header.putArray("x5c"), seals.shortFormChain());
            String text = url(JSON.writeValueAsBytes(header)) + "." + url(JSON.writeValueAsBytes(payload()));
            return text + "." + url(seals.signShortForm(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (JsonProcessingException | CertificateException e) {
            throw new IllegalStateException("The trust list can't be written", e);
        }
    }

    private ObjectNode payload() throws CertificateException {
        ObjectNode payload = JSON.createObjectNode().put("format", FORMAT).put("issued", issued.toString());
        all(payload.putArray("anchors"), anchors);
        all(payload.putArray("intermediates"), intermediates);
        ArrayNode list = payload.putArray("seals");
        for (Entry entry : seals) {
            list.addObject()
                    .put("purpose", entry.purpose().code())
                    .put("authority", entry.authority())
                    .put("certificate", base64(entry.certificate()))
                    .put("electronicSeal", entry.electronicSeal())
                    .put("from", entry.from().toString())
                    .put("to", entry.to().map(Instant::toString).orElse(""));
        }
        return payload;
    }

    /**
     * Reads a signed list.
     *
     * @param roots which the reader has from the authority by another way; the signer's own certificate does, too
     * @return empty if it is none, or isn't signed by a key under one of the roots that it names itself as {@code qr}
     */
    public static Optional<TrustList> read(String text, Collection<X509Certificate> roots) {
        String[] parts = text.strip().split("\\.", -1);
        if (text.length() > MAX_LENGTH || parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            List<X509Certificate> chain = certificates(header.path("x5c"));
            if (!header.path("alg").asText().equals("ES256")
                    || !header.path("typ").asText().equals(TYPE)
                    || chain.isEmpty()) {
                return Optional.empty();
            }
            X509Certificate signer = chain.get(0);
            Signature check = Signature.getInstance("SHA256withPLAIN-ECDSA", BouncyCastle.PROVIDER);
            check.initVerify(signer.getPublicKey());
            check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!check.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                return Optional.empty();
            }
            JsonNode payload = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            if (!payload.path("format").asText().equals(FORMAT)) {
                return Optional.empty();
            }
            TrustList list = parse(payload);
            Trust given = new Trust(new TrustList(list.issued(), Set.copyOf(roots), Set.copyOf(chain), List.of()));
            boolean counts = roots.contains(signer)
                    || list.certificates(Purpose.QR).contains(signer) && given.leads(signer, List.of(), list.issued());
            return counts ? Optional.of(list) : Optional.empty();
        } catch (java.io.IOException | GeneralSecurityException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static TrustList parse(JsonNode payload) throws CertificateException {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : payload.path("seals")) {
            String to = entry.path("to").asText();
            entries.add(new Entry(
                    Purpose.valueOf(entry.path("purpose").asText().toUpperCase(Locale.ROOT)),
                    entry.path("authority").asText(),
                    certificate(entry.path("certificate").asText()),
                    entry.path("electronicSeal").asText(),
                    Instant.parse(entry.path("from").asText()),
                    to.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(to))));
        }
        return new TrustList(
                Instant.parse(payload.path("issued").asText()),
                Set.copyOf(new LinkedHashSet<>(certificates(payload.path("anchors")))),
                Set.copyOf(new LinkedHashSet<>(certificates(payload.path("intermediates")))),
                entries);
    }

    private static List<X509Certificate> certificates(JsonNode array) throws CertificateException {
        List<X509Certificate> list = new ArrayList<>();
        for (JsonNode text : array) {
            list.add(certificate(text.asText()));
        }
        return list;
    }

    private static void all(ArrayNode array, Collection<X509Certificate> certificates) throws CertificateException {
        for (X509Certificate certificate : certificates) {
            array.add(base64(certificate));
        }
    }

    private static String base64(X509Certificate certificate) throws CertificateException {
        return Base64.getEncoder().encodeToString(certificate.getEncoded());
    }

    /**
     * Reads a certificate in Base64 of DER.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static X509Certificate certificate(String base64) throws CertificateException {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509", BouncyCastle.PROVIDER)
                .generateCertificate(
                        new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        if (certificate == null) {
            throw new IllegalArgumentException("No certificate");
        }
        return certificate;
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
