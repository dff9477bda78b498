package org.certrenewal.documents.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.SignedData;
import org.certrenewal.CannotStart;

/**
 * Takes what an authority's CA and seal maker send: certificates in PEM, DER or PKCS#7, in any order and in any number
 * of files, and the issued electronic seals (.esl). Nothing is taken as long as anything of it is wrong.
 */
public final class KeyAnswers {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN (?:X509 |TRUSTED )?(?:CERTIFICATE|PKCS7|CMS)-----([A-Za-z0-9+/=\\s]*+)-----END");
    private static final long LARGEST = 4 * 1024 * 1024;
    /** What lies beside answers in the same folder. */
    private static final List<String> NO_ANSWERS = List.of(".csr", ".p12", ".pfx", ".earlier", ".txt", ".md");

    private final KeyStoreFile store;
    private final Set<X509Certificate> above;
    private final Instant now;
    private final List<CannotStart> wrong = new ArrayList<>();
    private final Map<X509Certificate, Path> certificates = new LinkedHashMap<>();
    private final Map<Path, ElectronicSeal.Issued> seals = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private KeyAnswers(KeyStoreFile store, Collection<X509Certificate> above, Instant now) {
        this.store = store;
        this.above = new LinkedHashSet<>(above);
        this.now = now;
    }

    /**
     * What was taken.
     *
     * @param certificates aliases of keys with a new certificate
     * @param seals electronic seals, by the authority's name
     * @param earlier the keystore as it was
     * @param authorities certificates that stand above no key, but above a seal's maker
     * @param notes what was left out, and why
     */
    public record Taken(
            List<String> certificates,
            Map<String, Path> seals,
            Optional<Path> earlier,
            Optional<Path> authorities,
            List<String> notes) {}

    /**
     * Takes everything.
     *
     * @param sources files, and folders whose files are all taken
     * @param above certificates that the settings name already
     * @throws CannotStart that says everything that is wrong; nothing was written then
     */
    public static Taken take(
            Path keystore, char[] password, List<Path> sources, Collection<X509Certificate> above, Instant now) {
        KeyAnswers answers = new KeyAnswers(KeyStoreFile.open(keystore, password), above, now);
        answers.read(sources);
        Map<String, List<X509Certificate>> chains = answers.chains();
        answers.refuse();
        KeyStoreFile filled = answers.store.with(chains);
        answers.tryAll(filled, chains.keySet());
        answers.refuse();
        return answers.write(filled, chains.keySet(), password);
    }

    private void refuse() {
        if (!wrong.isEmpty()) {
            throw CannotStart.of(wrong);
        }
    }

    private void read(List<Path> sources) {
        for (Path source : sources) {
            try {
                if (Files.isDirectory(source)) {
                    try (Stream<Path> files = Files.list(source)) {
                        files.filter(KeyAnswers::mayAnswer).sorted().forEach(this::readFile);
                    }
                } else {
                    readFile(source);
                }
            } catch (IOException e) {
                wrong.add(new CannotStart("读不了：" + source, "检查文件夹的权限，运行本程序的用户须能读取", e));
            }
        }
        if (wrong.isEmpty() && certificates.isEmpty() && seals.isEmpty()) {
            wrong.add(new CannotStart(
                    "没有可以导入的证书和电子印章",
                    "写作 --renewal.seals.import=文件或者文件夹，几个用逗号分开；里面是 CA 的答复（.cer、.pem、.p7b）和电子印章（.esl）"));
        }
    }

    private static boolean mayAnswer(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && !name.startsWith(".")
                && NO_ANSWERS.stream().noneMatch(name::endsWith)
                && !name.contains(".earlier");
    }

    private void readFile(Path file) {
        byte[] content;
        try {
            if (Files.size(file) > LARGEST) {
                wrong.add(new CannotStart("文件太大，不会是证书或者电子印章：" + file, "只写 CA 的答复和电子印章的文件"));
                return;
            }
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            wrong.add(new CannotStart("文件不存在或者读不了：" + file, "改正 --renewal.seals.import 里的路径，检查文件的权限", e));
            return;
        }
        try {
            seals.put(file, ElectronicSeal.read(content));
            return;
        } catch (IllegalArgumentException noSeal) {
            // Certificates then.
        }
        List<X509Certificate> found = certificates(content);
        if (found.isEmpty()) {
            wrong.add(new CannotStart(
                    "文件里没有能够读取的证书，也不是电子印章：" + file,
                    "请 CA 提供 PEM、DER 或者 PKCS#7（.p7b）格式的证书，请制章机构提供 GB/T 38540 第4版的印章（.esl）"));
        }
        found.forEach(one -> certificates.putIfAbsent(one, file));
    }

