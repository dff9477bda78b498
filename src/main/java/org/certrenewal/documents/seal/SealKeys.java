package org.certrenewal.documents.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * The three keys of an authority, out of a PKCS#12 file or a PKCS#11 token: {@code pdf} (RSA or ECDSA), {@code qr}
 * (ECDSA on P-256) and {@code ofd} (SM2). Each entry carries its certificate chain up to the root.
 *
 * @param pdf signs PDF files
 * @param qr signs short forms
 * @param ofd signs OFD seals
 * @param demonstration whether the keys were made by this program and prove nothing
 */
public record SealKeys(Key pdf, Key qr, Key ofd, boolean demonstration) {

    /** Bouncy Castle, used directly and not registered with the JDK. */
    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private static final String WARNING = "仅供演示 NOT FOR PRODUCTION";
    private static final char[] DEMONSTRATION_PASSWORD = "not-for-production".toCharArray();
    /** Few, because the password is public anyway; the default of 51,200 costs seconds at each start. */
    private static final int ITERATIONS = 2048;

    private static final String P256 = "secp256r1";
    private static final String SM2 = "sm2p256v1";

    /**
     * A private key with its certificates.
     *
     * @param secret the key, or what stands for it when it never leaves a token
     * @param chain from the key's own certificate to the root
     * @param provider who can sign with the key
     */
    public record Key(PrivateKey secret, List<X509Certificate> chain, Provider provider) {

        /** Returns a signature that is begun. */
        Signature sign(String algorithm) throws GeneralSecurityException {
            Signature signature = Signature.getInstance(algorithm, provider);
            signature.initSign(secret);
            return signature;
        }

        boolean isOnToken() {
            return provider != BOUNCY_CASTLE;
        }

        X509Certificate certificate() {
            return chain.get(0);
        }

        X509Certificate root() {
            return chain.get(chain.size() - 1);
        }

        /** Leaves the key out. */
        @Override
        public String toString() {
            return certificate().getSubjectX500Principal().getName();
        }
    }

    /**
     * Holds keys by their names.
     *
     * @param name tells a person which one it is
     */
    public record Store(String name, KeyStore keys, char[] password, Provider provider) {

        /**
         * Opens an authority's PKCS#12 file.
         *
         * @throws IllegalStateException that says in one sentence what is wrong with it
         */
        public static Store file(Path file, char[] password) {
            try (InputStream in = Files.newInputStream(file)) {
                KeyStore store = KeyStore.getInstance("PKCS12", BOUNCY_CASTLE);
                store.load(in, password);
                return new Store(file.toString(), store, password, BOUNCY_CASTLE);
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(
                        "The seal keys in " + file + " can't be opened; is it a PKCS#12 file, and the password right?",
                        e);
            }
        }

        /**
         * Opens a PKCS#11 token; its keys never leave it.
         *
         * @param configuration file for the provider: name, library, slot
         * @param pin of the token's user
         * @param provider name of the JCA provider; the JDK's {@code SunPKCS11} knows RSA and ECDSA, for SM2 the
         *     token's maker has one
         * @throws IllegalStateException that says in one sentence what is wrong with it
         */
        public static Store token(Path configuration, char[] pin, String provider) {
            try {
                Provider installed = Security.getProvider(provider);
                if (installed == null) {
                    throw new IllegalStateException("There is no JCA provider named " + provider
                            + "; put its library on the class path and its name into java.security");
                }
                Provider configured = installed.configure(configuration.toString());
                KeyStore store = KeyStore.getInstance("PKCS11", configured);
                store.load(null, pin);
                return new Store("the token of " + configuration, store, pin, configured);
            } catch (IOException | GeneralSecurityException | InvalidParameterException | ProviderException e) {
                throw new IllegalStateException(
                        "The token of " + configuration
                                + " can't be opened; are library and slot right, is it plugged in, and the PIN right?",
                        e);
            }
        }

        private boolean has(String alias) {
            try {
                return keys.isKeyEntry(alias);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The keys in " + name + " can't be listed", e);
            }
        }

        private Key key(String alias) {
            try {
                List<X509Certificate> chain = new ArrayList<>();
                // Some providers make certificates of classes of their own; all are read alike here.
                CertificateFactory factory = CertificateFactory.getInstance("X.509", BOUNCY_CASTLE);
                for (Certificate certificate : keys.getCertificateChain(alias)) {
                    chain.add((X509Certificate)
                            factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
                }
                return new Key((PrivateKey) keys.getKey(alias, password), List.copyOf(chain), provider);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The key " + alias + " in " + name + " can't be opened", e);
            }
        }
    }

    /**
     * Takes each key from the first store that has it.
     *
     * @throws IllegalStateException that names the key that is missing
     */
    public static SealKeys of(List<Store> stores) {
        Key pdf = key(stores, "pdf");
        return new SealKeys(
                pdf,
                key(stores, "qr"),
                key(stores, "ofd"),
                pdf.certificate().getSubjectX500Principal().getName().contains("NOT FOR PRODUCTION"));
    }

