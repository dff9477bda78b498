package org.certrenewal.documents.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.SealPicture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seals with keys as real certificate authorities issue them, and names who may seal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthoritiesTest {

    private static final Instant NOW = Instant.parse("2026-07-21T02:00:00Z");
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(30));
    private static final String AUTHORITY = "浙江省住房和城乡建设厅";

    private Pki international;
    private Pki chinese;
    private Pki makers;

    @BeforeAll
    void makeAuthorities() {
        international = Pki.root("secp256r1", "CN=国际根,O=CA", BEGIN);
        chinese = Pki.root("sm2p256v1", "CN=国密根,O=CA", BEGIN);
        makers = Pki.root("sm2p256v1", "CN=制章根,O=印章中心", BEGIN);
    }

    private static SealKeys keys(Pki international, Pki chinese) {
        return new SealKeys(
                international.key("CN=PDF签章,O=" + AUTHORITY),
                international.key("CN=二维码,O=" + AUTHORITY),
                chinese.key("CN=电子印章,O=" + AUTHORITY),
                false);
    }

    private static KeystoreSeals own(SealKeys keys) {
        return new KeystoreSeals(keys, Optional.empty());
    }

    private static SealReport.Finding finding(TrustList trust, byte[] file) {
        return new SealedDocumentCheck(trust).check(file).finding();
    }

    private static Press.SealedCertificate certificate(KeystoreSeals seals, Instant moment) {
        return new SealingPress(seals).certificate(Faces.of("王建国"), moment);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void should_find_its_own_papers_genuine_under_a_chain_of_any_depth(int depth) {
        SealKeys keys = keys(international.below(depth), chinese.below(depth));
        KeystoreSeals seals = own(keys);

        assertThat(SealTrial.of(keys, Optional.empty(), NOW)).isEmpty();
        Press.SealedCertificate sealed = certificate(seals, NOW);
        assertThat(finding(seals.trust(), sealed.ofd())).isEqualTo(SealReport.Finding.GENUINE);
        assertThat(finding(seals.trust(), sealed.pdf())).isEqualTo(SealReport.Finding.GENUINE);
    }

    @Test
    void should_have_room_for_a_long_chain_of_long_keys() {
        SealKeys keys = new SealKeys(
                Pki.root("RSA2048", "CN=长根,O=CA", BEGIN).below(7).key("CN=PDF签章"),
                international.key("CN=二维码"),
                chinese.key("CN=电子印章"),
                false);

        assertThat(SealTrial.of(keys, Optional.empty(), NOW)).isEmpty();
    }

    @Test
    void should_name_the_certificate_that_a_chain_lacks() {
        Pki between = chinese.below("CN=省级CA,O=CA");
        SealKeys.Key whole = between.key("CN=电子印章");
        SealKeys.Key torn = new SealKeys.Key(whole.secret(), whole.chain().subList(0, 1), whole.provider());
        SealKeys keys = new SealKeys(international.key("CN=a"), international.key("CN=b"), torn, false);

        assertThat(SealTrial.of(keys, Optional.empty(), NOW)).singleElement().satisfies(reason -> {
            assertThat(reason).hasMessage("印章密钥 ofd 的证书不能验证到它的根证书");
            assertThat(reason.remedy()).contains("省级CA");
        });
        assertThat(SealTrial.of(keys, List.of(), Set.copyOf(between.chain()), NOW))
                .isEmpty();
    }

    @Test
    void should_refuse_an_authority_that_is_none() {
        SealKeys.Key below =
                Pki.impostor("secp256r1", international.key("CN=不是CA"), BEGIN).key("CN=x");
        SealKeys keys = new SealKeys(below, international.key("CN=b"), chinese.key("CN=c"), false);

        assertThat(SealTrial.of(keys, Optional.empty(), NOW))
                .singleElement()
                .satisfies(reason -> assertThat(reason).hasMessage("印章密钥 pdf 的证书不能验证到它的根证书"));
    }

    @Test
    void should_take_a_seal_whose_maker_stands_under_another_authority() throws Exception {
        SealKeys keys = keys(international.below(1), chinese.below(2));
        Pki between = makers.below(1);
        byte[] seal = issued(between.key("CN=制章人"), keys.ofd(), AUTHORITY);

        assertThat(SealTrial.of(keys, List.of(seal), Set.of(), NOW))
                .singleElement()
                .satisfies(reason -> assertThat(reason.remedy()).contains("renewal.seals.authorities"));
        Set<java.security.cert.X509Certificate> above = Set.copyOf(between.chain());
        assertThat(SealTrial.of(keys, List.of(seal), above, NOW)).isEmpty();
        KeystoreSeals seals = new KeystoreSeals(keys, List.of(seal), above);
        assertThat(finding(seals.trust(), certificate(seals, NOW).ofd())).isEqualTo(SealReport.Finding.GENUINE);
    }

    @Test
    void should_not_take_a_stranger_under_the_same_root_for_the_authority() throws Exception {
        KeystoreSeals right = own(keys(international, chinese));
        KeystoreSeals stranger = own(new SealKeys(
                international.key("CN=某某商贸有限公司"), international.key("CN=b"), chinese.key("CN=某某商贸有限公司"), false));

        Press.SealedCertificate forged = certificate(stranger, NOW);

        assertThat(finding(right.trust(), forged.ofd())).isEqualTo(SealReport.Finding.UNKNOWN_SIGNER);
        assertThat(finding(right.trust(), forged.pdf())).isEqualTo(SealReport.Finding.UNKNOWN_SIGNER);
    }

    @Test
    void should_not_take_one_authority_for_another() throws Exception {
        SealKeys keys = keys(international, chinese);
        SealKeys.Key maker = makers.key("CN=制章人");
        KeystoreSeals seals = new KeystoreSeals(
                new SealKeys(
                        keys.pdf(),
                        keys.qr(),
                        keys.ofd(),
                        false,
                        Map.of("pdf-义乌市住房和城乡建设局", international.key("CN=义乌"))),
                List.of(issued(maker, keys.ofd(), AUTHORITY), issued(maker, keys.ofd(), "义乌市住房和城乡建设局")),
                Set.of(makers.certificate()));
        TrustList onlyProvince = new TrustList(
                NOW,
                seals.trust().anchors(),
                seals.trust().intermediates(),
                seals.trust().seals().stream()
                        .filter(entry -> !entry.authority().startsWith("义乌"))
                        .map(entry -> new TrustList.Entry(
                                entry.purpose(),
                                AUTHORITY,
                                entry.certificate(),
                                entry.electronicSeal(),
                                entry.from(),
                                entry.to()))
                        .toList());
        CertificateFace face = Faces.of("王建国");
        Press.SealedCertificate ofProvince = new SealingPress(seals).certificate(face, NOW);
        Seals.Order order = new Seals.Order("义乌市住房和城乡建设局", "签发电子证照", NOW, Seals.Place.HIDDEN);
        byte[] ofYiwu = seals.sealOfd(new org.certrenewal.documents.CertificateOfd("").render(face), order);
        byte[] pdfOfYiwu = seals.sealPdf(new org.certrenewal.documents.CertificatePdf("").render(face), order);

        assertThat(finding(seals.trust(), ofYiwu)).isEqualTo(SealReport.Finding.GENUINE);
        assertThat(finding(seals.trust(), pdfOfYiwu)).isEqualTo(SealReport.Finding.GENUINE);
        assertThat(finding(onlyProvince, ofProvince.ofd())).isEqualTo(SealReport.Finding.GENUINE);
        assertThat(finding(onlyProvince, ofProvince.pdf())).isEqualTo(SealReport.Finding.GENUINE);
        assertThat(finding(onlyProvince, ofYiwu)).isEqualTo(SealReport.Finding.UNKNOWN_SIGNER);
        assertThat(finding(onlyProvince, pdfOfYiwu)).isEqualTo(SealReport.Finding.UNKNOWN_SIGNER);
    }

    @Test
    void should_keep_three_generations_for_the_time_when_each_was_in_force() {
        Instant second = NOW.plus(Duration.ofDays(365));
        Instant third = NOW.plus(Duration.ofDays(730));
        KeystoreSeals[] generations = {
            own(keys(international, chinese)),
            own(new SealKeys(
                    Pki.root("RSA2048", "CN=第二根", BEGIN).below(1).key("CN=p"),
                    international.key("CN=q"),
                    Pki.root("sm2p256v1", "CN=第二国密根", BEGIN).key("CN=o"),
                    false)),
            own(keys(Pki.root("secp256r1", "CN=第三根", BEGIN).below(2), chinese.below(1)))
        };
        TrustList history = during(generations[0].trust(), BEGIN, second)
                .with(during(generations[1].trust(), second, third))
                .with(during(generations[2].trust(), third, null));
        Instant[] moments = {NOW, second, third};
        TrustList read = TrustList.read(
                        history.sign(generations[2]), generations[2].trust().anchors())
                .orElseThrow();
        assertThat(read).isEqualTo(history);

        for (int i = 0; i < generations.length; i++) {
            for (int j = 0; j < moments.length; j++) {
                Press.SealedCertificate sealed = certificate(generations[i], moments[j]);
                SealReport.Finding right = i == j ? SealReport.Finding.GENUINE : SealReport.Finding.UNKNOWN_SIGNER;
                assertThat(finding(read, sealed.ofd())).as("ofd %d in %d", i, j).isEqualTo(right);
                assertThat(finding(read, sealed.pdf())).as("pdf %d in %d", i, j).isEqualTo(right);
            }
        }
    }

    private static TrustList during(TrustList list, Instant from, Instant to) {
        return new TrustList(
                list.issued(),
                list.anchors(),
                list.intermediates(),
                list.seals().stream()
                        .map(entry -> new TrustList.Entry(
                                entry.purpose(),
                                entry.authority(),
                                entry.certificate(),
                                entry.electronicSeal(),
                                from,
                                Optional.ofNullable(to)))
                        .toList());
    }

    @Test
    void should_read_no_trust_list_that_somebody_else_signed_or_changed() {
        KeystoreSeals seals = own(keys(international, chinese));
        KeystoreSeals others = own(keys(Pki.root("secp256r1", "CN=国际根,O=CA", BEGIN), chinese));
        TrustList list = seals.trust();
        String text = list.sign(seals);

        assertThat(TrustList.read(text, list.anchors())).contains(list);
        assertThat(TrustList.read(text, Set.of(seals.shortFormCertificate()))).contains(list);
        assertThat(TrustList.read(text, others.trust().anchors())).isEmpty();
        assertThat(TrustList.read(list.sign(others), list.anchors())).isEmpty();
        // Under the same root, but not named in the list.
        assertThat(TrustList.read(list.sign(own(keys(international, chinese))), list.anchors()))
                .isEmpty();
        for (int at = 0; at < text.length(); at += 97) {
            String changed = text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
            assertThat(TrustList.read(changed, list.anchors())).as("%d", at).isEmpty();
        }
    }

    @Test
    void should_show_the_picture_of_the_issued_seal_in_both_files() throws Exception {
        SealKeys keys = keys(international, chinese);
        byte[] green = square(0x00A000);
        byte[] seal = ElectronicSeal.make(
                makers.key("CN=制章人"),
                List.of(keys.ofd().certificate()),
                AUTHORITY,
                new ElectronicSeal.Picture("png", green, 40, 30),
                BEGIN,
                NOW.plus(Duration.ofDays(100)));
        KeystoreSeals seals = new KeystoreSeals(keys, List.of(seal), Set.of(makers.certificate()));

        Press.SealedCertificate sealed = certificate(seals, NOW);

        try (PDDocument document = Loader.loadPDF(sealed.pdf())) {
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 72);
            int x = (int) ((CertificateFace.SEAL_LEFT + 4) / 25.4 * 72);
            int y = (int) ((CertificateFace.SEAL_TOP + 34) / 25.4 * 72);
            assertThat(new Color(page.getRGB(x, y))).isEqualTo(new Color(0x00A000));
        }
        assertThat(org.certrenewal.documents.OfdPackage.read(sealed.ofd()).get(OfdSeal.SEAL))
                .isEqualTo(seal);
        String annotation = new String(
                org.certrenewal.documents.OfdPackage.read(sealed.ofd()).get(OfdSeal.SIGNATURE),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(annotation)
                .contains("Boundary=\"" + (CertificateFace.SEAL_LEFT + 1) + " " + (CertificateFace.SEAL_TOP + 6)
                        + " 40.0 30.0\"");
    }

    @Test
    void should_find_an_issued_seal_that_is_over_or_shows_nothing() throws Exception {
        SealKeys keys = keys(international, chinese);
        SealKeys.Key maker = makers.key("CN=制章人");
        List<java.security.cert.X509Certificate> signers = List.of(keys.ofd().certificate());
        ElectronicSeal.Picture picture = new ElectronicSeal.Picture("png", square(0xFF0000), 40, 40);
        byte[] over = ElectronicSeal.make(maker, signers, AUTHORITY, picture, BEGIN, NOW.minusSeconds(1));
        byte[] vector = ElectronicSeal.make(
                maker,
                signers,
                AUTHORITY,
                new ElectronicSeal.Picture("svg", "<svg/>".getBytes(), 40, 40),
                BEGIN,
                NOW.plusSeconds(9));

        assertThat(SealTrial.of(keys, List.of(over), Set.of(makers.certificate()), NOW))
                .singleElement()
                .satisfies(reason -> assertThat(reason.getMessage()).contains("有效期是"));
        assertThat(SealTrial.of(keys, List.of(vector), Set.of(makers.certificate()), NOW))
                .singleElement()
                .satisfies(reason -> assertThat(reason.remedy()).contains("PNG"));
    }

    private static byte[] issued(SealKeys.Key maker, SealKeys.Key signer, String name) throws Exception {
        return ElectronicSeal.make(
                maker,
                List.of(signer.certificate()),
                name,
                new ElectronicSeal.Picture("png", SealPicture.png(name), 40, 40),
                BEGIN,
                NOW.plus(Duration.ofDays(1000)));
    }

    private static byte[] square(int rgb) throws Exception {
        BufferedImage image = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(rgb));
        graphics.fillRect(0, 0, 80, 60);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
