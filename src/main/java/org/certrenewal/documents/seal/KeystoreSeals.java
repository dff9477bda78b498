package org.certrenewal.documents.seal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certrenewal.documents.SealPicture;

/** Seals with the keys of a PKCS#12 file or a PKCS#11 token; safe for use by many threads. */
public final class KeystoreSeals implements Seals {

    private static final String DEMONSTRATION = "仅供演示";

    private final Supplier<SealKeys> keys;
    private final Optional<byte[]> issuedSeal;
    private final Map<String, byte[]> ownSeals = new ConcurrentHashMap<>();

    /**
     * Makes the seals.
     *
     * @param issuedSeal an electronic seal ({@code .esl}, GB/T 38540 version 4) that a seal authority issued to the
     *     {@code ofd} key; empty makes one of its own for each authority's name, which is for demonstration
     */
    public KeystoreSeals(SealKeys keys, Optional<byte[]> issuedSeal) {
        this(CompletableFuture.completedFuture(keys), issuedSeal);
    }

    /** Makes the seals with keys that are still being opened; whoever needs one waits, and fails as the opening did. */
    public KeystoreSeals(CompletableFuture<SealKeys> opening, Optional<byte[]> issuedSeal) {
        this.keys = () -> opened(opening);
        this.issuedSeal = issuedSeal.map(byte[]::clone);
    }

    private static SealKeys opened(CompletableFuture<SealKeys> opening) {
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public byte[] sealPdf(byte[] pdf, Order order) {
        return PdfSeal.seal(pdf, keys.get().pdf(), order);
    }

    @Override
    public byte[] sealOfd(byte[] ofd, Order order) {
        byte[] seal = issuedSeal.orElseGet(() -> ownSeals.computeIfAbsent(order.authority(), this::makeSeal));
        return OfdSeal.seal(ofd, keys.get().ofd(), seal, order);
    }

    private byte[] makeSeal(String authority) {
        try {
            return ElectronicSeal.make(
                    keys.get().ofd(),
                    authority,
                    new ElectronicSeal.Picture(
                            "png", SealPicture.png(authority), SealPicture.DIAMETER, SealPicture.DIAMETER));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The electronic seal can't be made", e);
        }
    }

    @Override
    public byte[] signShortForm(byte[] text) {
        try {
            // The same format, named differently: both numbers side by side, 64 bytes.
            SealKeys.Key key = keys.get().qr();
            Signature signature = key.sign(key.isOnToken() ? "SHA256withECDSAinP1363Format" : "SHA256withPLAIN-ECDSA");
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The short form can't be signed; is the key named qr on P-256?", e);
        }
    }

    @Override
    public X509Certificate shortFormCertificate() {
        return keys.get().qr().certificate();
    }

    @Override
    public Set<X509Certificate> trusted() {
        return Stream.of(keys.get().pdf().root(), keys.get().ofd().root()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Instant validUntil() {
        return Stream.of(keys.get().pdf(), keys.get().qr(), keys.get().ofd())
                .flatMap(key -> key.chain().stream())
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public String mark() {
        return keys.get().demonstration() ? DEMONSTRATION : "";
    }
}
