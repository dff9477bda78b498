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
import java.util.LinkedHashMap;
import java.util.List;
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

    private final SealKeys keys;
    private final Optional<byte[]> issuedSeal;
    private final Instant now;
    private final Set<X509Certificate> roots;
    private final List<CannotStart> found = new ArrayList<>();

    private SealTrial(SealKeys keys, Optional<byte[]> issuedSeal, Instant now) {
        this.keys = keys;
        this.issuedSeal = issuedSeal;
        this.now = now;
        this.roots = new KeystoreSeals(keys, issuedSeal).trusted();
    }

    /**
     * Tries them.
     *
     * @param issuedSeal the electronic seal that was issued to the key {@code ofd}, if there is one
     * @return what is wrong, for each key at most one thing, with its remedy
     */
    public static List<CannotStart> of(SealKeys keys, Optional<byte[]> issuedSeal, Instant now) {
        SealTrial trial = new SealTrial(keys, issuedSeal, now);
        trial.pdf();
        trial.qr();
        trial.ofd();
        return trial.found;
    }

    private void pdf() {
        SealKeys.Key key = keys.pdf();
        PublicKey open = key.certificate().getPublicKey();
        boolean strong = open instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= SHORTEST_RSA
                || open instanceof ECPublicKey && PDF_CURVES.contains(kind(open));
        if (!strong) {
            wrongKind("pdf", open, "至少" + SHORTEST_RSA + "位的 RSA，或者 P-256、P-384、P-521 上的 EC");
        } else if (certificateIsRight("pdf", key)) {
            tried("pdf", () -> {
                byte[] sealed = PdfSeal.seal(emptyPdf(), key, order());
                return new PdfSealVerifier(roots).verify(sealed);
            });
        }
    }

    private void qr() {
        SealKeys.Key key = keys.qr();
        if (!kind(key.certificate().getPublicKey()).equals("P-256")) {
            wrongKind("qr", key.certificate().getPublicKey(), "P-256（secp256r1）上的 EC");
        } else if (certificateIsRight("qr", key)) {
            tried("qr", () -> {
                LocalDate today = LocalDate.ofInstant(now, ZONE);
                String signed = new ShortForm("trial", today, today, "trial").sign(new KeystoreSeals(keys, issuedSeal));
                if (ShortForm.verify(signed, key.certificate()).isEmpty()) {
                    return SealReport.of(SealReport.Finding.CHANGED, "");
                }
                boolean trusted = new Trust(Set.of(key.root())).accepts(key.certificate(), between(key), now);
                return SealReport.of(trusted ? SealReport.Finding.GENUINE : SealReport.Finding.UNKNOWN_SIGNER, "");
            });
        }
    }

    private void ofd() {
        SealKeys.Key key = keys.ofd();
        if (!kind(key.certificate().getPublicKey()).equals("SM2")) {
            wrongKind("ofd", key.certificate().getPublicKey(), "SM2（sm2p256v1）");
        } else if (certificateIsRight("ofd", key)) {
            boolean own = tried(
                    "ofd",
                    () -> new OfdSealVerifier(roots)
                            .verify(OfdSeal.seal(
                                    emptyOfd(),
                                    key,
                                    ElectronicSeal.make(
                                            key, "trial", new ElectronicSeal.Picture("png", new byte[0], 1, 1)),
                                    order())));
            if (own) {
                issuedSeal.ifPresent(seal -> issued(key, seal));
            }
        }
    }

    private void issued(SealKeys.Key key, byte[] seal) {
        SealReport.Finding finding;
        try {
            finding = new OfdSealVerifier(roots)
                    .verify(OfdSeal.seal(emptyOfd(), key, seal, order()))
                    .finding();
        } catch (RuntimeException notASeal) {
            finding = SealReport.Finding.UNREADABLE;
        }
        if (finding != SealReport.Finding.GENUINE) {
            found.add(new CannotStart(
                    finding == SealReport.Finding.UNKNOWN_SIGNER
                            ? "电子印章文件的制章人证书不能追溯到密钥 ofd 的根证书"
                            : "电子印章文件不能用密钥 ofd 盖章：它不是有效的印章，不是发给这个密钥的，或者不在有效期内",
                    "请制章机构核对：renewal.seals.electronic-seal 的文件（GB/T 38540 第4版）须在有效期内，签章人名单里须有密钥 ofd 的证书"));
        }
    }

    /** Says whether the key's own certificate and those above it are what they should be now. */
    private boolean certificateIsRight(String alias, SealKeys.Key key) {
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
        if (!maySign(key.certificate())) {
            found.add(new CannotStart(
                    "印章密钥 " + alias + " 的证书用途不包括签名：" + name(key.certificate()),
                    "向签发机构申请用途（keyUsage）含数字签名的印章证书，网站（TLS）的证书不能用来盖章"));
            return false;
        }
        return true;
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
                        "ofd".equals(alias)
                                ? "核对条目 ofd 的证书链：签章证书须由链尾的根证书直接签发"
                                : "把完整的证书链（签章证书、中间证书、根证书，按顺序）放进条目 " + alias));
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

    private void wrongKind(String alias, PublicKey open, String right) {
        found.add(new CannotStart(
                "印章密钥 " + alias + " 是 " + kind(open) + "，须是" + right, "换上合适的密钥和证书，条目名（别名）仍写作 " + alias));
    }

    /** Names algorithm and curve, or length. */
    private static String kind(PublicKey key) {
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

    private static List<X509Certificate> between(SealKeys.Key key) {
        return key.chain().size() < 2
                ? List.of()
                : key.chain().subList(1, key.chain().size() - 1);
    }

    private Seals.Order order() {
        return new Seals.Order("trial", "trial", now, Seals.Place.HIDDEN);
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
