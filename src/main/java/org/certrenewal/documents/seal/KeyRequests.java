package org.certrenewal.documents.seal;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.Content;

/**
 * Makes an authority's keys, and for each a certificate request (PKCS#10, RFC 2986; with SM2 and SM3 by GM/T 0015 for
 * {@code ofd}) that the authority's CA answers. Until then each key has a placeholder for a certificate, with which
 * nothing starts.
 */
public final class KeyRequests {

    private static final String PLACEHOLDER = "PLACEHOLDER 占位证书";
    private static final Duration LIFE = Duration.ofDays(365);
    private static final int RSA = 3072;
    /** Certificates have no room for a longer name (RFC 5280, ub-common-name). */
    private static final int LONGEST_NAME = 64;

    private final Path keystore;
    private final X500Name subject;
    private final boolean rsa;
    private final Instant now;

    /**
     * Prepares to make them.
     *
     * @param keystore the file to make; the requests go beside it
     * @param subject whose keys they are, without a common name, such as {@code C=CN,O=浙江省住房和城乡建设厅}
     * @param pdf what the key {@code pdf} is to be: {@code RSA} or {@code EC}
     * @throws CannotStart if one of these is none
     */
    public KeyRequests(Path keystore, String subject, String pdf, Instant now) {
        this.keystore = keystore.toAbsolutePath().normalize();
        this.subject = name(subject);
        this.rsa = pdf.equalsIgnoreCase("RSA");
        this.now = now;
        if (!rsa && !pdf.equalsIgnoreCase("EC")) {
            throw new CannotStart("PDF 签章的密钥种类不对：" + pdf, "renewal.seals.pdf-key 写 RSA 或者 EC");
        }
    }

    /**
     * A request that was written.
     *
     * @param kind such as {@code SM2}
     */
    public record Written(String alias, String kind, String subject, Path file) {}

    /** Says whether a certificate only stands in until the CA's answer comes. */
    static boolean isPlaceholder(X509Certificate certificate) {
        RDN[] units = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                .getRDNs(BCStyle.OU);
        return units.length > 0
                && units[units.length - 1].getFirst().getValue().toString().equals(PLACEHOLDER);
    }

    /** Says why nothing starts with a placeholder. */
    static CannotStart onlyPlaceholder(String alias) {
        return new CannotStart(
                "印章密钥 " + alias + " 只有占位证书，CA 签发的证书还没有导入",
                "把 CA 的答复用 --renewal.seals.import=… 导入密钥文件；还没有答复的，先把申请文件（.csr）交给 CA");
    }

    /**
     * Makes the keys and writes keystore and requests.
     *
     * @param own authorities that get keys of their own for PDF and OFD
     * @throws CannotStart that says why nothing was written
     */
    public List<Written> make(char[] password, List<String> own) {
        Map<String, String> organisations = new LinkedHashMap<>();
        for (String alias : List.of("pdf", "qr", "ofd")) {
            organisations.put(alias, "");
        }
        for (String authority : own) {
            organisations.put("pdf-" + authority, authority);
            organisations.put("ofd-" + authority, authority);
        }
        Map<String, Path> files = new LinkedHashMap<>();
        organisations.keySet().forEach(alias -> files.put(alias, file(alias)));
        refuseExisting(files);
        Map<String, KeyStoreFile.Entry> entries = new TreeMap<>();
        Map<String, String> requests = new LinkedHashMap<>();
        List<Written> written = new ArrayList<>();
        try {
            for (Map.Entry<String, String> one : organisations.entrySet()) {
                String alias = one.getKey();
                KeyPair pair = pair(alias);
                X500Name name = subject(alias, one.getValue());
                ContentSigner signer = new JcaContentSignerBuilder(algorithm(alias))
                        .setProvider(BouncyCastle.PROVIDER)
                        .build(pair.getPrivate());
                entries.put(alias, new KeyStoreFile.Entry(pair.getPrivate(), List.of(placeholder(name, pair, signer))));
                requests.put(alias, request(name, pair, signer));
                written.add(new Written(alias, kind(alias), BCStyle.INSTANCE.toString(name), files.get(alias)));
            }
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new CannotStart("密钥不能生成", "检查 Java 的安装是否完整，然后重新运行", e);
        }
        write(new KeyStoreFile(keystore, entries), password, requests, files);
        return written;
    }

    private void refuseExisting(Map<String, Path> files) {
        Path folder = keystore.getParent();
        if (!Files.isDirectory(folder)) {
            throw new CannotStart("文件夹不存在：" + folder, "先建立文件夹，只让运行本程序的用户进入（chmod 700）");
        }
        List<Path> all = new ArrayList<>(List.of(keystore));
        all.addAll(files.values());
        for (Path file : all) {
            if (Files.exists(file)) {
                throw new CannotStart("文件已经存在，不会覆盖：" + file, "换一个新的文件名（renewal.seals.keystore）；旧的密钥文件须保留");
            }
        }
    }

