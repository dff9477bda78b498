package org.certrenewal.documents.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.OfdPackage;

/**
 * Tries an authority's keys before anything depends on them: the kind of each, its certificate, and one document of
 * each sort that is sealed and checked by the same code that seals and checks every paper later. A key that is wrong
 * would show only at the first certificate, when its case has long been decided.
 */
public final class SealTrial {

    private static final int SHORTEST_RSA = 2048;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final List<String> PDF_CURVES = List.of("P-256", "P-384", "P-521");
    /** Certificates of servers and browsers; other purposes are not known well enough to refuse them. */
    private static final Set<String> WEB_ONLY = Set.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");

    private static final String SEAL_REMEDY =
            "请制章机构核对：renewal.seals.electronic-seal 的文件（GB/T 38540 第4版）须在有效期内，签章人名单里须有签章密钥的证书";

    private final SealKeys keys;
    private final Set<X509Certificate> above;
    private final Instant now;
    private final TrustList trust;
    private final List<CannotStart> found = new ArrayList<>();

    private SealTrial(SealKeys keys, Set<X509Certificate> above, Instant now) {
        this.keys = keys;
        this.above = above;
        this.now = now;
        this.trust = new KeystoreSeals(keys, List.of(), above).trust();
    }

    /**
     * Tries them.
     *
     * @param issuedSeal the electronic seal that was issued to the key {@code ofd}, if there is one
     * @return what is wrong, for each key at most one thing, with its remedy
     */
    public static List<CannotStart> of(SealKeys keys, Optional<byte[]> issuedSeal, Instant now) {
        return of(keys, issuedSeal.stream().toList(), Set.of(), now);
    }

    /**
     * Tries them.
     *
     * @param issuedSeals the electronic seals that were issued to the keys
     * @param above further certificates above keys and makers of seals
     * @return what is wrong, for each key and seal at most one thing, with its remedy
     */
    public static List<CannotStart> of(
            SealKeys keys, Collection<byte[]> issuedSeals, Set<X509Certificate> above, Instant now) {
        SealTrial trial = new SealTrial(keys, above, now);
        Set<String> right = new HashSet<>();
        keys.all().forEach((alias, key) -> {
            boolean isRight = alias.equals("qr")
                    ? trial.qr(key)
                    : alias.startsWith("pdf") ? trial.pdf(alias, key) : trial.ofd(alias, key);
            if (isRight) {
                right.add(alias);
            }
        });
        Set<String> names = new HashSet<>();
        issuedSeals.forEach(seal -> trial.issued(seal, right, names));
        return trial.found;
    }

    private boolean pdf(String alias, SealKeys.Key key) {
        PublicKey open = key.certificate().getPublicKey();
        boolean strong = open instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= SHORTEST_RSA
                || open instanceof ECPublicKey && PDF_CURVES.contains(kind(open));
        if (!strong) {
            return wrongKind(alias, open, "至少" + SHORTEST_RSA + "位的 RSA，或者 P-256、P-384、P-521 上的 EC");
        }
        return certificateIsRight(alias, key)
                && tried(alias, () -> new PdfSealVerifier(trust).verify(PdfSeal.seal(emptyPdf(), key, order(alias))));
    }

    private boolean qr(SealKeys.Key key) {
        if (!kind(key.certificate().getPublicKey()).equals("P-256")) {
            return wrongKind("qr", key.certificate().getPublicKey(), "P-256（secp256r1）上的 EC");
        }
        return certificateIsRight("qr", key)
                && tried("qr", () -> {
                    LocalDate today = LocalDate.ofInstant(now, ZONE);
                    String signed = new ShortForm("trial", today, today, "trial")
                            .sign(new KeystoreSeals(keys, List.of(), above));
                    boolean good = ShortForm.verify(signed, key.certificate()).isPresent();
                    return SealReport.of(good ? SealReport.Finding.GENUINE : SealReport.Finding.CHANGED, "");
                });
    }

    private boolean ofd(String alias, SealKeys.Key key) {
        if (!kind(key.certificate().getPublicKey()).equals("SM2")) {
            return wrongKind(alias, key.certificate().getPublicKey(), "SM2（sm2p256v1）");
        }
        return certificateIsRight(alias, key)
                && tried(
                        alias,
                        () -> new OfdSealVerifier(trust)
                                .verify(OfdSeal.seal(
                                        emptyOfd(),
                                        key,
                                        ElectronicSeal.make(
                                                key,
                                                authority(alias),
                                                new ElectronicSeal.Picture("png", new byte[0], 1, 1)),
                                        order(alias))));
    }

