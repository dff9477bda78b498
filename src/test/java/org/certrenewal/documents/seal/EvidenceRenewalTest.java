package org.certrenewal.documents.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.SealsUnavailable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks at sealed files years later, when the timestamping authority's certificates have ended one after another. */
class EvidenceRenewalTest {

    private static final Instant BEGIN = Instant.parse("2026-07-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private final Archive archive = new Archive();
    private Instant now = BEGIN.plus(Duration.ofDays(1));
    private Pki times;
    private Timestamps tsa;
    private KeystoreSeals seals;
    private Press.SealedCertificate sealed;

    @BeforeEach
    void seal() {
        times = Pki.root("secp256r1", "CN=时间戳根,O=TSA", BEGIN);
        tsa = authority(3);
        Pki root = Pki.root("secp256r1", "CN=国际根,O=CA", BEGIN);
        Pki chinese = Pki.root("sm2p256v1", "CN=国密根,O=CA", BEGIN);
        seals = new KeystoreSeals(
                CompletableFuture.completedFuture(
                        new SealKeys(root.key("CN=PDF签章"), root.key("CN=二维码"), chinese.key("CN=电子印章"), false)),
                List.of(),
                Set.of(),
                new Proofs(
                        Optional.of(request -> tsa.ask(request)),
                        Optional.of(request -> tsa.ask(request)),
                        Set.of(times.certificate()),
                        Revocations.NONE,
                        Optional.empty()));
        sealed = new SealingPress(seals).certificate(Faces.of("王建国"), now);
        archive.files.put("ofd", sealed.ofd());
        archive.files.put("pdf", sealed.pdf());
    }

    /** An authority whose certificate ends in some years. */
    private TestTsa authority(int years) {
        return new TestTsa(times, BEGIN, now.plus(YEAR.multipliedBy(years)), () -> now);
    }

    private TrustList trust() {
        TrustList list = seals.trust();
        return new TrustList(now, list.anchors(), list.intermediates(), list.seals());
    }

    private int renew(String digest, Map<String, LocalDate> ends) {
        EvidenceRenewal.Outcome outcome = renewal(digest, ends).run();
        assertThat(outcome.broken()).isEmpty();
        return outcome.renewed();
    }

    private EvidenceRenewal renewal(String digest, Map<String, LocalDate> ends) {
        Timestamps authority = new Timestamps() {
            @Override
            public byte[] ask(byte[] request) {
                return tsa.ask(request);
            }

            @Override
            public String digest() {
                return digest;
            }
        };
        Clock clock = Clock.fixed(now, ZoneId.of("Asia/Shanghai"));
        return new EvidenceRenewal(archive, Optional.of(authority), this::trust, YEAR, ends, clock);
    }

    private int renew() {
        return renew("SHA-256", Map.of());
    }

    private SealReport check(String id) {
        return new SealedDocumentCheck(trust()).check(archive.files.get(id), archive.of(id));
    }

    @Test
    void should_keep_copies_genuine_that_were_downloaded_years_before() {
        assertThat(renew()).as("nothing ends soon").isZero();
        now = now.plus(YEAR.multipliedBy(2)).plus(Duration.ofDays(10));
        tsa = authority(3);
        assertThat(renew()).isEqualTo(2);
        assertThat(renew()).as("done").isZero();

        now = now.plus(YEAR.multipliedBy(2)).plus(Duration.ofDays(200));
        tsa = authority(4);
        assertThat(renew()).isEqualTo(2);
        now = now.plus(YEAR.multipliedBy(3));
        for (String id : List.of("ofd", "pdf")) {
            assertThat(archive.of(id)).hasSize(2);
            SealReport report = check(id);
            assertThat(report.finding()).as(report.detail()).isEqualTo(SealReport.Finding.GENUINE);
            assertThat(report.moment()).isEqualTo(BEGIN.plus(Duration.ofDays(1)));

            List<byte[]> file = ArchiveTimestamps.read(ArchiveTimestamps.write(archive.of(id)));
            assertThat(new SealedDocumentCheck(trust())
                            .check(archive.files.get(id), file)
                            .isGenuine())
                    .isTrue();
            for (List<byte[]> wrong : List.of(
                    List.<byte[]>of(),
                    archive.of(id).subList(0, 1),
                    archive.of(id).subList(1, 2),
                    archive.of(id.equals("ofd") ? "pdf" : "ofd"))) {
                assertThat(new SealedDocumentCheck(trust())
                                .check(archive.files.get(id), wrong)
                                .detail())
                        .contains("没有续补的归档时间戳");
            }
        }
    }

    @Test
    void should_keep_no_timestamps_that_prove_no_longer_than_the_last() {
        now = now.plus(YEAR.multipliedBy(2)).plus(Duration.ofDays(10));
        Timestamps same = tsa;
        AtomicInteger asked = new AtomicInteger();
        tsa = request -> {
            asked.incrementAndGet();
            return same.ask(request);
        };
        assertThat(renew()).isZero();
        assertThat(asked).hasValue(1);
        assertThat(archive.of("ofd")).isEmpty();
        assertThat(archive.of("pdf")).isEmpty();
        tsa = authority(3);
        assertThat(renew()).isEqualTo(2);
    }

    @Test
    void should_take_no_evidence_that_came_too_late() {
        now = now.plus(YEAR.multipliedBy(4));
        tsa = authority(3);
        assertThat(renew()).isEqualTo(2);
        assertThat(check("pdf").finding()).isEqualTo(SealReport.Finding.UNKNOWN_SIGNER);
        assertThat(check("ofd").finding()).isEqualTo(SealReport.Finding.UNKNOWN_SIGNER);
    }

    @Test
    void should_renew_before_a_digest_is_no_longer_good_enough() {
        assertThat(renew("SHA-512", Map.of("SHA-256", LocalDate.of(2029, 1, 1))))
                .isZero();
        now = now.plus(YEAR.multipliedBy(2));
        tsa = authority(5);
        assertThat(renew("SHA-512", Map.of("SHA-256", LocalDate.of(2029, 1, 1))))
                .isEqualTo(2);
        assertThat(renew("SHA-512", Map.of("SHA-256", LocalDate.of(2029, 1, 1))))
                .isZero();
        now = now.plus(YEAR.multipliedBy(4));
        assertThat(check("pdf").isGenuine()).isTrue();
        assertThat(check("ofd").isGenuine()).isTrue();
    }

    @Test
    void should_go_on_next_time_where_the_authority_does_not_answer() {
        now = now.plus(YEAR.multipliedBy(2)).plus(Duration.ofDays(10));
        tsa = request -> {
            throw new SealsUnavailable("时间戳机构没有答复");
        };
        assertThatThrownBy(this::renew).isInstanceOf(SealsUnavailable.class);
        assertThat(archive.of("pdf")).isEmpty();
        tsa = authority(3);
        assertThat(renew()).isEqualTo(2);
    }

    /** More of them than are asked for at once, and all before the good ones. */
    @Test
    void should_go_on_where_papers_are_broken_and_name_them() {
        Map<String, byte[]> good = new LinkedHashMap<>(archive.files);
        archive.files.clear();
        for (int number = 0; number < 120; number++) {
            archive.files.put("unreadable-" + number, null);
        }
        archive.files.put("no paper", new byte[] {'P', 1, 2, 3});
        archive.files.put("no token", good.get("pdf"));
        archive.tokens.put("no token", new ArrayList<>(List.of(new byte[] {1, 2, 3})));
        archive.files.putAll(good);
        now = now.plus(YEAR.multipliedBy(2)).plus(Duration.ofDays(10));
        tsa = authority(3);

        EvidenceRenewal renewal = renewal("SHA-256", Map.of());
        EvidenceRenewal.Outcome outcome = renewal.run();
        assertThat(outcome.renewed()).isEqualTo(2);
        assertThat(archive.of("ofd")).hasSize(1);
        assertThat(archive.of("pdf")).hasSize(1);
        assertThat(outcome.broken())
                .hasSize(122)
                .containsKeys("unreadable-0", "unreadable-119", "no paper", "no token");
        assertThat(renewal.broken()).isEqualTo(122);

        archive.files.keySet().removeIf(id -> id.startsWith("unreadable") || id.equals("no paper"));
        archive.tokens.remove("no token");
        assertThat(renewal.run()).isEqualTo(new EvidenceRenewal.Outcome(1, Map.of()));
        assertThat(renewal.broken()).isZero();
    }

    /** Keeps it in memory; a file that is null can't be read. */
    private static final class Archive implements ArchiveStore {

        private final Map<String, byte[]> files = new LinkedHashMap<>();
        private final Map<String, ArchiveTimestamps.Proof> proofs = new LinkedHashMap<>();
        private final Map<String, List<byte[]>> tokens = new LinkedHashMap<>();

        @Override
        public List<String> unknown(int most) {
            return files.keySet().stream()
                    .filter(id -> !proofs.containsKey(id))
                    .limit(most)
                    .toList();
        }

        @Override
        public List<String> ending(Instant before, List<String> digests, int most) {
            return proofs.entrySet().stream()
                    .filter(entry -> entry.getValue().until().isBefore(before)
                            || digests.contains(entry.getValue().digest()))
                    .map(Map.Entry::getKey)
                    .limit(most)
                    .toList();
        }

        @Override
        public Optional<byte[]> file(String paperId) {
            if (files.get(paperId) == null) {
                throw new Unreadable(new IllegalStateException("no longer matches its hash"));
            }
            return Optional.of(files.get(paperId));
        }

        @Override
        public List<byte[]> of(String paperId) {
            return List.copyOf(tokens.getOrDefault(paperId, List.of()));
        }

        @Override
        public List<byte[]> ofFile(String sha256) {
            return List.of();
        }

        @Override
        public void proved(String paperId, ArchiveTimestamps.Proof proof) {
            proofs.put(paperId, proof);
        }

        @Override
        public void add(String paperId, int sequence, byte[] token, Instant at, ArchiveTimestamps.Proof proof) {
            tokens.computeIfAbsent(paperId, any -> new ArrayList<>()).add(token);
            proved(paperId, proof);
        }
    }
}
