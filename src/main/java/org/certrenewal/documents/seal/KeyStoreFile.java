package org.certrenewal.documents.seal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.certrenewal.CannotStart;

/**
 * The PKCS#12 file (RFC 7292) with an authority's keys, as it is made and added to. Encrypted with AES-256 under PBKDF2
 * with HMAC-SHA-256; readable by its owner only, where the file system knows owners.
 *
 * @param entries by alias
 */
record KeyStoreFile(Path path, Map<String, Entry> entries) {

    private static final int ITERATIONS = 100_000;
    private static final Set<String> ALIASES = Set.of("pdf", "qr", "ofd");

    /**
     * A key and the certificates that are known of it.
     *
     * @param chain its own certificate first
     */
    record Entry(PrivateKey secret, List<X509Certificate> chain) {

        X509Certificate certificate() {
            return chain.get(0);
        }

        /** Leaves the key out. */
        @Override
        public String toString() {
            return certificate().getSubjectX500Principal().getName();
        }
    }

    KeyStoreFile {
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    /**
     * Opens one.
     *
     * @throws CannotStart that says what is wrong with it
     */
    static KeyStoreFile open(Path path, char[] password) {
        KeyStore store = SealKeys.Store.file(path, password).keys();
        Map<String, Entry> entries = new TreeMap<>();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && isOurs(alias)) {
                    List<X509Certificate> chain = new ArrayList<>();
                    for (Certificate certificate : store.getCertificateChain(alias)) {
                        chain.add((X509Certificate) certificate);
                    }
                    entries.put(alias, new Entry((PrivateKey) store.getKey(alias, password), List.copyOf(chain)));
                }
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new CannotStart("密钥文件里的密钥读不出来：" + path, "用原来的文件重新放一份", e);
        }
        if (entries.isEmpty()) {
            throw new CannotStart(
                    "密钥文件里没有名为 pdf、qr、ofd 的密钥：" + path, "把 renewal.seals.keystore 指向由 --renewal.seals.create 建立的文件");
        }
        return new KeyStoreFile(path, entries);
    }

    private static boolean isOurs(String alias) {
        return ALIASES.contains(alias) || alias.startsWith("pdf-") || alias.startsWith("ofd-");
    }

    /** Returns the keys, as the service will have them; empty if one of the three isn't there. */
    Optional<SealKeys> keys() {
        Map<String, SealKeys.Key> all = new TreeMap<>();
        entries.forEach((alias, entry) ->
                all.put(alias, new SealKeys.Key(entry.secret(), entry.chain(), BouncyCastle.PROVIDER)));
        if (!all.keySet().containsAll(ALIASES)) {
            return Optional.empty();
        }
        Map<String, SealKeys.Key> own = new TreeMap<>(all);
        own.keySet().removeAll(ALIASES);
        return Optional.of(new SealKeys(all.get("pdf"), all.get("qr"), all.get("ofd"), false, own));
    }

    /** Returns it with other certificates for some keys. */
    KeyStoreFile with(Map<String, List<X509Certificate>> chains) {
        Map<String, Entry> changed = new TreeMap<>(entries);
        chains.forEach((alias, chain) ->
                changed.put(alias, new Entry(entries.get(alias).secret(), List.copyOf(chain))));
        return new KeyStoreFile(path, changed);
    }

    /**
     * Writes a file that isn't there yet.
     *
     * @throws FileAlreadyExistsException if it is
     */
    void create(char[] password) throws IOException {
        Path fresh = written(password);
        try {
            // Unlike a move, a link never replaces.
            Files.createLink(path, fresh);
        } catch (UnsupportedOperationException noLinks) {
            if (Files.exists(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            Files.copy(fresh, path);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Writes it in the place of the file that was opened, which stays beside it. */
    Path replace(char[] password) throws IOException {
        Path fresh = written(password);
        try {
            Path earlier = free(path, ".earlier");
            Files.copy(path, earlier, StandardCopyOption.COPY_ATTRIBUTES);
            try {
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (java.nio.file.AtomicMoveNotSupportedException e) {
                Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
            }
            return earlier;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Finds a name that nothing has yet. */
    static Path free(Path path, String ending) {
        Path free = path.resolveSibling(path.getFileName() + ending);
        for (int number = 2; Files.exists(free); number++) {
            free = path.resolveSibling(path.getFileName() + ending + number);
        }
        return free;
    }

    private Path written(char[] password) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Path fresh = isPosix(folder)
                ? Files.createTempFile(
                        folder,
                        "seals",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, "seals", ".tmp");
        try {
            Files.write(fresh, bytes(password));
            KeyStoreFile read = open(fresh, password);
            // What was written is believed only once it has been read again, chains included.
            if (!same(read)) {
                throw new IOException("The keystore that was written isn't what was to be written");
            }
            return fresh;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    private boolean same(KeyStoreFile other) {
        return entries.keySet().equals(other.entries.keySet())
                && entries.entrySet().stream()
                        .allMatch(one -> one.getValue()
                                        .chain()
                                        .equals(other.entries.get(one.getKey()).chain())
                                && Arrays.equals(
                                        one.getValue().secret().getEncoded(),
                                        other.entries.get(one.getKey()).secret().getEncoded()));
    }

    static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    private byte[] bytes(char[] password) throws IOException {
        try {
            PKCS12PfxPduBuilder store = new PKCS12PfxPduBuilder();
            List<PKCS12SafeBag> certificates = new ArrayList<>();
            Set<X509Certificate> above = new LinkedHashSet<>();
            for (Map.Entry<String, Entry> entry : entries.entrySet()) {
                X509Certificate own = entry.getValue().certificate();
                PKCS12SafeBagBuilder secret =
                        new JcaPKCS12SafeBagBuilder(entry.getValue().secret(), encryptor(password));
                PKCS12SafeBagBuilder open = new JcaPKCS12SafeBagBuilder(own);
                ASN1Encodable id = new JcaX509ExtensionUtils().createSubjectKeyIdentifier(own.getPublicKey());
                for (PKCS12SafeBagBuilder bag : List.of(secret, open)) {
                    bag.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(entry.getKey()));
                    bag.addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, id);
                }
                store.addData(secret.build());
                certificates.add(open.build());
                above.addAll(entry.getValue()
                        .chain()
                        .subList(1, entry.getValue().chain().size()));
            }
            for (X509Certificate certificate : above) {
                certificates.add(new JcaPKCS12SafeBagBuilder(certificate).build());
            }
            store.addEncryptedData(encryptor(password), certificates.toArray(new PKCS12SafeBag[0]));
            return store.build(
                            new JcePKCS12MacCalculatorBuilder(NISTObjectIdentifiers.id_sha256)
                                    .setProvider(BouncyCastle.PROVIDER)
                                    .setIterationCount(ITERATIONS),
                            password)
                    .getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
            throw new IOException("The keystore can't be written", e);
        }
    }

    private static OutputEncryptor encryptor(char[] password) throws OperatorCreationException {
        return new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(BouncyCastle.PROVIDER)
                .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                .setIterationCount(ITERATIONS)
                .build(password);
    }
}