    /** Tries an issued seal on the key of the authority whose name it bears. */
    private void issued(byte[] bytes, Set<String> right, Set<String> names) {
        ElectronicSeal.Issued seal;
        try {
            seal = ElectronicSeal.read(bytes);
        } catch (IllegalArgumentException notOne) {
            found.add(new CannotStart("电子印章文件不能用密钥 ofd 盖章：它不是 GB/T 38540 第4版的印章", SEAL_REMEDY));
            return;
        }
        String alias = keys.own().containsKey("ofd-" + seal.name()) ? "ofd-" + seal.name() : "ofd";
        if (!right.contains(alias)) {
            return;
        }
        String which = "电子印章文件（" + seal.name() + "）";
        if (!names.add(seal.name())) {
            found.add(new CannotStart(which + "有两份", "renewal.seals.electronic-seal 中每个机关只写一枚印章，去掉旧的一枚"));
        } else if (now.isBefore(seal.start()) || now.isAfter(seal.end())) {
            found.add(new CannotStart(
                    "电子印章文件不能用密钥 " + alias + " 盖章：" + which + "的有效期是" + day(seal.start()) + "至" + day(seal.end()),
                    SEAL_REMEDY));
        } else if (!SealImage.isReadable(seal.picture().format(), seal.picture().bytes())) {
            found.add(new CannotStart(
                    which + "里的图片（" + seal.picture().format() + "）显示不了", "请制章机构提供图片格式为 PNG 或 JPEG 的电子印章"));
        } else if (!sealsWith(alias, seal)) {
            found.add(new CannotStart("电子印章文件不能用密钥 " + alias + " 盖章：" + which + "不是发给这个密钥的，或者它自己的签名不对", SEAL_REMEDY));
        } else if (!maySign(seal.maker()) || !trust.leadsToRoot(seal.maker(), seal.made())) {
            found.add(new CannotStart(
                    which + "的制章人证书不能验证到受信任的根证书：" + name(seal.maker()),
                    "把制章人的上级证书（PEM）写在 renewal.seals.authorities；仍不行的，请制章机构核对制章人证书"));
        }
    }

    private boolean sealsWith(String alias, ElectronicSeal.Issued seal) {
        try {
            Map<String, byte[]> entries =
                    OfdPackage.read(OfdSeal.seal(emptyOfd(), keys.ofd(seal.name()), seal.bytes(), order(alias)));
            ElectronicSeal.check(entries.get(OfdSeal.VALUE));
            return true;
        } catch (GeneralSecurityException | OfdPackage.BadPackageException | RuntimeException wrong) {
            return false;
        }
    }

    /** Says whether the key's own certificate and those above it are what they should be now. */
    private boolean certificateIsRight(String alias, SealKeys.Key key) {
        if (KeyRequests.isPlaceholder(key.certificate())) {
            found.add(KeyRequests.onlyPlaceholder(alias));
            return false;
        }
        for (X509Certificate certificate : key.chain()) {
            if (now.isBefore(certificate.getNotBefore().toInstant())) {
                found.add(new CannotStart(
                        "印章密钥 " + alias + " 的证书到"
                                + day(certificate.getNotBefore().toInstant()) + "才生效：" + name(certificate),
                        "核对本机的时间；时间没有错的，换上已经生效的证书"));
                return false;
            }
            if (!now.isBefore(certificate.getNotAfter().toInstant())) {
                found.add(new CannotStart(
                        "印章密钥 " + alias + " 的证书已于"
                                + day(certificate.getNotAfter().toInstant()) + "到期：" + name(certificate),
                        "向签发印章证书的机构申请更新，换上新的密钥文件；旧文件保留，已签发的证照仍要用它核验"));
                return false;
            }
        }
        for (X509Certificate certificate : key.chain()) {
            if (isWeak(certificate)) {
                found.add(new CannotStart(
                        "印章密钥 " + alias + " 的证书链里有不安全的算法（" + certificate.getSigAlgName() + "，"
                                + kind(certificate.getPublicKey()) + "）：" + name(certificate),
                        "向签发机构申请用 SHA-256 以上或 SM3 签名、RSA 2048 位以上的证书"));
                return false;
            }
        }
        List<X509Certificate> chain = key.chain();
        X509Certificate last = chain.get(chain.size() - 1);
        if (!SealKeys.isRoot(last) && !trust.leadsToRoot(last, now)) {
            found.add(new CannotStart(
                    // The chain's own certificates may be in a wrong order, too: one sentence serves both.
                    "印章密钥 " + alias + " 的证书不能验证到它的根证书",
                    "把完整的证书链（签章证书、中间证书、根证书，按顺序）放进条目 " + alias + "；缺少的上级证书是 "
                            + last.getIssuerX500Principal().getName() + "，也可以写在 renewal.seals.authorities（PEM）"));
            return false;
        }
        if (!maySign(key.certificate())) {
            found.add(new CannotStart(
                    "印章密钥 " + alias + " 的证书用途不包括签名：" + name(key.certificate()),
                    "向签发机构申请用途（keyUsage）含数字签名的印章证书，网站（TLS）的证书不能用来盖章"));
            return false;
        }
        return true;
    }

