package org.certrenewal.documents.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.security.auth.login.LoginException;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
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
import org.certrenewal.CannotStart;

/**
 * The keys of the authorities, out of a PKCS#12 file or a PKCS#11 token: {@code pdf} (RSA or ECDSA), {@code qr} (ECDSA
 * on P-256) and {@code ofd} (SM2). Each entry carries its certificate chain up to the root. An authority that has keys
 * of its own has them as {@code pdf-浙江省住房和城乡建设厅} and {@code ofd-浙江省住房和城乡建设厅}.
 *
 * @param pdf signs PDF files
 * @param qr signs short forms
 * @param ofd signs OFD seals
 * @param demonstration whether the keys were made by this program and prove nothing
 * @param own keys that are one authority's, by their aliases
 */
public record SealKeys(Key pdf, Key qr, Key ofd, boolean demonstration, Map<String, Key> own) {

    static final Provider BOUNCY_CASTLE = BouncyCastle.PROVIDER;

    private static final String WARNING = "仅供演示 NOT FOR PRODUCTION";
    private static final char[] DEMONSTRATION_PASSWORD = "not-for-production".toCharArray();
    /** Few, because the password is public anyway; the default of 51,200 costs seconds at each start. */
    private static final int ITERATIONS = 2048;

    private static final String PDF = "pdf";
    private static final String OFD = "ofd";
    private static final String P256 = "secp256r1";
    private static final String SM2 = "sm2p256v1";

    /** Makes keys that seal for every authority. */
    public SealKeys(Key pdf, Key qr, Key ofd, boolean demonstration) {
        this(pdf, qr, ofd, demonstration, Map.of());
    }

    /** Copies the keys. */
    public SealKeys {
        own = Map.copyOf(own);
    }

    /** Returns the key that signs PDF files of an authority. */
    Key pdf(String authority) {
        return own.getOrDefault(PDF + "-" + authority, pdf);
    }

    /** Returns the key that puts an authority's electronic seal on OFD files. */
    Key ofd(String authority) {
        return own.getOrDefault(OFD + "-" + authority, ofd);
    }

    /** Returns every key by its alias. */
    Map<String, Key> all() {
        Map<String, Key> all = new TreeMap<>(own);
        all.putAll(Map.of(PDF, pdf, "qr", qr, OFD, ofd));
        return all;
    }

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

        boolean isRemote() {
            return secret instanceof RemoteKey;
        }

        X509Certificate certificate() {
            return chain.get(0);
        }

        X509Certificate root() {
            return chain.get(chain.size() - 1);
        }

        /** Returns the key's own certificate and those above it, without a root. */
        List<X509Certificate> withoutRoot() {
            return chain.stream()
                    .filter(certificate -> certificate.equals(certificate()) || !isRoot(certificate))
                    .toList();
        }