    /** Reads certificates in any of the forms in which they are sent; empty if there is none. */
    static List<X509Certificate> certificates(byte[] content) {
        try {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            List<X509Certificate> found = new ArrayList<>();
            if (text.contains("-----BEGIN ")) {
                for (Matcher block = BLOCK.matcher(text); block.find(); ) {
                    found.addAll(der(Base64.getMimeDecoder().decode(block.group(1))));
                }
                return found;
            }
            return der(
                    content.length > 0 && content[0] == 0x30
                            ? content
                            : Base64.getMimeDecoder().decode(content));
        } catch (GeneralSecurityException | IOException | RuntimeException none) {
            return List.of();
        }
    }

    private static List<X509Certificate> der(byte[] bytes) throws GeneralSecurityException, IOException {
        ASN1Sequence sequence = ASN1Sequence.getInstance(bytes);
        if (!(sequence.getObjectAt(0) instanceof ASN1ObjectIdentifier)) {
            return List.of(certificate(bytes));
        }
        // Signed data, whether it calls itself that by PKCS#7 or by GM/T 0010.
        SignedData data = SignedData.getInstance(ASN1Sequence.getInstance(
                ASN1TaggedObject.getInstance(sequence.getObjectAt(1)).getExplicitBaseObject()));
        List<X509Certificate> found = new ArrayList<>();
        for (ASN1Encodable one : data.getCertificates()) {
            found.add(certificate(one.toASN1Primitive().getEncoded()));
        }
        return found;
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509", BouncyCastle.PROVIDER)
                .generateCertificate(new ByteArrayInputStream(der));
        if (certificate == null) {
            throw new GeneralSecurityException("No certificate");
        }
        return certificate;
    }

    /** Finds each key's newest certificate, and the path above it. */
    private Map<String, List<X509Certificate>> chains() {
        Map<String, X509Certificate> own = new TreeMap<>();
        List<X509Certificate> authorities = new ArrayList<>(above);
        store.entries().values().forEach(entry -> entry.chain().stream().skip(1).forEach(authorities::add));
        certificates.forEach((certificate, file) -> {
            Optional<String> alias = aliasOf(certificate);
            if (alias.isPresent()) {
                own.merge(alias.get(), certificate, KeyAnswers::newer);
            } else if (certificate.getBasicConstraints() >= 0 || SealKeys.isRoot(certificate)) {
                authorities.add(certificate);
            } else if (encryptsOnly(certificate)) {
                notes.add("略过加密证书，盖章用不着：" + name(certificate));
            } else {
                wrong.add(stranger(certificate, file));
            }
        });
        TrustList known = new TrustList(
                now,
                authorities.stream().filter(SealKeys::isRoot).collect(Collectors.toSet()),
                authorities.stream().filter(one -> !SealKeys.isRoot(one)).collect(Collectors.toSet()),
                List.of());
        Map<String, List<X509Certificate>> chains = new TreeMap<>();
        own.forEach((alias, certificate) -> {
            List<X509Certificate> path = known.pathOf(certificate);
            X509Certificate last = path.get(path.size() - 1);
            if (SealKeys.isRoot(last)) {
                chains.put(alias, path);
            } else {
                wrong.add(new CannotStart(
                        "密钥 " + alias + " 的证书链不完整，缺少签发者的证书："
                                + last.getIssuerX500Principal().getName(),
                        "向 CA 要这个上级证书（直到根证书），和它的答复一起导入"));
            }
        });
        return chains;
    }

    private static X509Certificate newer(X509Certificate one, X509Certificate other) {
        return other.getNotBefore().after(one.getNotBefore()) ? other : one;
    }

