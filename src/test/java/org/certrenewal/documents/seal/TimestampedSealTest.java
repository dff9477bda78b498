package org.certrenewal.documents.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.CertificatePdf;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.OfdPackage;
import org.certrenewal.documents.Photo;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.testing.PrintedCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seals with a timestamping authority and lists of what was taken back, and looks at it years later. */
class TimestampedSealTest {

    /** The judges look at their own clock. */
    private static final Instant NOW =
            Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).minusSeconds(60);

    private static final Instant BEGIN = NOW.minus(Duration.ofDays(30));
    private static final Duration YEAR = Duration.ofDays(365);

    private Pki root;
    private Pki between;
    private Pki chinese;
    private Pki times;
    private SealKeys keys;
    private Instant tsaClock = NOW;
    private TestTsa tsa;

    @BeforeEach
    void makeAuthorities() {
        root = Pki.root("secp256r1", "CN=国际根,O=CA", BEGIN);
        between = root.below(1);
        chinese = Pki.root("sm2p256v1", "CN=国密根,O=CA", BEGIN).below(1);
        times = Pki.root("secp256r1", "CN=时间戳根,O=TSA", BEGIN);
        tsa = new TestTsa(times, BEGIN, () -> tsaClock);
        keys = new SealKeys(
                between.key("CN=PDF签章", BEGIN, NOW.plus(YEAR), null),
                between.key("CN=二维码"),
                chinese.key("CN=电子印章", BEGIN, NOW.plus(YEAR), null),
                false);
    }

    @AfterEach
    void forgetTheJudge() {
        Thread.currentThread().setContextClassLoader(TimestampedSealTest.class.getClassLoader());
    }

    private KeystoreSeals seals(Timestamps timestamps, Revocations revocations) {
        return new KeystoreSeals(
                CompletableFuture.completedFuture(keys),
                List.of(),
                Set.of(),
                new Proofs(
                        Optional.of(timestamps),
                        Optional.of(timestamps),
                        Set.of(times.certificate()),
                        revocations,
                        Optional.empty()));
    }

    private Revocations lists(X509Certificate... revoked) {
        Map<X509Certificate, byte[]> lists = Map.of(
                root.certificate(), root.crl(NOW, revoked),
                between.certificate(), between.crl(NOW, revoked),
                times.certificate(), times.crl(NOW, revoked));
        return (certificate, issuer) -> Optional.ofNullable(lists.get(issuer))
                .map(list -> new Revocations.Status(
                        Optional.of(list), Optional.empty(), List.of(revoked).contains(certificate)));
    }

    private static Press.SealedCertificate certificate(Seals seals, Instant moment) {
        return new SealingPress(seals).certificate(Faces.of("王建国"), moment);
    }

    private static TrustList at(TrustList list, Instant moment) {
        return new TrustList(moment, list.anchors(), list.intermediates(), list.seals());
    }

    private static SealReport check(TrustList trust, byte[] file) {
        return new SealedDocumentCheck(trust).check(file);
    }

    @Test
    void should_prove_when_a_paper_was_sealed_long_after_the_key_is_over() {
        KeystoreSeals seals = seals(tsa, lists());
        Press.SealedCertificate sealed = certificate(seals, NOW);
        TrustList later = at(seals.trust(), NOW.plus(YEAR.multipliedBy(5)));

        for (byte[] file : List.of(sealed.ofd(), sealed.pdf())) {
            SealReport report = check(later, file);
            assertThat(report.finding()).as(report.detail()).isEqualTo(SealReport.Finding.GENUINE);
            assertThat(report.detail()).contains("时间戳证明");
            assertThat(report.moment()).isEqualTo(NOW);
        }
    }

    @Test
    void should_not_take_the_word_of_a_key_that_is_over() {
        KeystoreSeals plain = new KeystoreSeals(keys, Optional.empty());
        // Somebody has found the old key, and sets the clock back by a hundred days.
        Press.SealedCertificate forged = certificate(plain, NOW.plus(YEAR).minus(Duration.ofDays(100)));

        TrustList today = at(plain.trust(), NOW.plus(YEAR).plus(Duration.ofDays(1)));
        assertThat(check(today, forged.ofd()).finding()).isEqualTo(SealReport.Finding.UNKNOWN_SIGNER);
        assertThat(check(today, forged.pdf()).finding()).isEqualTo(SealReport.Finding.UNKNOWN_SIGNER);
        assertThat(check(today, forged.pdf()).detail()).contains("盖章时间无法证明");
    }

    @Test
    void should_not_take_a_paper_without_timestamp_from_a_time_that_had_them() {
        TrustList trust = seals(tsa, lists()).trust();
        Press.SealedCertificate bare = certificate(new KeystoreSeals(keys, Optional.empty()), NOW);

        assertThat(check(trust, bare.ofd()).finding()).isEqualTo(SealReport.Finding.UNKNOWN_SIGNER);
        assertThat(check(trust, bare.pdf()).finding()).isEqualTo(SealReport.Finding.UNKNOWN_SIGNER);
    }

    @Test
    void should_not_take_a_moment_that_the_timestamp_contradicts() {
        tsaClock = NOW.plus(Duration.ofDays(100));
        KeystoreSeals seals = seals(tsa, lists());
        assertThatThrownBy(() -> certificate(seals, NOW))
                .isInstanceOf(SealsUnavailable.class)
                .hasMessageContaining("相差太大");

        Seals.Order order = new Seals.Order("浙江省住房和城乡建设厅", "签发电子证照", NOW, Seals.Place.HIDDEN);
        Evidence careless = new Evidence(Optional.of(tsa), Revocations.NONE, seals.trust(), Duration.ofDays(1000));
        byte[] backdated = PdfSeal.seal(new CertificatePdf("").render(Faces.of("王建国")), keys.pdf(), order, careless);
        TrustList trust = at(seals.trust(), tsaClock);
        assertThat(check(trust, backdated).detail()).contains("与时间戳不符");
        assertThat(check(trust, backdated).isGenuine()).isFalse();
    }

    @Test
    void should_take_no_timestamp_of_somebody_else() {
        TestTsa other = new TestTsa(Pki.root("secp256r1", "CN=时间戳根,O=TSA", BEGIN), BEGIN, () -> NOW);
        assertThatThrownBy(() -> certificate(seals(other, lists()), NOW)).isInstanceOf(SealsUnavailable.class);
        assertThatThrownBy(() -> certificate(seals(request -> new byte[] {1, 2, 3}, lists()), NOW))
                .isInstanceOf(SealsUnavailable.class);
    }

    @Test
    void should_seal_nothing_with_a_key_that_is_over_or_was_taken_back() {
        assertThatThrownBy(() -> certificate(seals(tsa, lists()), NOW.plus(YEAR)))
                .isInstanceOf(SealsUnavailable.class)
                .hasMessageContaining("已到期");
        assertThatThrownBy(() -> certificate(seals(tsa, lists(keys.pdf().certificate())), NOW))
                .isInstanceOf(SealsUnavailable.class)
                .hasMessageContaining("已被吊销");
    }

    @Test
    void should_notice_every_changed_bit_of_signature_and_timestamp() throws Exception {
        KeystoreSeals seals = seals(tsa, lists());
        byte[] sealed = certificate(seals, NOW).pdf();
        PdfSealVerifier verifier = new PdfSealVerifier(seals.trust());
        assertThat(verifier.verify(sealed).isGenuine()).isTrue();
        assertThat(PdfSealTest.unnoticedBits(sealed, verifier, 8)).isEmpty();

        int store = new String(sealed, StandardCharsets.ISO_8859_1).lastIndexOf("/Type /Catalog");
        for (int at = store - 10; at < sealed.length; at += 5) {
            byte[] changed = sealed.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            assertThat(verifier.verify(changed).isGenuine())
                    .as("byte %d of %d", at, sealed.length)
                    .isFalse();
        }

        byte[] ofd = certificate(seals, NOW).ofd();
        Map<String, byte[]> entries = new java.util.LinkedHashMap<>(OfdPackage.read(ofd));
        byte[] stamp = entries.get(OfdSeal.VALUE);
        OfdSealVerifier ofdVerifier = new OfdSealVerifier(seals.trust());
        for (int at = stamp.length - 1600; at < stamp.length; at += 3) {
            byte[] changed = stamp.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            entries.put(OfdSeal.VALUE, changed);
            assertThat(ofdVerifier.verify(OfdPackage.write(entries)).isGenuine())
                    .as("byte %d of %d", at, stamp.length)
                    .isFalse();
        }
    }

    @Test
    void should_pass_for_judges_of_others() throws Exception {
        KeystoreSeals seals = seals(tsa, lists());
        Press.SealedCertificate sealed = certificate(seals, NOW);

        BiFunction<byte[], X509Certificate[], String> dss = ForeignJudgesTest.judge(DssJudge.class);
        assertThat(dss.apply(sealed.pdf(), new X509Certificate[] {root.root(), times.root()}))
                .isEqualTo("PAdES-BASELINE-LT, intact, trusted, TOTAL_PASSED");
        Function<byte[], String> ofdrw = ForeignJudgesTest.judge(OfdrwJudge.class);
        assertThat(ofdrw.apply(sealed.ofd())).isEmpty();
        forgetTheJudge();
        assertThat(ForeignJudgesTest.breaches(sealed.pdf())).isEmpty();
    }

    /** With everything in them that a certificate can have. */
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void should_stay_small_and_readable_with_the_heaviest_photo(String format, @TempDir Path folder) throws Exception {
        Photo photo = Faces.heaviestPhoto(format);
        CertificateFace face = Faces.of("王建国").withPhoto(photo);
        Press.SealedCertificate sealed = new SealingPress(seals(tsa, lists())).certificate(face, NOW);

        assertThat(sealed.pdf().length).isBetween(Photo.MAX_BYTES * 9 / 10, 300_000);
        assertThat(sealed.ofd().length).isBetween(Photo.MAX_BYTES * 9 / 10, 300_000);
        String code = PrintedCode.at150(sealed.pdf());
        assertThat(code).startsWith(face.verificationUrl() + "#");
        PrintedCode.byZbar(folder, sealed.pdf())
                .ifPresent(read -> assertThat(read).isEqualTo(code));
    }

    @Test
    void should_pass_by_answers_that_certificates_themselves_name() throws Exception {
        Responder responder = new Responder("http://ca.test", () -> NOW);
        Pki top = responder.answersFor(Pki.root("RSA2048", "CN=国际根,O=CA", BEGIN), false, true);
        Pki below = responder.answersFor(top.below("CN=签发机构"), true, true);
        Pki tsaRoot = responder.answersFor(Pki.root("secp256r1", "CN=时间戳根,O=TSA", BEGIN), true, false);
        Pki sm2 = responder.answersFor(Pki.root("sm2p256v1", "CN=国密根,O=CA", BEGIN), false, true);
        Pki sm2Tsa = Pki.root("sm2p256v1", "CN=国密时间戳根,O=TSA", BEGIN);
        keys = new SealKeys(below.key("CN=PDF签章"), between.key("CN=二维码"), sm2.key("CN=电子印章"), false);
        KeystoreSeals seals = new KeystoreSeals(
                CompletableFuture.completedFuture(keys),
                List.of(),
                Set.of(),
                new Proofs(
                        Optional.of(new TestTsa(tsaRoot, BEGIN, () -> NOW)),
                        Optional.of(new BySm3(new TestTsa(sm2Tsa, BEGIN, () -> NOW))),
                        Set.of(tsaRoot.certificate(), sm2Tsa.certificate()),
                        new CertificateRevocations(
                                responder,
                                new CertificateRevocations.Places(List.of(), List.of()),
                                Duration.ofHours(1),
                                Clock.fixed(NOW, ZoneId.of("Asia/Shanghai"))),
                        Optional.empty()));
        Press.SealedCertificate sealed = certificate(seals, NOW);

        assertThat(responder.asked).containsExactlyInAnyOrder("/ocsp/1", "/crl/0", "/ocsp/2", "/crl/3");
        certificate(seals, NOW);
        assertThat(responder.asked).as("answers are kept").hasSize(4);
        for (byte[] file : List.of(sealed.ofd(), sealed.pdf())) {
            SealReport report = check(seals.trust(), file);
            assertThat(report.finding()).as(report.detail()).isEqualTo(SealReport.Finding.GENUINE);
        }
        BiFunction<byte[], X509Certificate[], String> dss = ForeignJudgesTest.judge(DssJudge.class);
        assertThat(dss.apply(sealed.pdf(), new X509Certificate[] {top.root(), tsaRoot.root()}))
                .isEqualTo("PAdES-BASELINE-LT, intact, trusted, TOTAL_PASSED");
        Function<byte[], String> ofdrw = ForeignJudgesTest.judge(OfdrwJudge.class);
        assertThat(ofdrw.apply(sealed.ofd())).isEmpty();
    }

    /** An authority of the Chinese standards. */
    private record BySm3(Timestamps authority) implements Timestamps {

        @Override
        public byte[] ask(byte[] request) {
            return authority.ask(request);
        }

        @Override
        public String digest() {
            return "SM3";
        }
    }
}
