package org.certrenewal.documents.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.SealPicture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Puts wrong keys in the place of right ones; each is found before it could seal anything. */
class SealTrialTest {

    private static final Instant NOW = Instant.parse("2026-09-01T02:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    private Path folder;

    private SealKeys right;

    @BeforeEach
    void makeRightKeys() {
        right = SealKeys.demonstration(
                folder, Clock.fixed(NOW, Clock.systemUTC().getZone()));
    }

    @Test
    void should_take_keys_that_are_right() throws Exception {
        assertThat(SealTrial.of(right, Optional.empty(), NOW)).isEmpty();
        assertThat(found(with("pdf", selfSigned("RSA", 2048, "SHA256withRSA")))).isEmpty();
        assertThat(found(with("qr", selfSigned("EC", "secp256r1", "SHA256withECDSA"))))
                .isEmpty();
    }

    @Test
    void should_find_a_key_of_the_wrong_kind() throws Exception {
        SealKeys.Key rsa = selfSigned("RSA", 2048, "SHA256withRSA");
        assertThat(found(with("qr", rsa))).containsExactly("印章密钥 qr 是 RSA 2048位，须是P-256（secp256r1）上的 EC");
        assertThat(found(with("qr", selfSigned("EC", "secp384r1", "SHA256withECDSA"))))
                .containsExactly("印章密钥 qr 是 P-384，须是P-256（secp256r1）上的 EC");
        assertThat(found(with("ofd", selfSigned("EC", "secp256r1", "SHA256withECDSA"))))
                .containsExactly("印章密钥 ofd 是 P-256，须是SM2（sm2p256v1）");
        assertThat(found(with("ofd", rsa))).containsExactly("印章密钥 ofd 是 RSA 2048位，须是SM2（sm2p256v1）");
        assertThat(found(with("pdf", selfSigned("RSA", 1024, "SHA256withRSA"))))
                .containsExactly("印章密钥 pdf 是 RSA 1024位，须是至少2048位的 RSA，或者 P-256、P-384、P-521 上的 EC");
        assertThat(found(with("pdf", right.ofd())))
                .containsExactly("印章密钥 pdf 是 SM2，须是至少2048位的 RSA，或者 P-256、P-384、P-521 上的 EC");
    }

    @Test
    void should_name_each_wrong_key_at_once() throws Exception {
        SealKeys wrong = new SealKeys(
                right.ofd(),
                selfSigned("RSA", 2048, "SHA256withRSA"),
                selfSigned("EC", "secp256r1", "SHA256withECDSA"),
                false);
        assertThat(SealTrial.of(wrong, Optional.empty(), NOW)).hasSize(3);
    }

    @Test
    void should_find_a_certificate_that_is_of_another_key() {
        for (String alias : List.of("pdf", "qr", "ofd")) {
            SealKeys.Key key = of(right, alias);
            SealKeys others = SealKeys.demonstration(
                    folder.resolve(alias), Clock.fixed(NOW, Clock.systemUTC().getZone()));
            SealKeys.Key mixed = new SealKeys.Key(of(others, alias).secret(), key.chain(), key.provider());
            assertThat(found(with(alias, mixed))).singleElement().asString().contains("印章密钥 " + alias, "一对");
        }
    }

    @Test
    void should_find_a_certificate_that_is_over_or_has_not_begun() {
        assertThat(sentences(SealTrial.of(right, Optional.empty(), NOW.plus(Duration.ofDays(4000)))))
                .hasSize(3)
                .allSatisfy(it -> assertThat(it).contains("的证书已于", "到期"));
        assertThat(sentences(SealTrial.of(right, Optional.empty(), NOW.minus(Duration.ofDays(4000)))))
                .hasSize(3)
                .allSatisfy(it -> assertThat(it).contains("才生效"));
    }

    @Test
    void should_find_a_certificate_that_is_meant_for_something_else() throws Exception {
        KeyPair pair = pair("EC", "secp256r1");
        assertThat(found(with("qr", certified(pair, "SHA256withECDSA", pair, KeyUsage.keyEncipherment, null))))
                .singleElement()
                .asString()
                .startsWith("印章密钥 qr 的证书用途不包括签名");
        assertThat(found(with(
                        "pdf",
                        certified(
                                pair,
                                "SHA256withECDSA",
                                pair,
                                KeyUsage.digitalSignature,
                                KeyPurposeId.id_kp_serverAuth))))
                .singleElement()
                .asString()
                .startsWith("印章密钥 pdf 的证书用途不包括签名");
    }

    @Test
    void should_find_a_chain_that_does_not_lead_to_its_root() {
        SealKeys.Key broken = new SealKeys.Key(
                right.pdf().secret(),
                List.of(right.pdf().certificate(), right.qr().certificate()),
                SealKeys.BOUNCY_CASTLE);
        assertThat(found(with("pdf", broken))).containsExactly("印章密钥 pdf 的证书不能验证到它的根证书");
    }

    @Test
    void should_find_an_electronic_seal_that_belongs_to_another_key() throws Exception {
        SealKeys others = SealKeys.demonstration(
                folder.resolve("others"), Clock.fixed(NOW, Clock.systemUTC().getZone()));
        ElectronicSeal.Picture picture = new ElectronicSeal.Picture("png", SealPicture.png("浙江省住房和城乡建设厅"), 40, 40);
        byte[] own = ElectronicSeal.make(right.ofd(), "浙江省住房和城乡建设厅", picture);
        byte[] foreign = ElectronicSeal.make(others.ofd(), "浙江省住房和城乡建设厅", picture);

        assertThat(SealTrial.of(right, Optional.of(own), NOW)).isEmpty();
        for (byte[] wrong : List.of(foreign, new byte[] {1, 2, 3})) {
            assertThat(sentences(SealTrial.of(right, Optional.of(wrong), NOW)))
                    .singleElement()
                    .asString()
                    .startsWith("电子印章文件不能用密钥 ofd 盖章");
        }
    }

    private List<String> found(SealKeys keys) {
        return sentences(SealTrial.of(keys, Optional.empty(), NOW));
    }

    private static List<String> sentences(List<CannotStart> reasons) {
        reasons.forEach(reason -> assertThat(reason.remedy()).isNotBlank());
        return reasons.stream().map(Throwable::getMessage).toList();
    }

    private SealKeys with(String alias, SealKeys.Key key) {
        return new SealKeys(
                alias.equals("pdf") ? key : right.pdf(),
                alias.equals("qr") ? key : right.qr(),
                alias.equals("ofd") ? key : right.ofd(),
                false);
    }

    private static SealKeys.Key of(SealKeys keys, String alias) {
        return alias.equals("pdf") ? keys.pdf() : alias.equals("qr") ? keys.qr() : keys.ofd();
    }

    private static KeyPair pair(String algorithm, Object size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, SealKeys.BOUNCY_CASTLE);
        if (size instanceof Integer bits) {
            generator.initialize(bits);
        } else {
            generator.initialize(new ECGenParameterSpec((String) size));
        }
        return generator.generateKeyPair();
    }

    private static SealKeys.Key selfSigned(String algorithm, Object size, String signature) throws Exception {
        KeyPair pair = pair(algorithm, size);
        return certified(pair, signature, pair, KeyUsage.digitalSignature, null);
    }

    private static SealKeys.Key certified(
            KeyPair pair, String signature, KeyPair issuer, int usage, KeyPurposeId purpose) throws Exception {
        X500Name name =
                new X500Name("CN=Test " + new BigInteger(1, pair.getPublic().getEncoded()).hashCode());
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, BigInteger.TWO, Date.from(NOW.minus(YEAR)), Date.from(NOW.plus(YEAR)), name, pair.getPublic());
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        if (purpose != null) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        }
        return new SealKeys.Key(
                pair.getPrivate(),
                List.of(new JcaX509CertificateConverter()
                        .setProvider(SealKeys.BOUNCY_CASTLE)
                        .getCertificate(builder.build(new JcaContentSignerBuilder(signature)
                                .setProvider(SealKeys.BOUNCY_CASTLE)
                                .build(issuer.getPrivate())))),
                SealKeys.BOUNCY_CASTLE);
    }
}
