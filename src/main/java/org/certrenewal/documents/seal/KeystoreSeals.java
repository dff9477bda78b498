package org.certrenewal.documents.seal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certrenewal.documents.SealLook;
import org.certrenewal.documents.SealPicture;
import org.certrenewal.documents.SealsUnavailable;

/** Seals with the keys of a PKCS#12 file or a PKCS#11 token; safe for use by many threads. */
public final class KeystoreSeals implements Seals {

    private static final String DEMONSTRATION = "仅供演示";

    private final Supplier<SealKeys> keys;
    private final Map<String, ElectronicSeal.Issued> issuedSeals;
    private final Set<X509Certificate> above;
    private final Proofs proofs;
    private final AtomicReference<TrustList> own = new AtomicReference<>();
    private final Map<String, byte[]> ownSeals = new ConcurrentHashMap<>();

    /**
     * Makes the seals.
     *
     * @param issuedSeal an electronic seal ({@code .esl}, GB/T 38540 version 4) that a seal authority issued to the
     *     {@code ofd} key; empty makes one of its own for each authority's name, which is for demonstration
     */
    public KeystoreSeals(SealKeys keys, Optional<byte[]> issuedSeal) {
        this(keys, issuedSeal.stream().toList(), Set.of());
    }

    /**
     * Makes the seals.
     *
     * @param issuedSeals electronic seals, one for each authority, told apart by the names in them
     * @param above further certificates above keys, makers of seals and timestamps, as far as no key's chain has them
     */
    public KeystoreSeals(SealKeys keys, Collection<byte[]> issuedSeals, Set<X509Certificate> above) {
        this(CompletableFuture.completedFuture(keys), issuedSeals, above);
    }

    /** Makes the seals with keys that are still being opened; whoever needs one waits, and fails as the opening did. */
    public KeystoreSeals(
            CompletableFuture<SealKeys> opening, Collection<byte[]> issuedSeals, Set<X509Certificate> above) {
        this(opening, issuedSeals, above, Proofs.NONE);
    }

    /** Makes the seals, with what proves them later. */
    public KeystoreSeals(
            CompletableFuture<SealKeys> opening,
            Collection<byte[]> issuedSeals,
            Set<X509Certificate> above,
            Proofs proofs) {
        this.keys = () -> opened(opening);
        this.proofs = proofs;
        this.issuedSeals = issuedSeals.stream()
                .map(ElectronicSeal::read)
                .collect(Collectors.toUnmodifiableMap(ElectronicSeal.Issued::name, seal -> seal));
        this.above = Set.copyOf(above);
    }