    private static void write(
            KeyStoreFile store, char[] password, Map<String, String> requests, Map<String, Path> files) {
        List<Path> done = new ArrayList<>();
        try {
            store.create(password);
            done.add(store.path());
            for (Map.Entry<String, String> request : requests.entrySet()) {
                Path file = files.get(request.getKey());
                Files.writeString(file, request.getValue(), StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
                done.add(file);
            }
        } catch (FileAlreadyExistsException e) {
            remove(done);
            throw new CannotStart("文件已经存在，不会覆盖：" + e.getFile(), "换一个新的文件名（renewal.seals.keystore）", e);
        } catch (IOException e) {
            remove(done);
            throw new CannotStart(
                    "密钥文件不能写在 " + store.path().getParent(), "检查文件夹的权限和磁盘空间，或者换一个文件夹（renewal.seals.keystore）", e);
        }
    }

    /** Takes back keys that nobody has used, so that the command can be given again. */
    private static void remove(List<Path> files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException stays) {
                // The next turn says that it is there.
            }
        }
    }

    private Path file(String alias) {
        String stem = stem(keystore);
        try {
            return keystore.resolveSibling(stem + "-" + alias + ".csr");
        } catch (InvalidPathException notInThisLocale) {
            String digest = Content.of(alias.getBytes(StandardCharsets.UTF_8)).sha256();
            return keystore.resolveSibling(stem + "-" + alias.substring(0, 3) + "-" + digest.substring(0, 8) + ".csr");
        }
    }

    /** Returns a file's name without its ending. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static X500Name name(String text) {
        X500Name name;
        try {
            name = new X500Name(BCStyle.INSTANCE, text.strip());
        } catch (IllegalArgumentException e) {
            throw noSubject("证书申请的主体写得不对：" + text);
        }
        if (name.getRDNs(BCStyle.O).length != 1) {
            throw noSubject(text.isBlank() ? "没有写明证书申请的主体" : "证书申请的主体里须有一个单位名称（O）：" + text);
        }
        if (name.getRDNs(BCStyle.CN).length > 0) {
            throw noSubject("证书申请的主体里不写 CN，它由程序按密钥的用途写：" + text);
        }
        return name;
    }

    private static CannotStart noSubject(String reason) {
        return new CannotStart(reason, "写作 --renewal.seals.subject=C=CN,ST=浙江省,O=单位全称");
    }

    private X500Name subject(String alias, String authority) {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
        String organisation = authority;
        for (RDN part : subject.getRDNs()) {
            if (!part.getFirst().getType().equals(BCStyle.O)) {
                builder.addRDN(part.getFirst());
            } else if (authority.isEmpty()) {
                organisation = part.getFirst().getValue().toString();
                builder.addRDN(BCStyle.O, organisation);
            } else {
                builder.addRDN(BCStyle.O, authority);
            }
        }
        String common = organisation + " " + purpose(alias);
        if (common.length() > LONGEST_NAME) {
            throw noSubject("单位名称过长，证书里写不下：" + organisation);
        }
        return builder.addRDN(BCStyle.CN, common).build();
    }

    private static String purpose(String alias) {
        return alias.equals("qr") ? "二维码签名" : alias.startsWith("pdf") ? "PDF签章" : "电子印章";
    }

    private String kind(String alias) {
        return alias.equals("qr") ? "P-256" : alias.startsWith("ofd") ? "SM2" : rsa ? "RSA " + RSA + "位" : "P-256";
    }

    private String algorithm(String alias) {
        return alias.startsWith("ofd")
                ? "SM3withSM2"
                : alias.startsWith("pdf") && rsa ? "SHA256withRSA" : "SHA256withECDSA";
    }

    private KeyPair pair(String alias) throws GeneralSecurityException {
        if (alias.startsWith("pdf") && rsa) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", BouncyCastle.PROVIDER);
            generator.initialize(RSA);
            return generator.generateKeyPair();
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BouncyCastle.PROVIDER);
        generator.initialize(new ECGenParameterSpec(alias.startsWith("ofd") ? "sm2p256v1" : "secp256r1"));
        return generator.generateKeyPair();
    }

    private X509Certificate placeholder(X500Name name, KeyPair pair, ContentSigner signer)
            throws GeneralSecurityException {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
        for (RDN part : name.getRDNs()) {
            builder.addRDN(part.getFirst());
        }
        X500Name marked = builder.addRDN(BCStyle.OU, PLACEHOLDER).build();
        return new JcaX509CertificateConverter()
                .setProvider(BouncyCastle.PROVIDER)
                .getCertificate(new JcaX509v3CertificateBuilder(
                                marked,
                                new BigInteger(120, new SecureRandom()).setBit(119),
                                Date.from(now),
                                Date.from(now.plus(LIFE)),
                                marked,
                                pair.getPublic())
                        .build(signer));
    }

    private static String request(X500Name name, KeyPair pair, ContentSigner signer) throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
        PKCS10CertificationRequest request = new JcaPKCS10CertificationRequestBuilder(name, pair.getPublic())
                .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                .build(signer);
        StringWriter text = new StringWriter();
        try (JcaPEMWriter out = new JcaPEMWriter(text)) {
            out.writeObject(request);
        }
        return text.toString();
    }
}
