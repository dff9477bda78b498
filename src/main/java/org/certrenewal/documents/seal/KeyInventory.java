package org.certrenewal.documents.seal;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.Content;

/**
 * What is in an authority's keystore and until when, and what would keep the service from starting with it.
 *
 * @param wrong with the remedy of each
 */
public record KeyInventory(List<Key> keys, List<Seal> seals, List<CannotStart> wrong) {

    /**
     * A key.
     *
     * @param kind algorithm and curve, or length
     * @param sha256 of its certificate, as the register shows it
     * @param placeholder whether the CA's answer isn't in yet
     * @param until when the first certificate of its chain ends
     */
    public record Key(
            String alias,
            String kind,
            String subject,
            String issuer,
            int chain,
            String sha256,
            boolean placeholder,
            Instant until) {}

    /** An issued seal, whose it is, and its time. */
    public record Seal(String authority, Instant from, Instant until) {}

    /** Copies the lists. */
    public KeyInventory {
        keys = List.copyOf(keys);
        seals = List.copyOf(seals);
        wrong = List.copyOf(wrong);
    }

    /**
     * Looks.
     *
     * @param issued the electronic seals of the settings
     * @param above certificates that the settings name
     * @throws CannotStart if the keystore can't be opened
     */
    public static KeyInventory of(
            Path keystore, char[] password, Collection<byte[]> issued, Collection<X509Certificate> above, Instant now) {
        KeyStoreFile store = KeyStoreFile.open(keystore, password);
        List<Key> keys = new ArrayList<>();
        store.entries().forEach((alias, entry) -> keys.add(key(alias, entry.certificate(), entry.chain())));
        List<CannotStart> wrong = new ArrayList<>();
        Optional<SealKeys> whole = store.keys();
        if (whole.isPresent()) {
            wrong.addAll(SealTrial.of(whole.get(), issued, java.util.Set.copyOf(above), now));
        } else {
            wrong.add(new CannotStart("密钥文件里缺少 pdf、qr、ofd 三个密钥中的一个：" + keystore, "用由 --renewal.seals.create 建立的密钥文件"));
        }
        return new KeyInventory(keys, seals(issued), wrong);
    }

    /** Says what keys there are that have been opened, wherever they lie. */
    public static List<Key> keys(SealKeys open) {
        return open.all().entrySet().stream()
                .map(one -> key(
                        one.getKey(),
                        one.getValue().certificate(),
                        one.getValue().chain()))
                .toList();
    }

    /** Says which issued seals can be read; of others {@link SealTrial} names the fault. */
    public static List<Seal> seals(Collection<byte[]> issued) {
        List<Seal> seals = new ArrayList<>();
        for (byte[] bytes : issued) {
            try {
                ElectronicSeal.Issued seal = ElectronicSeal.read(bytes);
                seals.add(new Seal(seal.name(), seal.start(), seal.end()));
            } catch (IllegalArgumentException saidByTheTrial) {
                // It names the file's fault.
            }
        }
        return seals;
    }

    private static Key key(String alias, X509Certificate own, List<X509Certificate> chain) {
        try {
            return new Key(
                    alias,
                    SealTrial.kind(own.getPublicKey()),
                    own.getSubjectX500Principal().getName(),
                    own.getIssuerX500Principal().getName(),
                    chain.size(),
                    Content.of(own.getEncoded()).sha256(),
                    KeyRequests.isPlaceholder(own),
                    chain.stream()
                            .map(one -> one.getNotAfter().toInstant())
                            .min(Instant::compareTo)
                            .orElseThrow());
        } catch (java.security.cert.CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