    private static SealKeys opened(CompletableFuture<SealKeys> opening) {
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public boolean isRemote() {
        return proofs.isRemote() || keys.get().all().values().stream().anyMatch(SealKeys.Key::isRemote);
    }

    @Override
    public void ready(Order order) {
        pdf(order);
        ofd(order);
        qr(order);
    }

    @Override
    public List<String> unusable(Instant moment) {
        Set<String> authorities = new TreeSet<>(issuedSeals.keySet());
        keys.get().own().keySet().forEach(alias -> authorities.add(alias.substring(alias.indexOf('-') + 1)));
        if (authorities.isEmpty()) {
            authorities.add("");
        }
        Set<String> reasons = new LinkedHashSet<>();
        for (String authority : authorities) {
            Order order = new Order(authority, "", moment, Place.HIDDEN);
            for (Consumer<Order> use : List.<Consumer<Order>>of(this::pdf, this::ofd, this::qr)) {
                try {
                    use.accept(order);
                } catch (SealsUnavailable unavailable) {
                    reasons.add(unavailable.getMessage());
                }
            }
        }
        return List.copyOf(reasons);
    }

    @Override
    public Optional<Instant> timestampsFailingSince() {
        return Stream.of(proofs.pdf(), proofs.ofd())
                .flatMap(authority -> authority.flatMap(Timestamps::failingSince).stream())
                .min(Comparator.naturalOrder());
    }

    @Override
    public byte[] sealPdf(byte[] pdf, Order order) {
        return PdfSeal.seal(pdf, pdf(order), order, evidence(proofs.pdf()));
    }

    @Override
    public byte[] sealOfd(byte[] ofd, Order order) {
        SealKeys.Key key = ofd(order);
        Evidence evidence = evidence(proofs.ofd());
        // An OFD stamp has no room for what the authorities say; that a key was taken back is asked nevertheless.
        evidence.about(evidence.path(key));
        return OfdSeal.seal(ofd, key, seal(order.authority(), order.moment()), order, evidence);
    }

    private Evidence evidence(Optional<Timestamps> authority) {
        return new Evidence(authority, proofs.revocations(), own());
    }

    /** What the keys say of themselves doesn't change as long as the program runs. */
    private TrustList own() {
        TrustList made = own.get();
        if (made == null) {
            made = trust();
            own.set(made);
        }
        return made;
    }

    private SealKeys.Key pdf(Order order) {
        return inForce(TrustList.Purpose.PDF, keys.get().pdf(order.authority()), order);
    }

    private SealKeys.Key ofd(Order order) {
        return inForce(TrustList.Purpose.OFD, keys.get().ofd(order.authority()), order);
    }

    private SealKeys.Key qr(Order order) {
        return inForce(TrustList.Purpose.QR, keys.get().qr(), order);
    }

    /** Returns the key; what is over, or ended in the register, seals nothing more. */
    private SealKeys.Key inForce(TrustList.Purpose purpose, SealKeys.Key key, Order order) {
        for (X509Certificate certificate : key.chain()) {
            if (!order.moment().isBefore(certificate.getNotAfter().toInstant())) {
                throw new SealsUnavailable("印章密钥的证书已到期，不能再盖章：" + certificate.getSubjectX500Principal());
            }
        }
        proofs.register().ifPresent(register -> {
            String seal = purpose == TrustList.Purpose.OFD
                    ? Optional.ofNullable(issuedSeals.get(order.authority()))
                            .map(ElectronicSeal.Issued::sha256)
                            .orElse("")
                    : "";
            boolean named = register.trust().seals().stream()
                    .anyMatch(entry -> entry.purpose() == purpose
                            && entry.certificate().equals(key.certificate())
                            && entry.electronicSeal().equals(seal)
                            && entry.isOf(purpose == TrustList.Purpose.QR ? "" : order.authority())
                            && entry.isInForce(order.moment()));
            if (!named) {
                throw new SealsUnavailable(
                        "印章没有登记在印章名册中，或者已经停用，不能再盖章：" + key.certificate().getSubjectX500Principal());
            }
        });
        return key;
    }

    private byte[] seal(String authority, Instant moment) {
        if (issuedSeals.isEmpty()) {
            return ownSeals.computeIfAbsent(authority, this::makeSeal);
        }
        ElectronicSeal.Issued issued = issuedSeals.get(authority);
        if (issued == null) {
            throw new IllegalStateException("没有" + authority + "的电子印章");
        }
        if (moment.isAfter(issued.end())) {
            throw new SealsUnavailable(authority + "的电子印章已到期，不能再盖章");
        }
        return issued.bytes();
    }

    private byte[] makeSeal(String authority) {
        try {
            return ElectronicSeal.make(
                    keys.get().ofd(authority),
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
    public List<X509Certificate> shortFormChain() {
        return keys.get().qr().chain();
    }

    @Override
    public TrustList trust() {
        Set<X509Certificate> all = new LinkedHashSet<>(above);
        List<TrustList.Entry> entries = new ArrayList<>();
        keys.get().all().forEach((alias, key) -> {
            all.addAll(key.chain());
            String[] name = alias.split("-", 2);
            TrustList.Purpose purpose = TrustList.Purpose.valueOf(name[0].toUpperCase(Locale.ROOT));
            if (purpose != TrustList.Purpose.OFD || issuedSeals.isEmpty()) {
                entries.add(entry(purpose, name.length == 1 ? "" : name[1], key.certificate()));
            }
        });
        issuedSeals
                .values()
                .forEach(seal -> entries.add(new TrustList.Entry(
                        TrustList.Purpose.OFD,
                        seal.name(),
                        keys.get().ofd(seal.name()).certificate(),
                        seal.sha256(),
                        seal.start(),
                        Optional.of(seal.end().plusSeconds(1)))));
        proofs.authorities().forEach(certificate -> entries.add(entry(TrustList.Purpose.TIMESTAMP, "", certificate)));
        Map<Boolean, Set<X509Certificate>> roots =
                all.stream().collect(Collectors.partitioningBy(SealKeys::isRoot, Collectors.toSet()));
        Set<X509Certificate> between = new LinkedHashSet<>(roots.get(false));
        keys.get().all().values().forEach(key -> between.remove(key.certificate()));
        return new TrustList(entries.get(0).from(), roots.get(true), between, entries);
    }

    @Override
    public Optional<SealLook.Picture> picture(String authority) {
        return Optional.ofNullable(issuedSeals.get(authority)).map(seal -> OfdSeal.look(seal.picture()));
    }

    private static TrustList.Entry entry(TrustList.Purpose purpose, String authority, X509Certificate certificate) {
        return new TrustList.Entry(
                purpose, authority, certificate, "", certificate.getNotBefore().toInstant(), Optional.empty());
    }

    @Override
    public Instant validUntil() {
        return Stream.concat(
                        keys.get().all().values().stream()
                                .flatMap(key -> key.chain().stream())
                                .map(certificate -> certificate.getNotAfter().toInstant()),
                        issuedSeals.values().stream().map(ElectronicSeal.Issued::end))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public String mark() {
        return keys.get().demonstration() ? DEMONSTRATION : "";
    }
}