    private Optional<String> aliasOf(X509Certificate certificate) {
        return store.entries().entrySet().stream()
                .filter(entry -> isSame(entry.getValue().certificate().getPublicKey(), certificate.getPublicKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Compares the keys themselves, as the same curve can be named or written out. */
    private static boolean isSame(PublicKey one, PublicKey other) {
        if (one instanceof ECPublicKey ours && other instanceof ECPublicKey theirs) {
            return ours.getW().equals(theirs.getW())
                    && ours.getParams().getOrder().equals(theirs.getParams().getOrder());
        }
        return one instanceof RSAPublicKey ours
                && other instanceof RSAPublicKey theirs
                && ours.getModulus().equals(theirs.getModulus());
    }

    private static boolean encryptsOnly(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage != null && !usage[0] && !usage[1] && (usage[2] || usage[3] || usage[4]);
    }

    private CannotStart stranger(X509Certificate certificate, Path file) {
        String kind = SealTrial.kind(certificate.getPublicKey());
        String kinds = store.entries().entrySet().stream()
                .map(entry -> entry.getKey() + " 是 "
                        + SealTrial.kind(entry.getValue().certificate().getPublicKey()))
                .collect(Collectors.joining("，"));
        return new CannotStart(
                "证书不是这个密钥文件里任何密钥的：" + file + "（" + name(certificate) + "，" + kind + "；文件里的 " + kinds + "）",
                "它可能是另一份申请的答复，或者 CA 换了密钥：请 CA 按这次的申请文件（.csr）签发，曲线和算法不能换");
    }

    /** Tries keys and seals as the start of the service does; what still waits for an answer isn't blamed. */
    private void tryAll(KeyStoreFile filled, Set<String> answered) {
        Optional<SealKeys> keys = filled.keys();
        if (keys.isEmpty()) {
            wrong.add(new CannotStart(
                    "密钥文件里缺少 pdf、qr、ofd 三个密钥中的一个：" + filled.path(), "用由 --renewal.seals.create 建立的密钥文件"));
            return;
        }
        Set<String> waiting = waiting(filled);
        Set<X509Certificate> all = new LinkedHashSet<>(above);
        certificates.keySet().stream()
                .filter(one -> one.getBasicConstraints() >= 0 || SealKeys.isRoot(one))
                .forEach(all::add);
        seals.forEach((file, seal) -> {
            String alias = keys.get().own().containsKey("ofd-" + seal.name()) ? "ofd-" + seal.name() : "ofd";
            if (waiting.contains(alias)) {
                wrong.add(new CannotStart(
                        "电子印章还不能导入，密钥 " + alias + " 的证书还没有导入：" + file, "先导入 CA 给 " + alias + " 的答复，或者一起导入"));
            }
        });
        Set<String> excused = waiting.stream()
                .map(alias -> KeyRequests.onlyPlaceholder(alias).getMessage())
                .collect(Collectors.toSet());
        SealTrial.of(
                        keys.get(),
                        seals.values().stream()
                                .map(ElectronicSeal.Issued::bytes)
                                .toList(),
                        all,
                        now)
                .stream()
                .filter(reason -> !excused.contains(reason.getMessage()))
                .forEach(wrong::add);
        if (answered.isEmpty() && seals.isEmpty() && wrong.isEmpty()) {
            wrong.add(new CannotStart("只有上级证书，没有发给这些密钥的证书", "和 CA 给密钥的答复一起导入"));
        }
    }

    private static Set<String> waiting(KeyStoreFile store) {
        return store.entries().entrySet().stream()
                .filter(entry -> KeyRequests.isPlaceholder(entry.getValue().certificate()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Taken write(KeyStoreFile filled, Set<String> answered, char[] password) {
        try {
            Map<String, Path> placed = new TreeMap<>();
            for (Map.Entry<Path, ElectronicSeal.Issued> seal : seals.entrySet()) {
                placed.put(seal.getValue().name(), place(seal.getValue()));
            }
            Optional<Path> authorities = writeAuthorities(filled);
            Optional<Path> earlier = answered.isEmpty() ? Optional.empty() : Optional.of(filled.replace(password));
            return new Taken(List.copyOf(answered), placed, earlier, authorities, List.copyOf(notes));
        } catch (IOException e) {
            throw new CannotStart("密钥文件不能写在 " + store.path().toAbsolutePath().getParent(), "检查文件夹的权限和磁盘空间，然后再导入一次", e);
        }
    }

    /** Puts a seal beside the keystore, under the authority's name; a file that is there stays. */
    private Path place(ElectronicSeal.Issued seal) throws IOException {
        Path first = beside("-" + seal.name() + ".esl", "-" + seal.sha256().substring(0, 8) + ".esl");
        Path file = first;
        for (int number = 2; Files.exists(file); number++) {
            if (Arrays.equals(Files.readAllBytes(file), seal.bytes())) {
                return file;
            }
            file = first.resolveSibling(first.getFileName().toString().replaceFirst("\\.esl$", "-" + number + ".esl"));
        }
        return Files.write(file, seal.bytes(), StandardOpenOption.CREATE_NEW);
    }

    private Path beside(String ending, String plainEnding) {
        Path path = store.path().toAbsolutePath();
        try {
            return path.resolveSibling(KeyRequests.stem(path) + ending);
        } catch (java.nio.file.InvalidPathException notInThisLocale) {
            return path.resolveSibling(KeyRequests.stem(path) + plainEnding);
        }
    }

    /** Keeps what stands above no key, as makers of seals need it. */
    private Optional<Path> writeAuthorities(KeyStoreFile filled) throws IOException {
        Set<X509Certificate> inChains = filled.entries().values().stream()
                .flatMap(entry -> entry.chain().stream())
                .collect(Collectors.toSet());
        Set<X509Certificate> others = new LinkedHashSet<>();
        Path file = authoritiesOf(store.path());
        if (Files.exists(file)) {
            others.addAll(Pem.certificates(Files.readString(file)));
        }
        int before = others.size();
        certificates.keySet().stream()
                .filter(one -> one.getBasicConstraints() >= 0 || SealKeys.isRoot(one))
                .filter(one -> !inChains.contains(one))
                .forEach(others::add);
        if (others.size() > before) {
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "authorities", ".tmp");
            Files.writeString(fresh, Pem.write(others));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return others.isEmpty() ? Optional.empty() : Optional.of(file);
    }

    /** Names the file beside a keystore that holds what stands above makers of seals. */
    static Path authoritiesOf(Path keystore) {
        return keystore.toAbsolutePath().resolveSibling(KeyRequests.stem(keystore) + "-authorities.pem");
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