        /** Leaves the key out. */
        @Override
        public String toString() {
            return certificate().getSubjectX500Principal().getName();
        }
    }

    /** Holds keys by their names: a file, a token, or a service. */
    public interface Source {

        /** Tells a person which one it is. */
        String name();

        /** Names the keys. */
        List<String> aliases();

        /**
         * Opens a key that it has.
         *
         * @throws CannotStart that says in one sentence what is wrong with it
         */
        Key key(String alias);
    }

    /**
     * Holds keys in a store of the JCA.
     *
     * @param name tells a person which one it is
     */
    public record Store(String name, KeyStore keys, char[] password, Provider provider) implements Source {

        /**
         * Opens an authority's PKCS#12 file.
         *
         * @throws CannotStart that says in one sentence what is wrong with it
         */
        public static Store file(Path file, char[] password) {
            if (!Files.isRegularFile(file)) {
                throw new CannotStart(
                        "印章密钥文件不存在：" + file.toAbsolutePath().normalize(),
                        "改正 renewal.seals.keystore，写上单位的 PKCS#12 文件的路径");
            }
            byte[] content;
            try {
                content = Files.readAllBytes(file);
            } catch (IOException e) {
                throw new CannotStart("印章密钥文件读不了：" + file, "检查文件的权限，运行本程序的用户须能读取", e);
            }
            try {
                KeyStore store = KeyStore.getInstance("PKCS12", BOUNCY_CASTLE);
                store.load(new ByteArrayInputStream(content), password);
                return new Store(file.toString(), store, password, BOUNCY_CASTLE);
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                throw isPfx(content)
                        ? new CannotStart("印章密钥文件的口令不对，或者文件已损坏：" + file, "改正 renewal.seals.password，或者用原来的文件重新放一份", e)
                        : new CannotStart(
                                "印章密钥文件不是 PKCS#12 文件：" + file,
                                "把 renewal.seals.keystore 指向单位的 PKCS#12 文件（.p12 或 .pfx）",
                                e);
            }
        }

        /** Tells whether it has the shape of a PKCS#12 file, whatever the password. */
        private static boolean isPfx(byte[] content) {
            try {
                Pfx.getInstance(ASN1Primitive.fromByteArray(content));
                return true;
            } catch (IOException | RuntimeException notOne) {
                return false;
            }
        }

        /**
         * Opens a PKCS#11 token; its keys never leave it.
         *
         * @param configuration file for the provider: name, library, slot
         * @param pin of the token's user
         * @param provider name of the JCA provider; the JDK's {@code SunPKCS11} knows RSA and ECDSA, for SM2 the
         *     token's maker has one
         * @throws CannotStart that says in one sentence what is wrong with it
         */
        public static Store token(Path configuration, char[] pin, String provider) {
            Provider installed = Security.getProvider(provider);
            if (installed == null) {
                throw new CannotStart(
                        "没有名为 " + provider + " 的密码设备驱动（JCA provider）",
                        "把设备厂商的驱动放进类路径并登记在 java.security，或者改正 renewal.seals.token-provider");
            }
            if (!Files.isReadable(configuration)) {
                throw new CannotStart(
                        "密码设备的配置文件不存在或者读不了：" + configuration.toAbsolutePath().normalize(),
                        "改正 renewal.seals.token，写上设备配置文件的路径");
            }
            try {
                Provider configured = installed.configure(configuration.toString());
                KeyStore store = KeyStore.getInstance("PKCS11", configured);
                store.load(null, pin);
                return new Store("密码设备 " + configuration, store, pin, configured);
            } catch (IOException | GeneralSecurityException | InvalidParameterException | ProviderException e) {
                throw isWrongPin(e)
                        ? new CannotStart(
                                "密码设备不接受 PIN：" + configuration, "改正 renewal.seals.token-pin；多次输错会锁住设备，先不要反复重启", e)
                        : new CannotStart("密码设备打不开：" + configuration, "检查设备是否插好，配置文件里的 library 和 slot 是否正确", e);
            }
        }

        private static boolean isWrongPin(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof LoginException
                        || String.valueOf(cause.getMessage()).contains("CKR_PIN")) {
                    return true;
                }
            }
            return false;
        }

        private boolean has(String alias) {
            try {
                return keys.isKeyEntry(alias);
            } catch (GeneralSecurityException e) {
                throw new CannotStart("印章密钥列不出来：" + name, "检查密钥文件或者密码设备是否完好", e);
            }
        }

        @Override
        public List<String> aliases() {
            try {
                return Collections.list(keys.aliases()).stream()
                        .filter(this::has)
                        .toList();
            } catch (GeneralSecurityException e) {
                throw new CannotStart("印章密钥列不出来：" + name, "检查密钥文件或者密码设备是否完好", e);
            }
        }

        @Override
        public Key key(String alias) {
            try {
                List<X509Certificate> chain = new ArrayList<>();
                // Some providers make certificates of classes of their own; all are read alike here.
                CertificateFactory factory = CertificateFactory.getInstance("X.509", BOUNCY_CASTLE);
                Certificate[] certificates = keys.getCertificateChain(alias);
                if (certificates == null || certificates.length == 0) {
                    throw new CannotStart("印章密钥 " + alias + " 没有证书：" + name, "把证书和它的上级证书放进同一个条目，然后重新启动");
                }
                for (Certificate certificate : certificates) {
                    chain.add((X509Certificate)
                            factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
                }
                return new Key((PrivateKey) keys.getKey(alias, password), List.copyOf(chain), provider);
            } catch (GeneralSecurityException | RuntimeException e) {
                throw e instanceof CannotStart reason
                        ? reason
                        : new CannotStart("印章密钥 " + alias + " 打不开：" + name, "检查这个条目的口令是否与整个文件相同、设备是否允许使用它", e);
            }
        }
    }

    /**
     * Takes each key from the first store that has it.
     *
     * @throws CannotStart that names every key that is missing or can't be opened
     */
    public static SealKeys of(List<? extends Source> stores) {
        List<CannotStart> reasons = new ArrayList<>();
        Map<String, Key> keys = new HashMap<>();
        for (String alias : List.of("pdf", "qr", "ofd")) {
            try {
                keys.put(alias, key(stores, alias));
            } catch (CannotStart reason) {
                reasons.add(reason);
            }
        }
        Map<String, Key> own = new HashMap<>();
        for (Source store : stores) {
            for (String alias : store.aliases()) {
                if (!alias.startsWith(PDF + "-") && !alias.startsWith(OFD + "-")) {
                    continue;
                }
                try {
                    own.putIfAbsent(alias, store.key(alias));
                } catch (CannotStart reason) {
                    reasons.add(reason);
                }
            }
        }
        if (!reasons.isEmpty()) {
            throw CannotStart.of(reasons);
        }
        return new SealKeys(
                keys.get("pdf"),
                keys.get("qr"),
                keys.get("ofd"),
                keys.get("pdf")
                        .certificate()
                        .getSubjectX500Principal()
                        .getName()
                        .contains("NOT FOR PRODUCTION"),
                own);
    }

    /** Says whether a certificate is its own issuer. */
    static boolean isRoot(X509Certificate certificate) {
        return BouncyCastle.isRoot(certificate);
    }

    private static Key key(List<? extends Source> stores, String alias) {
        return stores.stream()
                .filter(store -> store.aliases().contains(alias))
                .findFirst()
                .orElseThrow(() -> new CannotStart(
                        "没有名为 " + alias + " 的印章私钥："
                                + stores.stream().map(Source::name).collect(Collectors.joining("、")),
                        "把" + purpose(alias) + "放进密钥文件或者密码设备，条目名（别名）写作 " + alias))
                .key(alias);
    }

    private static String purpose(String alias) {
        return switch (alias) {
            case "pdf" -> "签 PDF 的密钥（RSA 或 EC）和它的证书";
            case "qr" -> "签二维码的密钥（P-256 上的 EC）和它的证书";
            default -> "盖 OFD 电子印章的密钥（SM2）和它的证书";
        };
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
                throw new CannotStart("演示用的印章密钥不能建立在 " + folder, "检查文件夹的权限和磁盘空间，或者用 --renewal.data=… 换一个数据文件夹", e);
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
                    // In force for as long before: a demonstration also plays years that are past.
                    Date.from(now.minus(LIFE)),
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