    /** Says whether a signature or key of the chain can be forged; a root's own signature proves nothing anyway. */
    private static boolean isWeak(X509Certificate certificate) {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        boolean weakHash = algorithm.contains("SHA1") || algorithm.contains("MD5") || algorithm.contains("MD2");
        boolean weakKey = certificate.getPublicKey() instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() < SHORTEST_RSA;
        return weakKey || weakHash && !SealKeys.isRoot(certificate);
    }

    private static boolean maySign(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        try {
            List<String> extended = certificate.getExtendedKeyUsage();
            return (usage == null || usage[0] || usage[1]) && (extended == null || !WEB_ONLY.containsAll(extended));
        } catch (GeneralSecurityException unreadable) {
            return false;
        }
    }

    private boolean tried(String alias, Trial trial) {
        SealReport.Finding finding;
        try {
            finding = trial.run().finding();
        } catch (GeneralSecurityException | IOException | RuntimeException fails) {
            finding = SealReport.Finding.UNREADABLE;
        }
        switch (finding) {
            case GENUINE -> {
                return true;
            }
            case UNKNOWN_SIGNER ->
                found.add(new CannotStart(
                        "印章密钥 " + alias + " 的证书不能验证到它的根证书",
                        "把完整的证书链（签章证书、中间证书、根证书，按顺序）放进条目 " + alias + "；中间证书须是 CA 证书（basicConstraints、keyCertSign）"));
            case UNREADABLE ->
                found.add(new CannotStart("用印章密钥 " + alias + " 试签失败", "检查密钥与证书是不是一对，密码设备是否允许用它签名、是否支持所需的算法"));
            default ->
                found.add(new CannotStart("印章密钥 " + alias + " 与它的证书不是一对：试签的文件核验不通过", "把私钥和由它申请的证书放进同一个条目 " + alias));
        }
        return false;
    }

    /** Seals one document and checks it. */
    @FunctionalInterface
    private interface Trial {
        SealReport run() throws GeneralSecurityException, IOException;
    }

    private boolean wrongKind(String alias, PublicKey open, String right) {
        found.add(new CannotStart(
                "印章密钥 " + alias + " 是 " + kind(open) + "，须是" + right, "换上合适的密钥和证书，条目名（别名）仍写作 " + alias));
        return false;
    }

    /** Names algorithm and curve, or length. */
    static String kind(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return "RSA " + rsa.getModulus().bitLength() + "位";
        }
        if (key instanceof ECPublicKey ec) {
            for (Map.Entry<String, String> curve : Map.of(
                            "P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1", "SM2", "sm2p256v1")
                    .entrySet()) {
                ECNamedCurveParameterSpec known = ECNamedCurveTable.getParameterSpec(curve.getValue());
                BigInteger b = known.getCurve().getB().toBigInteger();
                if (ec.getParams().getCurve().getB().equals(b)
                        && ec.getParams().getOrder().equals(known.getN())) {
                    return curve.getKey();
                }
            }
            return "另一条曲线上的 EC";
        }
        return key.getAlgorithm();
    }

    private static String authority(String alias) {
        return alias.contains("-") ? alias.substring(alias.indexOf('-') + 1) : "trial";
    }

    private Seals.Order order(String alias) {
        return new Seals.Order(authority(alias), "trial", now, Seals.Place.HIDDEN);
    }

    private static byte[] emptyPdf() throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] emptyOfd() {
        String namespace = "xmlns:ofd=\"" + OfdSeal.NAMESPACE + "\"";
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(
                "OFD.xml",
                xml("<ofd:OFD " + namespace + "><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
                        + "</ofd:DocBody></ofd:OFD>"));
        entries.put(
                "Doc_0/Document.xml",
                xml("<ofd:Document " + namespace + "><ofd:Pages><ofd:Page ID=\"1\"/></ofd:Pages></ofd:Document>"));
        return OfdPackage.write(entries);
    }

    private static byte[] xml(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZONE);
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