    private static Key key(List<Store> stores, String alias) {
        return stores.stream()
                .filter(store -> store.has(alias))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No private key named " + alias + " is in "
                        + stores.stream().map(Store::name).collect(Collectors.joining(" or "))))
                .key(alias);
    }

    /**
     * Opens the demonstration keys, and makes them if they aren't there yet.
     *
     * @param folder where the file {@code NOT-FOR-PRODUCTION-seal-keys.p12} lies
     * @param clock for the certificates' validity
     */
    public static SealKeys demonstration(Path folder, Clock clock) {
        Path file = folder.resolve("NOT-FOR-PRODUCTION-seal-keys.p12");
        if (!Files.exists(file)) {
            try {
                make(folder, file, clock.instant());
            } catch (IOException | GeneralSecurityException | OperatorCreationException | PKCSException e) {
                throw new IllegalStateException("The demonstration seal keys can't be made in " + folder, e);
            }
        }
        return of(List.of(Store.file(file, DEMONSTRATION_PASSWORD)));
    }

    private static void make(Path folder, Path file, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException, PKCSException {
        Files.createDirectories(folder);
        Issuer international = new Issuer(P256, "SHA256withECDSA", "根证书", now);
        Issuer chinese = new Issuer(SM2, "SM3withSM2", "国密根证书", now);
        PKCS12PfxPduBuilder store = new PKCS12PfxPduBuilder();
        List<PKCS12SafeBag> certificates = new ArrayList<>();
        international.add(store, certificates, "pdf", "PDF 签章");
        X509Certificate shortForms = international.add(store, certificates, "qr", "二维码签名");
        chinese.add(store, certificates, "ofd", "OFD 电子印章");
        certificates.add(new JcaPKCS12SafeBagBuilder(international.certificate).build());
        certificates.add(new JcaPKCS12SafeBagBuilder(chinese.certificate).build());
        store.addEncryptedData(encryptor(), certificates.toArray(new PKCS12SafeBag[0]));
        Path fresh = Files.createTempFile(folder, "seal-keys", ".tmp");
        try {
            Files.write(
                    fresh,
                    store.build(
                                    new JcePKCS12MacCalculatorBuilder(NISTObjectIdentifiers.id_sha256)
                                            .setProvider(BOUNCY_CASTLE)
                                            .setIterationCount(ITERATIONS),
                                    DEMONSTRATION_PASSWORD)
                            .getEncoded());
            // A link never replaces: of two nodes that start at once, the second takes the first one's keys.
            Files.createLink(file, fresh);
            writePem(folder.resolve("NOT-FOR-PRODUCTION-root.pem"), international.certificate);
            writePem(folder.resolve("NOT-FOR-PRODUCTION-qr.pem"), shortForms);
            writePem(folder.resolve("NOT-FOR-PRODUCTION-root-sm2.pem"), chinese.certificate);
        } catch (FileAlreadyExistsException e) {
            // The other node was first.
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static OutputEncryptor encryptor() throws OperatorCreationException {
        return new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(BOUNCY_CASTLE)
                .setIterationCount(ITERATIONS)
                .build(DEMONSTRATION_PASSWORD);
    }

    private static void writePem(Path file, X509Certificate certificate) throws IOException, GeneralSecurityException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        Files.writeString(
                file,
                "# " + WARNING + "\n-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.UTF_8);
    }

    /** A certificate authority for demonstration. */
    private static final class Issuer {

        private static final Duration LIFE = Duration.ofDays(3650);

        private final String curve;
        private final String algorithm;
        private final Instant now;
        private final KeyPair keys;
        private final X500Name name;
        private final X509Certificate certificate;

        Issuer(String curve, String algorithm, String role, Instant now)
                throws GeneralSecurityException, OperatorCreationException, IOException {
            this.curve = curve;
            this.algorithm = algorithm;
            this.now = now;
            this.keys = newKeys();
            this.name = name(role);
            this.certificate = certify(keys, name, true);
        }

        X509Certificate add(PKCS12PfxPduBuilder store, List<PKCS12SafeBag> certificates, String alias, String role)
                throws GeneralSecurityException, OperatorCreationException, IOException {
            KeyPair fresh = newKeys();
            X509Certificate own = certify(fresh, name(role), false);
            PKCS12SafeBagBuilder secret = new JcaPKCS12SafeBagBuilder(fresh.getPrivate(), encryptor());
            PKCS12SafeBagBuilder open = new JcaPKCS12SafeBagBuilder(own);
            for (PKCS12SafeBagBuilder bag : List.of(secret, open)) {
                bag.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(alias));
                bag.addBagAttribute(
                        PKCS12SafeBag.localKeyIdAttribute,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(fresh.getPublic()));
            }
            store.addData(secret.build());
            certificates.add(open.build());
            return own;
        }

        private KeyPair newKeys() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        }

        private static X500Name name(String role) {
            return new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.C, "CN")
                    .addRDN(BCStyle.O, WARNING)
                    .addRDN(BCStyle.CN, WARNING + " " + role)
                    .build();
        }

        private X509Certificate certify(KeyPair subject, X500Name subjectName, boolean authority)
                throws GeneralSecurityException, OperatorCreationException, IOException {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(120, new SecureRandom()).setBit(119),
                    // A day back, so that a clock that is set back a little doesn't make the keys invalid.
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(LIFE)),
                    subjectName,
                    subject.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    authority
                            ? new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
                            : new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(subject.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(keys.getPublic()));
            return new JcaX509CertificateConverter()
                    .setProvider(BOUNCY_CASTLE)
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm)
                            .setProvider(BOUNCY_CASTLE)
                            .build(keys.getPrivate())));
        }
    }
}
